"""A new variant: how a market or region runs one process differently. Part of `authoring`."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from checker.errors import UsageError
from checker.load.scalars import resolve
from checker.model.documents import Control, Metric, ReasonType, Standard, Step, Tailoring, Variant, holds_on
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
    """`folder`: the market's or region's, relative to the workspace. `values`: control → the value as it was typed.

    `region`: what holds for a market in place of the standard on the day; None for a region itself.
    """

    folder: str
    standard: Standard
    values: Mapping[str, str]
    reason: Reason | None = None
    region: Variant | None = None
    day: date | None = None


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
    yield "# What may differ, with the values that hold now. Take the mark away from a line and from its heading, change the"
    yield "# value, and say why:"
    yield from _example(standard)
    yield f"# Reasons: {', '.join(each.value for each in ReasonType)}."
    yield from _controls(new)
    yield from _metrics(new)
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


def _example(standard: Standard) -> Iterator[str]:
    """A line as it is written with its reason, of the first control that has one value."""
    plain = [control for control in _tailorable(standard).values() if not isinstance(control.value, dict)]
    for control in plain[:1]:
        reason = "{type: customer_preference, note: What customers expect here}"
        yield f"#   {control.id}: {{value: {_standards_value(control)}, because: {reason}}}"


def _controls(new: NewVariant) -> Iterator[str]:
    rest = [control for name, control in _tailorable(new.standard).items() if name not in new.values]
    if rest:
        yield "# controls:" if not new.values else "# More for `controls:` above; a line needs only its own mark taken away:"
    for control in rest:
        requirement = _requirement(control)
        words = f"{requirement.expected.text}" if requirement is not None else "a value for each channel or currency"
        value, whose = _holding(control, new)
        remark = f"{control.title}: {PERMISSIONS[control.tailoring]}; {words}{whose}"
        yield f"#   {control.id}: {value}  # {one_line(remark)}"


def _holding(control: Control, new: NewVariant) -> tuple[str, str]:
    """The value that holds without an entry of the market's own, and a remark where that is the region's."""
    entry = new.region.controls.get(control.id) if new.region is not None else None
    if entry is None or new.day is None or not holds_on(entry.since, entry.until, new.day):
        return _standards_value(control), ""
    whose = f"; the region's value, the standard says {_standards_value(control)}"
    if isinstance(entry.value, dict):
        return f"{{value: {{{', '.join(f'{key}: {_value(value)}' for key, value in entry.value.items())}}}}}", whose
    unit = f", unit: {entry.unit}" if entry.unit is not None and entry.unit != control.unit else ""
    return (f"{{value: {_value(entry.value)}{unit}}}" if unit else _value(entry.value)), whose


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


def _metrics(new: NewVariant) -> Iterator[str]:
    free: list[Metric] = [metric for metric in new.standard.metrics if metric.tailoring != "locked"]
    if free:
        yield "# metrics:"
    for metric in free:
        requirement = Requirement(metric.target, Tailoring(metric.tailoring), metric.unit, metric.stricter, metric.allowed)
        words = f"{PERMISSIONS[requirement.tailoring]}; {requirement.expected.text}"
        entry = new.region.metrics.get(metric.id) if new.region is not None else None
        target, whose = number_text(metric.target), ""
        if entry is not None and entry.target is not None and new.day is not None and holds_on(entry.since, entry.until, new.day):
            target, whose = _value(entry.target), f"; the region's target, the standard says {target}"
        yield f"#   {metric.id}: {{target: {target}}}  # {one_line(f'{metric.title}: {words}{whose}')}"


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
