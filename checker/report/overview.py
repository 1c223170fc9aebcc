"""What page one shows beside the matrix: five figures, what needs a decision, the regions. Part of `report`."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from checker.model.finding import Finding
from checker.model.report import Report
from checker.model.results import MarketResult, RegionResult
from checker.model.status import ProcessStatus
from checker.report import links
from checker.report.finding_list import Line, groups, line_of
from checker.report.history import NO_TREND, Trend
from checker.report.lookup import DECIDING, Lookup, markets_in
from checker.report.matrix import Column, Matrix, matrix
from checker.report.register_view import DUE, STATES
from checker.report.verdict import BREACHES, BREACHING, MINOR, UNSURE, Counted, linked, linked_lede, linked_verdict
from checker.report.words import NOTHING, ONBOARDING, Shown, counted, day_text, listed, of_process, percent, with_sign

DECISIONS = 5
WEAKEST = 4
MIX_WIDTH = 200
QUIET_FIRST = [
    shown
    for status in reversed(ProcessStatus)
    for shown in (of_process(status), ONBOARDING)[: 1 + (status is ProcessStatus.WAIVED)]
]


class Figure(NamedTuple):
    """One of the five. `href` is empty where there is nothing to look at; `tone` is a status's, or empty."""

    label: str
    value: str
    unit: str
    notes: Sequence[str | Markup]
    href: str = ""
    tone: str = ""
    line: Markup = NO_TREND.line


class Slice(NamedTuple):
    """A part of the mix of statuses; `start` and `width` in units of `MIX_WIDTH`."""

    shown: Shown
    total: int
    start: int
    width: int


class RegionLine(NamedTuple):
    name: str
    href: str
    markets: int
    conformance: str
    confirmed: str
    breaches: int
    worst: str
    worst_href: str
    worst_number: str
    trend: Trend
    mix: Sequence[Slice]


@dataclass(frozen=True, slots=True)
class Overview:
    verdict: Markup
    lede: Markup
    figures: Sequence[Figure]
    decisions: Sequence[Line]
    decisions_left: int
    decisions_of: Markup
    """How many there are, and what they consist of."""
    regions: Sequence[RegionLine]
    weakest: Sequence[Column]
    matrix: Matrix


def overview(lookup: Lookup) -> Overview:
    decisions = open_groups(lookup)
    shown = [line_of(lookup, members) for members in decisions[:DECISIONS]]
    table = matrix(lookup)
    return Overview(
        linked_verdict(lookup),
        linked_lede(lookup),
        figures(lookup),
        shown,
        len(decisions) - len(shown),
        _to_decide(lookup, len(decisions)),
        tuple(_region(lookup, region) for region in lookup.report.regions.values()),
        weakest(table.columns),
        table,
    )


def _to_decide(lookup: Lookup, groups: int) -> Markup:
    """`15 breaches and 1 difference that a person must judge, in 6 markets`; relates this list to the figures above."""
    kinds = (
        (lookup.breaches, "breach", "breaches", BREACHES),
        (lookup.minor_breaches, "minor breach", "minor breaches", MINOR),
        (lookup.not_comparable, "difference that a person must judge", "differences that a person must judge", UNSURE),
    )
    every = [element for elements, _, _, _ in kinds for element in elements]
    counts = [Counted(counted(len(elements), one, many), href) for elements, one, many, href in kinds if elements]
    parts = listed([each.words for each in counts])
    where = f"in {counted(markets_in(every), 'market')}"
    open_kinds = [kind for kind, markets in lookup.markets_open.items() if markets]
    counts.append(Counted(where, f"#{links.OVERVIEW}?status={','.join(open_kinds)}"))
    alike = f"; those that one line causes in several markets are one entry, so {groups:,} entries" if groups < len(every) else ""
    return linked(f"{parts}, {where}{alike}", counts)


def weakest(columns: Sequence[Column]) -> Sequence[Column]:
    """The processes that conform least over all markets; none that conforms in full."""
    short = [column for column in columns if column.conformance is not None and column.conformance < 100]
    return sorted(short, key=_least_first)[:WEAKEST]


def _least_first(column: Column) -> tuple[float, str]:
    return column.conformance or 0.0, column.title


def figures(lookup: Lookup) -> Sequence[Figure]:
    report = lookup.report
    return (_conformance(lookup), _confirmed(lookup), _breaches(lookup), _minor(lookup), _waivers(report))


def _conformance(lookup: Lookup) -> Figure:
    report, numbers = lookup.report, lookup.report.numbers
    trend = lookup.history.conformance(numbers.conformance)
    notes = [_target(numbers.conformance, report.conformance_target), *([trend.words] if trend.words else [])]
    if numbers.governed is not None and numbers.governed != numbers.conformance:
        notes.append(f"{with_sign(numbers.governed)} if what is waived counted too (governed)")
    if numbers.coverage is not None and numbers.coverage < 100:
        notes.append(f"{with_sign(numbers.coverage)} could be judged; the rest counts as not conforming")
    unit = _unit(numbers.conformance)
    return Figure("Conformance", percent(numbers.conformance), unit, notes, f"#{links.METHOD}", "", trend.line)


def _confirmed(lookup: Lookup) -> Figure:
    report, numbers = lookup.report, lookup.report.numbers
    trend = lookup.history.trend([run.confirmed for run in lookup.history.runs], numbers.confirmed)
    unconfirmed = sum(1 for _, process in report.pairs if process.due and not process.confirmed)
    notes: list[str | Markup] = [_target(numbers.confirmed, report.confirmed_target), *([trend.words] if trend.words else [])]
    href = f"#{links.OVERVIEW}?status=unconfirmed" if unconfirmed else f"#{links.METHOD}"
    if unconfirmed:
        processes = counted(unconfirmed, "local process runs", "local processes run")
        notes.append(linked(f"the lead has not confirmed that {processes} as written", [Counted(processes, href)]))
    return Figure("Confirmed", percent(numbers.confirmed), _unit(numbers.confirmed), notes, href, "", trend.line)


def _unit(value: float | None) -> str:
    return "" if value is None else "%"


def _target(value: float | None, target: float | None) -> str:
    if target is None:
        return "no target is set"
    if value is None:
        return f"target {with_sign(target)}"
    return f"target {with_sign(target)}, {'met' if value >= target else 'missed'}"


def _breaches(lookup: Lookup) -> Figure:
    found = len(lookup.breaches)
    where = f"in {counted(markets_in(lookup.breaches), 'market')}"
    notes: list[str | Markup] = [linked(where, [Counted(where, BREACHING)]) if found else "nothing is open"]
    new = _appeared(lookup)
    notes += [linked(new, [Counted(new.partition(" of")[0], f"#{links.CHANGES}")])] if new else []
    href = BREACHES if found else ""
    return Figure("Open breaches", f"{found:,}", "", notes, href, "breach" if found else "")


def _appeared(lookup: Lookup) -> str:
    """How many of the breaches the run before did not have open; empty without one."""
    last = lookup.history.last
    if last is None:
        return ""
    open_then = {fingerprint for fingerprint, finding in last.findings.items() if finding.is_open}
    found = [lookup.open_elements[element][1] for element in lookup.breaches]
    new = sum(finding.fingerprint not in open_then for finding in found)
    return f"{new} of them new since {day_text(last.as_of)}" if new else f"none of them new since {day_text(last.as_of)}"


def _minor(lookup: Lookup) -> Figure:
    found = len(lookup.minor_breaches)
    where = f"in {counted(markets_in(lookup.minor_breaches), 'market')}"
    shown = Counted(where, f"#{links.OVERVIEW}?status=minor")
    notes: list[str | Markup] = [linked(where, [shown]) if found else "nothing is open"]
    unsure = len(lookup.not_comparable)
    if unsure:
        differences = counted(unsure, "difference")
        notes.append(linked(f"and {differences} a person must judge", [Counted(differences, UNSURE)]))
    href = MINOR if found else UNSURE if unsure else ""
    return Figure("Minor breaches", f"{found:,}", "", notes, href, "minor" if found else "")


def _waivers(report: Report) -> Figure:
    due = Counter(record.state for record in report.waivers if record.state in DUE)
    counts = [Counted(f"{due[state]} {STATES[state].words}", f"#{links.WAIVERS}/{state.value}") for state in DUE if due[state]]
    if not report.waivers:
        return Figure("Waivers due", "0", "", ["no waiver is on file"])
    on_file = f"{len(report.waivers)} on file"
    ends = linked(", ".join(each.words for each in counts), counts) if counts else "none ends within 30 days"
    notes = [ends, linked(on_file, [Counted(on_file, f"#{links.WAIVERS}")])]
    return Figure("Waivers due", str(due.total()), "", notes, f"#{links.WAIVERS}", "minor" if due else "")


def _region(lookup: Lookup, region: RegionResult) -> RegionLine:
    report = lookup.report
    markets = [report.markets[market] for market in region.markets if market in report.markets]
    worst = report.markets.get(region.worst_market or "")
    if worst is not None and worst.numbers.conformance == 100:
        worst = None
    numbers = region.numbers
    return RegionLine(
        region.name,
        f"#{links.OVERVIEW}?region={region.region}",
        len(markets),
        with_sign(numbers.conformance),
        with_sign(numbers.confirmed),
        sum(lookup.breaches_of_market[market.market] for market in markets),
        worst.name if worst else NOTHING,
        f"#{links.market_id(worst.market)}" if worst else "",
        with_sign(worst.numbers.conformance) if worst else "",
        lookup.history.trend([run.regions.get(region.region) for run in lookup.history.runs], numbers.conformance),
        tuple(mix(lookup, markets)),
    )


def mix(lookup: Lookup, markets: Iterable[MarketResult]) -> Iterable[Slice]:
    """The statuses of the markets' processes as parts of one line, the worst last."""
    found = Counter(lookup.shown(market.market, process) for market in markets for process in market.processes.values())
    whole, start, count = sum(found.values()), 0, 0
    for shown in sorted(found, key=QUIET_FIRST.index):
        count += found[shown]
        end = count * MIX_WIDTH // whole
        yield Slice(shown, found[shown], start, max(end - start - 1, 2))
        start = end


def open_groups(lookup: Lookup) -> Sequence[Sequence[Finding]]:
    """Breaches, what a person must judge, minor breaches: worst first."""
    return groups(finding for finding in lookup.report.open if finding.status in DECIDING)
