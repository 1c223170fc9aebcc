"""What went and what came between two kept steps: removals, replacements, additions at the least cost. Part of `flow`.

A dynamic programme over both chains. Its state also knows behind which step with extension points the next added step
stands, and how many of its places are used up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, NamedTuple

from checker.flow.permissions import Permissions


class Spot(NamedTuple):
    """Behind the extension points of which step the next added one stands (None: behind none), and the places used."""

    step: str | None
    used: int = 0


class Standing(NamedTuple):
    """How an added step stands: which one of a point's additions it is. `point` None: outside every extension point."""

    point: str | None
    used: int
    refused: Literal["outside", "too_many", "type"] | None = None


@dataclass(frozen=True)
class Reading:
    """One explanation of what stands between kept steps. `covered`: chains around a step that may be replaced."""

    refused: int = 0
    edits: int = 0
    loose: int = 0
    removed: tuple[str, ...] = ()
    replaced: tuple[tuple[str, tuple[str, ...]], ...] = ()
    covered: tuple[tuple[str, str], ...] = ()
    added: tuple[tuple[str, Standing], ...] = ()

    @property
    def cost(self) -> tuple[int, int, int]:
        return self.refused, self.edits, self.loose

    def after(self, first: "Reading") -> "Reading":
        """Both, one before the other."""
        return Reading(
            self.refused + first.refused, self.edits + first.edits, self.loose + first.loose,
            first.removed + self.removed, first.replaced + self.replaced,
            first.covered + self.covered, first.added + self.added,
        )  # fmt: skip


@dataclass(frozen=True)
class Gap:
    """The place between two kept steps. `spots`: one for each edge that shows these same two chains.

    `moved` stand elsewhere in the other flow; `coverers` are carriers of another id whose step may be replaced.
    `settled`: removed steps whose chain is decided elsewhere, () for none at all. `partners` says which chains may
    stand for a removed step: only steps that are seen exactly where it is.
    """

    went: tuple[str, ...]
    came: tuple[str, ...]
    spots: tuple[Spot, ...]
    source: str
    target: str
    moved: frozenset[str]
    coverers: frozenset[str]
    types: Mapping[str, str]
    partners: Mapping[str, frozenset[str]]
    settled: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def spot_behind(permissions: Permissions, step: str, before: Spot) -> Spot:
    return Spot(step) if step in permissions.rooms else before


def read_gap(gap: Gap, permissions: Permissions) -> Reading | None:
    """The cheapest reading; None: what is settled does not fit here."""
    return _Programme(gap, permissions).read()


class _Programme:
    def __init__(self, gap: Gap, permissions: Permissions) -> None:
        self.gap = gap
        self.permissions = permissions
        self.best = cache(self._best)

    def read(self) -> Reading | None:
        return self.best(0, 0, self.gap.spots)

    def _best(self, i: int, j: int, spots: tuple[Spot, ...]) -> Reading | None:
        if i == len(self.gap.went) and j == len(self.gap.came):
            return Reading()
        found: Reading | None = None
        for first, after in self._steps(i, j, spots):
            rest = self.best(*after)
            if rest is not None:
                whole = rest.after(first)
                found = whole if found is None or whole.cost < found.cost else found
        return found

    def _steps(self, i: int, j: int, spots: tuple[Spot, ...]) -> "list[_Move]":
        moves: list[_Move] = []
        if i < len(self.gap.went):
            moves += self._went(i, j, spots)
        if j < len(self.gap.came):
            moves += self._came(i, j, spots)
        return moves

    def _went(self, i: int, j: int, spots: tuple[Spot, ...]) -> "list[_Move]":
        step, gap = self.gap.went[i], self.gap
        if step in gap.moved:
            return [(Reading(), (i + 1, j, spots))]
        moves: list[_Move] = []
        for end in range(j + 1, len(gap.came) + 1):
            chain = gap.came[j:end]
            if not set(chain) <= gap.partners.get(step, frozenset()) or gap.settled.get(step, chain) != chain:
                continue
            allowed = self.permissions.may(step, "replace") and all(_plain(gap.types[new]) for new in chain)
            behind = tuple(spot_behind(self.permissions, step, Spot(None)) for _ in spots)
            moves.append((Reading(int(not allowed), 1, replaced=((step, chain),)), (i + 1, end, behind)))
        if not gap.settled.get(step):
            gone = Reading(int(not self.permissions.may(step, "skip")), 1, 1, removed=(step,))
            moves.append((gone, (i + 1, j, spots)))
            if step in self.permissions.rooms:
                moves.append((gone, (i + 1, j, tuple(Spot(step) for _ in spots))))
        return moves

    def _came(self, i: int, j: int, spots: tuple[Spot, ...]) -> "list[_Move]":
        step, gap = self.gap.came[j], self.gap
        if step in gap.moved:
            moves: list[_Move] = [(Reading(), (i, j + 1, spots))]
            if step in self.permissions.rooms:
                moves.append((Reading(), (i, j + 1, tuple(Spot(step) for _ in spots))))
            return moves
        if any(step in chain for chain in gap.settled.values()):
            return []
        moves = [self._added(i, j, spots)]
        moves += [(Reading(0, 0, covered=((by, step),)), (i, j + 1, spots)) for by in self._coverers(j)]
        return moves

    def _added(self, i: int, j: int, spots: tuple[Spot, ...]) -> "_Move":
        step = self.gap.came[j]
        standings = [standing(self.permissions, spot, self.gap.types[step]) for spot in spots]
        worst = min(standings, key=lambda each: (each.refused is None, each.point is not None))
        behind = tuple(Spot(spot.step, spot.used + 1) for spot in spots)
        return Reading(int(worst.refused is not None), 1, 1, added=((step, worst),)), (i, j + 1, behind)

    def _coverers(self, j: int) -> list[str]:
        """The replaceable step of another id next to which an unbroken chain with this step stands."""
        gap = self.gap
        if not _plain(gap.types[gap.came[j]]):
            return []
        line = (gap.source, *gap.came, gap.target)
        found = []
        for direction in (-1, 1):
            at = j + 1 + direction
            while 0 < at < len(line) - 1 and line[at] not in gap.moved and _plain(gap.types[line[at]]):
                at += direction
            if line[at] in gap.coverers:
                found.append(line[at])
        return found


_Move = tuple[Reading, tuple[int, int, tuple[Spot, ...]]]


def _plain(step_type: str) -> bool:
    return step_type not in ("decision", "end")


def standing(permissions: Permissions, spot: Spot, step_type: str) -> Standing:
    """How a step of a type stands at a spot, being the next one there."""
    if spot.step is None or spot.step not in permissions.rooms:
        return Standing(None, spot.used + 1, "outside")
    room = permissions.rooms[spot.step]
    if spot.used >= room.places:
        return Standing(spot.step, spot.used + 1, "too_many")
    if step_type not in room.types:
        return Standing(spot.step, spot.used + 1, "type")
    return Standing(spot.step, spot.used + 1)
