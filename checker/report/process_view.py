"""One process over all markets: who runs it how, and which local values are the same. Part of `report`."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from checker.model.results import MarketResult, ProcessResult
from checker.model.status import WORST_FIRST
from checker.report import links
from checker.report.lookup import Lookup
from checker.report.matrix import pooled
from checker.report.spreads import Pair, Spread, spreads
from checker.report.version_view import VersionLine, version_lines
from checker.report.words import Shown, with_sign

MOST_LISTED = 40
"""Of more markets, those that run the process as the standard are counted only."""


class MarketLine(NamedTuple):
    """A market that runs the process; its address is that of `home` and of `part`."""

    name: str
    home: str
    part: str
    shown: Shown
    version: str
    confirmed: bool
    conformance: str
    breaches: int


class Candidate(NamedTuple):
    """What so many markets do alike that the standard might learn from it."""

    title: str
    href: str
    markets: str
    value: Markup


@dataclass(frozen=True, slots=True)
class ProcessOverMarkets:
    id: str
    title: str
    process: str
    purpose: str
    owner: str
    versions: Sequence[VersionLine]
    conformance: str
    confirmed: str
    breaches: int
    markets: Sequence[MarketLine]
    as_the_standard: int
    spreads: Sequence[Spread]
    candidates: Sequence[Candidate]


def processes_over_markets(lookup: Lookup) -> Sequence[ProcessOverMarkets]:
    """Every process that some market runs or should run, by id."""
    found: dict[str, list[Pair]] = defaultdict(list)
    for market, result in lookup.report.pairs:
        found[result.process].append((market, result))
    impacts = version_lines(lookup, found)
    return [_process(lookup, process, found[process], impacts[process]) for process in sorted(found)]


def _process(lookup: Lookup, process: str, pairs: Sequence[Pair], versions: Sequence[VersionLine]) -> ProcessOverMarkets:
    summary = lookup.report.standards.get(process)
    numbers = pooled(result for _, result in pairs).numbers
    found = spreads(process, pairs)
    lines = _market_lines(lookup, process, pairs)
    listed = [line for line in lines if line.shown.tone != "aligned"] if len(lines) > MOST_LISTED else lines
    return ProcessOverMarkets(
        id=links.process_id(process),
        title=lookup.process_title(None, process),
        process=process,
        purpose=summary.purpose if summary else "",
        owner=summary.owner if summary else "",
        versions=versions,
        conformance=with_sign(numbers.conformance),
        confirmed=with_sign(numbers.confirmed),
        breaches=lookup.breaches_of_process[process],
        markets=listed,
        as_the_standard=len(lines) - len(listed),
        spreads=found,
        candidates=_candidates(found),
    )


def _market_lines(lookup: Lookup, process: str, pairs: Sequence[Pair]) -> Sequence[MarketLine]:
    breaches: Mapping[str, int] = lookup.breaches_by_market_of(process)
    ordered = sorted(pairs, key=_worst_market_first)
    return [_market(lookup, market, result, breaches.get(market.market, 0)) for market, result in ordered]


def _worst_market_first(pair: Pair) -> tuple[int, float, str]:
    conformance = pair[1].numbers.conformance
    return WORST_FIRST[pair[1].status], 100.0 if conformance is None else conformance, pair[0].name


def _market(lookup: Lookup, market: MarketResult, result: ProcessResult, breaches: int) -> MarketLine:
    return MarketLine(
        market.name,
        links.market_id(market.market),
        links.market_part(result.process),
        lookup.shown(market.market, result),
        str(result.version) if result.version is not None else "",
        result.confirmed,
        with_sign(result.numbers.conformance),
        breaches,
    )


def _candidates(found: Sequence[Spread]) -> Sequence[Candidate]:
    return [
        Candidate(spread.title, f"#{spread.id}", f"{cluster.total} of {spread.judged} markets", cluster.local)
        for spread in found
        for cluster in spread.clusters
        if cluster.is_candidate
    ]
