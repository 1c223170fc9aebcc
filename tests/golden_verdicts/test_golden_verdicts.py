"""Forty variations from the domain notes, and the verdict that each must get: no finding more, none less.

`UPDATE_GOLDENS=1 pytest tests/golden_verdicts` writes the tables of docs/golden-verdicts.md anew.
"""

import os
from pathlib import Path

import pytest
import yaml
from golden_cases import WORDS, GoldenCase, Verdict, read_cases
from golden_page import BEGIN, DIFFERENCES, END, PAGE, tables
from golden_workspaces import built, said
from workspaces import PROJECT

import checker

CASES = read_cases()
LEGITIMATE = [case for case in CASES if case.id[0] == "L"]
HARMFUL = [case for case in CASES if case.id[0] == "H"]
HEAVIEST_FIRST = ("compliance", "customer", "business", "minor")

Reports = dict[str, list[checker.Report]]


def of_each(cases: list[GoldenCase]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", cases, ids=lambda case: case.id)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Reports:
    """Each case, checked once on each of its days."""
    root = tmp_path_factory.mktemp("golden")
    for case in CASES:
        built(case, root / case.id)
    return {case.id: [checker.check(root / case.id, as_of=day.as_of) for day in case.expect] for case in CASES}


# The verdicts.


@of_each(CASES)
def test_the_verdict(case: GoldenCase, reports: Reports) -> None:
    for report, day in zip(reports[case.id], case.expect, strict=True):
        assert said(report) == day.in_order()


@of_each([case for case in CASES if case.clean])
def test_what_must_not_be_flagged_is_there_and_is_not_flagged(case: GoldenCase, reports: Reports) -> None:
    for line in case.clean:
        where, address = line.split()
        market, process = where.split("/")
        for report in reports[case.id]:
            result = report.markets[market].processes[process]
            assert address in addresses(process, str(result.version))
            assert address not in result.elements
            assert f"{where}/{address}" not in {each.address for each in report.findings}


def addresses(process: str, version: str) -> set[str]:
    """What a standard has, read past the checker."""
    document = yaml.safe_load((PROJECT / f"standards/processes/{process}/{version}.yaml").read_text())
    parts = {"control": document["controls"], "step": document["flow"]["steps"], "rule": document["flow"]["rules"]}
    return {f"{kind}:{each['id']}" for kind, elements in parts.items() for each in elements}


@of_each(LEGITIMATE)
def test_what_is_legitimate_leaves_nothing_open(case: GoldenCase, reports: Reports) -> None:
    for report in reports[case.id]:
        assert report.passed
        assert not [each.address for each in report.findings if each.is_open]


@of_each(HARMFUL)
def test_what_is_harmful_fails_the_check_as_heavily_as_the_notes_say(case: GoldenCase, reports: Reports) -> None:
    for report in reports[case.id]:
        assert not report.passed
        open_errors = {each.severity for each in report.findings if each.is_open and each.level == "error"}
        assert case.severity in {"", next(word for word in HEAVIEST_FIRST if word in open_errors)}


@of_each([case for case in CASES if case.named])
def test_the_finding_names_what_matters(case: GoldenCase, reports: Reports) -> None:
    for word in case.named:
        assert any(word in each.message for each in reports[case.id][0].findings)


# That the cases can fail.


@of_each(CASES)
def test_each_change_that_is_taken_back_gets_another_verdict(case: GoldenCase, tmp_path: Path) -> None:
    root = built(case, tmp_path / "workspace")
    changes = [path for path in case.files if path.startswith("markets/")]
    assert changes
    for path in changes:
        (root / path).unlink()
    without = [said(checker.check(root, as_of=day.as_of)) for day in case.expect]
    for path in changes:
        where = path.removeprefix("markets/all/").removesuffix(".yaml")
        assert any(told(where, a) != told(where, b) for a, b in zip(without, case.expect, strict=True)), path


def told(where: str, verdict: Verdict) -> set[str]:
    """What a verdict says of `market/process`; of a process in every market where only that is given."""
    return {line for line in (*verdict.findings, *verdict.statuses) for word in line.split() if f"/{word}".endswith(f"/{where}")}


def test_the_weekend_of_a_market_changes_no_verdict(tmp_path: Path) -> None:
    case = next(case for case in CASES if case.id == "L09")
    market = case.markets["sa"].model_copy(update={"weekend": ("sat", "sun")})
    root = built(case.model_copy(update={"markets": {"sa": market}}), tmp_path / "workspace")
    assert said(checker.check(root, as_of=case.expect[0].as_of)) == case.expect[0].in_order()


# That they are the forty of the notes, and that the page tells them.


def test_there_are_fifteen_legitimate_fifteen_harmful_and_ten_traps() -> None:
    numbered = [f"{kind}{number:02}" for kind in "LH" for number in range(1, 16)]
    assert [case.id for case in CASES] == numbered + [f"trap {letter}" for letter in "abcdefghij"]


@of_each(CASES)
def test_the_words_of_the_notes_are_found_in_the_verdict(case: GoldenCase) -> None:
    """The notes give a verdict to every variation that is legitimate or harmful, and to some traps."""
    ours = {word for day in case.expect for line in (*day.findings, *day.statuses) for word in line.split()[:2]}
    assert case.notes or case.id[0] == "t"
    for word in case.notes:
        assert ours & set(WORDS[word]), word


@of_each(CASES)
def test_a_case_is_told_in_short_sentences(case: GoldenCase) -> None:
    assert case.why.endswith(".")
    assert ". " not in case.why
    assert not case.title.endswith(".")
    assert len(case.title) <= 120
    assert len(case.why) <= 130


def test_the_page_tells_every_case() -> None:
    before, begin, rest = PAGE.read_text().partition(BEGIN)
    written, end, after = rest.partition(END)
    assert begin
    assert end
    if os.environ.get("UPDATE_GOLDENS"):
        PAGE.write_text(f"{before}{begin}{tables(CASES)}{end}{after}")
    else:
        assert written == tables(CASES)


def test_the_page_counts_what_was_decided() -> None:
    decided = [case.id for case in CASES if case.differs]
    assert f"[{len(decided)} of the 40](#{DIFFERENCES.lower().replace(' ', '-')})" in PAGE.read_text()
