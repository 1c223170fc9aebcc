"""A variant's step as a node: what it leaves out is as in the standard's step that it matches. Part of `flow`."""

from collections.abc import Mapping

from checker.flow.faults import Path, RefusedChange, impossible, unknown
from checker.flow.graph import Node, Setting, turns_of
from checker.model.documents.flow import LocalParameter, LocalStep, Step, StepType


def matched(step: LocalStep, standard: Mapping[str, Step], path: Path) -> Step | None:
    """The standard's step of the same id, else the one that `same_as` names. Raises RefusedChange if that is none."""
    if step.id in standard:
        return standard[step.id]
    if step.same_as is None:
        return None
    if step.same_as not in standard:
        raise RefusedChange(unknown("step", step.same_as, standard, (*path, "same_as")))
    return standard[step.same_as]


def local_node(step: LocalStep, standard: Mapping[str, Step], path: Path) -> Node:
    """The node of a variant's step. Raises RefusedChange."""
    twin = matched(step, standard, path)
    step_type, name = _named(step, twin, path)
    declared = step.turns if step.turns is not None or twin is None else twin.turns
    minutes = step.minutes if step.minutes is not None or twin is None else twin.minutes
    tags = step.tags if step.tags is not None or twin is None else twin.tags
    return Node(
        id=step.id,
        type=step_type,
        name=name,
        owner=step.owner or (twin.owner if twin else None),
        tags=frozenset(tags or ()),
        turns=turns_of(step_type, declared),
        minutes=minutes or 0,
        params=_standard_settings(twin) | local_settings(step.params, twin),
        stands_for=twin.id if twin else None,
        declared_turns=declared,
    )


def _named(step: LocalStep, twin: Step | None, path: Path) -> tuple[StepType, str]:
    step_type = step.type or (twin.type if twin else None)
    name = step.name or (twin.name if twin else None)
    if step_type is None or name is None:
        remedy = "add `type:` with one of bot, ai_agent, human, system, decision, wait and end, and `name:` with what happens"
        raise RefusedChange(impossible(f"the added step `{step.id}` needs `type` and `name`", path, remedy))
    if step.branches and step_type != "decision":
        remedy = "write `type: decision`, or delete `branches:`"
        raise RefusedChange(impossible(f"only a decision has branches, and `{step.id}` is of type {step_type}", path, remedy))
    if step.go is not None and step_type in ("decision", "end"):
        raise RefusedChange(impossible(f"a step of type {step_type} has no `go`", (*path, "go"), "delete `go:`"))
    return step_type, name


def _standard_settings(twin: Step | None) -> dict[str, Setting]:
    return {name: Setting(given.value, given.unit) for name, given in twin.params.items()} if twin else {}


def local_settings(params: Mapping[str, LocalParameter], twin: Step | None) -> dict[str, Setting]:
    """What a variant sets; a value without unit is in the standard's."""
    units = {name: given.unit for name, given in twin.params.items()} if twin else {}
    return {name: Setting(given.value, given.unit or units.get(name)) for name, given in params.items()}
