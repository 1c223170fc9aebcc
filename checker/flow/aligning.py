"""What went and what came between two kept steps, and how that can be read. Part of `flow`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    """One explanation of what stands between kept steps. `covered`: chains around a step that may be replaced.

    `least` False: the gap was too large to try all readings, so that one with fewer edits may exist.
    """

    removed: tuple[str, ...] = ()
    replaced: tuple[tuple[str, tuple[str, ...]], ...] = ()
    covered: tuple[tuple[str, str], ...] = ()
    added: tuple[tuple[str, Standing], ...] = ()
    least: bool = True


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


def is_plain(step_type: str) -> bool:
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
