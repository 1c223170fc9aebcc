"""One process over all markets: who runs it how, and which local values are the same. Part of `report`."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from checker.model.report import ElementResult, MarketResult, ProcessResult
from checker.model.status import RANK, WORST_FIRST, Status
from checker.report import links
from checker.report.bars import Bar, bar
from checker.report.differences import allowed_words
from checker.report.lookup import Lookup
from checker.report.marks import sides
from checker.report.matrix import pooled
from checker.report.words import Shown, element_words, of_element, of_process, with_sign

MAX_NAMED = 20
MIN_CANDIDATE = 3
"""So few markets, or fewer, are no reason to look at the standard."""


class MarketLine(NamedTuple):
    name: str
    href: str
    shown: Shown
    version: str
    confirmed: bool
    conformance: str
    breaches: int


class Cluster(NamedTuple):
    """Markets with the same local value and status, the first of `total`.

    `is_candidate`: at least half of all that run the process.
    """

    local: Markup
    shown: Shown
    bar: Bar | None
    markets: Sequence[tuple[str, str]]
    total: int
    is_candidate: bool


class Spread(NamedTuple):
    """One element as the markets run it; `others` run it as the standard."""

    title: str
    address: str
    standard: Markup
    allowed: str
    clusters: Sequence[Cluster]
    others: int


@dataclass(frozen=True, slots=True)
class ProcessOverMarkets:
    id: str
    title: str
    process: str
    purpose: str
    owner: str
    versions: Sequence[tuple[str, int]]
    conformance: str
    confirmed: str
    breaches: int
    markets: Sequence[MarketLine]
    spreads: Sequence[Spread]


Pair = tuple[MarketResult, ProcessResult]
Use = tuple[MarketResult, ElementResult]


def processes_over_markets(lookup: Lookup) -> Sequence[ProcessOverMarkets]:
    """Every process that some market runs or should run, by id."""
    found: dict[str, list[Pair]] = defaultdict(list)
    for market, result in lookup.report.pairs:
        found[result.process].append((market, result))
    return [_process(lookup, process, found[process]) for process in sorted(found)]


def _process(lookup: Lookup, process: str, pairs: Sequence[Pair]) -> ProcessOverMarkets:
    summary = lookup.report.standards.get(process)
    numbers = pooled(result for _, result in pairs).numbers
    return ProcessOverMarkets(
        id=links.process_id(process),
        title=lookup.process_title(None, process),
        process=process,
        purpose=summary.purpose if summary else "",
        owner=summary.owner if summary else "",
        versions=_versions(pairs),
        conformance=with_sign(numbers.conformance),
        confirmed=with_sign(numbers.confirmed),
        breaches=lookup.breaches_of_process[process],
        markets=[_market(lookup, *pair) for pair in sorted(pairs, key=_worst_market_first)],
        spreads=_spreads(process, pairs),
    )


def _versions(pairs: Sequence[Pair]) -> Sequence[tuple[str, int]]:
    """How many markets run each version, the newest first."""
    adopted = [result.version for _, result in pairs if result.version is not None]
    return [(str(version), adopted.count(version)) for version in sorted(set(adopted), reverse=True)]


def _worst_market_first(pair: Pair) -> tuple[int, float, str]:
    conformance = pair[1].numbers.conformance
    return WORST_FIRST[pair[1].status], 100.0 if conformance is None else conformance, pair[0].name


def _market(lookup: Lookup, market: MarketResult, result: ProcessResult) -> MarketLine:
    breaches = sum(lookup.open_elements.get((market.market, result.process, address), (None,))[0] is Status.BREACH
                   for address in result.elements)  # fmt: skip
    return MarketLine(
        market.name,
        f"#{links.market_id(market.market, result.process)}",
        of_process(result.status),
        str(result.version) if result.version is not None else "",
        result.confirmed,
        with_sign(result.numbers.conformance),
        breaches,
    )


def _spreads(process: str, pairs: Sequence[Pair]) -> Sequence[Spread]:
    """By element and standard value (versions may differ in it), what most markets do otherwise first."""
    uses: dict[tuple[str, str], list[Use]] = defaultdict(list)
    for market, result in pairs:
        for element in result.elements.values():
            if element.status is not Status.ALIGNED and element.element != "process":
                standard = element.standard.text if element.standard else ""
                uses[element.element, standard].append((market, element))
    judged = sum(result.version is not None and not result.not_checked_because for _, result in pairs)
    ordered = sorted(uses.items(), key=lambda item: (-_rank(item[1]), -len(item[1]), item[0]))
    return [_spread(process, members, judged) for _, members in ordered]


def _rank(members: Sequence[Use]) -> int:
    return max(RANK[element.status] for _, element in members)


def _spread(process: str, members: Sequence[Use], judged: int) -> Spread:
    first = members[0][1]
    return Spread(
        element_words(first.element, first.title),
        first.element,
        sides(first.standard, first.standard).standard if first.standard else Markup(""),
        allowed_words(first.expected, first.standard),
        _clusters(process, members, judged),
        max(judged - len(members), 0),
    )


def _clusters(process: str, members: Sequence[Use], judged: int) -> Sequence[Cluster]:
    alike: Mapping[tuple[str, Status], list[Use]] = defaultdict(list)
    for market, element in members:
        alike[element.local.text if element.local else "", element.status].append((market, element))
    ordered = sorted(alike.values(), key=lambda uses: (-len(uses), -RANK[uses[0][1].status], uses[0][0].name))
    return [_cluster(process, uses, judged) for uses in ordered]


def _cluster(process: str, uses: Sequence[Use], judged: int) -> Cluster:
    element = uses[0][1]
    return Cluster(
        sides(element.standard, element.local).local,
        of_element(element.status),
        bar(element.standard, element.local, element.expected),
        [(market.name, f"#{links.market_id(market.market, process)}") for market, _ in uses[:MAX_NAMED]],
        len(uses),
        len(uses) >= MIN_CANDIDATE and 2 * len(uses) >= judged and element.standard is not None,
    )

