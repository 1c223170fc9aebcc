"""What keeps a flow from being built: references to nothing, and changes that can never be applied. Part of `flow`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from checker.model.documents.flow import Flow, FlowRule, Step

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """`layer` counts the variants applied (0 for a standard); `path` leads to the fault inside its `flow` mapping.

    `unknown`: `name` is the word that names nothing, `candidates` what it could have named. `remedy`: what to write
    instead, as far as the flow tells; may be empty.
    """

    kind: Literal["unknown", "impossible"]
    reason: str
    path: Path
    layer: int = 0
    name: str | None = None
    candidates: tuple[str, ...] = ()
    remedy: str = ""


class RefusedChange(Exception):  # noqa: N818  (never leaves this package: it carries a fault out of nested calls)
    """One change cannot be applied; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.reason)
        self.fault = fault


def unknown(kind: str, name: str, candidates: Iterable[str], path: Path) -> Fault:
    """A word that names nothing; `kind` is what it should name, such as `step`."""
    return Fault("unknown", f"there is no {kind} `{name}`", path, 0, name, tuple(candidates))


def impossible(reason: str, path: Path, remedy: str = "") -> Fault:
    return Fault("impossible", reason, path, remedy=remedy)


def either(words: Iterable[str]) -> str:
    """``a`, `b` or `c``, each as it would be written."""
    *first, last = [f"`{word}`" for word in words]
    return f"{', '.join(first)} or {last}" if first else last


def quoted(label: str | None) -> str:
    """A label as it is safely written: `"yes"` in quotes, since other readers take it for something else."""
    return f'"{label}"' if label in ("yes", "no", "on", "off", "y", "n", "true", "false") else str(label)


def flow_faults(flow: Flow) -> tuple[Fault, ...]:
    """Why a standard's flow cannot be judged by: ids given twice, jumps and extension points that name no step."""
    known = dict.fromkeys(step.id for step in flow.steps)
    return (
        *twice([step.id for step in flow.steps], "step", "steps"),
        *twice([point.id for point in flow.extension_points], "extension point", "extension_points"),
        *twice([rule.id for rule in flow.rules], "rule", "rules"),
        *(
            fault
            for index, step in enumerate(flow.steps)
            for fault in _jump_faults(step, known, ("steps", index))
        ),
        *(
            unknown("step", point.after, known, ("extension_points", index, "after"))
            for index, point in enumerate(flow.extension_points)
            if point.after not in known
        ),
    )  # fmt: skip


def twice(ids: list[str], kind: str, key: str) -> Iterator[Fault]:
    """A fault for each id that an earlier member of the list has."""
    seen: set[str] = set()
    for index, name in enumerate(ids):
        if name in seen:
            yield impossible(f"the {kind} `{name}` is given twice", (key, index, "id"))
        seen.add(name)


def _jump_faults(step: Step, known: dict[str, None], path: Path) -> Iterator[Fault]:
    if step.go is not None and step.go not in known:
        yield unknown("step", step.go, known, (*path, "go"))
    for index, branch in enumerate(step.branches):
        if branch.go not in known:
            yield unknown("step", branch.go, known, (*path, "branches", index, "go"))


def rule_faults(flow: Flow, rule: FlowRule) -> tuple[Fault, ...]:
    """The step ids that a rule of this flow names and the flow lacks."""
    known = tuple(step.id for step in flow.steps)
    names = [operand for operand in rule.operands if ":" not in operand]
    return tuple(unknown("step", name, known, (rule.template,)) for name in names if name not in known)
