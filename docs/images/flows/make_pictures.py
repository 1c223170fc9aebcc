"""Writes the drawings in this folder: `python docs/images/flows/make_pictures.py` at the root of the project.

The standards' flows, what the sample markets change in them, and made-up flows for what the samples do not show.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from checker.diagram import Arrow, Box, Picture, render_svg
from checker.flow.effective import Applied, apply
from checker.flow.graph import Edge, Graph, Node, build
from checker.load.workspace import WorkspaceFiles
from checker.model.documents import Flow, LocalFlow, Standard

HERE = Path(__file__).parent
TYPE_WORDS = {"bot": "chatbot", "ai_agent": "AI agent", "human": "person", "system": "system"}


def merged(title: str, standard: Graph, applied: Applied, lit: tuple[str, ...] = ()) -> Picture:
    """A standard's flow with a local one laid over it."""
    local = applied.graph
    boxes = [_box(node, local.nodes.get(node.id), applied) for node in standard.nodes.values()]
    for node in local.nodes.values():
        if node.id not in standard.nodes:
            before = {edge.source for edge in local.entering[node.id]}
            at = min((index for index, box in enumerate(boxes, start=1) if box.id in before), default=0)
            boxes.insert(at, Box(node.id, node.name, node.type, "added"))
    old, new = _edges(standard), _edges(local)
    arrows = [_arrow(edge, "unchanged" if edge in old else "added") for edge in new]
    arrows += [_arrow(edge, "removed") for edge in old if edge not in new]
    return Picture(title, tuple(boxes), tuple(arrows), local.start, lit)


def _box(node: Node, local: Node | None, applied: Applied) -> Box:
    if local is None:
        is_replaced = any(other.stands_for == node.id for other in applied.graph.nodes.values())
        return Box(node.id, node.name, node.type, "replaced" if is_replaced else "removed")
    if applied.cause((node.id,), "place") is not None:
        return Box(node.id, local.name, local.type, "moved")
    if node.type != local.type:
        return Box(node.id, local.name, local.type, "retyped", f"was: {TYPE_WORDS[node.type]}")
    if node.params != local.params:
        changed = [name for name in node.params if node.params[name] != local.params.get(name)]
        return Box(node.id, local.name, local.type, "changed", changed[0].replace("_", " "))
    return Box(node.id, local.name, local.type)


def _edges(graph: Graph) -> list[Edge]:
    return [edge for edges in graph.ways.values() for edge in edges]


def _arrow(edge: Edge, state: str) -> Arrow:
    return Arrow(edge.source, edge.target, edge.label, "added" if state == "added" else "removed" if state == "removed" else "unchanged", edge.max_repeats)


def plain(title: str, graph: Graph, lit: tuple[str, ...] = ()) -> Picture:
    return merged(title, graph, Applied(graph, {}), lit)
