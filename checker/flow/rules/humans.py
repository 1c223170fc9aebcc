"""`human_reachable_within`: from which bot or ai_agent steps no run soon meets a human. Part of `flow`."""

import heapq
from functools import cached_property

from checker.flow.rules.runs import Runs
from checker.flow.rules.search import STATE_LIMIT, Counter, TooLarge, counters, taken
from checker.flow.rules.sums import CONVERSING

PHASES = 3
"""Before the step, between it and the human, after the human: a cheapest run is simple in each."""


class Nearness:
    """How near humans are in a flow; what all bounds share is worked out when the first is asked for."""

    def __init__(self, runs: Runs) -> None:
        self.runs = runs
        self._known: dict[int, list[int]] = {}

    def out_of_reach(self, turns: int) -> list[int]:
        """The bot and ai_agent steps from which, on no run through them, a human follows within so many turns.

        Raises TooLarge.
        """
        if turns not in self._known:
            self._known[turns] = self._out_of_reach(turns)
        return self._known[turns]

    def _out_of_reach(self, turns: int) -> list[int]:
        counted = counters(self.runs, PHASES)
        looked = 0
        found = []
        for number, nearest, is_real in self._nearest:
            near = nearest is not None and nearest <= turns
            if near and not is_real:
                near, states = _some_run(self.runs, number, turns, counted, STATE_LIMIT - looked)
                looked += states
            if not near:
                found.append(number)
        return found

    @cached_property
    def _nearest(self) -> list[tuple[int, int | None, bool]]:
        """Each bot and ai_agent step with the fewest turns to a human, bounds of jumps left aside, and whether a run that
        keeps them has these few."""
        runs = self.runs
        cheapest, onward = _turns_to_human(runs)
        came_by, goes_on = _from_start(runs), _to_end(runs)
        is_counted = any(counter is not None for counter in counters(runs, PHASES))
        found: list[tuple[int, int | None, bool]] = []
        for number, node in enumerate(runs.nodes):
            if node.type not in CONVERSING:
                continue
            ways = [target for target in runs.targets[number] if target in cheapest]
            if not ways:
                found.append((number, None, True))
                continue
            first = min(ways, key=cheapest.__getitem__)
            to_human = _along(onward, first)
            run = [*_along(came_by, number)[::-1], *to_human, *_along(goes_on, to_human[-1])[1:]]
            found.append((number, cheapest[first], not (is_counted and runs.exceeded(run))))
        return found


def _own_turns(runs: Runs, number: int) -> int:
    node = runs.nodes[number]
    return node.turns if node.type in CONVERSING else 0


def _turns_to_human(runs: Runs) -> tuple[dict[int, int], dict[int, int | None]]:
    """The fewest turns from entering a node to a human, bounds of jumps left aside (Dijkstra, backwards).

    And the node behind each one on the way there.
    """
    sources: list[list[int]] = [[] for _ in runs.nodes]
    for number, targets in enumerate(runs.targets):
        for target in targets:
            sources[target].append(number)
    heap = [(0, number, -1) for number, node in enumerate(runs.nodes) if node.type == "human"]
    found: dict[int, int] = {}
    onward: dict[int, int | None] = {}
    while heap:
        total, number, after = heapq.heappop(heap)
        if number in found:
            continue
        found[number] = total
        onward[number] = after if after >= 0 else None
        for source in sources[number]:
            if source not in found:
                heapq.heappush(heap, (total + _own_turns(runs, source), source, number))
    return found, onward


def _from_start(runs: Runs) -> dict[int, int | None]:
    """The node before each one on the shortest way from the start."""
    found: dict[int, int | None] = {} if runs.start is None else {runs.start: None}
    for number in (queue := list(found)):
        for target in runs.targets[number]:
            if target not in found:
                found[target] = number
                queue.append(target)
    return found


def _to_end(runs: Runs) -> dict[int, int | None]:
    """The node behind each one on the shortest way to an end."""
    sources: list[list[int]] = [[] for _ in runs.nodes]
    for number, targets in enumerate(runs.targets):
        for target in targets:
            sources[target].append(number)
    found: dict[int, int | None] = {number: None for number, ends in enumerate(runs.ending) if ends}
    for number in (queue := list(found)):
        for source in sources[number]:
            if source not in found:
                found[source] = number
                queue.append(source)
    return found


def _along(links: dict[int, int | None], number: int | None) -> list[int]:
    found = []
    while number is not None:
        found.append(number)
        number = links[number]
    return found


def _some_run(runs: Runs, number: int, turns: int, counted: list[Counter | None], most: int) -> tuple[bool, int]:
    """Whether a run, all bounds kept, goes through a node and then soon meets a human; the states looked at."""
    best: dict[tuple[int, int, int], int] = {}
    heap = [(0, runs.start or 0, 0, 0)]
    while heap:
        total, node, phase, count = heapq.heappop(heap)
        if best.get((node, phase, count), turns + 1) <= total:
            continue
        best[node, phase, count] = total
        if phase == PHASES - 1 and runs.ending[node]:
            return True, len(best)
        if phase == 0 and node == number:
            heapq.heappush(heap, (0, node, 1, count))
        for arc in runs.arcs[node]:
            left = taken(count, counted[arc.jump] if arc.jump is not None else None)
            if left >= 0:
                entered = _entered(runs, arc.target, phase, total)
                heapq.heappush(heap, (*entered[:1], arc.target, entered[1], 0 if arc.leaves_loop else left))
        if len(best) > most:
            raise TooLarge
    return False, len(best)


def _entered(runs: Runs, target: int, phase: int, total: int) -> tuple[int, int]:
    """Turns and phase after entering a node."""
    if phase != 1:
        return total, phase
    if runs.nodes[target].type == "human":
        return 0, PHASES - 1
    return total + _own_turns(runs, target), 1
