"""The flow that a market runs beside the standard's. Part of `alignment`.

For now: what cannot be applied, and the parameters of steps. The same standard with the same local flows is aligned once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from checker.alignment.elements import StandardElements
from checker.alignment.layers import Source
from checker.facts import DocumentFact, Fact, PilotFact, UnknownFact, ValueFact
from checker.flow.draft import Cause
from checker.flow.effective import Applied, Refused, apply
from checker.flow.faults import Fault
from checker.model.amount import Amount
from checker.model.documents import LocalFlow, Reason, ReasonType, Step
from checker.model.fault import Fault as FileFault
from checker.model.fault import FaultKind
from checker.model.nearest import nearest
from checker.model.position import KeyPath, Location, Place
from checker.tailoring import Outcome


@dataclass(frozen=True, slots=True)
class FlowAlignment:
    """`facts` about the flow; `is_applied` False where changes could not be applied, and nothing can be judged."""

    facts: tuple[Fact, ...] = ()
    is_applied: bool = True


def align_flow(elements: StandardElements, sources: Sequence[Source]) -> FlowAlignment:
    """Apply the region's and the market's changes, and compare what may be tuned."""
    flow = elements.standard.flow
    local = [(source, source.document.model.flow) for source in sources]
    if flow is None or all(change is None for _, change in local):
        return FlowAlignment()
    applied = apply(flow, [change for _, change in local])
    if isinstance(applied, Refused):
        facts = [_refusal(sources[fault.layer], fault) for fault in applied.faults]
        return FlowAlignment(tuple(facts), is_applied=False)
    return FlowAlignment(tuple(_parameter_facts(elements, sources, applied)))


def _refusal(source: Source, fault: Fault) -> Fact:
    key_path: KeyPath = ("flow", *fault.path)
    place = Place(source.document, key_path)
    if fault.kind == "unknown":
        name = fault.name or ""
        what = fault.reason.removeprefix("there is no ").partition(" `")[0]
        return UnknownFact(f"step:{name}", what, name, place, nearest(name, fault.candidates), leaves_unchecked=True)
    location: Location = place.location()
    remedy = "write a change that can be applied to the flow of the standard"
    return DocumentFact(FileFault(FaultKind.INVALID, location, fault.reason, key_path, remedy=remedy))


def _parameter_facts(elements: StandardElements, sources: Sequence[Source], applied: Applied) -> Iterator[Fact]:
    flow = elements.standard.flow
    for step in flow.steps if flow else ():
        carrier = applied.graph.carriers.get(step.id)
        if carrier is None:
            continue
        settings = applied.graph.nodes[carrier].params
        for name in sorted(settings.keys() - step.params.keys()):
            yield from _unknown_parameter(step, name, sources, applied.cause((carrier,), f"params.{name}"))
        if "tune" not in step.market_may:
            continue
        for name in step.params:
            element = elements.parameters[f"step:{step.id}.{name}"]
            setting, requirement = settings.get(name), element.requirement
            if setting is None or requirement is None:
                continue
            amount = Amount(setting.value, setting.unit or requirement.unit)
            judgement = requirement.judge(amount)
            cause = applied.cause((carrier,), f"params.{name}")
            if judgement.outcome is Outcome.ALIGNED or cause is None:
                continue
            source = sources[cause.layer]
            place = _parameter_place(source, cause.path, name)
            because = _reason(source, cause.path, name)
            yield ValueFact(
                element.address, element.name, "parameter", element.severity, requirement, amount, judgement, source.layer,
                place, Place(elements.document, element.key_path), because,
            )  # fmt: skip
            if because is not None and because.type is ReasonType.PILOT:
                yield PilotFact(element.address, element.name, place, because)


def _unknown_parameter(step: Step, name: str, sources: Sequence[Source], cause: Cause | None) -> Iterator[Fact]:
    if cause is not None:
        place = Place(sources[cause.layer].document, ("flow", *cause.path), at_key=True)
        yield UnknownFact(f"step:{step.id}.{name}", "parameter", name, place, nearest(name, step.params))


def _parameter_place(source: Source, path: Sequence[str | int], name: str) -> Place:
    """The parameter's value in the change or step that set it."""
    positions = source.document.positions
    inside: Mapping[int, KeyPath] = {
        index: ("flow", *path, *middle, "params", name) for index, middle in enumerate((("set",), (), ("insert",)))
    }
    for key_path in inside.values():
        if positions.parent(key_path) == key_path:
            value: KeyPath = (*key_path, "value")
            return Place(source.document, value if positions.parent(value) == value else key_path)
    return Place(source.document, ("flow", *path))


def _reason(source: Source, path: Sequence[str | int], name: str) -> Reason | None:
    """The parameter's own reason, else its change's or step's, else the flow's."""
    flow = source.document.model.flow
    if flow is None:
        return None
    found = _change_or_step(flow, path)
    settings = getattr(found, "set", found)
    parameter = getattr(settings, "params", {}).get(name)
    own: Reason | None = getattr(parameter, "because", None)
    of_change: Reason | None = getattr(found, "because", None)
    return own or of_change or flow.because


def _change_or_step(flow: LocalFlow, path: Sequence[str | int]) -> object:
    members: Sequence[object] = (flow.changes or ()) if path and path[0] == "changes" else (flow.steps or ())
    index = path[1] if len(path) > 1 else None
    return members[index] if isinstance(index, int) and index < len(members) else None

