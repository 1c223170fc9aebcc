"""What `import checker` offers, as spec 4.1 shows it."""

import dataclasses
import inspect
from datetime import date
from pathlib import Path

import pytest
from test_cases import CASE_FOLDERS, built, day_of
from workspaces import (
    CATALOGUE,
    DAY,
    ES,
    ES_MARKET,
    EU,
    REFUND,
    SHARED,
    VOICE_CARE,
    row,
    rows,
    shared_text,
    variant,
    workspace,
)

import checker

FORMATS = ("text", "concise", "json", "csv")


@pytest.mark.parametrize("name", checker.__all__)
def test_a_public_name_can_be_imported_and_is_documented(name: str) -> None:
    found = getattr(checker, name)
    assert inspect.getdoc(found)
    assert len(str(inspect.getdoc(found))) > 20
    assert name in dir(checker)


def test_there_are_no_other_names_at_the_front_door() -> None:
    assert list(checker.__all__) == sorted(set(checker.__all__))
    with pytest.raises(AttributeError, match="no attribute 'chekc'"):
        _ = checker.chekc  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", checker.__all__)
def test_public_functions_say_what_their_parameters_are(name: str) -> None:
    found = getattr(checker, name)
    if inspect.isfunction(found):
        assert inspect.signature(found).return_annotation is not inspect.Signature.empty
        for parameter in inspect.signature(found).parameters.values():
            assert parameter.annotation is not inspect.Parameter.empty


def test_check_works_as_the_specification_shows(tmp_path: Path) -> None:
    root = workspace(
        tmp_path / "w", {"markets/eu/es/voice-care.yaml": variant("controls: {menu_levels: 3}", "voice-care")}
    )
    report = checker.check(root, as_of=DAY)
    assert report.passed is False
    element = report.markets["es"].processes["voice-care"].elements["control:menu_levels"]
    assert (element.status, element.local, element.standard) == ("breach", (3, "count"), (2, "count"))
    assert [row(finding) for finding in report.findings] == [
        "error control-loosened es/voice-care control:menu_levels none"
    ]
    assert checker.check(str(SHARED), as_of=DAY).passed


def test_a_report_is_frozen() -> None:
    report = checker.check(SHARED, as_of=DAY)
    with pytest.raises(dataclasses.FrozenInstanceError):
        report.title = "Another"  # type: ignore[misc]
    assert isinstance(report.findings, tuple)


def test_the_day_must_be_said() -> None:
    with pytest.raises(TypeError, match="as_of"):
        checker.check(SHARED)  # type: ignore[call-arg]


@pytest.mark.parametrize("name", FORMATS)
def test_render_gives_text(name: str) -> None:
    assert checker.render(checker.check(SHARED, as_of=DAY), name)


def test_render_names_the_nearest_format() -> None:
    with pytest.raises(checker.UsageError, match="did you mean `json`"):
        checker.render(checker.check(SHARED, as_of=DAY), "jsno")


def test_words_limit_a_check(tmp_path: Path) -> None:
    files = {EU: variant("controls: {payout_days: 9}"), ES: variant("controls: {tone: warm}")}
    root = workspace(tmp_path / "w", files)
    assert {finding.market for finding in checker.check(root, as_of=DAY, words=("fr",)).findings} == {"fr"}
    of_file = checker.check(root, as_of=DAY, words=(ES,)).findings
    assert [finding.rule for finding in of_file] == ["reason-missing"]
    with pytest.raises(checker.UsageError, match="did you mean `es`"):
        checker.check(root, as_of=DAY, words=("ess",))


def test_standards_may_lie_in_another_checkout(tmp_path: Path) -> None:
    own = workspace(tmp_path / "own", {ES: variant("controls: {payout_days: 7}")})
    of_seven = shared_text(
        REFUND, ("requirement: Paid out within., value: 5", "requirement: Paid out within., value: 7")
    )
    other = workspace(tmp_path / "other", {REFUND: of_seven})
    assert [finding.rule for finding in checker.check(own, as_of=DAY).findings] == ["control-loosened"]
    judged = checker.check(own, as_of=DAY, standards=other / "standards").findings
    assert [finding.rule for finding in judged] == ["control-redundant"]


# Reading.


def test_read_workspace_holds_every_document(tmp_path: Path) -> None:
    found = checker.read_workspace(workspace(tmp_path / "w", {ES: variant("controls: {tone: warm}")}))
    assert set(found.markets) == {"es", "fr"}
    assert found.markets["es"].document is not None
    assert found.markets["es"].document.model.name == "Spain"
    assert set(found.markets["es"].variants) == {"refund"}
    assert [str(version) for version in found.programme.standards["refund"]] == ["1.0.0"]
    assert found.programme.catalogue.model.title == "Programme of the test cases"


def test_no_workspace_is_no_finding(tmp_path: Path) -> None:
    with pytest.raises(checker.NoWorkspaceError):
        checker.check(tmp_path, as_of=DAY)
    with pytest.raises(checker.NoWorkspaceError):
        checker.read_workspace(tmp_path / "nowhere")


def test_an_invalid_catalogue_says_where(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", {CATALOGUE: shared_text(CATALOGUE, ("max_renewals: 2", "max_renewals: two"))})
    with pytest.raises(checker.InvalidCatalogueError) as raised:
        checker.check(root, as_of=DAY)
    assert any(place.startswith(f"{CATALOGUE}:10:15:") for place in raised.value.places)
    assert issubclass(checker.InvalidCatalogueError, checker.CheckerError)


@pytest.mark.parametrize("wanted", [">=99", "<0.1", "latest"])
def test_the_catalogue_may_refuse_the_tool(tmp_path: Path, wanted: str) -> None:
    text = shared_text(CATALOGUE, ("format: 1\n", f'format: 1\nchecker: "{wanted}"\n'))
    with pytest.raises(checker.ToolVersionError, match="catalogue"):
        checker.check(workspace(tmp_path / "w", {CATALOGUE: text}), as_of=DAY)


# Aligning.


def test_align_lays_a_variant_on_a_standard(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", {ES: variant("controls: {payout_days: 7}"), EU: variant("controls: {tone: warm}")})
    found = checker.read_workspace(root)
    es = found.markets["es"]
    assert es.document is not None
    (standard,) = found.programme.standards["refund"].values()
    aligned = checker.align(
        standard,
        es.variants["refund"],
        market=es.document.model,
        as_of=DAY,
        region_variant=es.region.variants["refund"],
    )
    assert {address: value.judgement.outcome for address, value in aligned.values.items()} == {
        "control:payout_days": "loosened",
        "control:tone": "tailored",
    }
    assert {value.entry.source.layer for value in aligned.values.values()} == {"market", "region"}
    nothing = checker.align(standard, None, market=es.document.model, as_of=DAY)
    assert not nothing.values


def test_align_refuses_a_variant_of_another_process(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", {"markets/eu/es/voice-care.yaml": variant("controls: {}", "voice-care")})
    found = checker.read_workspace(root)
    es = found.markets["es"]
    assert es.document is not None
    (standard,) = found.programme.standards["refund"].values()
    with pytest.raises(checker.UsageError, match="voice-care"):
        checker.align(standard, es.variants["voice-care"], market=es.document.model, as_of=DAY)


# Every effective value keeps where it came from (2.2).


def test_a_value_keeps_where_it_came_from(tmp_path: Path) -> None:
    files = {
        EU: variant("controls:\n  tone: {value: warm, because: {type: capacity}}\n  payout_days: 4"),
        ES: variant("controls:\n  payout_days: {value: 3, until: 2026-12-31}"),
    }
    root = workspace(tmp_path / "w", files)
    elements = checker.check(root, as_of=DAY).markets["es"].processes["refund"].elements
    origins = {
        name: (each.layer, each.source and (each.source.path, *each.source.span[:2])) for name, each in elements.items()
    }
    assert origins == {"control:payout_days": ("market", (ES, 4, 24)), "control:tone": ("region", (EU, 4, 17))}
    later = (
        checker.check(root, as_of=date(2027, 1, 1)).markets["es"].processes["refund"].elements["control:payout_days"]
    )
    assert (later.layer, later.local, later.source and later.source.path) == ("region", (4, "business_days"), EU)


# Unsaved buffers.

ONE_FILE = [
    case for case in CASE_FOLDERS if [path for path in case.rglob("*") if path.suffix == ".yaml"] == [case / ES]
]


@pytest.mark.parametrize("case", ONE_FILE, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_an_unsaved_buffer_is_judged_like_the_saved_file(case: Path, tmp_path: Path) -> None:
    saved = checker.check(built(case, tmp_path / "saved"), as_of=day_of(case))
    found = checker.check_text((case / ES).read_text(), ES, SHARED, as_of=day_of(case))
    assert list(found) == [finding for finding in saved.findings if finding.location.path == ES]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (ES_MARKET, "country: ES", "country: Spain"),
        (VOICE_CARE, "stricter: lower", "stricter: low"),
        (REFUND, "stricter: higher, tailoring: tighten_only, allowed: {max: 60}", "tailoring: tighten_only"),
        (CATALOGUE, "loyalty: {due: optional}", "loyalti: {due: optional}"),
    ],
)
def test_a_buffer_of_any_document_is_judged_like_the_saved_file(path: str, old: str, new: str, tmp_path: Path) -> None:
    text = shared_text(path, (old, new))
    saved = checker.check(workspace(tmp_path / "saved", {path: text}), as_of=DAY)
    found = checker.check_text(text, path, SHARED, as_of=DAY)
    assert found
    assert list(found) == [finding for finding in saved.findings if finding.location.path == path]


def test_a_buffer_does_not_touch_the_disk(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w")
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert checker.check_text(variant("controls: {payout_days: 9}"), ES, root, as_of=DAY)
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    assert rows(checker.check(root, as_of=DAY)) == []
