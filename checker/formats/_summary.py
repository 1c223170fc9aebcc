"""The last lines of a run, which cannot be misread. Part of `formats`."""

from collections.abc import Mapping

from checker.formats._changes import CHANGES, base_words, has_base
from checker.model.report import Report
from checker.model.status import LEVELS, Disposition, Level
from checker.model.totals import Totals

SETTLED_WORDS = {
    Disposition.WAIVED: "waived",
    Disposition.REQUIRED_BY_LAW: "required by law",
    Disposition.ONBOARDING: "onboarding",
}
LEVEL_NOUNS: Mapping[Level, str] = {"error": "error", "warning": "warning", "info": "note"}
MAX_UNCHECKED = 10
MAX_EVENTS = 10
WHOLE = 100.0


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 error`, `2 errors`, `1,000 markets`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def summary_lines(report: Report) -> list[str]:
    """What is open and settled, what else a change does, the numbers, and what could not be checked."""
    return [*count_lines(report), *event_lines(report), *number_lines(report), *unchecked_lines(report)]


def count_lines(report: Report) -> list[str]:
    """How many findings are open, settled and fixed; with a base, what the change did to them."""
    return [_verdict(report), *_changes(report)]


def _verdict(report: Report) -> str:
    totals = report.totals
    if not totals.pairs:
        return f"Nothing was checked: there is no market with a process that is due or adopted{_beside(report)}."
    scope = f"{counted(totals.markets, 'market')}, {counted(totals.pairs, 'process', 'processes')}"
    unchecked = totals.not_checked
    if unchecked == totals.pairs:
        return f"Nothing was checked: none of {scope} could be read{_beside(report)}."
    checked = f"{scope}, {unchecked} of them not checked" if unchecked else scope
    opened, settled = totals.open.total(), totals.settled.total()
    if not opened and not settled:
        return f"Nothing open: {checked}." if report.in_sight else f"Nothing to report: {checked}, no finding."
    if not opened:
        every = "the only finding is" if settled == 1 else f"all {settled:,} findings are"
        return f"Nothing open: {checked}; {every} {_settled(totals)}."
    return f"Open: {', '.join(level_words(report.counts))} in {checked}{_and_settled(report)}."


def _beside(report: Report) -> str:
    """What was found although nothing could be checked."""
    found = f"; open: {', '.join(level_words(report.counts))}" if report.totals.open.total() else ""
    return f"{found}{_and_settled(report)}"


def _and_settled(report: Report) -> str:
    settled = report.totals.settled.total()
    return f"; {settled:,} {_settled(report.totals)}" if settled else ""


def level_words(counts: Mapping[Level, int]) -> list[str]:
    """`8 errors`, `0 warnings`, `1 note`."""
    return [counted(counts[level], noun) for level, noun in LEVEL_NOUNS.items() if level in counts]


def _settled(totals: Totals) -> str:
    """By what, and what these would be otherwise: whoever reads only this line sees how much was excused."""
    counts, levels = totals.settled, totals.settled_levels
    by = ", ".join(f"{counts[disposition]} {words}" for disposition, words in SETTLED_WORDS.items() if counts.get(disposition))
    otherwise = level_words({level: levels[level] for level in LEVELS if levels.get(level)})
    return f"settled ({by}), which would otherwise be {', '.join(otherwise)}"


def _changes(report: Report) -> list[str]:
    if not has_base(report):
        return []
    totals = report.totals
    parts = [
        f"{name} {', '.join(f'{found[change]:,} {change}' for change in CHANGES if found.get(change))}"
        for name, found in (("open", totals.open_changes), ("settled", totals.settled_changes))
        if found
    ]
    return [f"Compared with {base_words(report.comparison)}: {'; '.join([*parts, f'{_fixed(report):,} fixed'])}."]


def _fixed(report: Report) -> int:
    return sum(finding.is_fixed for finding in report.in_sight)


def event_lines(report: Report) -> list[str]:
    """What a change does beside findings: a market goes, a waiver goes."""
    events = report.comparison.events if report.comparison is not None else ()
    rest = len(events) - MAX_EVENTS
    more = [f"This change: {rest:,} more of this kind"] if rest > 0 else []
    return [*(f"This change: {event.message}" for event in events[:MAX_EVENTS]), *more]


def number_lines(report: Report) -> list[str]:
    """The percentages, with the worst market and what is only silence; nothing where some markets were chosen."""
    numbers = report.numbers
    if numbers.conformance is None or report.selected:
        return []
    counted_markets = [market for market in report.markets.values() if market.numbers.conformance is not None]
    worst = min(counted_markets, key=lambda market: (market.numbers.conformance or 0.0, market.market))
    beside = f" (worst market: {worst.market}, {worst.numbers.conformance} %)" if len(counted_markets) > 1 else ""
    silent = "; of the rest there is only their silence" if numbers.confirmed != WHOLE else ""
    return [
        f"Conformance {numbers.conformance} %{beside}. Confirmed by the markets as really run: {numbers.confirmed} %{silent}."
    ]


def unchecked_lines(report: Report) -> list[str]:
    """What could not be judged, and the files to blame."""
    lines = [
        f"Not checked: {market.market}/{process.process}: {process.not_checked_because}"
        for market, process in report.not_checked[:MAX_UNCHECKED]
    ]
    rest = len(report.not_checked) - MAX_UNCHECKED
    if rest > 0:
        lines.append(f"Not checked: {rest} more")
    unusable = sorted({finding.location.path for finding in report.unusable_documents})
    if unusable:
        more = f" and {len(unusable) - MAX_UNCHECKED} more" if len(unusable) > MAX_UNCHECKED else ""
        lines.append(f"Could not be used: {', '.join(unusable[:MAX_UNCHECKED])}{more}")
    return lines
