"""What changed since an earlier run, what brought it about, and how numbers moved. Nothing is made up."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from report_workspaces import breach_files, calm_files, register_files, report_of, variant

import checker
from checker.errors import UsageError
from checker.model.report import Report
from checker.report.changes import Changes, changes
from checker.report.earlier import Earlier, read_earlier
from checker.report.history import History
from checker.report.lookup import Lookup
from checker.report.page import Extras, render_page

BEFORE = date(2026, 10, 22)
LATE = "  survey_days: {value: 5, because: {type: capacity, note: Later}}"
SLOW = "  answer_seconds: {value: 90, because: {type: capacity, note: Slow}}"


def earlier(folder: Path, files: Mapping[str, str], day: date = BEFORE) -> Earlier:
    report_of(folder, files)
    return read_earlier(checker.render(checker.check(folder, as_of=day), "json"), "run.json")


def compared(folder: Path, before: Mapping[str, str], now: Mapping[str, str]) -> Changes:
    report = report_of(folder / "now", now)
    found = changes(Lookup(report, earlier=(earlier(folder / "before", before),)))
    assert found is not None
    return found


def said(found: Changes) -> dict[str, list[tuple[str, str]]]:
    return {
        section.title: [(each.line.element, each.cause) for each in section.lines]
        + [(each.element, each.cause) for each in section.gone]
        for section in found.sections
        if section.total
    }


def test_without_an_earlier_run_there_are_no_changes(tmp_path: Path) -> None:
    assert changes(Lookup(report_of(tmp_path, breach_files()))) is None


def test_the_same_documents_bring_no_change(tmp_path: Path) -> None:
    found = compared(tmp_path, breach_files(), breach_files())
    assert said(found) == {}
    assert found.causes == []
    assert "0 new, 0 worsened, 0 fixed" in found.sentence


def test_what_a_market_writes_is_new(tmp_path: Path) -> None:
    spain = {"markets/eu/es/voice-care.yaml": variant(LATE)}
    found = compared(tmp_path, calm_files(), calm_files() | spain)
    assert said(found) == {"New": [("Survey sent after", "the market’s file")]}
    assert [(line.cause, list(line.numbers)) for line in found.causes] == [("the market’s file", [1, 0, 0])]


def test_what_a_market_mends_is_fixed(tmp_path: Path) -> None:
    spain = {"markets/eu/es/voice-care.yaml": variant(LATE)}
    found = compared(tmp_path, calm_files() | spain, calm_files())
    assert said(found) == {"Fixed or settled": [("survey days", "the market’s file")]}


def test_another_wrong_value_is_one_change_not_two(tmp_path: Path) -> None:
    spain = {"markets/eu/es/voice-care.yaml": variant(LATE)}
    later = {"markets/eu/es/voice-care.yaml": variant(LATE.replace("5", "6"))}
    found = compared(tmp_path, calm_files() | spain, calm_files() | later)
    assert said(found) == {"Changed, and still open": [("Survey sent after", "the market’s file")]}
    (section,) = (each for each in found.sections if each.total)
    assert "not 5" in section.lines[0].before


def test_a_waiver_settles_and_its_end_unsettles(tmp_path: Path) -> None:
    waived = {path: text for path, text in register_files().items() if "law" not in path}
    found = compared(tmp_path, breach_files(), waived)
    assert said(found) == {"Fixed or settled": [("control title", "a waiver")]}
    after = checker.check(tmp_path / "now", as_of=date(2027, 1, 5))
    then = read_earlier(checker.render(checker.check(tmp_path / "now", as_of=date(2026, 12, 1)), "json"), "x")
    lapsed = changes(Lookup(after, earlier=(then,)))
    assert lapsed is not None
    assert said(lapsed) == {"New": [("control title", "the calendar")], "Worsened": [("control title", "the calendar")]}


def test_what_the_standard_asks_anew_is_the_standards_doing(tmp_path: Path) -> None:
    path = "standards/processes/voice-care/1.0.0.yaml"
    spain = calm_files() | {"markets/eu/es/voice-care.yaml": variant(SLOW.replace("90", "50"))}
    asked = spain | {path: spain[path].replace("{min: 10, max: 60}", "{min: 10, max: 40}").replace("value: 30\n", "value: 35\n")}
    assert said(compared(tmp_path, spain, asked)) == {"New": [("control title", "the standard")]}


def test_a_market_that_was_not_there_is_another_scope(tmp_path: Path) -> None:
    slow = calm_files() | {"markets/eu/es/voice-care.yaml": variant(SLOW)}
    less = {name: text for name, text in slow.items() if "/es/" not in name}
    assert said(compared(tmp_path, less, slow)) == {"New": [("control title", "what was looked at")]}


def test_how_long_something_is_open(tmp_path: Path) -> None:
    report = report_of(tmp_path / "now", breach_files())
    runs = (earlier(tmp_path / "one", breach_files()), earlier(tmp_path / "two", calm_files(), date(2026, 9, 1)))
    lookup = Lookup(report, earlier=runs)
    ages = {lookup.since(finding).replace("\u00a0", " ") for finding in report.open if finding.level == "error"}
    assert ages == {"open for 31 days or more"}
    fresh = Lookup(report, earlier=runs[1:])
    assert {fresh.since(finding).replace("\u00a0", " ") for finding in report.open} == {"new since 1 September 2026"}
    assert {Lookup(report).since(finding) for finding in report.open} == {""}


def run(day: date, conformance: float | None) -> Earlier:
    return Earlier(day, conformance, None, {}, {}, {}, {}, {})


def test_a_trend_says_how_far_and_since_when() -> None:
    history = History([run(date(2026, 9, 1), 97.0), run(BEFORE, 98.9)], date(2026, 11, 22))
    trend = history.trend([97.0, 98.9], 98.4)
    assert trend.words.replace("\u00a0", " ") == "−0.5 points since 22 October 2026"
    assert trend.moved == "−0.5"
    assert trend.line.count("L") == 2
    assert history.trend([97.0, 98.9], 98.9).words.startswith("as on 22")
    assert history.trend([97.0, None], 98.9) == history.trend([], None) == ("", "", "")


def test_the_page_shows_trends_and_changes(tmp_path: Path) -> None:
    report = report_of(tmp_path / "now", breach_files())
    page = render_page(report, Extras(earlier=(earlier(tmp_path / "before", calm_files()),)))
    assert 'data-view="/changes"' in page
    assert "−21.9\u00a0points since 22\u00a0October\u00a02026" in page
    assert '<svg class="trend"' in page
    assert '<a href="#/changes">3</a> of them new since' in page


def test_an_earlier_report_does_as_well_as_its_json(tmp_path: Path) -> None:
    report = report_of(tmp_path, breach_files())
    texts = (checker.render(report, "html"), checker.render(report, "json"))
    html, plain = (read_earlier(text, "x") for text in texts)
    assert html == plain


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "not json", '{"format": "checker.report/9"}', "<!doctype html><p>no run</p>",
     '<!doctype html><script type="application/octet-stream" id="run">AAAA</script>',
     '{"format": "checker.report/1", "as_of": "yesterday"}'],
)  # fmt: skip
def test_what_is_no_earlier_run_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(UsageError, match=r"last\.json is no earlier run; give the JSON of"):
        read_earlier(text, "last.json")


def test_numbers_of_an_earlier_run_are_numbers(tmp_path: Path) -> None:
    wrong = json.loads(checker.render(report_of(tmp_path, calm_files()), "json"))
    wrong["summary"]["conformance"] = "<script>"
    with pytest.raises(UsageError):
        read_earlier(json.dumps(wrong), "x")


def test_hostile_words_of_an_earlier_run_stay_text(tmp_path: Path) -> None:
    report: Report = report_of(tmp_path, calm_files())
    before = json.loads(checker.render(report_of(tmp_path / "b", breach_files()), "json"))
    for finding in before["findings"]:
        finding["message"] = finding["element"] = finding["market"] = "<img src=x onerror=boom()>"
    page = render_page(report, Extras(earlier=(read_earlier(json.dumps(before), "x"),)))
    assert "<img" not in page
    assert "&lt;img src=x onerror=boom()&gt;" in page
