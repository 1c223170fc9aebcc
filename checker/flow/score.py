"""How near a flow is to its standard, as a number beside the verdict; it never decides one. Part of `flow`.

Fitness is that of trace alignments (van der Aalst et al. 2012) with weights; all arithmetic is exact.
"""

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from checker.flow.edits import Comparison, Edit
from checker.flow.effective import Applied
from checker.flow.graph import Graph, build, ends_run
from checker.flow.rising import heaviest_rising
from checker.flow.routes import routes
from checker.model.documents.flow import Flow, Step

LOCKED, HUMAN, OTHER = 5, 3, 1
MOST_PLACES = 300_000
"""Places in a flow and a run that are looked at for all routes of one side; above it, fitness is a lower bound."""

BELOW_ALL = Fraction(999, 1000)
"""What a flow reaches at most that has a structural difference which S+ refuses."""


class Route(NamedTuple):
    """A run of the effective flow as ids, and its fitness against S+, from 0 to 1."""

    run: tuple[str, ...]
    fitness: Fraction


@dataclass(frozen=True)
class Score:
    """From 0 to 1 each. `routes` are the effective flow's, `coverage` the mean of the standard's against it."""

    routes: tuple[Route, ...]
    conformity: Fraction
    coverage: Fraction
    alignment: Fraction

    @property
    def worst(self) -> Route | None:
        """The route of least fitness, the first of equals; None where no run ends."""
        return min(self.routes, key=lambda route: route.fitness, default=None)


def percent(share: Fraction) -> float:
    """Percent with one decimal, truncated and never rounded up."""
    return int(share * 1000) / 10


def score(standard: Flow, applied: Applied, comparison: Comparison) -> Score:
    """The flow alignment of an effective flow, given its comparison with the standard."""
    sides = _Sides(standard, applied.graph, comparison)
    found = tuple(Route(run, sides.conforms(run)) for run in sides.local_routes())
    conformity = _mean([route.fitness for route in found])
    coverage = _mean([sides.covers(run) for run in routes(sides.standard)])
    total = conformity + coverage
    alignment = 2 * conformity * coverage / total if total else Fraction(0)
    if any(_structural(edit) for edit in comparison.edits):
        alignment = min(alignment, BELOW_ALL)
    return Score(found, conformity, coverage, alignment)


def _mean(values: list[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values) if values else Fraction(0)


def _structural(edit: Edit) -> bool:
    """Whether an edit is refused and about the flow, not about the words of a step."""
    if edit.allowed:
        return False
    return edit.kind != "changed" or any(each.key in ("go", "branches", "start") for each in edit.differences)


@dataclass(frozen=True)
class _Weighed:
    """A flow to align with: `names` are what a step is called in both flows, `costs` what passing over it costs."""

    graph: Graph
    names: Mapping[str, str]
    costs: Mapping[str, int]


class _Sides:
    """The standard and an effective flow, with what each step weighs."""

    def __init__(self, standard: Flow, local: Graph, comparison: Comparison) -> None:
        self.standard = build(standard)
        self.local = local
        steps = {step.id: step for step in standard.steps}
        self.names = {node: node for node in local.nodes} | {node: step for step, node in comparison.carriers.items()}
        self.weights = {step.id: _weight(step) for step in standard.steps}
        for node in local.nodes:
            name = self.names[node]
            self.weights[name] = self.weights.get(name, HUMAN if local.nodes[node].type == "human" else OTHER)
        allowed = [edit for edit in comparison.edits if edit.allowed]
        self.extra = frozenset(_additions(allowed)) - set(steps)
        free = {edit.step for edit in allowed if edit.kind in ("removed", "replaced", "moved")}
        passable = free | {step.id for step in standard.steps if "skip" in step.market_may}
        self.free = frozenset(free | self.extra)
        same = {node: node for node in self.standard.nodes}
        self.permitted = Aligner(_Weighed(self.standard, same, self._costs(same, frozenset(passable))))
        self.effective = Aligner(_Weighed(local, self.names, self._costs(self.names, self.free)))

    def _costs(self, names: Mapping[str, str], free: frozenset[str]) -> dict[str, int]:
        return {node: 0 if name in free else self.weights[name] for node, name in names.items()}

    def local_routes(self) -> list[tuple[str, ...]]:
        """One of all routes that differ only in allowed additions, so that these cannot raise a mean."""
        found: dict[tuple[str, ...], tuple[str, ...]] = {}
        for run in routes(self.local):
            found.setdefault(tuple(name for name in self._called(run) if name not in self.extra), run)
        return list(found.values())

    def _called(self, run: Iterable[str]) -> list[str]:
        return [self.names[node] for node in run]

    def conforms(self, run: tuple[str, ...]) -> Fraction:
        return self._fitness([name for name in self._called(run) if name not in self.extra], self.permitted)

    def covers(self, run: tuple[str, ...]) -> Fraction:
        return self._fitness(list(run), self.effective)

    def _fitness(self, run: list[str], model: "Aligner") -> Fraction:
        """1 − cost / (weight of the run + weight of the lightest run of the model)."""
        most = sum(self.weights[name] for name in run) + (model.lightest.cost if model.lightest else 0)
        cost = model.align(run, [0 if name in self.free else self.weights[name] for name in run])
        if cost is None:
            return Fraction(0)
        return 1 - Fraction(cost, most) if most else Fraction(1)


def _additions(allowed: Iterable[Edit]) -> Iterable[str]:
    for edit in allowed:
        if edit.kind == "added":
            yield edit.step
        elif edit.kind == "replaced":
            yield from (node for node in edit.chain if node != edit.local)


def _weight(step: Step) -> int:
    if not step.market_may:
        return LOCKED
    return HUMAN if step.type == "human" else OTHER


class Aligner:
    """Aligns runs with one flow; the effort for all of them together is bounded."""

    def __init__(self, model: _Weighed) -> None:
        self.model = model
        self.left = MOST_PLACES
        self.lightest = self._search([], [])

    def align(self, run: list[str], costs: list[int]) -> int | None:
        """The cost of the cheapest alignment of a run with the flow; None where no run of the flow ends.

        Once too much was looked at: of the cheapest with the flow's lightest run, which is never too low.
        """
        found = self._search(run, costs) if self.left > 0 else None
        if found is None and self.lightest is not None:
            found = _Found(self._beside_lightest(run, costs, self.lightest.run), ())
        return found.cost if found is not None else None

    def _beside_lightest(self, run: list[str], costs: list[int], lightest: tuple[str, ...]) -> int:
        at = {self.model.names[node]: place for place, node in enumerate(lightest)}
        passing = [self.model.costs[node] for node in lightest]
        common = [(place, at[name]) for place, name in enumerate(run) if name in at]
        saved = [costs[place] + passing[other] for place, other in common]
        kept = heaviest_rising([other for _, other in common], saved)
        return sum(costs) + sum(passing) - sum(saved[place] for place in kept)

    def _search(self, run: list[str], costs: list[int]) -> "_Found | None":
        """Dijkstra. Bounds of jumps are left aside: a route takes each loop once."""
        graph, names = self.model.graph, self.model.names
        heap: list[tuple[int, int, str, tuple[str, int] | None]] = [(0, 0, "", None)]
        done: dict[tuple[str, int], tuple[str, int] | None] = {}
        while heap and (self.left > 0 or not run):
            cost, passed, node, before = heapq.heappop(heap)
            at = -passed
            if (node, at) in done:
                continue
            done[node, at] = before
            self.left -= 1
            if at == len(run) and node and ends_run(graph, node):
                return _Found(cost, _nodes(done, (node, at)))
            targets = [edge.target for edge in graph.ways[node]] if node else [graph.start]
            for target in targets:
                if target is not None:
                    if at < len(run) and names[target] == run[at]:
                        heapq.heappush(heap, (cost, passed - 1, target, (node, at)))
                    heapq.heappush(heap, (cost + self.model.costs[target], passed, target, (node, at)))
            if at < len(run):
                heapq.heappush(heap, (cost + costs[at], passed - 1, node, (node, at)))
        return None


class _Found(NamedTuple):
    cost: int
    run: tuple[str, ...]


def _nodes(done: Mapping[tuple[str, int], tuple[str, int] | None], place: tuple[str, int]) -> tuple[str, ...]:
    """The flow's own run along an alignment; meant for that of an empty run."""
    found = []
    last: tuple[str, int] | None = place
    while last is not None:
        found.append(last[0])
        last = done[last]
    return tuple(node for node in reversed(found) if node)
