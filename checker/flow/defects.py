"""Defects of any flow, whatever its rules: what cannot be reached, cannot end, or need never end. Part of `flow`."""

from collections import Counter
from typing import Literal, NamedTuple

from checker.flow.graph import Graph, ends_run, reach_back
from checker.flow.rules.components import components


class Defect(NamedTuple):
    """`steps`: the loop's steps for `unbounded_loop`, otherwise one. `labels`: those that a decision gives twice."""

    kind: Literal["unreachable", "dead_end", "unbounded_loop", "bad_branch"]
    steps: tuple[str, ...]
    labels: tuple[str, ...] = ()


def defects(graph: Graph) -> tuple[Defect, ...]:
    """All defects of a flow, kind by kind, in layout order."""
    return (
        *(Defect("unreachable", (node,)) for node in _unreachable(graph)),
        *(Defect("dead_end", (node,)) for node in _dead_ends(graph)),
        *(Defect("unbounded_loop", loop) for loop in _unbounded_loops(graph)),
        *_bad_branches(graph),
    )


def _unreachable(graph: Graph) -> list[str]:
    reachable = set(graph.breadth_first)
    return [node for node in graph.nodes if node not in reachable]


def _dead_ends(graph: Graph) -> list[str]:
    """Steps that a run reaches and from which none ends."""
    can_end = reach_back(graph, [node for node in graph.nodes if ends_run(graph, node)])
    reachable = set(graph.breadth_first)
    return [node for node in graph.nodes if node in reachable and node not in can_end]


def _unbounded_loops(graph: Graph) -> list[tuple[str, ...]]:
    """Loops of ways without `max_repeats`; one for each set of steps that lead to one another."""
    nodes = list(graph.nodes)
    number = {node: index for index, node in enumerate(nodes)}
    free = [
        [number[edge.target] for edge in graph.ways[node] if edge.target is not None and edge.max_repeats is None]
        for node in nodes
    ]
    found = components(free)
    loops: dict[int, list[str]] = {}
    for index, component in enumerate(found):
        if any(found[target] == component for target in free[index]):
            loops.setdefault(component, []).append(nodes[index])
    return [tuple(loop) for loop in loops.values()]


def _bad_branches(graph: Graph) -> list[Defect]:
    """Decisions with fewer than two branches, or with equal labels."""
    found = []
    for node, ways in graph.ways.items():
        if graph.nodes[node].type == "decision":
            labels = Counter(edge.label for edge in ways)
            twice = tuple(label for label, times in labels.items() if label is not None and times > 1)
            if len(ways) < 2 or twice:
                found.append(Defect("bad_branch", (node,), twice))
    return found
