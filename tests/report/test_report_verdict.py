"""The sentences that an executive reads, and the figures beside them."""

from datetime import date
from pathlib import Path

from markupsafe import Markup
from report_workspaces import DAY, breach_files, broken_files, calm_files, register_files, report_of, variant

from checker.model.report import Report
from checker.report.finding_list import lines
from checker.report.lookup import Lookup
from checker.report.overview import Figure, figures, overview
from checker.report.verdict import lede, verdict


def said(folder: Path, files: dict[str, str]) -> str:
    return verdict(Lookup(report_of(folder, files))).replace("\u00a0", " ")


def test_breaches_stand_beside_the_percentages(tmp_path: Path) -> None:
    assert said(tmp_path, breach_files()) == (
        "78.1 % conforming, 100 % confirmed; 3 breaches in 1 market, 1 of compliance, need a decision."
    )


def test_one_breach_of_compliance(tmp_path: Path) -> None:
    files = calm_files() | {"markets/eu/es/voice-care.yaml": variant("  answer_seconds: 90")}
    assert said(tmp_path, files).endswith("; 1 compliance breach in 1 market needs a decision.")


def test_nothing_is_open(tmp_path: Path) -> None:
    assert said(tmp_path, calm_files()) == "100 % conforming, 100 % confirmed; no breach."


def test_only_minor_breaches(tmp_path: Path) -> None:
    late = "  survey_days: {value: 5, because: {type: capacity, note: Later}}"
    files = calm_files() | {"markets/eu/es/voice-care.yaml": variant(late)}
    assert said(tmp_path, files).endswith("; no breach, 1 minor breach in 1 market to mend.")


def test_what_could_not_be_checked_comes_first(tmp_path: Path) -> None:
    assert said(tmp_path, broken_files()).startswith("1 of 3 local processes could not be checked; 44.8 % conforming, ")


def test_an_unusable_document_that_touches_no_process_is_said_too(tmp_path: Path) -> None:
    files = calm_files() | {"standards/processes/voice-care/2.0.0.yaml": "kind: ["}
    assert said(tmp_path, files).startswith("1 document could not be used; 100 % conforming")


def test_nothing_could_be_read(tmp_path: Path) -> None:
    files = calm_files() | {"standards/processes/voice-care/1.0.0.yaml": "kind: ["}
    assert said(tmp_path, files) == "Nothing was checked: none of 3 local processes in 3 markets could be judged."


def test_there_is_nothing_to_check() -> None:
    report = Report("Empty", date(2026, 11, 22), {}, {}, ())
    assert verdict(Lookup(report)) == "Nothing was checked: there is no market with a process that is due or adopted."
    assert "0\u00a0markets" in lede(Lookup(report))


def test_the_worst_market_is_named(tmp_path: Path) -> None:
    found = lede(Lookup(report_of(tmp_path, breach_files()))).replace("\u00a0", " ")
    assert "Worst market: market name, 34.4 % conforming with 3 open breaches." in found


def notes_of(figure: Figure) -> list[str]:
    """The notes without their links."""
    return [Markup(note).striptags().replace("\u00a0", " ") for note in figure.notes]  # noqa: S704 (read, not shown)


def test_five_figures_with_their_targets(tmp_path: Path) -> None:
    lookup = Lookup(report_of(tmp_path, breach_files()))
    shown = [(figure.label, figure.value, notes_of(figure)[0]) for figure in figures(lookup)]
    assert shown == [
        ("Conformance", "78.1", "target 95 %, missed"),
        ("Confirmed", "100", "target 80 %, met"),
        ("Open breaches", "3", "in 1 market"),
        ("Minor breaches", "1", "in 1 market"),
        ("Waivers due", "0", "no waiver is on file"),
    ]


def test_waivers_that_end_soon_are_due(tmp_path: Path) -> None:
    figure = figures(Lookup(report_of(tmp_path, register_files())))[-1]
    assert (figure.label, figure.value, *notes_of(figure)) == ("Waivers due", "1", "1 expiring", "1 on file")
    assert figure.href == "#/waivers"


def test_decisions_are_five_at_most_and_the_worst_comes_first(tmp_path: Path) -> None:
    lookup = Lookup(report_of(tmp_path, breach_files()))
    page = overview(lookup)
    assert [line.severity for line in page.decisions] == ["compliance", "customer", "business", "minor"]
    assert page.decisions_left == 0
    assert [region.worst for region in page.regions] == ["–", "market name"]


def test_what_a_region_causes_is_one_decision(tmp_path: Path) -> None:
    files = calm_files() | {"markets/eu/voice-care.yaml": variant("  answer_seconds: 90")}
    lookup = Lookup(report_of(tmp_path, files))
    (line,) = lines(lookup, lookup.report.open)
    assert [market.name for market in line.markets] == ["market name", "France"]
    assert len(lookup.breaches) == 2
    assert lookup.report.as_of == DAY
