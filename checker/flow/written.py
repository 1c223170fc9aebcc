"""Steps and changes as a person would write them, from nodes of a graph: the way back. Part of `flow`."""

from collections.abc import Mapping

from checker.flow.draft import Anchor, Draft
from checker.flow.graph import Edge, Graph, Node, node_of, turns_of
from checker.model.documents.flow import Flow, FlowChange, Insert, LocalStep, Move, Tune

PlaceKeys = Mapping[str, object]
"""`after`, `before`, `at` or `on_branch` and what stands behind it."""


def full_step(node: Node, ways: tuple[Edge, ...], standard: Flow) -> LocalStep:
    """A step that says all that its twin in the standard does not; its ways only where some are given."""
    twin = next((node_of(step) for step in standard.steps if step.id == node.stands_for), None)
    given: dict[str, object] = {"id": node.id}
    given.update(_properties(node, twin))
    if twin is not None and twin.id != node.id:
        given["same_as"] = twin.id
    if node.type == "decision":
        given["branches"] = [{"label": edge.label, **_jump(edge)} for edge in ways if edge.label is not None]
    elif ways and ways[0].label is None:
        given.update(_jump(ways[0]))
    return LocalStep.model_validate(given)


def _properties(node: Node, twin: Node | None) -> dict[str, object]:
    if twin is None:
        twin = Node(node.id, node.type, "", turns=turns_of(node.type, None))
    keys = ("type", "name", "owner", "minutes")
    found = {key: getattr(node, key) for key in keys if getattr(node, key) != getattr(twin, key)}
    if twin.id == node.id:
        found |= {"type": node.type, "name": node.name}
    if node.turns != twin.with_type(node.type).turns:
        found["turns"] = node.turns
    if node.tags != twin.tags:
        found["tags"] = sorted(node.tags)
    return found | {"params": _params(node, dict(twin.params))}


def _params(node: Node, known: Mapping[str, object]) -> dict[str, object]:
    return {
        name: {"value": setting.value} | ({"unit": setting.unit} if setting.unit is not None else {})
        for name, setting in node.params.items()
        if setting != known.get(name)
    }


def _jump(edge: Edge) -> dict[str, object]:
    found: dict[str, object] = {"go": edge.target}
    if edge.max_repeats is not None:
        found["max_repeats"] = edge.max_repeats
    return found


def plain_step(graph: Graph, node: str, standard: Flow) -> LocalStep:
    """A step that goes on to whatever follows its place; a decision says its branches."""
    ways = graph.ways[node] if graph.nodes[node].type == "decision" else ()
    known = tuple(edge for edge in ways if edge.target is not None)
    return full_step(graph.nodes[node], known, standard)


def place_of(graph: Graph, node: str, draft: Draft, standard: Flow) -> PlaceKeys | None:
    """Where a step stands, beside steps that the draft has: behind the one that leads to it, else before its next."""
    entering = graph.entering[node]
    if len(entering) == 1 and entering[0].source in draft.nodes and graph.start != node:
        source, label = entering[0].source, entering[0].label
        if label is not None:
            return {"on_branch": {"of": source, "label": label}}
        points = [point.id for point in standard.extension_points if point.after == source]
        fresh = node not in draft.nodes and draft.tail(Anchor(source)) == Anchor(source)
        return {"at": points[0]} if points and fresh else {"after": source}
    following = next((edge.target for edge in graph.ways[node] if edge.target in draft.nodes), None)
    return {"before": following} if following is not None else None


def insert(step: LocalStep, place: PlaceKeys | None) -> FlowChange | None:
    return Insert.model_validate({"insert": step, **place}) if place else None


def move(node: str, place: PlaceKeys | None) -> FlowChange | None:
    """None where a move cannot say the place."""
    return Move.model_validate({"move": node, **place}) if place and {"after", "before"} & set(place) else None


def tune(drawn: Node, wanted: Node) -> FlowChange | None:
    """None where there is nothing to tune."""
    differing = [key for key in ("name", "owner", "type") if getattr(drawn, key) != getattr(wanted, key)]
    given: dict[str, object] = {key: getattr(wanted, key) for key in differing}
    params = _params(wanted, dict(drawn.params))
    given |= {"params": params} if params else {}
    return Tune.model_validate({"tune": drawn.id, "set": given}) if given else None
