"""A new variant: how a market or region runs one process differently. Part of `authoring`."""

import json
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from checker.errors import UsageError
from checker.load.scalars import resolve
from checker.model.documents import Control, Metric, Standard, Step, Tailoring
from checker.model.nearest import did_you_mean
from checker.model.value import Value, number_text
from checker.pipeline.waiver_request import NewFile, scalar
from checker.tailoring import PERMISSIONS, Requirement

EDITOR = "# yaml-language-server: $schema={up}schemas/variant/{process}-{version}.schema.json"


class Reason(NamedTuple):
    """Why the market differs; `law` is a duty's id."""

    type: str
    law: str | None = None
    note: str | None = None

    @property
    def text(self) -> str:
        law = f", law: {scalar(self.law)}" if self.law else ""
        note = f", note: {json.dumps(self.note, ensure_ascii=False)}" if self.note else ""
        return f"{{type: {scalar(self.type)}{law}{note}}}"


class NewVariant(NamedTuple):
    """`folder`: the market's or region's, relative to the workspace. `values`: control → the value as it was typed."""

    folder: str
    standard: Standard
    values: Mapping[str, str]
    reason: Reason | None = None


def variant_file(new: NewVariant) -> NewFile:
    """The file with these values, and what else may differ beside them as comments. Raises UsageError."""
    unknown = [name for name in new.values if name not in _tailorable(new.standard)]
    if unknown:
        known = _tailorable(new.standard)
        locked = {control.id for control in new.standard.controls} - known.keys()
        why = "is the same in every market" if unknown[0] in locked else f"does not exist{did_you_mean(unknown[0], known)}"
        raise UsageError(f"the control `{unknown[0]}` of {new.standard.process} {new.standard.version} {why}")
    return NewFile(f"{new.folder}/{new.standard.process}.yaml", "\n".join(_lines(new)) + "\n")


def _tailorable(standard: Standard) -> Mapping[str, Control]:
    return {control.id: control for control in standard.controls if control.tailoring is not Tailoring.LOCKED}


def _lines(new: NewVariant) -> Iterator[str]:
    standard = new.standard
    yield EDITOR.format(up="../" * (new.folder.count("/") + 1), process=standard.process, version=standard.version)
    yield f"# {one_line(standard.title)}, {standard.version}. Write what differs, and nothing else."
    yield "kind: variant"
    yield f"process: {standard.process}"
    if new.values:
        yield "controls:"
    for name, typed in new.values.items():
        because = f", because: {new.reason.text}" if new.reason is not None else ""
        yield f"  {name}: {{value: {as_yaml(typed)}{because}}}"
    yield ""
    yield "# What may differ, with the standard's values. Take the mark away from a line, and from the one above it."
    yield from _controls(standard, new.values)
    yield from _metrics(standard)
    yield from _steps(standard)


def one_line(text: str) -> str:
    """A text that stands in a comment, whatever it holds."""
    return " ".join(text.split())


def as_yaml(typed: str) -> str:
    """A value as it was typed at a prompt: a list in brackets, a number, true or false; else a text."""
    text = typed.strip()
    if text.startswith("[") and text.endswith("]"):
        return f"[{', '.join(scalar(member.strip()) for member in text[1:-1].split(',') if member.strip())}]"
    meant = resolve(text)
    return text if isinstance(meant.value, bool | int | float) and not meant.ambiguous else scalar(text)


def _controls(standard: Standard, written: Mapping[str, str]) -> Iterator[str]:
    rest = [control for name, control in _tailorable(standard).items() if name not in written]
    if rest:
        yield "# controls:" if not written else "#   more controls:"
    for control in rest:
        requirement = _requirement(control)
        words = f"{requirement.expected.text}" if requirement is not None else "a value for each channel or currency"
        remark = f"{control.title}: {PERMISSIONS[control.tailoring]}; {words}"
        yield f"#   {control.id}: {_standards_value(control)}  # {one_line(remark)}"


def _requirement(control: Control) -> Requirement | None:
    if isinstance(control.value, dict) or isinstance(control.allowed, dict):
        return None
    return Requirement(control.value, control.tailoring, control.unit, control.stricter, control.allowed)


def _standards_value(control: Control) -> str:
    if not isinstance(control.value, dict):
        return _value(control.value)
    return f"{{value: {{{', '.join(f'{key}: {_value(value)}' for key, value in control.value.items())}}}}}"


def _value(value: Value) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(scalar, value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return number_text(value) if isinstance(value, int | float) else scalar(value)


def _metrics(standard: Standard) -> Iterator[str]:
    free: list[Metric] = [metric for metric in standard.metrics if metric.tailoring != "locked"]
    if free:
        yield "# metrics:"
    for metric in free:
        requirement = Requirement(metric.target, Tailoring(metric.tailoring), metric.unit, metric.stricter, metric.allowed)
        words = f"{PERMISSIONS[requirement.tailoring]}; {requirement.expected.text}"
        yield f"#   {metric.id}: {{target: {number_text(metric.target)}}}  # {one_line(metric.title)}: {one_line(words)}"


def _steps(standard: Standard) -> Iterator[str]:
    flow = standard.flow
    steps: list[Step] = [step for step in flow.steps if step.market_may] if flow else []
    points = flow.extension_points if flow else ()
    if steps or points:
        yield "# flow:"
        yield "#   changes:"
    for point in points:
        own = f"{{id: own_step, type: {point.types[0]}, name: What happens}}"
        yield f"#     - {{insert: {own}, at: {point.id}}}  # after {point.after}; types: {', '.join(point.types)}"
    for step in steps:
        yield f"#     # {step.id} ({one_line(step.name)}): a market may {', '.join(step.market_may)}"
