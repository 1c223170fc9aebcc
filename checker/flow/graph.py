"""A flow as an immutable graph: steps, and the ways that lead from one to the next. Part of `flow`.

Order in the list is layout: two graphs are equal when their start, steps and edges are.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from checker.model.documents.flow import TURN_TYPES, Flow, Step, StepType
from checker.model.value import Value, json_type


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """The value a parameter has in a flow; `true` is not 1, lists are equal as sets."""

    value: Value
    unit: str | None = None

    def _key(self) -> tuple[object, ...]:
        value = frozenset(self.value) if isinstance(self.value, tuple) else self.value
        return json_type(self.value), value, self.unit

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Setting) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())


class Edge(NamedTuple):
    """One way out of a step. `label` is a branch's; `target` None: the run ends without an `end` step."""

    source: str
    label: str | None
    target: str | None
    max_repeats: int | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """A step. `stands_for` is the standard's step that it is by id or `same_as`; None where a market added it.

    `turns` is what counts; `declared_turns` is None where it is the type's default.
    """

    id: str
    type: StepType
    name: str
    owner: str | None = None
    tags: frozenset[str] = frozenset()
    turns: int = 0
    minutes: float = 0
    params: Mapping[str, Setting] = field(default_factory=dict)
    stands_for: str | None = None
    declared_turns: int | None = field(default=None, compare=False)

    def with_type(self, step_type: StepType) -> "Node":
        """The same step of another type; turns that were left to the default follow it."""
        return replace(self, type=step_type, turns=turns_of(step_type, self.declared_turns))


def turns_of(step_type: StepType, declared: int | None) -> int:
    """The turns that a step of this type counts where the file may leave them out."""
    if declared is not None:
        return declared
    return 1 if step_type in TURN_TYPES else 0


@dataclass(frozen=True, eq=False)
class Graph:
    """`nodes` in layout order; `ways` has an entry for each node, in branch order. `start` None: no step at all."""

    start: str | None
    nodes: Mapping[str, Node]
    ways: Mapping[str, tuple[Edge, ...]]

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Graph):
            return NotImplemented
        return self.start == other.start and self.nodes == other.nodes and _edge_set(self) == _edge_set(other)

    @cached_property
    def entering(self) -> Mapping[str, tuple[Edge, ...]]:
        """The edges that lead to each node, in layout order of their sources."""
        found: dict[str, list[Edge]] = {node: [] for node in self.nodes}
        for edges in self.ways.values():
            for edge in edges:
                if edge.target is not None:
                    found[edge.target].append(edge)
        return {node: tuple(edges) for node, edges in found.items()}

    @cached_property
    def breadth_first(self) -> tuple[str, ...]:
        """What a run can reach, from the start, in branch order."""
        return reach(self, () if self.start is None else (self.start,))

    @cached_property
    def carriers(self) -> Mapping[str, str]:
        """The standard's step to the one node that carries its identity for order.

        The node of that id; else, of those with `same_as`, the last in breadth-first order from the start.
        """
        reachable = set(self.breadth_first)
        unreachable = [node for node in self.nodes if node not in reachable]
        found: dict[str, str] = {}
        for node in (*unreachable, *self.breadth_first):
            stands_for = self.nodes[node].stands_for
            if stands_for is not None and found.get(stands_for) != stands_for:
                found[stands_for] = node
        return found


def _edge_set(graph: Graph) -> dict[str, list[tuple[str, ...]]]:
    return {node: sorted(tuple(map(repr, edge)) for edge in edges) for node, edges in graph.ways.items()}


def reach(graph: Graph, sources: Iterable[str]) -> tuple[str, ...]:
    """The sources and all nodes that ways lead to from them, in breadth-first order."""
    seen = dict.fromkeys(sources)
    queue = deque(seen)
    while queue:
        for edge in graph.ways[queue.popleft()]:
            if edge.target is not None and edge.target not in seen:
                seen[edge.target] = None
                queue.append(edge.target)
    return tuple(seen)


def reach_back(graph: Graph, targets: Iterable[str]) -> frozenset[str]:
    """The targets and all nodes from which a way leads to them."""
    seen = set(targets)
    stack = list(seen)
    while stack:
        for edge in graph.entering[stack.pop()]:
            if edge.source not in seen:
                seen.add(edge.source)
                stack.append(edge.source)
    return frozenset(seen)


def ends_run(graph: Graph, node: str) -> bool:
    """Whether a run can end at this node: an `end` step, or a way out that leads nowhere."""
    return graph.nodes[node].type == "end" or any(edge.target is None for edge in graph.ways[node])


def node_of(step: Step) -> Node:
    """A standard's step, which stands for itself."""
    return Node(
        id=step.id,
        type=step.type,
        name=step.name,
        owner=step.owner,
        tags=frozenset(step.tags),
        turns=turns_of(step.type, step.turns),
        minutes=step.minutes or 0,
        params={name: Setting(parameter.value, parameter.unit) for name, parameter in step.params.items()},
        stands_for=step.id,
        declared_turns=step.turns,
    )


def build(flow: Flow) -> Graph:
    """The graph of a standard's flow, which has no `flow_faults`."""
    following = [*(step.id for step in flow.steps[1:]), None]
    ways = {step.id: _ways(step, after) for step, after in zip(flow.steps, following, strict=True)}
    return Graph(flow.steps[0].id, {step.id: node_of(step) for step in flow.steps}, ways)


def _ways(step: Step, following: str | None) -> tuple[Edge, ...]:
    if step.type == "end":
        return ()
    if step.type == "decision":
        return tuple(Edge(step.id, branch.label, branch.go, branch.max_repeats) for branch in step.branches)
    return (Edge(step.id, None, step.go or following, step.max_repeats),)
