"""What a version does, each thing once with all markets that it does it to. Part of `formats`."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from checker.model.evolution import Effect, Impact, VersionImpact

GRAVE: frozenset[Effect] = frozenset({"breaks", "orphaned", "waiver_no_longer_valid"})
"""What somebody has to do something about before the market can move."""
FEW = 2
MAX_NAMED = 12


class Shared(NamedTuple):
    """One thing and the markets that it happens to, by id."""

    impact: Impact
    markets: tuple[str, ...]


class Part(NamedTuple):
    """Things that happen to the same markets."""

    markets: tuple[str, ...]
    impacts: tuple[Impact, ...]


class Grouped(NamedTuple):
    """First what breaks, then what is the same in all markets, then what only some have: those of most markets first."""

    grave: tuple[Shared, ...]
    everywhere: tuple[Impact, ...]
    some: tuple[Part, ...]


def grouped(impact: VersionImpact) -> Grouped:
    shared = _shared(impact)
    grave = tuple(each for each in shared if each.impact.effect in GRAVE)
    rest = [each for each in shared if each.impact.effect not in GRAVE]
    # one market is nothing to be the same in: what happens there is told as its own
    total = len(impact.markets) if len(impact.markets) > 1 else 0
    everywhere = tuple(each.impact for each in rest if len(each.markets) == total)
    return Grouped(grave, everywhere, _by_markets(each for each in rest if len(each.markets) != total))


def _shared(impact: VersionImpact) -> Sequence[Shared]:
    """In the order of the effects; alike are also the places, so that a region's line is one and two markets' lines are two."""
    found: dict[Impact, list[str]] = {}
    for market in impact.markets:
        for each in market.impacts:
            found.setdefault(each, []).append(market.market)
    return [Shared(each, tuple(markets)) for each, markets in found.items()]


def _by_markets(shared: Iterable[Shared]) -> tuple[Part, ...]:
    found: dict[tuple[str, ...], list[Impact]] = {}
    for each in shared:
        found.setdefault(each.markets, []).append(each.impact)
    parts = sorted(found.items(), key=lambda item: (-len(item[0]), item[0]))
    return tuple(Part(markets, tuple(impacts)) for markets, impacts in parts)


def some_of(markets: Sequence[str], every: Sequence[str]) -> str:
    """`ae and jp`, `3 markets: ae, br and jp`, or whichever is shorter `17 markets, all but gb`."""
    others = [each for each in every if each not in markets]
    if len(markets) > 1 and not others:
        return f"all {len(markets)} markets"
    if len(markets) <= FEW:
        return listed(markets)
    said = f" but {listed(others)}" if len(others) < len(markets) else ""
    return f"{len(markets)} markets, all{said}" if said else f"{len(markets)} markets: {listed(markets)}"


def listed(names: Sequence[str]) -> str:
    """`ae, br and jp`; of very many the first ones, and how many more."""
    shown = list(names[:MAX_NAMED])
    if len(names) > MAX_NAMED:
        shown.append(f"{len(names) - MAX_NAMED} more")
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))
