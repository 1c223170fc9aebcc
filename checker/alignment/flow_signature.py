"""Local flows that are the same but for the ids of added steps, so that each is judged once. Part of `alignment`.

Added steps are numbered `+0`, `+1` … in the order they are written; markets prefix their own steps with their id, so
that without this no two markets would ever share a flow.
"""

from collections.abc import Container, Iterable, Mapping, Sequence

from checker.model.documents import FlowChange, Insert, LocalFlow, LocalStep, Move, Replace, Skip, Tune
from checker.model.documents.flow import Branch, LocalParameter
from checker.model.value import json_type

Ids = Mapping[str, str]
Signature = tuple[object, ...]


def added_ids(flows: Iterable[LocalFlow], standard: Container[str]) -> dict[str, str]:
    """The id of every step that the flows add → its number."""
    found: dict[str, str] = {}
    for flow in flows:
        for step in _steps(flow):
            if step.id not in standard and step.id not in found:
                found[step.id] = f"+{len(found)}"
    return found


def _steps(flow: LocalFlow) -> Iterable[LocalStep]:
    if flow.steps is not None:
        return flow.steps
    found: list[LocalStep] = []
    for change in flow.changes or ():
        if isinstance(change, Insert):
            found.append(change.insert)
        elif isinstance(change, Replace):
            found += change.chain
    return found


def signature(flow: LocalFlow | None, ids: Ids) -> Signature:
    """What of a local flow decides its judgement: everything but reasons and the ids of added steps."""
    if flow is None:
        return ()
    if flow.steps is not None:
        return ("steps", *(_step(step, ids) for step in flow.steps))
    return ("changes", *(_change(change, ids) for change in flow.changes or ()))


def _change(change: FlowChange, ids: Ids) -> Signature:
    if isinstance(change, Insert):
        place = change.on_branch
        branch = (_id(place.of, ids), place.label) if place else None
        return ("insert", _step(change.insert, ids), change.at, _id(change.after, ids), _id(change.before, ids), branch)
    if isinstance(change, Skip):
        return ("skip", _id(change.skip, ids), change.take)
    if isinstance(change, Move):
        return ("move", _id(change.move, ids), _id(change.after, ids), _id(change.before, ids))
    if isinstance(change, Replace):
        return ("replace", _id(change.replace, ids), *(_step(step, ids) for step in change.chain))
    settings = change.set
    return ("tune", _id(change.tune, ids), settings.name, settings.owner, settings.type, _params(settings.params))


def _step(step: LocalStep, ids: Ids) -> Signature:
    branches = step.branches
    jumps = None if branches is None else tuple((each.label, _id(each.go, ids), each.max_repeats) for each in branches)
    return (
        _id(step.id, ids), _id(step.same_as, ids), step.type, step.name, step.owner, step.tags, step.turns, step.minutes,
        _id(step.go, ids), step.max_repeats, jumps, _params(step.params),
    )  # fmt: skip


def _params(params: Mapping[str, LocalParameter]) -> Signature:
    return tuple((name, json_type(each.value), each.value, each.unit) for name, each in params.items())


def _id(name: str | None, ids: Ids) -> str | None:
    return name if name is None else ids.get(name, name)


def canonical(flow: LocalFlow | None, ids: Ids) -> LocalFlow | None:
    """The flow with its added steps numbered."""
    if flow is None:
        return None
    if flow.steps is not None:
        return flow.model_copy(update={"steps": tuple(_canonical_step(step, ids) for step in flow.steps)})
    return flow.model_copy(update={"changes": tuple(_canonical_change(change, ids) for change in flow.changes or ())})


def _canonical_change(change: FlowChange, ids: Ids) -> FlowChange:
    if isinstance(change, Insert):
        place = change.on_branch
        moved = place.model_copy(update={"of": _id(place.of, ids)}) if place else None
        step = _canonical_step(change.insert, ids)
        update = {"insert": step, "after": _id(change.after, ids), "before": _id(change.before, ids), "on_branch": moved}
        return change.model_copy(update=update)
    if isinstance(change, Skip):
        return change.model_copy(update={"skip": _id(change.skip, ids)})
    if isinstance(change, Move):
        places = {"move": _id(change.move, ids), "after": _id(change.after, ids), "before": _id(change.before, ids)}
        return change.model_copy(update=places)
    if isinstance(change, Replace):
        chain = tuple(_canonical_step(step, ids) for step in change.chain)
        return change.model_copy(update={"replace": _id(change.replace, ids), "chain": chain})
    if isinstance(change, Tune):
        return change.model_copy(update={"tune": _id(change.tune, ids)})
    raise AssertionError(change)


def _canonical_step(step: LocalStep, ids: Ids) -> LocalStep:
    branches: Sequence[Branch] | None = step.branches
    if branches is not None:
        branches = tuple(each.model_copy(update={"go": _id(each.go, ids)}) for each in branches)
    names = {"id": _id(step.id, ids), "same_as": _id(step.same_as, ids), "go": _id(step.go, ids), "branches": branches}
    return step.model_copy(update=names)
