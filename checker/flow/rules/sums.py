"""Numeric rules: the shortest run whose sum of turns, minutes or handoffs passes a bound. Part of `flow`.

A breadth-first search that keeps, for each node, loop counters and phase, only arrivals with a higher sum than all
earlier ones: an earlier one is shorter or first in branch order, so with at least that sum it is the better beginning,
for every bound. So rules that add up the same share one search, up to the highest of their bounds.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from checker.flow.graph import Node
from checker.flow.rules.runs import Runs
from checker.flow.rules.search import STATE_LIMIT, TooLarge, counters, taken

DONE = -2
"""The phase of a run that adds no more: its sum has passed every bound, or nothing that follows counts."""

Weigh = Callable[[int, Node], tuple[int | None, int]]
"""Phase and step to the next phase and what the step adds; phase None: nothing that follows counts."""

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


class SumSearch:
    """For every bound up to `most`, the shortest run whose sum is over it: one search answers all.

    A sum above `most` counts as `most` + 1, which no bound can tell apart. Once a run can add no more it keeps its sum.
    """

    def __init__(self, runs: Runs, counted: Sum, most: int) -> None:
        self.runs, self.counted, self.most = runs, counted, most
        self._nodes: list[int] = []
        self._parents: list[int] = []
        self._states: list[tuple[int, int, int]] = []
        self._best: dict[tuple[int, int, int], int] = {}
        self._ends: list[tuple[int, int]] = []
        """Sum and arrival of each run that ends with more than all that ended before it."""
        self._is_whole = self._search()

    def shortest_over(self, limit: int) -> list[int] | None:
        """The nodes of the shortest run whose sum is over `limit` (at most `most`); None: no run's is. Raises TooLarge."""
        for total, at in self._ends:
            if total > limit:
                return self._path(at)
        if not self._is_whole:
            raise TooLarge
        return None

    def _search(self) -> bool:
        """Whether the search came to its end."""
        runs = self.runs
        if runs.start is None:
            return True
        counting = counters(runs, self.counted.phases * (self.most + 1) + 1)
        self._arrive(runs.start, -1, (0, 0, 0))
        at, highest = 0, -1
        while at < len(self._nodes) and highest <= self.most:
            node, (phase, count, total) = self._nodes[at], self._states[at]
            if runs.ending[node] and total > highest:
                highest = total
                self._ends.append((total, at))
            for arc in runs.arcs[node]:
                left = taken(count, counting[arc.jump] if arc.jump is not None else None)
                if left >= 0:
                    self._arrive(arc.target, at, (phase, 0 if arc.leaves_loop else left, total))
            at += 1
            if len(self._nodes) > STATE_LIMIT:
                return False
        return True

    def _arrive(self, node: int, parent: int, state: tuple[int, int, int]) -> None:
        phase, count, total = state
        if phase != DONE and not self.runs.silent[node]:
            after, more = self.counted.weigh(phase, self.runs.nodes[node])
            total += more
            phase = DONE if after is None else after
        if total > self.most:
            phase, total = DONE, self.most + 1
        if phase == DONE and total == 0:
            return  # over no bound, whatever follows
        if total > self._best.get((node, phase, count), -1):
            self._best[node, phase, count] = total
            self._nodes.append(node)
            self._parents.append(parent)
            self._states.append((phase, count, total))

    def _path(self, at: int) -> list[int]:
        path = []
        while at >= 0:
            path.append(self._nodes[at])
            at = self._parents[at]
        return path[::-1]


def minutes(nodes: Sequence[Node], scale: Callable[[float], int]) -> Weigh:
    """Minutes as whole numbers of a unit that divides them all."""
    scaled = {node.id: scale(node.minutes) for node in nodes}
    return lambda phase, node: (phase, scaled[node.id])
