"""The sample workspace tells what docs/sample-workspace.md says it tells: every finding, on that day and on later ones."""

import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from workspaces import DAY, PROJECT

import checker

PAGE = (PROJECT / "docs/sample-workspace.md").read_text()
MARKETS = PROJECT / "markets"
COUNTRIES = {"ae", "au", "br", "de", "es", "fr", "gb", "id", "in", "it", "jp", "kr", "mx", "sa", "sg", "th", "us", "vn"}
QUIET = {"process-unconfirmed", "waiver-expiring"}  # the calendar's table leaves them out

Row = tuple[str, ...]


def table(title: str) -> list[Row]:
    """The cells of the first table under a heading, without back-ticks."""
    part = PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("| `") or re.match(r"\| \d{4}-", line)]
    return [tuple(cell.strip().replace("`", "") for cell in line.strip("|").split("|")) for line in lines]


def found(report: checker.Report, *, with_level: bool) -> Counter[Row]:
    """Each finding as a row of the page: market, process, element, rule, its level if the table has it, disposition."""
    return Counter(
        (
            each.market or "-",
            each.process or "-",
            each.element,
            each.rule,
            *((each.level,) if with_level else ()),
            each.disposition.value,
        )
        for each in report.findings
    )


@pytest.fixture(scope="module")
def report() -> checker.Report:
    return checker.check(PROJECT, as_of=DAY)


# What it finds.


def test_the_page_lists_every_finding_and_no_other(report: checker.Report) -> None:
    listed = Counter(row[:6] for row in table("What the checker finds on 2026-11-22"))
    assert sorted((listed - found(report, with_level=True)).elements()) == []
    assert sorted((found(report, with_level=True) - listed).elements()) == []


def test_the_page_counts_as_the_checker_does(report: checker.Report) -> None:
    opened = Counter(each.level for each in report.findings if each.is_open)
    settled = sum(not each.is_open for each in report.findings)
    counted = f"{opened['error']} open errors, {opened['warning']} warnings and {opened['info']} notes; {settled} findings are"
    assert counted in PAGE


def test_the_calendar_changes_what_the_page_says_and_on_that_day() -> None:
    listed: dict[date, Counter[Row]] = {}
    for row in table("What the calendar changes"):
        listed.setdefault(date.fromisoformat(row[0]), Counter())[row[1:6]] += 1
    assert len(listed) >= 8
    before = calm(DAY)
    for day, rows in listed.items():
        eve, now = calm(day - timedelta(days=1)), calm(day)
        assert sorted((eve - before).elements()) == [], f"something came up before {day} and is not listed"
        assert sorted((now - eve).elements()) == sorted(rows.elements()), day
        before = now


def calm(day: date) -> Counter[Row]:
    rows = found(checker.check(PROJECT, as_of=day), with_level=False)
    return Counter({row: count for row, count in rows.items() if row[3] not in QUIET})


# Who is there.


def test_there_are_eighteen_markets_and_the_page_tells_each_one_s_story(report: checker.Report) -> None:
    assert set(report.markets) == COUNTRIES
    stories = [row for row in table("The markets and their stories") if len(row) == 4]
    told = {row[0].split()[0]: row[1] for row in stories}
    assert told == {name: market.region for name, market in report.markets.items()}


def test_every_market_runs_or_explains_all_twenty_processes(report: checker.Report) -> None:
    for name, market in report.markets.items():
        due = {each.process for each in market.processes.values() if each.due}
        assert due >= {row[0] for row in table("The processes") if row[1] == "always"}, name
    assert len(table("The processes")) == len({each for market in report.markets.values() for each in market.processes}) == 20


def test_at_least_three_markets_have_no_error_and_no_warning_settled_or_not(report: checker.Report) -> None:
    loud = {each.market for each in report.findings if each.level != "info"}
    assert {"br", "de", "es", "fr", "kr", "sg"} <= COUNTRIES - loud


def test_most_markets_mostly_conform(report: checker.Report) -> None:
    """A programme that somebody could be responsible for: few breaches, and those that are there matter."""
    shares = [market.numbers.conformance for market in report.markets.values()]
    assert all(share is not None and share >= 85 for share in shares)
    assert sum(share is not None and share >= 99 for share in shares) >= 12
    broken = {each.market for each in report.findings if each.level == "error" and each.is_open}
    assert len(broken) <= 6


# How they say it.


VARIANTS = [each for each in sorted(MARKETS.rglob("*.yaml")) if each.name not in ("market.yaml", "region.yaml")]


@pytest.mark.parametrize("path", VARIANTS, ids=lambda path: str(path.relative_to(MARKETS)))
def test_a_variant_is_a_delta_and_no_copy(path: Path) -> None:
    variant = yaml.safe_load(path.read_text())
    standard = newest(variant["process"])
    own = len(variant.get("controls", ())) + len(variant.get("metrics", ()))
    assert 3 * own <= len(standard["controls"]) + len(standard["metrics"])
    flow = variant.get("flow", {})
    assert "steps" not in flow
    assert len(flow.get("changes", ())) <= 2


def newest(process: str) -> dict[str, list[object]]:
    """The text of a process's newest version."""
    *_, path = sorted((PROJECT / "standards/processes" / process).glob("*.yaml"))
    standard: dict[str, list[object]] = yaml.safe_load(path.read_text())
    return standard


def test_every_region_shares_something_with_several_markets() -> None:
    for region in (each for each in MARKETS.iterdir() if each.is_dir()):
        assert [each for each in region.glob("*.yaml") if each.name != "region.yaml"], region.name
        assert len(list(region.glob("*/market.yaml"))) >= 2, region.name


def test_every_file_says_at_its_top_what_it_is_for() -> None:
    for path in MARKETS.rglob("*.yaml"):
        first = path.read_text().splitlines()[0]
        assert first.startswith("# "), path
        assert first.endswith("."), path


def test_what_differs_says_why_almost_everywhere() -> None:
    """Two entries do not: one is redundant on purpose, one needs no reason to be more than the standard."""
    silent = []
    for path in VARIANTS:
        variant = yaml.safe_load(path.read_text())
        entries = {**variant.get("controls", {}), **variant.get("metrics", {})}
        silent += [name for name, entry in entries.items() if not isinstance(entry, dict) or "because" not in entry]
    assert sorted(silent) == ["dsr_ack_hours", "human_hours_per_day"]
