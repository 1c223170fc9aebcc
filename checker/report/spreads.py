"""The values of one element over all markets: clusters of equal ones, and how far they spread. Part of `report`."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from checker.model.results import ElementResult, MarketResult, ProcessResult
from checker.model.status import RANK, Status
from checker.model.value import Version
from checker.report import links
from checker.report.bars import Dot, range_of_markets
from checker.report.differences import MUST_ACT, allowed_words
from checker.report.finding_list import Mention
from checker.report.marks import sides
from checker.report.words import Shown, element_words, listed, of_element

MAX_NAMED = 20
MIN_CANDIDATE = 3
"""So few markets, or fewer, are no reason to look at the standard; more are, if they are a third of all that run it."""
CANDIDATE_PART = 3

Pair = tuple[MarketResult, ProcessResult]
Use = tuple[MarketResult, ElementResult]


class Cluster(NamedTuple):
    """Markets with the same local value and status, the first of `total`."""

    local: Markup
    shown: Shown
    markets: Sequence[Mention]
    more: int
    total: int
    is_candidate: bool


class Spread(NamedTuple):
    """One element as the markets run it; of the `judged` that could be, `others` run it as the standard.

    `chart` is empty for what is no number. `is_rule`: a rule of the flow, which has no value. `versions`: which ones it is about,
    where they ask for different things.
    """

    id: str
    title: str
    address: str
    standard: Markup
    allowed: str
    chart: Markup
    clusters: Sequence[Cluster]
    others: int
    judged: int
    is_rule: bool
    versions: str


class _Judged(NamedTuple):
    """How many markets could be judged, by version; `only`: the versions that a spread is about, None for all."""

    by_version: Mapping[Version, int]
    only: frozenset[Version] | None

    @property
    def markets(self) -> int:
        return sum(count for version, count in self.by_version.items() if self.only is None or version in self.only)

    @property
    def words(self) -> str:
        """Empty where versions ask for the same."""
        return f"in version {listed(map(str, sorted(self.only)))}" if self.only else ""


class _Key(NamedTuple):
    """What is one element to a reader.

    Versions may differ in what they ask, and what markets add has an id of each market's own: that is told by its name.
    """

    element: str
    standard: str
    title: str


def spreads(process: str, pairs: Sequence[Pair]) -> Sequence[Spread]:
    """The worst first, then what most markets do otherwise."""
    alike: dict[tuple[object, ...], list[Use]] = defaultdict(list)
    for market, result in pairs:
        for element in result.elements.values():
            if element.status is not Status.ALIGNED and element.element != "process":
                alike[element.element, id(element.standard), element.title].append((market, element))
    uses: dict[_Key, list[Use]] = defaultdict(list)
    for members in alike.values():
        uses[_key(members[0][1])] += members
    judged = Counter(result.version for _, result in pairs if result.version is not None and not result.not_checked_because)
    versions = _versions(uses, pairs)
    ordered = sorted(uses.items(), key=lambda each: _worst_first(each[1]))
    taken: set[str] = set()
    return [_spread(process, members, _Judged(judged, versions[key]), taken) for key, members in ordered]


def _versions(uses: Mapping[_Key, Sequence[Use]], pairs: Sequence[Pair]) -> Mapping[_Key, frozenset[Version] | None]:
    """The versions that ask for just this; None where all versions do, as far as any market differs."""
    run = {market.market: result.version for market, result in pairs}
    told_apart = Counter((key.element, key.title) for key in uses)
    return {
        key: frozenset(version for market, _ in members if (version := run[market.market]) is not None)
        if told_apart[key.element, key.title] > 1
        else None
        for key, members in uses.items()
    }


def _key(element: ElementResult) -> _Key:
    if element.standard is None and element.title:
        return _Key(element.element.partition(":")[0], "", element.title)
    return _Key(element.element, element.standard.text if element.standard else "", "")


def _worst_first(members: Sequence[Use]) -> tuple[int, int, str]:
    return -max(RANK[element.status] for _, element in members), -len(members), members[0][1].element


def _spread(process: str, members: Sequence[Use], run: _Judged, taken: set[str]) -> Spread:
    first, judged = members[0][1], run.markets
    others = max(judged - len(members), 0)
    return Spread(
        _own_id(process, first.element, taken),
        element_words(first.element, first.title),
        first.element if first.standard is not None or len(members) == 1 else "",
        sides(first.standard, first.standard).standard if first.standard else Markup(""),
        allowed_words(first.expected, first.standard),
        _chart(members, others),
        _clusters(process, members, judged),
        others,
        judged,
        first.element.startswith("rule:"),
        run.words,
    )


def _own_id(process: str, element: str, taken: set[str]) -> str:
    """The element's address, with a number behind it where two versions ask for different things."""
    name = plain = f"{links.process_id(process)}/{links.segment(element)}"
    while name in taken:
        name = f"{plain}-{len(taken)}"
    taken.add(name)
    return name


def _chart(members: Sequence[Use], others: int) -> Markup:
    first = members[0][1]
    if first.standard is None:
        return Markup("")
    found: dict[str, list[Use]] = defaultdict(list)
    for (text, _), uses in _by_value(members).items():
        found[text] += uses
    dots = [Dot(uses[0][1].local, len(uses), uses[0][1].status in MUST_ACT) for uses in found.values()]
    return range_of_markets(first.standard, first.expected, dots, others)


def _by_value(members: Sequence[Use]) -> Mapping[tuple[str, Status], Sequence[Use]]:
    """By the local value as people read it, and status. Values are put into words once each."""
    alike: dict[tuple[object, ...], list[Use]] = defaultdict(list)
    for use in members:
        local = use[1].local
        key = () if local is None else (local.value, local.unit, local.value.__class__)
        alike[use[1].status, *key].append(use)
    found: dict[tuple[str, Status], list[Use]] = defaultdict(list)
    for uses in alike.values():
        element = uses[0][1]
        found[element.local.text if element.local else "", element.status] += uses
    return found


def _clusters(process: str, members: Sequence[Use], judged: int) -> Sequence[Cluster]:
    alike = [sorted(uses, key=_by_name) for uses in _by_value(members).values()]
    ordered = sorted(alike, key=lambda uses: (-len(uses), -RANK[uses[0][1].status], uses[0][0].name))
    return [_cluster(process, uses, judged) for uses in ordered]


def _by_name(use: Use) -> str:
    return use[0].name


def _cluster(process: str, uses: Sequence[Use], judged: int) -> Cluster:
    element = uses[0][1]
    total = len(uses)
    return Cluster(
        _local(element),
        of_element(element.status),
        [Mention(market.name, links.market_id(market.market), links.market_part(process)) for market, _ in uses[:MAX_NAMED]],
        max(total - MAX_NAMED, 0),
        total,
        total >= MIN_CANDIDATE and CANDIDATE_PART * total >= judged,
    )


def _local(element: ElementResult) -> Markup:
    """The local value. A rule of the flow has none: it is kept or it is not, as far as that can be told."""
    if element.standard or element.local:
        return sides(element.standard, element.local).local
    is_broken = element.element.startswith("rule:") and element.status is not Status.NOT_COMPARABLE
    return Markup("not kept") if is_broken else Markup("")
