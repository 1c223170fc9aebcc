"""The shortest run that breaks a monitor: a breadth-first search over node, loop counters and state. Part of `flow`.

A shortest such run never comes twice to the same node in the same monitor state: what lies between could be cut out,
and cutting only ever lowers counters. So a jump is taken at most once for each monitor state, and one that may be taken
that often needs no counter. Counters are forgotten where a run leaves the loop they belong to.
"""

from collections.abc import Sequence
from typing import NamedTuple

from checker.flow.rules.monitors import SAFE, Monitor
from checker.flow.rules.runs import Runs

STATE_LIMIT = 1_000_000
"""States of flow, loop counters and rule together above which a rule is not decided."""


class TooLarge(Exception):  # noqa: N818  (never leaves this package)
    """The search passed `STATE_LIMIT`."""


class Counter(NamedTuple):
    """A jump's place in the number that holds all counters."""

    weight: int
    bound: int


def counters(runs: Runs, enough: int) -> list[Counter | None]:
    """The counters of jumps; None where a bound of `enough` or more makes it superfluous."""
    found: list[Counter | None] = []
    weight = 1
    for bound in runs.bounds:
        found.append(Counter(weight, bound) if bound < enough else None)
        weight *= bound + 1 if bound < enough else 1
    return found


def shortest_breaking(runs: Runs, monitor: Monitor, letters: Sequence[int]) -> list[int] | None:
    """The nodes of the shortest run that breaks the monitor, in branch order among equals; None: no run does.

    `letters` says for each node what it is to the rule. Raises TooLarge.
    """
    if runs.start is None:
        return None
    path = _without_counters(runs, monitor, letters)
    if path is not None and runs.exceeded(path):
        return _with_counters(runs, monitor, letters)
    return path


def _moves(monitor: Monitor) -> list[tuple[int, ...]]:
    """For each state the next one by letter; a silent step stays."""
    return [(*row, state) for state, row in enumerate(monitor.rows)]


def _without_counters(runs: Runs, monitor: Monitor, letters: Sequence[int]) -> list[int] | None:
    size, moves, targets = len(monitor.rows), _moves(monitor), runs.targets
    broken = [state in monitor.broken for state in range(size)]
    start = runs.start or 0
    first = moves[0][letters[start]]
    if first == SAFE:
        return None
    parents = [-2] * (len(runs.nodes) * size)
    queue = [start * size + first]
    parents[queue[0]] = -1
    for state in queue:
        node, at = divmod(state, size)
        if broken[at] and runs.ending[node]:
            return _path(parents, state, size)
        move = moves[at]
        for target in targets[node]:
            after = move[letters[target]]
            if after >= 0 and parents[target * size + after] == -2:
                parents[target * size + after] = state
                queue.append(target * size + after)
    return None


def _path(parents: Sequence[int], state: int, size: int) -> list[int]:
    path = []
    while state >= 0:
        path.append(state // size)
        state = parents[state]
    return path[::-1]


def _with_counters(runs: Runs, monitor: Monitor, letters: Sequence[int]) -> list[int] | None:
    size, moves = len(monitor.rows), _moves(monitor)
    counted = counters(runs, size)
    start = runs.start or 0
    queue = [(start, moves[0][letters[start]], 0)]
    parents: dict[tuple[int, int, int], tuple[int, int, int] | None] = {queue[0]: None}
    for state in queue:
        node, at, count = state
        if at in monitor.broken and runs.ending[node]:
            return _counted_path(parents, state)
        for arc in runs.arcs[node]:
            after = moves[at][letters[arc.target]]
            counter = counted[arc.jump] if arc.jump is not None else None
            left = 0 if arc.leaves_loop else taken(count, counter)
            reached = (arc.target, after, left)
            if after != SAFE and left >= 0 and reached not in parents:
                parents[reached] = state
                queue.append(reached)
        if len(queue) > STATE_LIMIT:
            raise TooLarge
    return None


def taken(count: int, counter: Counter | None) -> int:
    """All counters after a jump; -1 where its bound is used up."""
    if counter is None:
        return count
    used = count // counter.weight % (counter.bound + 1)
    return count + counter.weight if used < counter.bound else -1


def _counted_path(parents: dict[tuple[int, int, int], tuple[int, int, int] | None], state: tuple[int, int, int]) -> list[int]:
    path = [state[0]]
    before = parents[state]
    while before is not None:
        path.append(before[0])
        before = parents[before]
    return path[::-1]
