"""Standard, then the region's flow, then the market's: the flow that a market runs. Part of `flow`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from checker.flow.changes import apply_change
from checker.flow.draft import Cause, Draft
from checker.flow.faults import Fault, RefusedChange
from checker.flow.graph import Graph
from checker.flow.whole import load_whole
from checker.model.documents.flow import Flow, FlowChange, Insert, LocalFlow, Replace


@dataclass(frozen=True)
class Applied:
    """An effective flow. `causes` leads from (step id, aspect) to the change that last touched it; see `cause`."""

    graph: Graph
    causes: Mapping[tuple[str, str], Cause]

    def cause(self, steps: Sequence[str], *aspects: str) -> Cause | None:
        """The change behind the first of these aspects that any change touched; None: nothing did.

        Aspects: added, removed, place, ways, entered, name, owner, type, tags, turns, minutes, params.<name>.
        """
        for aspect in aspects:
            for step in steps:
                if (step, aspect) in self.causes:
                    return self.causes[step, aspect]
        return None


@dataclass(frozen=True)
class Refused:
    """A flow that cannot be built; `faults` is never empty."""

    faults: tuple[Fault, ...]


def apply(standard: Flow, layers: Sequence[LocalFlow | None]) -> Applied | Refused:
    """The effective flow of a standard without `flow_faults` under its variants, the region's before the market's.

    A whole flow replaces what the layers before it say, their faults too. Every change that cannot be applied is
    named, but none that only fails because an earlier one did.
    """
    draft = Draft(standard)
    faults: list[Fault] = []
    first = max((index for index, layer in enumerate(layers) if layer and layer.steps is not None), default=0)
    for index in range(first, len(layers)):
        layer = layers[index]
        if layer is None:
            continue
        if layer.steps is not None:
            found = load_whole(draft, layer.steps, index)
        else:
            draft, found = _apply_changes(draft, layer.changes or (), index)
        faults += [replace(fault, layer=index) for fault in found]
        if layer.steps is not None and found:
            break
    return Refused(tuple(faults)) if faults else Applied(draft.graph(), dict(draft.causes))


def _apply_changes(draft: Draft, changes: Sequence[FlowChange], layer: int) -> tuple[Draft, list[Fault]]:
    faults: list[Fault] = []
    never_brought: set[str] = set()
    for index, change in enumerate(changes):
        trial = draft.copy()
        try:
            apply_change(trial, change, layer, index)
        except RefusedChange as refused:
            if refused.fault.name not in never_brought:
                faults.append(refused.fault)
            never_brought |= _brought(change)
        else:
            draft = trial
    return draft, faults


def _brought(change: FlowChange) -> set[str]:
    """The ids of the steps that a change brings in."""
    if isinstance(change, Insert):
        return {change.insert.id}
    return {step.id for step in change.chain} if isinstance(change, Replace) else set()
