"""A standard's flow with a local one laid over it, for the drawings in this folder."""

from checker.diagram.picture import Arrow, ArrowState, Box, Picture
from checker.flow.effective import Applied, Refused, apply
from checker.flow.graph import Edge, Graph, Node, build
from checker.model.documents import LocalFlow, Standard

TYPE_WORDS = {"bot": "chatbot", "ai_agent": "AI agent", "human": "person", "system": "system"}


def plain(standard: Standard, lit: tuple[str, ...] = ()) -> Picture:
    """The standard's own flow, a run of it lit."""
    return merged(standard.title, standard, {"changes": []}, lit)


def merged(title: str, standard: Standard, local: dict[str, object], lit: tuple[str, ...] = ()) -> Picture:
    """`local` is what stands under `flow` in a variant. The flow of the standard has one."""
    if standard.flow is None:
        raise ValueError(f"{title}: the standard has no flow")
    applied = apply(standard.flow, [LocalFlow.model_validate(local)])
    if isinstance(applied, Refused):
        raise ValueError(f"{title}: {applied.faults}")
    before, after = build(standard.flow), applied.graph
    boxes = [_box(node, applied) for node in before.nodes.values()]
    for node in after.nodes.values():
        if node.id not in before.nodes:
            sources = {edge.source for edge in after.entering[node.id]}
            at = min((index for index, box in enumerate(boxes, start=1) if box.id in sources), default=0)
            boxes.insert(at, Box(node.id, node.name, node.type, "added"))
    old, new = _edges(before), _edges(after)
    arrows = [_arrow(edge, "unchanged" if edge in old else "added") for edge in new]
    arrows += [_arrow(edge, "removed") for edge in old if edge not in new]
    return Picture(title, tuple(boxes), tuple(arrows), after.start, lit)


def _box(node: Node, applied: Applied) -> Box:
    local = applied.graph.nodes.get(node.id)
    if local is None:
        is_replaced = any(other.stands_for == node.id for other in applied.graph.nodes.values())
        return Box(node.id, node.name, node.type, "replaced" if is_replaced else "removed")
    if applied.cause((node.id,), "place") is not None:
        return Box(node.id, local.name, local.type, "moved")
    if node.type != local.type:
        return Box(node.id, local.name, local.type, "retyped", f"was: {TYPE_WORDS[node.type]}")
    changed = [name for name, setting in node.params.items() if local.params.get(name) != setting]
    if changed:
        return Box(node.id, local.name, local.type, "changed", changed[0].replace("_", " "))
    return Box(node.id, local.name, local.type)


def _edges(graph: Graph) -> list[Edge]:
    return [edge for edges in graph.ways.values() for edge in edges]


def _arrow(edge: Edge, state: ArrowState) -> Arrow:
    return Arrow(edge.source, edge.target, edge.label, state, edge.max_repeats)
