"""A deterministic set of runs that covers every way of a flow, each loop once. Part of `flow`."""

from collections import deque
from collections.abc import Iterable, Mapping

from checker.flow.graph import Graph, ends_run, reach_back

MOST_ROUTE_STEPS = 100_000
"""Steps of all routes together; in a flow with more, the ways farthest from its start are not covered."""


def routes(graph: Graph) -> tuple[tuple[str, ...], ...]:
    """Runs as node ids: for each way not yet covered the shortest run through it, in breadth-first order.

    Only what is reachable and can end; empty where no run ends.
    """
    alive = reach_back(graph, [node for node in graph.nodes if ends_run(graph, node)])
    if graph.start is None or graph.start not in alive:
        return ()
    reachable = [node for node in graph.breadth_first if node in alive]
    onward = {node: _targets(graph, node, alive) for node in reachable}
    came_by, goes_on = _from_start(graph.start, onward), _to_end(graph, onward)
    found: list[tuple[str, ...]] = []
    covered: set[tuple[str, str | None]] = set()
    left = MOST_ROUTE_STEPS
    for node in reachable:
        for target in onward[node]:
            if (node, target) not in covered and left > 0:
                run = (*_followed(came_by, node)[::-1], *_followed(goes_on, target))
                found.append(run)
                covered |= set(zip(run, (*run[1:], None), strict=True))
                left -= len(run)
    return tuple(found)


def _targets(graph: Graph, node: str, alive: Iterable[str]) -> tuple[str | None, ...]:
    """The nodes that ways lead to, once each; None where a run can end here."""
    targets = dict.fromkeys(edge.target for edge in graph.ways[node] if edge.target is None or edge.target in alive)
    return tuple(targets) if graph.nodes[node].type != "end" else (None,)


def _from_start(start: str, onward: Mapping[str, tuple[str | None, ...]]) -> dict[str, str | None]:
    """The node before each one on the shortest way from the start."""
    found: dict[str, str | None] = {start: None}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for target in onward[node]:
            if target is not None and target not in found:
                found[target] = node
                queue.append(target)
    return found


def _to_end(graph: Graph, onward: Mapping[str, tuple[str | None, ...]]) -> dict[str, str | None]:
    """The node behind each one on the shortest way to the end; the first in branch order among equals."""
    sources: dict[str, list[str]] = {}
    for node, targets in onward.items():
        for target in targets:
            if target is not None:
                sources.setdefault(target, []).append(node)
    distance = {node: 0 for node in onward if ends_run(graph, node)}
    found: dict[str, str | None] = dict.fromkeys(distance)
    for node in (queue := list(distance)):
        for source in sources.get(node, ()):
            if source not in distance:
                distance[source] = distance[node] + 1
                queue.append(source)
    for node in queue[len(found) :]:
        nearest = (target for target in onward[node] if target is not None and distance[target] < distance[node])
        found[node] = next(nearest)
    return found


def _followed(links: Mapping[str, str | None], node: str | None) -> list[str]:
    found = []
    while node is not None:
        found.append(node)
        node = links[node]
    return found
