"""A deterministic set of runs that covers every way of a flow, each loop once. Part of `flow`."""

from collections import deque
from collections.abc import Iterable, Mapping

from checker.flow.graph import Graph, ends_run, reach_back


def routes(graph: Graph) -> tuple[tuple[str, ...], ...]:
    """Runs as node ids: for each way not yet covered the shortest run through it, in breadth-first order.

    Only what is reachable and can end; empty where no run ends.
    """
    alive = reach_back(graph, [node for node in graph.nodes if ends_run(graph, node)])
    if graph.start is None or graph.start not in alive:
        return ()
    reachable = [node for node in graph.breadth_first if node in alive]
    onward = {node: _targets(graph, node, alive) for node in reachable}
    to_node, to_end = _from_start(graph.start, onward), _to_end(graph, onward)
    found: list[tuple[str, ...]] = []
    covered: set[tuple[str, str | None]] = set()
    for node in reachable:
        for target in onward[node]:
            if (node, target) not in covered:
                run = to_node[node] + (to_end[target] if target is not None else ())
                found.append(run)
                covered |= set(zip(run, (*run[1:], None), strict=True))
    return tuple(found)


def _targets(graph: Graph, node: str, alive: Iterable[str]) -> tuple[str | None, ...]:
    """The nodes that ways lead to, once each; None where a run can end here."""
    targets = dict.fromkeys(edge.target for edge in graph.ways[node] if edge.target is None or edge.target in alive)
    return tuple(targets) if graph.nodes[node].type != "end" else (None,)


def _from_start(start: str, onward: Mapping[str, tuple[str | None, ...]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {start: (start,)}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for target in onward[node]:
            if target is not None and target not in found:
                found[target] = (*found[node], target)
                queue.append(target)
    return found


def _to_end(graph: Graph, onward: Mapping[str, tuple[str | None, ...]]) -> dict[str, tuple[str, ...]]:
    """The shortest way to the end from each node, that node included; first in branch order among equals."""
    found: dict[str, tuple[str, ...]] = {node: (node,) for node in onward if ends_run(graph, node)}
    grown = True
    while grown:
        step = {}
        for node, targets in onward.items():
            nearest = [found[target] for target in targets if target in found] if node not in found else []
            if nearest:
                step[node] = (node, *min(nearest, key=len))
        found |= step
        grown = bool(step)
    return found
