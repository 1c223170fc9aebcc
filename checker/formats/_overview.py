"""The first lines of a comment for whoever decides: a sentence, a table by level, a table by market. Part of `formats`."""

from collections import Counter
from collections.abc import Iterator, Mapping

from checker.formats._changes import counts_of, has_base, is_passed_over
from checker.formats._markdown import escaped
from checker.formats._summary import counted
from checker.model.report import Report
from checker.model.status import LEVELS, Level

MAX_NAME, MAX_MARKET_ROWS = 80, 10
SIGNS: Mapping[Level, str] = {"error": "✕", "warning": "△", "info": "✓"}
LEVEL_TITLES: Mapping[Level, str] = {"error": "Errors", "warning": "Warnings", "info": "Notes"}


def headline(report: Report) -> str:
    """The state in a sentence. Whether it fails the check is the exit code's to say: that depends on `--fail-on`."""
    if report.exit_code("never"):
        return _unchecked(report)
    compared = has_base(report)
    counting = [finding for finding in report.open if not is_passed_over(finding)]
    counts = counts_of(counting).by_level
    level = next((level for level in LEVELS[:2] if counts[level]), None)
    if level is None:
        return "✓ This change brings no error and no warning" if compared else "✓ No error and no warning is open"
    words = counted(counts[level], level)
    markets = {finding.market for finding in counting if finding.level == level and finding.market}
    where = f" in {len(markets):,} of {counted(len(report.markets), 'market')}" if markets else ""
    if compared:
        return f"{SIGNS[level]} This change brings {words}{where}, new or worse than before"
    return f"{SIGNS[level]} {words} {'is' if counts[level] == 1 else 'are'} open{where}"


def _unchecked(report: Report) -> str:
    """What could not be checked comes before all that could."""
    if not report.pairs:
        return "✕ Nothing was checked"
    if report.not_checked:
        return f"✕ {counted(len(report.not_checked), 'process', 'processes')} could not be checked"
    return f"✕ {counted(len({each.location.path for each in report.unusable_documents}), 'file')} could not be used"


def by_level(report: Report) -> Iterator[str]:
    opened = {level: counts_of(each for each in report.open if each.level == level) for level in LEVELS}
    settled = counts_of(report.settled).by_level
    if has_base(report):
        fixed = counts_of(report.fixed).by_level
        yield "| | New | Worsened | Improved | Unchanged | Settled | Fixed |"
        yield "|---|--:|--:|--:|--:|--:|--:|"
        for level, title in LEVEL_TITLES.items():
            changes = " | ".join(f"{number:,}" for number in opened[level].by_change.values())
            yield f"| {title} | {changes} | {settled[level]:,} | {fixed[level]:,} |"
    else:
        yield "| | Open | Settled |"
        yield "|---|--:|--:|"
        for level, title in LEVEL_TITLES.items():
            yield f"| {title} | {opened[level].total:,} | {settled[level]:,} |"


def by_market(report: Report) -> Iterator[str]:
    """The markets with most to mend."""
    counts = Counter(each.market for each in report.open if each.market and each.level != "info" and not is_passed_over(each))
    if not counts:
        return
    yield from ("", "| Market | Errors and warnings | Conformance |", "|---|--:|--:|")
    worst = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    for name, number in worst[:MAX_MARKET_ROWS]:
        market = report.markets.get(name)
        title = f"{market.name} ({name})" if market is not None and market.name != name else name
        percent = market.numbers.conformance if market is not None else None
        yield f"| {escaped(title, MAX_NAME)} | {number:,} | {f'{percent} %' if percent is not None else 'unknown'} |"
    rest = len(worst) - MAX_MARKET_ROWS
    if rest > 0:
        yield f"| and {counted(rest, 'more market')} | {sum(number for _, number in worst[MAX_MARKET_ROWS:]):,} | |"
