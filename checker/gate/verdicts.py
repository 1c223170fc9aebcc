"""From the findings of several points to one list: what each became, why, and whether it fails the change. Part of `gate`."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from checker.gate.compare import compare
from checker.model.finding import Cause, Finding

ByMarket = Mapping[str | None, tuple[Finding, ...]]
FROM_ELSEWHERE: frozenset[Cause] = frozenset({"standard", "law"})
"""What a market that the change does not touch has no part in."""


class Point(NamedTuple):
    """The findings of one state between the base and the change. `cause`: what differs from the state before it."""

    cause: Cause
    findings: ByMarket


class Sides(NamedTuple):
    """What is compared. `lapsed`: the base as it was on its own day, for markets that the change touches.

    `points` lead from the base, as of the day of the check, to the change, which is the last. `touched`: the markets
    whose files or waivers are edited. `moved`: old path → new path. `is_judged`: whether the last point still judges
    what an earlier finding is about; what is no longer judged is not mended. What only lapsed is not mended either.
    """

    lapsed: ByMarket
    base: ByMarket
    points: Sequence[Point]
    touched: frozenset[str]
    moved: Mapping[str, str]
    is_judged: Callable[[Finding], bool]


def by_market(findings: Iterable[Finding]) -> ByMarket:
    found: dict[str | None, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.market, []).append(finding)
    return {market: tuple(each) for market, each in found.items()}


def verdicts(sides: Sides) -> tuple[Finding, ...]:
    """Every finding of the last point with its change and cause, and those of the base that are mended."""
    final = sides.points[-1].findings
    markets = dict.fromkeys([*sides.base, *final])
    return tuple(finding for market in markets for finding in _of_market(market, sides))


def _of_market(market: str | None, sides: Sides) -> Iterator[Finding]:
    chain = _chain(market, sides)
    before, after = chain[0][1], chain[-1][1]
    if before == after:
        yield from (replace(finding, change="unchanged", blocks=False) for finding in after)
        return
    compared = compare(before, after, sides.moved)
    causes = _Causes(chain, len(chain) - 1 - len(sides.points), sides.moved)
    is_touched = market is None or market in sides.touched
    for index, (finding, change) in enumerate(compared.changes):
        cause = causes.of(index) if change != "unchanged" else None
        blocks = change in ("new", "worsened") and (is_touched or cause not in FROM_ELSEWHERE)
        yield replace(finding, change=change, cause=cause, blocks=blocks)
    for finding, cause in causes.mended():
        if sides.is_judged(finding):
            yield replace(finding, change="fixed", cause=cause, blocks=False)


def _chain(market: str | None, sides: Sides) -> list[tuple[Cause, tuple[Finding, ...]]]:
    """The market's findings from point to point. Only what touches a market answers for what lapsed since the base."""
    chain: list[tuple[Cause, tuple[Finding, ...]]] = []
    if market is not None and market in sides.touched:
        chain.append(("calendar", sides.lapsed.get(market, ())))
    chain.append(("calendar", sides.base.get(market, ())))
    chain += [(point.cause, point.findings.get(market, ())) for point in sides.points]
    return chain


class _Causes:
    """Finds the first point of a chain at which a finding is what it is in the end."""

    def __init__(self, chain: Sequence[tuple[Cause, tuple[Finding, ...]]], base: int, moved: Mapping[str, str]) -> None:
        """`base`: where in the chain the base stands as of the day of the check."""
        self.later, self.final = chain[1:], chain[-1][1]
        self.base, self.changed, self.moved = chain[base][1], chain[base + 1 :], moved
        self.to_the_end = [(cause, compare(found, self.final, moved)) for cause, found in self.later]

    def of(self, index: int) -> Cause:
        """Why the finding with this place in the last point's list changed."""
        for cause, compared in self.to_the_end:
            if compared.changes[index][1] == "unchanged":
                return cause
        return self.later[-1][0]

    def mended(self) -> Iterator[tuple[Finding, Cause]]:
        """What the base has on the day of the check and the last point has no more, with the first point that lacks it."""
        gone = [(cause, compare(self.base, found, self.moved).fixed) for cause, found in self.changed]
        for finding in gone[-1][1]:
            yield finding, next(cause for cause, fixed in gone if any(each is finding for each in fixed))
