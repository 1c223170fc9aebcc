"""The last lines of a run, which cannot be misread. Part of `formats`."""

from collections import Counter
from collections.abc import Mapping

from checker.formats._changes import base_words, counts_of, has_base
from checker.model.report import Report
from checker.model.status import Disposition, Level

SETTLED_WORDS = {
    Disposition.WAIVED: "waived",
    Disposition.REQUIRED_BY_LAW: "required by law",
    Disposition.ONBOARDING: "onboarding",
}
LEVEL_NOUNS: Mapping[Level, str] = {"error": "error", "warning": "warning", "info": "note"}
MAX_UNCHECKED = 10
MAX_EVENTS = 10


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 error`, `2 errors`, `1,000 markets`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def summary_lines(report: Report) -> list[str]:
    """What is open and settled, what else a change does, the numbers, and what could not be checked."""
    return [*count_lines(report), *_events(report), *_numbers(report), *_unchecked(report)]


def count_lines(report: Report) -> list[str]:
    """How many findings are open, settled and fixed; with a base, what the change did to them."""
    return [_verdict(report), *_changes(report)]


def _verdict(report: Report) -> str:
    if not report.pairs:
        return f"Nothing was checked: there is no market with a process that is due or adopted{_beside(report)}."
    scope = f"{counted(len(report.markets), 'market')}, {counted(len(report.pairs), 'process', 'processes')}"
    unchecked = len(report.not_checked)
    if unchecked == len(report.pairs):
        return f"Nothing was checked: none of {scope} could be read{_beside(report)}."
    checked = f"{scope}, {unchecked} of them not checked" if unchecked else scope
    if not report.findings:
        return f"Nothing to report: {checked}, no finding."
    if not report.open and not report.settled:
        return f"Nothing open: {checked}."
    if not report.open:
        return f"Nothing open: {checked}; all {counted(len(report.settled), 'finding')} {_settled(report)}."
    return f"Open: {', '.join(level_words(report.counts))} in {checked}{_and_settled(report)}."


def _beside(report: Report) -> str:
    """What was found although nothing could be checked."""
    found = f"; open: {', '.join(level_words(report.counts))}" if report.open else ""
    return f"{found}{_and_settled(report)}"


def _and_settled(report: Report) -> str:
    return f"; {len(report.settled):,} {_settled(report)}" if report.settled else ""


def level_words(counts: Mapping[Level, int]) -> list[str]:
    """`8 errors`, `0 warnings`, `1 note`."""
    return [counted(counts[level], noun) for level, noun in LEVEL_NOUNS.items() if level in counts]


def _settled(report: Report) -> str:
    """By what, and what these would be otherwise: whoever reads only this line sees how much was excused."""
    counts = Counter(finding.disposition for finding in report.settled)
    by = ", ".join(f"{counts[disposition]} {words}" for disposition, words in SETTLED_WORDS.items() if counts[disposition])
    levels = counts_of(report.settled).by_level
    return f"settled ({by}), otherwise {', '.join(level_words({level: n for level, n in levels.items() if n}))}"


def _changes(report: Report) -> list[str]:
    if not has_base(report):
        return []
    parts = [
        f"{name} {', '.join(f'{number:,} {change}' for change, number in counts_of(found).by_change.items() if number)}"
        for name, found in (("open", report.open), ("settled", report.settled))
        if found
    ]
    return [f"Compared with {base_words(report.comparison)}: {'; '.join([*parts, f'{len(report.fixed):,} fixed'])}."]


def _events(report: Report) -> list[str]:
    """What a change does beside findings: a market goes, a waiver goes."""
    events = report.comparison.events if report.comparison is not None else ()
    rest = len(events) - MAX_EVENTS
    more = [f"This change: {rest:,} more of this kind"] if rest > 0 else []
    return [*(f"This change: {event.message}" for event in events[:MAX_EVENTS]), *more]


def _numbers(report: Report) -> list[str]:
    numbers = report.numbers
    if numbers.conformance is None or report.selected:
        return []
    counted_markets = [market for market in report.markets.values() if market.numbers.conformance is not None]
    worst = min(counted_markets, key=lambda market: (market.numbers.conformance or 0.0, market.market))
    beside = f" (worst market: {worst.market}, {worst.numbers.conformance} %)" if len(counted_markets) > 1 else ""
    return [f"Conformance {numbers.conformance} %{beside}, confirmed {numbers.confirmed} %. Silence is not conformance."]


def _unchecked(report: Report) -> list[str]:
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
