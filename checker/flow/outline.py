"""Two flows side by side, under the standard's ids, and cut down to the steps that both have. Part of `flow`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from checker.flow.draft import smaller
from checker.flow.graph import Edge, Graph

BEGIN, EXIT = "^", "$"
"""Where every run begins and ends; no file can write these ids."""

MOST_PATHS = 64
"""Ways through removed or added decisions that are looked at for one edge."""


class Way(NamedTuple):
    """One way out of a kept step, through steps that one flow lacks or that moved, to the next kept step."""

    through: tuple[str, ...]
    target: str
    bound: int | None


class Out(NamedTuple):
    label: str | None
    target: str
    bound: int | None


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

    def local_type(self, name: str) -> str:
        return self.local.nodes[self.local.carriers.get(name, name)].type


def _outs(graph: Graph, names: Mapping[str, str]) -> dict[str, tuple[Out, ...]]:
    """The ways out of every step; an `end` leads to EXIT, as does a last step."""
    outs: dict[str, tuple[Out, ...]] = {BEGIN: (_out(Edge(BEGIN, None, graph.start), names),)}
    for node, edges in graph.ways.items():
        ways = edges if graph.nodes[node].type != "end" else (Edge(node, None, None),)
        outs[names.get(node, node)] = tuple(_out(edge, names) for edge in ways)
    return outs


def _out(edge: Edge, names: Mapping[str, str]) -> Out:
    target = EXIT if edge.target is None else names.get(edge.target, edge.target)
    return Out(edge.label, target, edge.max_repeats)


def ways_on(outs: Mapping[str, tuple[Out, ...]], first: Out, stops: frozenset[str]) -> tuple[Way, ...]:
    """Every way on from an edge to the first of `stops`, each node at most once; the smallest bound holds."""
    found: list[Way] = []
    for way in _walk(outs, Way((), first.target, first.bound), stops):
        found.append(way)
        if len(found) == MOST_PATHS:
            break
    return tuple(found)


def _walk(outs: Mapping[str, tuple[Out, ...]], way: Way, stops: frozenset[str]) -> Iterator[Way]:
    stack = [way]
    while stack:
        way = stack.pop()
        if way.target in stops or way.target == EXIT:
            yield way
        elif way.target not in way.through:
            through = (*way.through, way.target)
            stack += [Way(through, out.target, smaller(way.bound, out.bound)) for out in reversed(outs[way.target])]


def entries(outs: Mapping[str, tuple[Out, ...]], step: str, stops: frozenset[str]) -> frozenset[tuple[str, str | None]]:
    """The ways out of kept steps that lead to a step through none of them."""
    found: set[tuple[str, str | None]] = set()
    seen, queue = {step}, [step]
    for target in queue:
        for source, ways in outs.items():
            for way in ways:
                if way.target == target and (source in stops or source == BEGIN):
                    found.add((source, way.label))
                elif way.target == target and source not in seen:
                    seen.add(source)
                    queue.append(source)
    return frozenset(found)
