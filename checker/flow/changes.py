"""Applies one change of a variant to a flow. Part of `flow`.

One function a verb. A change that cannot be applied raises RefusedChange and may leave its draft half edited.
"""

from dataclasses import replace
from functools import singledispatch

from checker.flow.draft import Anchor, Cause, Draft
from checker.flow.faults import Fault, Path, RefusedChange, either, impossible, quoted, unknown
from checker.flow.graph import Edge, Graph, Node, reach
from checker.flow.local_step import local_node, local_settings
from checker.flow.places import ONWARD, anchor_of, check_targets, known, own_ways, put_after, put_before
from checker.model.documents.flow import FlowChange, Insert, LocalStep, Move, Replace, Skip, Step, Tune


def apply_change(draft: Draft, change: FlowChange, layer: int, index: int) -> None:
    """Edit the draft. Raises RefusedChange."""
    path: Path = ("changes", index)
    draft.cause = Cause(layer, path)
    _apply(change, draft, path)


@singledispatch
def _apply(change: FlowChange, draft: Draft, path: Path) -> None:
    raise TypeError(change, draft, path)


@_apply.register
def _(change: Insert, draft: Draft, path: Path) -> None:
    inside = (*path, "insert")
    if change.insert.id in draft.nodes:
        raise RefusedChange(_taken_id(change.insert.id, (*inside, "id")))
    node = local_node(change.insert, _standard(draft), inside)
    ways = own_ways(change.insert, node, _twin_branches(draft, node))
    if change.before is not None:
        put_before(draft, node, ways, known(draft, change.before, (*path, "before")).id)
    else:
        put_after(draft, node, ways, anchor_of(draft, change, path), path)
    check_targets(draft, node.id, inside)


@_apply.register
def _(change: Skip, draft: Draft, path: Path) -> None:
    node = known(draft, change.skip, (*path, "skip"))
    way = _taken(draft, node, change.take, path)
    before = draft.reachable()
    draft.take_out(node.id, draft.lay_ghost(node.id, way.target, way.max_repeats))
    draft.forget_anchor(node.id)
    _drop_unreachable(draft, before - {node.id})


@_apply.register
def _(change: Move, draft: Draft, path: Path) -> None:
    beside = known(draft, change.after or change.before or "", (*path, "after" if change.after else "before"))
    node = known(draft, change.move, (*path, "move"))
    if beside == node:
        side = "after" if change.after else "before"
        raise RefusedChange(impossible(f"`{node.id}` cannot stand beside itself", path, f"name another step behind `{side}:`"))
    if node.type in ("decision", "end"):
        raise RefusedChange(_fixed(node, draft, path))
    draft.take_out(node.id, _taken(draft, node, None, path))
    draft.forget_anchor(node.id)
    if change.after is not None:
        put_after(draft, node, None, Anchor(beside.id), path)
    else:
        put_before(draft, node, None, beside.id)
    draft.causes.pop((node.id, "removed"))
    draft.note(node.id, "place")


@_apply.register
def _(change: Replace, draft: Draft, path: Path) -> None:
    old = known(draft, change.replace, (*path, "replace"))
    standard, inside = _standard(draft), (*path, "with")
    _refuse_known_ids(draft, change.chain, old.id, inside)
    nodes = [local_node(step, standard, (*inside, index)) for index, step in enumerate(change.chain)]
    ways = [
        own_ways(step, node, _twin_branches(draft, node)) for step, node in zip(change.chain, nodes, strict=True)
    ]  # fmt: skip
    _swap(draft, old, nodes, ways, _way_behind(draft, old, ways[-1], path))
    for index, node in enumerate(nodes):
        check_targets(draft, node.id, (*inside, index))


@_apply.register
def _(change: Tune, draft: Draft, path: Path) -> None:
    node = known(draft, change.tune, (*path, "tune"))
    settings = change.set
    if settings.type is not None and settings.type != node.type:
        _retype(draft, node, settings.type, (*path, "set", "type"))
        node = node.with_type(settings.type)
    twin = _standard(draft).get(node.stands_for or "")
    params = {**node.params, **local_settings(settings.params, twin)}
    name, owner = settings.name or node.name, settings.owner or node.owner
    draft.nodes[node.id] = replace(node, name=name, owner=owner, params=params)
    for key in settings.model_fields_set - {"params"}:
        draft.causes[node.id, key] = draft.cause._replace(path=(*path, "set", key))
    for key in settings.params:
        draft.causes[node.id, f"params.{key}"] = draft.cause._replace(path=(*path, "set", "params", key))


def _taken_id(name: str, path: Path) -> Fault:
    remedy = f"give the new step another id, or change the one that there is with `tune: {name}`"
    return impossible(f"the flow has a step `{name}` already", path, remedy)


def _fixed(node: Node, draft: Draft, path: Path) -> Fault:
    """An end or a decision that should be moved."""
    if node.type == "end":
        return impossible(f"`{node.id}` ends the run and cannot be moved", path, "move the steps before it instead")
    label = quoted(next((edge.label for edge in draft.ways[node.id] if edge.label is not None), "…"))
    remedy = f"write `skip: {node.id}` with `take: {label}`, and `insert:` a decision of another id with `same_as: {node.id}`"
    return impossible(f"`{node.id}` is a decision, and a decision with its branches cannot be moved", path, remedy)


def _standard(draft: Draft) -> dict[str, Step]:
    return {step.id: step for step in draft.standard.steps}


def _twin_branches(draft: Draft, node: Node) -> tuple[Edge, ...]:
    twin = _standard(draft).get(node.stands_for or "")
    branches = twin.branches if twin else ()
    return tuple(Edge(node.id, branch.label, branch.go, branch.max_repeats) for branch in branches)


def _taken(draft: Draft, node: Node, take: str | None, path: Path) -> Edge:
    """The way that stays when a step goes. Raises RefusedChange."""
    ways = draft.ways[node.id]
    labels = [edge.label for edge in ways if edge.label is not None]
    if node.type != "decision" and take is not None:
        reason = f"`{node.id}` is no decision: it has no branch to `take`"
        raise RefusedChange(impossible(reason, (*path, "take"), "delete `take:`"))
    if node.type == "decision" and take is None:
        reason = f"`{node.id}` is a decision: say which of its branches every run takes once it is skipped"
        lines = [f"take: {quoted(label)}" for label in labels]
        raise RefusedChange(impossible(reason, path, f"add {either(lines)} below `skip: {node.id}`"))
    if take is not None and take not in labels:
        raise RefusedChange(unknown("branch", take, labels, (*path, "take")))
    way = ways[labels.index(take) if take is not None else 0] if ways else Edge(node.id, None, None)
    if way.target == node.id:
        remedy = "take another branch, or name the step itself in a `replace:`"
        raise RefusedChange(impossible(f"the way that would stay leads from `{node.id}` back to itself", path, remedy))
    return way


def _drop_unreachable(draft: Draft, before: set[str]) -> None:
    """Drop what only a branch not taken led to, and nothing that an unreachable step still leads to."""
    graph = Graph(draft.start, draft.nodes, draft.ways)
    stranded = [node for node in draft.nodes if node not in before]
    for lost in sorted(before - set(graph.breadth_first) - set(reach(graph, stranded))):
        draft.drop(lost)
        draft.forget_anchor(lost)


def _retype(draft: Draft, node: Node, new_type: str, path: Path) -> None:
    """Let the ways out follow the type; a decision's branches cannot be given or taken by tuning."""
    if "decision" in (node.type, new_type):
        reason = f"`{node.id}` cannot be tuned from {node.type} to {new_type}: only a decision has branches"
        remedy = f"write `replace: {node.id}` with `with: [{{id: {node.id}_local, type: {new_type}, name: …}}]`"
        raise RefusedChange(impossible(reason, path, remedy))
    if new_type == "end":
        draft.set_ways(node.id, ())
    elif node.type == "end":
        draft.set_ways(node.id, (Edge(node.id, None, None),))


def _refuse_known_ids(draft: Draft, chain: tuple[LocalStep, ...], old: str, path: Path) -> None:
    ids = [step.id for step in chain]
    for index, name in enumerate(ids):
        if name in ids[:index] or (name in draft.nodes and name != old):
            raise RefusedChange(_taken_id(name, (*path, index, "id")))


def _way_behind(draft: Draft, old: Node, last_ways: tuple[Edge, ...], path: Path) -> Edge:
    """The way that the last step of a chain takes over. Raises RefusedChange where a decision leaves several."""
    leads_on = any(edge.target == ONWARD for edge in last_ways)
    if leads_on and old.type == "decision":
        reason = f"`{old.id}` is a decision: the last step in its place has to say where it leads"
        targets = dict.fromkeys(edge.target for edge in draft.ways[old.id] if edge.target is not None)
        ways = either(f"go: {target}" for target in targets) if targets else "`go:` with a step"
        raise RefusedChange(impossible(reason, path, f"add {ways} to the last step under `with:`, or branches of its own"))
    return draft.ways[old.id][0] if leads_on and draft.ways[old.id] else Edge(old.id, None, None)


def _swap(draft: Draft, old: Node, nodes: list[Node], ways: list[tuple[Edge, ...]], behind: Edge) -> None:
    ids = [node.id for node in nodes]
    target = ids[0] if behind.target == old.id else behind.target
    draft.ways[old.id] = ()
    draft.retarget(old.id, ids[0])
    draft.drop(old.id)
    if old.id not in ids and any(edge.target == ONWARD for edge in ways[-1]):
        target = draft.lay_ghost(old.id, target).target
    draft.rename_follower(old.id, [*ids, old.id] if old.id not in ids else ids)
    if old.id not in ids:
        draft.forget_anchor(old.id)
    onward = [*ids[1:], target]
    for node, own, following in zip(nodes, ways, onward, strict=True):
        last_bound = behind.max_repeats if node is nodes[-1] else None
        draft.add(node, tuple(_led_on(edge, following, last_bound) for edge in own))


def _led_on(edge: Edge, following: str | None, bound: int | None) -> Edge:
    """A way that says no target of its own leads to what follows, by the bound that stood there."""
    if edge.target != ONWARD:
        return edge
    return edge._replace(target=following, max_repeats=edge.max_repeats or bound)
