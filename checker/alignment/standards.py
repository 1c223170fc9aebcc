"""A standard by itself: what it cannot be judged by, and names in it that name nothing. Part of `alignment`."""

from collections.abc import Callable, Iterator, Sequence

from checker.facts import Fact, StandardFact, UnitFact, UnknownFact
from checker.model.documents import AllowedForm, AllowedSchema, Control, Flow, Metric, Standard, Step, Tailoring
from checker.model.nearest import nearest
from checker.model.position import Document, KeyPath, Place
from checker.model.value import Value, exact, json_type, number_text
from checker.tailoring import Requirement, schema_fault

LONGER_UNITS = {
    "days": (1, "calendar_days"), "day": (1, "calendar_days"), "weeks": (7, "calendar_days"), "week": (7, "calendar_days"),
    "years": (12, "months"), "year": (12, "months"),
}  # fmt: skip
"""Words for times that no unit of the contract is called, and how many of which it makes."""
KINDS = {"boolean": "true or false", "number": "a number", "string": "a text", "list": "a list"}
SAY_DIRECTION = "add `stricter: lower` or `stricter: higher`"


def standard_facts(document: Document[Standard]) -> Iterator[Fact]:
    """All that is wrong with a standard by itself.

    A `StandardFact`, or an unknown step that a jump names, makes it unusable.
    """
    standard = document.model
    for index, control in enumerate(standard.controls):
        yield from _control_facts(document, control, ("controls", index))
    for index, metric in enumerate(standard.metrics):
        yield from _metric_facts(document, metric, ("metrics", index))
    yield from _twice(document, "control", [control.id for control in standard.controls], ("controls",))
    yield from _twice(document, "metric", [metric.id for metric in standard.metrics], ("metrics",))
    if standard.flow is not None:
        yield from _flow_facts(document, standard.flow)


def makes_unusable(fact: Fact) -> bool:
    """Whether markets cannot be judged by a standard with this fact."""
    return isinstance(fact, StandardFact) or (isinstance(fact, UnknownFact) and fact.leaves_unchecked)


def _control_facts(document: Document[Standard], control: Control, path: KeyPath) -> Iterator[Fact]:
    values = control.value if isinstance(control.value, dict) else {None: control.value}
    for key, value in values.items():
        inner = path if key is None else (*path, "value", key)
        allowed = control.allowed.get(str(key)) if isinstance(control.allowed, dict) else control.allowed
        requirement = Requirement(value, control.tailoring, control.unit, control.stricter, allowed)
        for message, key_path, remedy in _value_faults(requirement, control.id, needs_unit=control.per != "currency"):
            at = (*path, *key_path) if key_path and key_path[0] != "value" else inner
            yield StandardFact(message, Place(document, at), remedy)
    yield from _unit_facts(document, control, control.value, path)
    if control.joint is not None and control.stricter is None:
        yield StandardFact(f"the joint control `{control.id}` needs `stricter`", Place(document, path), SAY_DIRECTION)


def _unit_facts(document: Document[Standard], subject: Control | Metric, value: object, path: KeyPath) -> Iterator[Fact]:
    """A unit that every value would have to be written in, and that says too little to compare by."""
    unit, place = subject.unit, Place(document, (*path, "unit"))
    if unit == "money" and not (isinstance(subject, Control) and subject.per == "currency"):
        yield UnitFact(subject.id, unit, "with `per: currency`, and a value for each: `value: {EUR: 40, USD: 45}`", place)
    if unit in LONGER_UNITS and isinstance(value, int | float) and not isinstance(value, bool):
        times, known = LONGER_UNITS[unit]
        yield UnitFact(subject.id, unit, f"as {number_text(exact(value) * times)} with `unit: {known}`", place)


def _metric_facts(document: Document[Standard], metric: Metric, path: KeyPath) -> Iterator[Fact]:
    requirement = Requirement(metric.target, Tailoring(metric.tailoring), metric.unit, metric.stricter, metric.allowed)
    for message, key_path, remedy in _value_faults(requirement, metric.id, needs_unit=True):
        yield StandardFact(message, Place(document, (*path, *key_path)), remedy)
    yield from _unit_facts(document, metric, metric.target, path)


Fault = tuple[str, KeyPath, str]


def _value_faults(requirement: Requirement, name: str, *, needs_unit: bool) -> Iterator[Fault]:
    kind, tailoring = json_type(requirement.value), requirement.tailoring
    if kind == "number" and requirement.unit is None and needs_unit:
        yield f"the number of `{name}` has no unit", (), "add its unit, like `unit: business_days` or `unit: count`"
    if requirement.stricter is not None and kind != "number":
        yield f"`{name}` has a direction, and {KINDS[kind]} is neither higher nor lower", ("stricter",), "delete `stricter`"
    if tailoring is Tailoring.TIGHTEN_ONLY and requirement.stricter is None:
        yield f"`{name}` may be tightened, and does not say which way is stricter", ("tailoring",), SAY_DIRECTION
    if tailoring in (Tailoring.SUPERSET, Tailoring.SUBSET) and kind != "list":
        yield (
            f"`{name}` is tailored as a {tailoring}, and its value is no list",
            ("tailoring",),
            "make the value a list",
        )
    if tailoring is Tailoring.WITHIN and requirement.allowed is None:
        yield (
            f"`{name}` is tailored within what is allowed, and allows nothing",
            ("tailoring",),
            "add what is allowed, like `allowed: {min: 1, max: 10}`",
        )
    if requirement.allowed is not None:
        yield from _allowed_faults(requirement, requirement.allowed, name)


def _allowed_faults(requirement: Requirement, allowed: AllowedForm, name: str) -> Iterator[Fault]:
    if isinstance(allowed, AllowedSchema):
        fault = schema_fault(allowed.definition)
        if fault:
            yield f"the schema of `{name}` cannot be used: {fault}", ("allowed", "schema"), "correct what stands behind `schema:`"
            return
    if not requirement.admits(requirement.amount):
        yield (
            f"the value of `{name}` lies outside its own `allowed`",
            ("value",),
            "widen `allowed`, or change the value",
        )


def _twice(document: Document[Standard], what: str, ids: Sequence[str], path: KeyPath) -> Iterator[Fact]:
    for index, identity in enumerate(ids):
        first = ids.index(identity)
        if first != index:
            place = Place(document, (*path, index, "id"))
            yield StandardFact(f"the {what} id `{identity}` is given twice", place, "give each an id of its own")


def _flow_facts(document: Document[Standard], flow: Flow) -> Iterator[Fact]:
    steps = [step.id for step in flow.steps]
    yield from _twice(document, "step", steps, ("flow", "steps"))
    yield from _twice(document, "extension point", [point.id for point in flow.extension_points], ("flow", "extension_points"))
    yield from _twice(document, "rule", [rule.id for rule in flow.rules], ("flow", "rules"))
    for index, step in enumerate(flow.steps):
        yield from _jump_facts(document, step, steps, ("flow", "steps", index))
        yield from _parameter_facts(document, step, ("flow", "steps", index, "params"))
    for index, point in enumerate(flow.extension_points):
        if point.after not in steps:
            place = Place(document, ("flow", "extension_points", index, "after"))
            near = nearest(point.after, steps)
            message = f"the extension point `{point.id}` stands after `{point.after}`, which is no step"
            yield StandardFact(message, place, f"did you mean `{near}`?" if near else "name a step")
    for index, rule in enumerate(flow.rules):
        for operand in rule.operands:
            if ":" not in operand and operand not in steps:
                place = Place(document, ("flow", "rules", index, rule.template))
                yield _unknown("step", operand, steps)(place)


def _jump_facts(document: Document[Standard], step: Step, steps: Sequence[str], path: KeyPath) -> Iterator[Fact]:
    jumps: list[tuple[str, KeyPath]] = [(branch.go, ("branches", number, "go")) for number, branch in enumerate(step.branches)]
    if step.go is not None:
        jumps.append((step.go, ("go",)))
    for target, inner in jumps:
        if target not in steps:
            yield _unknown("step", target, steps, leaves_unchecked=True)(Place(document, (*path, *inner)))


def _unknown(what: str, name: str, known: Sequence[str], *, leaves_unchecked: bool = False) -> Callable[[Place], UnknownFact]:
    near = nearest(name, known)
    return lambda place: UnknownFact("document", what, name, place, near, leaves_unchecked=leaves_unchecked)


def _parameter_facts(document: Document[Standard], step: Step, path: KeyPath) -> Iterator[Fact]:
    for name, parameter in step.params.items():
        value: Value = parameter.value
        requirement = Requirement(value, parameter.tailoring, parameter.unit, parameter.stricter, parameter.allowed)
        for message, inner, remedy in _value_faults(requirement, f"{step.id}.{name}", needs_unit=False):
            yield StandardFact(message, Place(document, (*path, name, *inner)), remedy)
