"""Numeric rules: the shortest run whose sum of turns, minutes or handoffs passes a bound. Part of `flow`.

A breadth-first search that keeps, for each node, loop counters and phase, only arrivals with a higher sum than all
earlier ones: an earlier one is shorter or first in branch order, so with at least that sum it is the better beginning.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from checker.flow.graph import Node
from checker.flow.rules.runs import Runs
from checker.flow.rules.search import STATE_LIMIT, TooLarge, counters, taken

OVER = -2
"""The phase of a run whose sum has passed the bound: nothing that follows changes that."""

Weigh = Callable[[int, Node], tuple[int | None, int]]
"""Phase and step to the next phase and what the step adds; phase None: the run can no longer pass the bound."""

MACHINES = frozenset({"bot", "ai_agent", "system"})
CONVERSING = frozenset({"bot", "ai_agent"})


@dataclass(frozen=True)
class Sum:
    """What a numeric rule adds up; `phases` counts its phases."""

    weigh: Weigh
    phases: int


def handoffs(phase: int, node: Node) -> tuple[int, int]:
    """Phase 0: nobody yet, 1: a machine, 2: a human. `wait` is passed over."""
    actor = 1 if node.type in MACHINES else 2 if node.type == "human" else phase
    return actor, int(phase not in (0, actor))


def turns(phase: int, node: Node) -> tuple[int, int]:
    return phase, node.turns


def until_human(phase: int, node: Node) -> tuple[int | None, int]:
    """Phase 0: before the first step, which itself is not counted."""
    if node.type == "human":
        return None, 0
    return 1, node.turns if phase == 1 and node.type in CONVERSING else 0


def passed_at(summed: Sum, bound: int, nodes: Iterable[Node]) -> int | None:
    """The place in a run at which its sum passes the bound."""
    phase, total = 0, 0
    for at, node in enumerate(nodes):
        after, more = summed.weigh(phase, node)
        total += more
        if total > bound:
            return at
        if after is None:
            return None
        phase = after
    return None


@dataclass
class _Arrivals:
    """The search's memory: arrivals in order, and the highest sum that each place has seen."""

    nodes: list[int]
    parents: list[int]
    states: list[tuple[int, int, int]]
    best: dict[tuple[int, int, int], int]

    def add(self, node: int, parent: int, state: tuple[int, int, int]) -> None:
        phase, count, total = state
        if total > self.best.get((node, phase, count), -1):
            self.best[node, phase, count] = total
            self.nodes.append(node)
            self.parents.append(parent)
            self.states.append(state)

    def path(self, at: int) -> list[int]:
        path = []
        while at >= 0:
            path.append(self.nodes[at])
            at = self.parents[at]
        return path[::-1]


def shortest_over(runs: Runs, counted: Sum, limit: int) -> list[int] | None:
    """The nodes of the shortest run whose sum is over `limit`; None: no run's is. Raises TooLarge."""
    if runs.start is None:
        return None
    counting = counters(runs, counted.phases * (limit + 1) + 1)
    arrivals = _Arrivals([], [], [], {})
    _arrive(arrivals, runs, counted, limit, (runs.start, -1, (0, 0, 0)))
    at = 0
    while at < len(arrivals.nodes):
        node, (phase, count, total) = arrivals.nodes[at], arrivals.states[at]
        if phase == OVER and runs.ending[node]:
            return arrivals.path(at)
        for arc in runs.arcs[node]:
            left = taken(count, counting[arc.jump] if arc.jump is not None else None)
            if left >= 0:
                state = (phase, 0 if arc.leaves_loop else left, total)
                _arrive(arrivals, runs, counted, limit, (arc.target, at, state))
        at += 1
        if len(arrivals.nodes) > STATE_LIMIT:
            raise TooLarge
    return None


def _arrive(
    arrivals: _Arrivals, runs: Runs, counted: Sum, limit: int, arrival: tuple[int, int, tuple[int, int, int]]
) -> None:
    node, parent, (phase, count, total) = arrival
    after: int | None = phase
    if phase != OVER and not runs.silent[node]:
        after, more = counted.weigh(phase, runs.nodes[node])
        total += more
    if after is None:
        return
    arrivals.add(node, parent, (OVER, count, 0) if total > limit else (after, count, total))


def minutes(nodes: Sequence[Node], scale: Callable[[float], int]) -> Weigh:
    """Minutes as whole numbers of a unit that divides them all."""
    scaled = {node.id: scale(node.minutes) for node in nodes}
    return lambda phase, node: (phase, scaled[node.id])
