"""Where a change puts a step: behind an anchor, or before a step. Part of `flow`."""

from collections.abc import Sequence

from checker.flow.draft import Anchor, Draft, ghost_of
from checker.flow.faults import Path, RefusedChange, either, impossible, quoted, unknown
from checker.flow.graph import Edge, Node
from checker.model.documents.flow import Insert, LocalStep


def known(draft: Draft, name: str, path: Path) -> Node:
    """The step of this id. Raises RefusedChange."""
    if name not in draft.nodes:
        raise RefusedChange(unknown("step", name, draft.ids(), path))
    return draft.nodes[name]


def anchor_of(draft: Draft, change: Insert, path: Path) -> Anchor:
    """The anchor that an insert with `after`, `on_branch` or `at` names. Raises RefusedChange."""
    if change.after is not None:
        return Anchor(known(draft, change.after, (*path, "after")).id)
    if change.on_branch is None:
        return _point_anchor(draft, change.at or "", (*path, "at"))
    decision = known(draft, change.on_branch.of, (*path, "on_branch", "of"))
    labels = [edge.label for edge in draft.ways[decision.id] if edge.label is not None]
    if change.on_branch.label not in labels:
        raise RefusedChange(unknown("branch", change.on_branch.label, labels, (*path, "on_branch", "label")))
    return Anchor(decision.id, change.on_branch.label)


def _point_anchor(draft: Draft, name: str, path: Path) -> Anchor:
    """Where an extension point stands: its step, the place where that stood, or the step that is the same."""
    points = {point.id: point for point in draft.standard.extension_points}
    if name not in points:
        raise RefusedChange(unknown("extension point", name, points, path))
    after = points[name].after
    same = [node.id for node in draft.nodes.values() if node.stands_for == after]
    for place in (after, ghost_of(after), *reversed(same)):
        if place in draft.nodes:
            return Anchor(place)
    reason = f"the extension point `{name}` stands after `{after}`, which this flow lacks"
    remedy = f"keep `{after}` in the flow, or name a step that it has with `after:` in place of `at:`"
    raise RefusedChange(impossible(reason, path, remedy))


def put_after(draft: Draft, node: Node, ways: Sequence[Edge] | None, anchor: Anchor, path: Path) -> None:
    """Put a node behind an anchor and all that already stands there. `ways` None: on to what it displaces.

    The bound of the edge stays with the half that enters the node. Raises RefusedChange.
    """
    last = draft.tail(anchor)
    _check_after(draft, last, path)
    edges = list(draft.ways[last.step])
    at = next(index for index, edge in enumerate(edges) if last.label in (None, edge.label))
    displaced = edges[at].target
    edges[at] = edges[at]._replace(target=node.id)
    draft.set_ways(last.step, tuple(edges))
    draft.add(node, _onward(ways, node, displaced))
    draft.followers.setdefault(anchor, []).append(node.id)


def put_before(draft: Draft, node: Node, ways: Sequence[Edge] | None, step: str) -> None:
    """Put a node on every edge that enters a step; before the first step, it becomes the start."""
    draft.retarget(step, node.id)
    draft.add(node, _onward(ways, node, step))


def _onward(ways: Sequence[Edge] | None, node: Node, displaced: str | None) -> tuple[Edge, ...]:
    if ways is None:
        return (Edge(node.id, None, displaced),)
    return tuple(edge._replace(target=displaced) if edge.target == ONWARD else edge for edge in ways)


def _check_after(draft: Draft, last: Anchor, path: Path) -> None:
    """Refuse a place behind an end, or behind a decision without naming a branch."""
    node = draft.nodes[last.step]
    if node.type == "end":
        remedy = f"write `before: {node.id}`, or name an earlier step behind `after:`"
        raise RefusedChange(impossible(f"nothing can stand after `{node.id}`, which ends the run", path, remedy))
    if node.type == "decision" and last.label is None:
        labels = [edge.label for edge in draft.ways[node.id] if edge.label is not None]
        lines = either(f"on_branch: {{of: {node.id}, label: {quoted(label)}}}" for label in labels)
        reason = f"`{node.id}` is a decision: the place after it is on one of its branches"
        raise RefusedChange(impossible(reason, path, f"write {lines} instead"))


ONWARD = "→"
"""The target of a step that says no way on of its own; no file can write this id."""


def own_ways(step: LocalStep, node: Node, twin_branches: Sequence[Edge]) -> tuple[Edge, ...]:
    """The ways out of a step as it says itself; a decision without branches has those of the step it matches."""
    if node.type == "end":
        return ()
    if node.type == "decision":
        if step.branches is None:
            return tuple(edge._replace(source=node.id) for edge in twin_branches)
        return tuple(Edge(node.id, branch.label, branch.go, branch.max_repeats) for branch in step.branches)
    return (Edge(node.id, None, step.go or ONWARD, step.max_repeats),)


def check_targets(draft: Draft, node: str, path: Path) -> None:
    """Refuse a step that leads to one that the flow lacks."""
    for index, edge in enumerate(draft.ways[node]):
        if edge.target is not None and edge.target not in draft.nodes:
            at = (*path, "go") if edge.label is None else (*path, "branches", index, "go")
            raise RefusedChange(unknown("step", edge.target, draft.ids(), at))
