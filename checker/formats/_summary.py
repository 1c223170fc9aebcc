"""The last lines of a run, which cannot be misread. Part of `formats`."""

from collections import Counter

from checker.model.report import Report
from checker.model.status import Disposition

SETTLED_WORDS = {
    Disposition.WAIVED: "waived",
    Disposition.REQUIRED_BY_LAW: "required by law",
    Disposition.ONBOARDING: "onboarding",
}
MAX_UNCHECKED = 10


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 error`, `2 errors`, `1,000 markets`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def summary_lines(report: Report) -> list[str]:
    """What was checked, what is open, what is settled, the numbers, and what could not be checked."""
    return [_verdict(report), *_numbers(report), *_unchecked(report)]


def _verdict(report: Report) -> str:
    if not report.pairs:
        return "Nothing was checked: there is no market with a process that is due or adopted."
    scope = f"{counted(len(report.markets), 'market')}, {counted(len(report.pairs), 'process', 'processes')}"
    unchecked = len(report.not_checked)
    if unchecked == len(report.pairs):
        return f"Nothing was checked: none of {scope} could be read."
    checked = f"{scope}, {unchecked} of them not checked" if unchecked else scope
    if not report.findings:
        return f"Nothing to report: {checked}, no finding."
    if not report.open:
        return f"Nothing open: {checked}; all {counted(len(report.settled), 'finding')} settled ({_settled(report)})."
    counts = report.counts
    found = ", ".join(
        (counted(counts["error"], "error"), counted(counts["warning"], "warning"), counted(counts["info"], "note"))
    )
    settled = f"; {len(report.settled)} settled ({_settled(report)})" if report.settled else ""
    return f"Open: {found} in {checked}{settled}."


def _settled(report: Report) -> str:
    counts = Counter(finding.disposition for finding in report.settled)
    return ", ".join(f"{counts[disposition]} {words}" for disposition, words in SETTLED_WORDS.items() if counts[disposition])


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
