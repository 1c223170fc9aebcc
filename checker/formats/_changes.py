"""What a change did to a finding, in words; which findings count against it, and which come first. Part of `formats`."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from checker.formats._plain import plain
from checker.model.comparison import Comparison
from checker.model.documents import Severity
from checker.model.finding import Cause, Change, Finding
from checker.model.report import Report
from checker.model.status import LEVELS, Level

CHANGES: tuple[Change, ...] = ("new", "worsened", "improved", "unchanged")
"""What a finding that still stands can be; `fixed` ones stand no more."""
SHORT = 12
OLD: frozenset[Change] = frozenset({"improved", "unchanged"})
CAUSE_WORDS: Mapping[Cause, str] = {
    "variant": "the market's file",
    "standard": "the standard",
    "law": "the law",
    "waiver": "a waiver",
    "calendar": "the calendar",
    "scope": "what is judged",
}
NOUNS: Mapping[Level, str] = {"error": "error", "warning": "warning", "info": "note"}
MAX_MARKETS = 8
LISTED_BY = "`--format text -v`"
"""What added to the same command lists what is as before, whichever format says so."""
SEVERITY_RANK = {severity: rank for rank, severity in enumerate(Severity)}


class Counts(NamedTuple):
    """Findings by level, and by change; without a base nothing has a change."""

    by_level: Mapping[Level, int]
    by_change: Mapping[Change, int]

    @property
    def total(self) -> int:
        return sum(self.by_level.values())


def counts_of(findings: Iterable[Finding]) -> Counts:
    """Every level and change is named, with 0 where nothing has it."""
    listed = tuple(findings)
    levels = Counter(finding.level for finding in listed)
    changes = Counter(finding.change for finding in listed)
    return Counts({level: levels[level] for level in LEVELS}, {change: changes[change] for change in CHANGES})


def has_base(report: Report) -> bool:
    """Whether the findings were compared with those of a base."""
    return report.comparison is not None or any(finding.change is not None for finding in report.in_sight)


def is_passed_over(finding: Finding) -> bool:
    """Whether it is shown and fails no check: it was there before the change, or something else caused it."""
    return not finding.blocks or finding.change in OLD


def is_as_before(finding: Finding) -> bool:
    """Whether the base had it too, as bad or worse."""
    return finding.change in OLD


def base_words(comparison: Comparison | None) -> str:
    """What was compared with what: two commits, as they are named to git."""
    if comparison is None:
        return "the base"
    uncommitted = " and what is not committed" if comparison.has_uncommitted else ""
    base, commit = comparison.base[:SHORT], comparison.commit[:SHORT]
    return f"{base} (where {comparison.reference} and this branch part), at {commit}{uncommitted}"


def change_words(finding: Finding) -> str:
    """`new, from the standard`; empty without a base."""
    if finding.change is None:
        return ""
    return f"{finding.change}, from {CAUSE_WORDS[finding.cause]}" if finding.cause is not None else finding.change


def history_words(finding: Finding) -> str:
    """The change, and since when it is known; empty where neither is."""
    seen = f"first seen {plain(finding.first_seen)}" if finding.first_seen else ""
    return ", ".join(words for words in (change_words(finding), seen) if words)


def worst_first(finding: Finding) -> tuple[object, ...]:
    """A key to sort by: what counts against a change, then level, then severity, then what mending wins."""
    return (
        is_passed_over(finding),
        LEVELS.index(finding.level),
        finding.change != "new",
        SEVERITY_RANK[finding.severity] if finding.severity is not None else len(SEVERITY_RANK),
        -finding.gain,
        finding.sort_key,
    )


def standing(report: Report) -> list[Finding]:
    """What is open, and with a base held against the change."""
    return [finding for finding in report.in_sight if finding.is_open and not (has_base(report) and is_passed_over(finding))]


def brought_lines(report: Report, listed_by: str) -> list[str]:
    """With a base, first of all what the change brings, then what is as before, and what lists that, unless it is empty."""
    if not has_base(report):
        return []
    totals = report.totals
    opened, settled = (sum(found[change] for change in OLD) for found in (totals.open_changes, totals.settled_changes))
    parts = [f"{number:,} {word}" for number, word in ((opened, "open"), (settled, "settled")) if number]
    if not parts:
        return [_brought(report)]
    hidden = f" (listed by {listed_by})" if listed_by else ""
    return [_brought(report), f"As before this change, and not held against it: {', '.join(parts)}{hidden}."]


def _brought(report: Report) -> str:
    """What can fail the check, and in which markets."""
    found = standing(report)
    counts = counts_of(found).by_level
    if not found:
        return "This change makes nothing worse."
    words = ", ".join(
        f"{counts[level]:,} {noun}{'' if counts[level] == 1 else 's'}" for level, noun in NOUNS.items() if counts[level]
    )
    ids = sorted({finding.market for finding in found if finding.market})
    shown = [_named(report, each) for each in ids[:MAX_MARKETS]]
    rest = [f"{len(ids) - MAX_MARKETS} more"] if len(ids) > MAX_MARKETS else []
    shared = ["what all markets share"] if any(finding.market is None for finding in found) else []
    end = "only that can fail the check" if counts["error"] else "only errors fail the check, unless it is asked for more"
    return f"This change brings {words} in {_listed([*shown, *rest, *shared])}, new or worse than before; {end}."


def _named(report: Report, market: str) -> str:
    """`France (fr)`: an id alone may read as a word."""
    result = report.markets.get(market)
    return f"{plain(result.name)} ({market})" if result is not None and result.name != market else market


def _listed(names: list[str]) -> str:
    """`es`, `es and fr`, `es, fr and 3 more`."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
