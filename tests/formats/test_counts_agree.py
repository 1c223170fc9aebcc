"""Every format tells the same number of findings, by level and by what a change did, before anything is left out."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_reports import CAUSES, CHANGES, COMPARISON, crowded, golden_report, varied, with_findings
from reading import READERS, Counts, of_report, rendered
from workspaces import DAY, ES, ES_MARKET, variant, workspace

import checker
from checker.formats.registry import format_names
from checker.model.status import LEVELS, Disposition


@pytest.fixture(name="golden", scope="module")
def report_of_the_goldens(tmp_path_factory: pytest.TempPathFactory) -> checker.Report:
    return golden_report(tmp_path_factory.mktemp("counts"))


def agrees(name: str, report: checker.Report) -> None:
    truth, told = of_report(report), READERS[name](rendered(report, name))
    told = told if told.fixed is not None else told._replace(fixed=truth.fixed)
    assert Counts(*map(_without_zeros, told)) == Counts(*map(_without_zeros, truth))


def _without_zeros(part: Any) -> Any:
    return {key: number for key, number in part.items() if number} if isinstance(part, dict) else part


def test_every_format_is_read() -> None:
    assert set(READERS) == set(format_names())


@pytest.mark.parametrize("name", READERS)
def test_as_checked(golden: checker.Report, name: str) -> None:
    agrees(name, golden)


@pytest.mark.parametrize("has_base", [True, False])
@pytest.mark.parametrize("name", READERS)
def test_every_disposition_change_and_level(golden: checker.Report, name: str, has_base: bool) -> None:
    report = varied(golden, has_base=has_base)
    assert {each.disposition for each in report.findings} == set(Disposition)
    assert {each.change for each in report.findings} == (set(CHANGES) if has_base else {None})
    agrees(name, report)


@pytest.mark.parametrize("number", [1, 11, 1_500])
@pytest.mark.parametrize("name", READERS)
def test_caps_change_no_count(golden: checker.Report, name: str, number: int) -> None:
    agrees(name, crowded(golden, number))


@pytest.mark.parametrize("name", READERS)
def test_with_a_base_and_caps(golden: checker.Report, name: str) -> None:
    agrees(name, varied(crowded(golden, 60)))


@pytest.mark.parametrize("disposition", [Disposition.WAIVED, Disposition.NONE])
@pytest.mark.parametrize("name", READERS)
def test_nothing_but_settled_or_fixed(golden: checker.Report, name: str, disposition: Disposition) -> None:
    change = "unchanged" if disposition is Disposition.WAIVED else "fixed"
    found = [replace(each, disposition=disposition, change=change, waiver="W-1") for each in golden.findings]
    agrees(name, replace(with_findings(golden, found), comparison=COMPARISON))
    agrees(name, with_findings(golden, ()))


@pytest.mark.parametrize("name", READERS)
def test_what_could_not_be_read(tmp_path: Path, name: str) -> None:
    files = {ES: "kind: variant\nprocess: refund\ncontrols: {payout_days: 7\n", "markets/eu/es/voice-care.yaml": variant("x: 1")}
    report = checker.check(workspace(tmp_path / "unreadable", files), as_of=DAY)
    assert report.exit_code("error") == 3
    agrees(name, report)


@pytest.mark.parametrize("name", READERS)
def test_nothing_could_be_read(tmp_path: Path, name: str) -> None:
    files = dict.fromkeys((ES_MARKET, ES_MARKET.replace("/es/", "/fr/")), "kind: market\nmarket: [\n")
    report = checker.check(workspace(tmp_path / "nothing", files), as_of=DAY)
    assert report.findings
    agrees(name, report)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.data())
def test_any_report(golden: checker.Report, data: st.DataObject) -> None:
    has_base = data.draw(st.booleans())
    found = []
    for index in range(data.draw(st.integers(0, 25))):
        finding = data.draw(st.sampled_from(golden.findings))
        found.append(
            replace(
                finding,
                level=data.draw(st.sampled_from(LEVELS)),
                disposition=data.draw(st.sampled_from(Disposition)),
                change=data.draw(st.sampled_from(CHANGES)) if has_base else None,
                cause=data.draw(st.sampled_from([*CAUSES, None])) if has_base else None,
                blocks=data.draw(st.booleans()) or not has_base,
                market=data.draw(st.sampled_from([None, "es", "fr", "unknown"])),
                fingerprint=data.draw(st.sampled_from([finding.fingerprint, f"{index:016x}"])),
            )
        )
    report = replace(with_findings(golden, found), comparison=COMPARISON if has_base else None)
    for name in READERS:
        agrees(name, report)


def test_the_reader_is_not_blind(golden: checker.Report) -> None:
    """It sees one finding more, in each format."""
    more = with_findings(golden, (*golden.findings, replace(golden.findings[0], fingerprint="0" * 16)))
    for name, read in READERS.items():
        one, other = (Counter(read(rendered(report, name)).open) for report in (golden, more))
        assert (other - one).total() == 1, name
