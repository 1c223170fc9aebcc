"""The elements of a standard as one market sees them, made once for all markets that see the same.

Part of `alignment`. An element is a control (of a channel), a metric, a step, a step's parameter, a flow rule, or the
process's adoption itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from checker.facts import Subject
from checker.model.documents import AllowedForm, Control, Market, Metric, Severity, Standard, Step, Tailoring
from checker.model.position import Document, KeyPath, Place
from checker.model.value import Value
from checker.tailoring import Requirement

PROCESS = "process"
WEIGHTLESS_TYPES = frozenset({"decision", "wait", "end"})


class ValueElement(NamedTuple):
    """An element with a value. `requirement` is None where the standard has none for the market's currency."""

    address: str
    name: str
    subject: Subject
    severity: Severity
    requirement: Requirement | None
    key_path: KeyPath
    title: str
    why: str | None
    remedy: str | None
    waivable: bool = True


class View(NamedTuple):
    """What of a market decides which elements a standard has for it."""

    channels: frozenset[str]
    currency: str | None


@dataclass(frozen=True, eq=False)
class StandardElements:
    """`severities` holds every element of the standard for one view; `weightless` those that weigh nothing unless
    found."""

    document: Document[Standard]
    view: View
    controls: Mapping[str, tuple[Control, Mapping[str | None, ValueElement]]]
    metrics: Mapping[str, tuple[Metric, ValueElement]]
    parameters: Mapping[str, ValueElement]
    severities: Mapping[str, Severity]
    weightless: frozenset[str]

    @cached_property
    def steps(self) -> Mapping[str, Step]:
        flow = self.standard.flow
        return {step.id: step for step in (flow.steps if flow else ())}

    @cached_property
    def step_order(self) -> Mapping[str, int]:
        return {step: index for index, step in enumerate(self.steps)}

    @cached_property
    def step_names(self) -> dict[str, str]:
        return {step.id: step.name for step in self.steps.values()}

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """What people call each element."""
        flow = self.standard.flow
        return {
            PROCESS: "Adoption of the process",
            **{address: element.title for address, element in self.values.items()},
            **{f"step:{step.id}": step.name for step in (flow.steps if flow else ())},
            **{f"rule:{rule.id}": rule.id.replace("_", " ").capitalize() for rule in (flow.rules if flow else ())},
        }

    @property
    def standard(self) -> Standard:
        return self.document.model

    @cached_property
    def values(self) -> Mapping[str, ValueElement]:
        """Every element with a value, by address."""
        of_controls = [element for _, by_key in self.controls.values() for element in by_key.values()]
        of_metrics = [element for _, element in self.metrics.values()]
        return {element.address: element for element in (*of_controls, *of_metrics, *self.parameters.values())}

    @cached_property
    def joint(self) -> Mapping[tuple[str, str | None], tuple[ValueElement, ...]]:
        """The controls that are judged as one point, by joint name and channel."""
        groups: dict[tuple[str, str | None], list[ValueElement]] = {}
        for control, by_key in self.controls.values():
            for key, element in by_key.items():
                if control.joint is not None:
                    channel = key if control.per == "channel" else None
                    groups.setdefault((control.joint, channel), []).append(element)
        return {name: tuple(members) for name, members in groups.items() if len(members) > 1}

    def place(self, address: str) -> Place:
        """Where the standard says what an element is."""
        element = self.values.get(address)
        return Place(self.document, element.key_path if element else ())


class ElementsByView:
    """Hands out a standard's elements; each standard and view is worked out once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, View], StandardElements] = {}
        self._keys: dict[str, tuple[frozenset[str], bool]] = {}

    def of(self, document: Document[Standard], market: Market) -> StandardElements:
        channels, by_currency = self._relevant(document)
        view = View(channels & frozenset(market.channels), market.currency if by_currency else None)
        return self.seen(document, view)

    def of_all(self, document: Document[Standard]) -> StandardElements:
        """With every channel, and no currency: what a region's entries are looked up in."""
        channels, _ = self._relevant(document)
        return self.seen(document, View(channels, None))

    def seen(self, document: Document[Standard], view: View) -> StandardElements:
        key = (document.path, view)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = elements_of(document, view)
        return known

    def _relevant(self, document: Document[Standard]) -> tuple[frozenset[str], bool]:
        known = self._keys.get(document.path)
        if known is None:
            controls = document.model.controls
            channels = [
                set(control.value) for control in controls if control.per == "channel" and isinstance(control.value, dict)
            ]
            by_currency = any(control.per == "currency" for control in controls)
            known = self._keys[document.path] = (frozenset().union(*channels), by_currency)
        return known


def elements_of(document: Document[Standard], view: View) -> StandardElements:
    """Work out a standard's elements for one view."""
    standard = document.model
    controls = {
        control.id: (control, dict(_control_elements(control, index, view))) for index, control in enumerate(standard.controls)
    }
    metrics = {metric.id: (metric, _metric_element(metric, index)) for index, metric in enumerate(standard.metrics)}
    flow = standard.flow
    steps = flow.steps if flow else ()
    parameters = {element.address: element for index, step in enumerate(steps) for element in _parameter_elements(step, index)}
    severities = {PROCESS: Severity.BUSINESS}
    for _, by_key in controls.values():
        severities |= {element.address: element.severity for element in by_key.values()}
    severities |= {element.address: element.severity for _, element in metrics.values()}
    severities |= {f"step:{step.id}": step.severity for step in steps}
    severities |= {address: element.severity for address, element in parameters.items()}
    severities |= {f"rule:{rule.id}": rule.severity for rule in (flow.rules if flow else ())}
    weightless = frozenset(f"step:{step.id}" for step in steps if step.type in WEIGHTLESS_TYPES)
    return StandardElements(document, view, controls, metrics, parameters, severities, weightless)


def _control_elements(control: Control, index: int, view: View) -> list[tuple[str | None, ValueElement]]:
    path: KeyPath = ("controls", index, "value")
    value = control.value
    if not isinstance(value, dict):
        allowed = control.allowed if not isinstance(control.allowed, dict) else None
        return [(None, _control_element(control, None, _requirement(control, value, control.unit, allowed), path))]
    if control.per == "currency":
        currency = view.currency
        if currency is None or currency not in value:
            return [(currency, _control_element(control, None, None, path))]
        unit = currency if control.unit in (None, "money") else control.unit
        requirement = _requirement(control, value[currency], unit, _allowed(control, currency))
        return [(currency, _control_element(control, None, requirement, (*path, currency)))]
    return [
        (
            key,
            _control_element(control, key, _requirement(control, member, control.unit, _allowed(control, key)), (*path, key)),
        )
        for key, member in value.items()
        if key in view.channels
    ]


def _allowed(control: Control, key: str) -> AllowedForm | None:
    return control.allowed.get(key) if isinstance(control.allowed, dict) else control.allowed


def _requirement(control: Control, value: Value, unit: str | None, allowed: AllowedForm | None) -> Requirement:
    return Requirement(value, control.tailoring, unit, control.stricter, allowed)


def _control_element(control: Control, channel: str | None, requirement: Requirement | None, path: KeyPath) -> ValueElement:
    suffix = f"@{channel}" if channel else ""
    name = f"{control.id} ({channel})" if channel else control.id
    return ValueElement(
        f"control:{control.id}{suffix}", name, "control", control.severity, requirement, path, control.title, control.why,
        control.remedy, control.waivable,
    )  # fmt: skip


def _metric_element(metric: Metric, index: int) -> ValueElement:
    requirement = Requirement(metric.target, Tailoring(metric.tailoring), metric.unit, metric.stricter, metric.allowed)
    path: KeyPath = ("metrics", index, "target")
    return ValueElement(
        f"metric:{metric.id}", metric.id, "metric", metric.severity, requirement, path, metric.title, metric.why, None
    )


def _parameter_elements(step: Step, index: int) -> list[ValueElement]:
    found = []
    for name, parameter in step.params.items():
        requirement = Requirement(parameter.value, parameter.tailoring, parameter.unit, parameter.stricter, parameter.allowed)
        path: KeyPath = ("flow", "steps", index, "params", name, "value")
        address = f"step:{step.id}.{name}"
        found.append(
            ValueElement(
                address,
                f"{step.id}.{name}",
                "parameter",
                step.severity,
                requirement,
                path,
                f"{step.name}: {name}",
                None,
                None,
            )
        )
    return found
