"""The runs of a flow in a form made for searching: numbers instead of ids, cut to what can happen. Part of `flow`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from checker.flow.graph import Edge, Graph, Node, ends_run, reach_back
from checker.flow.rules.components import components


class Arc(NamedTuple):
    """A way to another node. `jump` is None where a run cannot come back to take it twice, or need not be counted."""

    target: int
    jump: int | None
    leaves_loop: bool


@dataclass(frozen=True)
class Runs:
    """Nodes that lie between the start and an end, in layout order. `start` None: the flow has no run at all.

    Ways that lead from one node to the same other one are one arc; its bound is the sum of theirs.
    """

    nodes: tuple[Node, ...]
    start: int | None
    arcs: tuple[tuple[Arc, ...], ...]
    ending: tuple[bool, ...]
    bounds: tuple[int, ...]

    @cached_property
    def targets(self) -> tuple[tuple[int, ...], ...]:
        return tuple(tuple(arc.target for arc in arcs) for arcs in self.arcs)

    @cached_property
    def silent(self) -> tuple[bool, ...]:
        """Whether runs are read without the node where no operand matches it."""
        return tuple(node.type in ("decision", "end") for node in self.nodes)

    @cached_property
    def _index(self) -> dict[str, frozenset[int]]:
        found: dict[str, set[int]] = {}
        for number, node in enumerate(self.nodes):
            names = {node.id, node.stands_for or node.id, f"type:{node.type}", *(f"tag:{tag}" for tag in node.tags)}
            for name in names:
                found.setdefault(name, set()).add(number)
        return {name: frozenset(numbers) for name, numbers in found.items()}

    def matching(self, operand: str) -> frozenset[int]:
        """The nodes that an operand names: `step`, `type:bot|ai_agent`, `tag:pii`; `end` steps are never read."""
        kind, colon, names = operand.partition(":")
        keys = [f"{kind}:{name}" for name in names.split("|")] if colon else [operand]
        found = frozenset[int]().union(*(self._index.get(key, frozenset()) for key in keys))
        return frozenset(number for number in found if self.nodes[number].type != "end")

    def exceeded(self, path: Sequence[int]) -> bool:
        """Whether a path takes a jump more often than its bound."""
        taken = [0] * len(self.bounds)
        for here, there in pairwise(path):
            jump = next(arc.jump for arc in self.arcs[here] if arc.target == there)
            if jump is not None:
                taken[jump] += 1
        return any(times > bound for times, bound in zip(taken, self.bounds, strict=True))

    def ids(self, path: Iterable[int]) -> tuple[str, ...]:
        return tuple(self.nodes[number].id for number in path)


def runs_of(graph: Graph) -> Runs:
    """Cut a flow to what is reachable and can end."""
    can_end = reach_back(graph, [node for node in graph.nodes if ends_run(graph, node)])
    reachable = set(graph.breadth_first)
    kept = [node for node in graph.nodes if node in can_end and node in reachable]
    number = {node: index for index, node in enumerate(kept)}
    merged = [_merged(graph.ways[node], number) for node in kept]
    component = components([[target for target, _ in ways] for ways in merged])
    bounds: list[int] = []
    arcs = []
    for here, ways in enumerate(merged):
        arcs.append(tuple(_arc(here, target, bound, component, bounds) for target, bound in ways))
    return Runs(
        nodes=tuple(graph.nodes[node] for node in kept),
        start=number.get(graph.start or ""),
        arcs=tuple(arcs),
        ending=tuple(ends_run(graph, node) for node in kept),
        bounds=tuple(bounds),
    )


def _merged(ways: tuple[Edge, ...], number: dict[str, int]) -> list[tuple[int, int | None]]:
    """One way for each target, in branch order; bounds add up, and one way without bound is no bound."""
    bounds: dict[int, int | None] = {}
    for edge in ways:
        if edge.target in number:
            target = number[edge.target]
            before = bounds.get(target, 0)
            bounds[target] = None if before is None or edge.max_repeats is None else before + edge.max_repeats
    return list(bounds.items())


def _arc(here: int, target: int, bound: int | None, component: list[int], bounds: list[int]) -> Arc:
    inside = component[here] == component[target]
    if bound is None or not inside:
        return Arc(target, None, not inside)
    bounds.append(bound)
    return Arc(target, len(bounds) - 1, leaves_loop=False)
