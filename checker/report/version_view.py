"""Which versions of a process markets run, and what a newer one asks of them. Part of `report`."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from checker.model.finding import Finding
from checker.model.value import Version
from checker.report import links
from checker.report.finding_list import Mention
from checker.report.lookup import Lookup
from checker.report.spreads import Pair
from checker.report.words import Shown

MAX_NAMED = 30
STANDINGS = {
    "version-overdue": Shown("breach", "overdue"), "version-retired": Shown("breach", "retired"),
    "version-draft": Shown("breach", "a draft"), "version-unknown": Shown("unknown", "unknown"),
    "version-early": Shown("minor", "not in effect yet"), "version-behind": Shown("info", "behind"),
}  # fmt: skip
NEWEST, IN_USE = Shown("aligned", "newest"), Shown("adapted", "in use")


class VersionLine(NamedTuple):
    """`impact`: what moving to a newer version is about, in the words of the finding."""

    version: str
    shown: Shown
    total: int
    markets: Sequence[Mention]
    more: int
    impact: str


def version_lines(lookup: Lookup, pairs: Mapping[str, Sequence[Pair]]) -> Mapping[str, Sequence[VersionLine]]:
    """Of each process, the newest version first."""
    told: dict[tuple[str, str], Finding] = {}
    for finding in lookup.report.findings:
        if finding.rule in STANDINGS and finding.market and finding.process:
            told.setdefault((finding.market, finding.process), finding)
    return {process: _lines(lookup, process, members, told) for process, members in pairs.items()}


def _lines(lookup: Lookup, process: str, pairs: Sequence[Pair], told: Mapping[tuple[str, str], Finding]) -> Sequence[VersionLine]:
    running: dict[Version, list[str]] = defaultdict(list)
    for market, result in pairs:
        if result.version is not None:
            running[result.version].append(market.market)
    newest = max(running, default=None)
    return [
        _line(lookup, process, version, running[version], told, is_newest=version == newest)
        for version in sorted(running, reverse=True)
    ]


def _line(
    lookup: Lookup,
    process: str,
    version: Version,
    markets: Sequence[str],
    told: Mapping[tuple[str, str], Finding],
    *,
    is_newest: bool,
) -> VersionLine:
    found = next((told[market, process] for market in markets if (market, process) in told), None)
    shown = STANDINGS[found.rule] if found is not None else NEWEST if is_newest else IN_USE
    named = sorted(markets, key=lookup.market_name)
    return VersionLine(
        str(version),
        shown,
        len(markets),
        [Mention(lookup.market_name(each), links.market_id(each), links.market_part(process)) for each in named[:MAX_NAMED]],
        max(len(named) - MAX_NAMED, 0),
        found.message.removeprefix(f"{process} ") if found is not None else "",
    )
