"""Two flows side by side, under the standard's ids, and cut down to the steps that both have. Part of `flow`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from checker.flow.draft import smaller
from checker.flow.graph import Edge, Graph

BEGIN, EXIT = "^", "$"
"""Where every run begins and ends; no file can write these ids."""

MOST_PATHS = 64
"""Ways through removed or added decisions that are looked at for one edge."""

MOST_LOOKED = 300_000
"""Steps that are looked at for all edges of one explanation; above it, only the shortest way on from each edge."""


class Way(NamedTuple):
    """One way out of a kept step, through steps that one flow lacks or that moved, to the next kept step."""

    through: tuple[str, ...]
    target: str
    bound: int | None


class Out(NamedTuple):
    label: str | None
    target: str
    bound: int | None


Outs = Mapping[str, tuple[Out, ...]]
Into = Mapping[str, list[tuple[str, str | None]]]
"""For each step the ways that lead to it: where from, and on which branch."""


@dataclass(frozen=True)
class Pair:
    """A standard's graph and an effective one whose nodes bear the standard's ids where they carry its identity."""

    standard: Graph
    local: Graph

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Local id to the id used here."""
        carrying = {local: step for step, local in self.local.carriers.items()}
        return {node: carrying.get(node, node) for node in self.local.nodes}

    @cached_property
    def kept(self) -> tuple[str, ...]:
        return tuple(step for step in self.standard.nodes if step in self.local.carriers)

    @cached_property
    def removed(self) -> tuple[str, ...]:
        return tuple(step for step in self.standard.nodes if step not in self.local.carriers)

    @cached_property
    def added(self) -> tuple[str, ...]:
        """What carries no identity, in breadth-first order from the start; what cannot be reached comes last."""
        order = dict.fromkeys((*self.local.breadth_first, *self.local.nodes))
        return tuple(self.names[node] for node in order if self.names[node] not in self.standard.nodes)

    @cached_property
    def standard_outs(self) -> dict[str, tuple[Out, ...]]:
        return _outs(self.standard, {})

    @cached_property
    def local_outs(self) -> dict[str, tuple[Out, ...]]:
        return _outs(self.local, self.names)

    @cached_property
    def standard_into(self) -> Into:
        return _into(self.standard_outs)

    @cached_property
    def local_into(self) -> Into:
        return _into(self.local_outs)

    def local_type(self, name: str) -> str:
        return self.local.nodes[self.local.carriers.get(name, name)].type


def _outs(graph: Graph, names: Mapping[str, str]) -> dict[str, tuple[Out, ...]]:
    """The ways out of every step; an `end` leads to EXIT, as does a last step."""
    outs: dict[str, tuple[Out, ...]] = {BEGIN: (_out(Edge(BEGIN, None, graph.start), names),)}
    for node, edges in graph.ways.items():
        ways = edges if graph.nodes[node].type != "end" else (Edge(node, None, None),)
        outs[names.get(node, node)] = tuple(_out(edge, names) for edge in ways)
    return outs


def _into(outs: Outs) -> Into:
    found: dict[str, list[tuple[str, str | None]]] = {}
    for source, ways in outs.items():
        for way in ways:
            found.setdefault(way.target, []).append((source, way.label))
    return found


def _out(edge: Edge, names: Mapping[str, str]) -> Out:
    target = EXIT if edge.target is None else names.get(edge.target, edge.target)
    return Out(edge.label, target, edge.max_repeats)


class Walk:
    """Finds the ways on to a set of `stops`. `whole` turns False where not all ways were looked at."""

    def __init__(self, stops: frozenset[str]) -> None:
        self.stops = stops
        self.left = MOST_LOOKED
        self.whole = True

    def ways_on(self, outs: Outs, first: Out) -> tuple[Way, ...]:
        """Every way on from an edge to the first of the stops, each node at most once; the smallest bound holds."""
        found = list(islice(self._walk(outs, first), MOST_PATHS))
        if self.left <= 0:
            self.whole = False
            return tuple(found) or self._shortest(outs, first)
        return tuple(found)

    def _walk(self, outs: Outs, first: Out) -> Iterator[Way]:
        """Depth first. Tangled decisions have more ways than anybody could look at, so this may be cut short."""
        through: dict[str, None] = {}
        stack = [iter([(first.target, first.bound)])]
        while stack and self.left > 0:
            target, bound = next(stack[-1], ("", None))
            self.left -= 1
            if not target:
                stack.pop()
                if through:
                    through.popitem()
            elif target in self.stops or target == EXIT:
                yield Way(tuple(through), target, bound)
            elif target not in through:
                through[target] = None
                stack.append(iter([(out.target, smaller(bound, out.bound)) for out in outs[target]]))

    def _shortest(self, outs: Outs, first: Out) -> tuple[Way, ...]:
        """One way on, if there is any: breadth first."""
        came_by: dict[str, tuple[str, int | None]] = {first.target: ("", first.bound)}
        for target in (queue := [first.target]):
            if target in self.stops or target == EXIT:
                return (Way(_traced(came_by, target), target, came_by[target][1]),)
            for out in outs[target]:
                if out.target not in came_by:
                    came_by[out.target] = target, smaller(came_by[target][1], out.bound)
                    queue.append(out.target)
        return ()


def _traced(came_by: Mapping[str, tuple[str, int | None]], target: str) -> tuple[str, ...]:
    through = []
    while came_by[target][0]:
        target = came_by[target][0]
        through.append(target)
    return tuple(through[::-1])


def entries(into: Into, step: str, stops: frozenset[str]) -> frozenset[tuple[str, str | None]]:
    """The ways out of kept steps that lead to a step through none of them."""
    found: set[tuple[str, str | None]] = set()
    seen = {step}
    for target in (queue := [step]):
        for source, label in into.get(target, ()):
            if source in stops or source == BEGIN:
                found.add((source, label))
            elif source not in seen:
                seen.add(source)
                queue.append(source)
    return frozenset(found)
