"""What a market may do with a standard's flow (S+): permissions of steps, and places for additions. Part of `flow`."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from checker.model.documents.catalogue import Severity
from checker.model.documents.flow import Flow, Permission, Step

SEVERITIES = (Severity.COMPLIANCE, Severity.CUSTOMER, Severity.BUSINESS, Severity.MINOR)


class Room(NamedTuple):
    """What may be added behind one step: the joined types and places of its extension points."""

    types: frozenset[str]
    places: int


@dataclass(frozen=True)
class Permissions:
    """Answers for one standard."""

    flow: Flow

    @cached_property
    def steps(self) -> dict[str, Step]:
        return {step.id: step for step in self.flow.steps}

    @cached_property
    def rooms(self) -> dict[str, Room]:
        """By step; those without an extension point are left out."""
        found: dict[str, Room] = {}
        for point in self.flow.extension_points:
            before = found.get(point.after, Room(frozenset(), 0))
            found[point.after] = Room(before.types | set(point.types), before.places + point.max_steps)
        return found

    @cached_property
    def _weight(self) -> dict[str, tuple[bool, int, int]]:
        order = {step.id: at for at, step in enumerate(self.flow.steps)}
        return {
            step.id: ("move" not in step.market_may, SEVERITIES.index(step.severity), -order[step.id]) for step in self.flow.steps
        }

    def may(self, step: str, permission: Permission) -> bool:
        return permission in self.steps[step].market_may

    def move_preference(self, steps: frozenset[str]) -> tuple[tuple[bool, int, int], ...]:
        """Least for the moved steps to name among equals: those that may, the heaviest, the later."""
        return tuple(sorted(self._weight[step] for step in steps))
