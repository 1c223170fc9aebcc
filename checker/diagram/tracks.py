"""Side by side in a corridor: which line runs on which track. Part of `diagram`.

The same for corridors across and down: `at` counts along the corridor, sides are before (-1) and behind (+1) it.
Fractions only say which of two lines that end in the same crossing corridor does so first.
"""

from collections.abc import Sequence
from typing import NamedTuple

OVERLAP = 100.0
CROSSING = 1.0
PASSES = 2


class Arm(NamedTuple):
    """Where a line leaves its corridor at a right angle, and to which side."""

    at: float
    side: int


class Run(NamedTuple):
    """One piece of a line inside a corridor; runs of one `net` that touch share a track."""

    key: tuple[int, int]
    net: object
    low: float
    high: float
    arms: tuple[Arm, ...]


class Bundle(NamedTuple):
    low: float
    high: float
    arms: tuple[Arm, ...]
    keys: tuple[tuple[int, int], ...]


def tracks(runs: Sequence[Run]) -> tuple[dict[tuple[int, int], int], int]:
    """The track of each run by its key, and how many tracks there are."""
    bundles = _ordered(_bundled(runs))
    found: list[int] = []
    for number, bundle in enumerate(bundles):
        before = [found[other] for other in range(number) if _touch(bundles[other], bundle)]
        found.append(1 + max(before, default=-1))
    numbers = {key: track for bundle, track in zip(bundles, found, strict=True) for key in bundle.keys}
    return numbers, 1 + max(found, default=-1)


def _bundled(runs: Sequence[Run]) -> list[Bundle]:
    by_net: dict[object, list[Run]] = {}
    for run in runs:
        by_net.setdefault(run.net, []).append(run)
    bundles: list[Bundle] = []
    for kin in by_net.values():
        bundles += _touching(sorted(kin, key=lambda run: (run.low, run.high, run.key)))
    return bundles


def _touching(kin: Sequence[Run]) -> list[Bundle]:
    found: list[Bundle] = []
    for run in kin:
        if found and round(run.low) <= round(found[-1].high):
            last = found.pop()
            found.append(Bundle(last.low, max(last.high, run.high), (*last.arms, *run.arms), (*last.keys, run.key)))
        else:
            found.append(Bundle(run.low, run.high, run.arms, (run.key,)))
    return found


def _touch(one: Bundle, other: Bundle) -> bool:
    return round(one.low) <= round(other.high) and round(other.low) <= round(one.high)


def _ordered(bundles: Sequence[Bundle]) -> list[Bundle]:
    """Each bundle goes where it crosses the fewest others, and once more when all are there."""
    found = sorted(bundles, key=lambda one: (sum(arm.side for arm in one.arms), one.low, one.high, one.keys))
    for bundle in found[:] * PASSES:
        others = [other for other in found if other is not bundle]
        price = sum(_price(bundle, other) for other in others)
        best, least = 0, price
        for place, passed in enumerate(others, start=1):
            price += _price(passed, bundle) - _price(bundle, passed)
            if price < least:
                best, least = place, price
        found = [*others[:best], bundle, *others[best:]]
    return found


def _price(first: Bundle, second: Bundle) -> float:
    """What it costs to run `first` on a track before `second`."""
    price = sum(CROSSING for arm in first.arms if arm.side > 0 and second.low < arm.at < second.high)
    price += sum(CROSSING for arm in second.arms if arm.side < 0 and first.low < arm.at < first.high)
    behind = {arm.at for arm in first.arms if arm.side > 0}
    return price + OVERLAP * len(behind & {arm.at for arm in second.arms if arm.side < 0})
