"""What a variant may write of each control and metric of one version, as JSON Schema. Part of `schemas`."""

from collections.abc import Iterable, Mapping
from typing import Any

from checker.model.documents import AllowedForm, Control, Metric, Parameter, Step, Tailoring
from checker.model.value import Value, json_type
from checker.schemas.asked_by_validators import Json, where
from checker.schemas.limits import limits, units_of
from checker.tailoring import PERMISSIONS, Requirement

COVERED = "What a waiver or a duty covers is underlined here too; `checker check` says what is settled."
BESIDE = ("from", "until", "because")


def control_schema(control: Control, keys: Mapping[str, Json]) -> Json:
    """A bare value, or a mapping with unit, days and reason. `keys`: the schemas of any entry's keys."""
    by_key = {key: _of_control(control, key) for key in _keys(control)}
    forms = list(by_key.values())
    entry = _entry("value", forms, keys, {key: each for key, each in by_key.items() if key is not None})
    texts = (control.requirement, *dict.fromkeys(map(_permission, forms)), control.why, control.remedy, COVERED)
    return {"title": control.title, "description": _paragraphs(texts), "anyOf": [_any(_bare(forms)), entry]}


def metric_schema(metric: Metric, keys: Mapping[str, Json]) -> Json:
    """A mapping whose `definition` can only be the standard's."""
    requirement = Requirement(metric.target, Tailoring(metric.tailoring), metric.unit, metric.stricter, metric.allowed)
    entry = _entry("target", [requirement], keys, {})
    written = metric.definition.model_dump(exclude_none=True)
    counted = metric.definition.formula or f"{metric.definition.numerator} ÷ {metric.definition.denominator}"
    entry["properties"]["definition"] = {
        "description": "The standard's; another formula cannot be compared.",
        "anyOf": [_definition(written), {"type": "null"}],
    }
    entry |= {"anyOf": [{"required": ["target"]}, {"required": ["definition"]}], "required": []}
    texts = (f"Counted as: {counted}.", _permission(requirement), metric.why, COVERED)
    return {"title": metric.title, "description": _paragraphs(texts), **entry}


def parameter_schema(step: Step, name: str, parameter: Parameter, keys: Mapping[str, Json]) -> Json:
    """A step's parameter; without leave to tune it, the standard's value alone."""
    tailoring = parameter.tailoring if "tune" in step.market_may else Tailoring.LOCKED
    requirement = Requirement(parameter.value, tailoring, parameter.unit, parameter.stricter, parameter.allowed)
    entry = _entry("value", [requirement], {"because": keys["because"]}, {})
    text = _paragraphs((_permission(requirement), COVERED))
    return {"title": f"{step.name}: {name}", "description": text, "anyOf": [_any(_bare([requirement])), entry]}


def _keys(control: Control) -> tuple[str | None, ...]:
    return tuple(control.value) if isinstance(control.value, dict) else (None,)


def _of_control(control: Control, key: str | None) -> Requirement:
    value: Any = control.value[key] if isinstance(control.value, dict) and key is not None else control.value
    allowed: Any = control.allowed.get(key or "") if isinstance(control.allowed, dict) else control.allowed
    return _requirement(control, value, allowed)


def _requirement(control: Control, value: Value, allowed: AllowedForm | None) -> Requirement:
    return Requirement(value, control.tailoring, control.unit, control.stricter, allowed)


def _bare(forms: Iterable[Requirement], unit: str | None = None) -> list[Json]:
    """Where there are several, one for each channel or currency: which ones the market has is not known here."""
    distinct: list[Json] = []
    for requirement in forms:
        schema = limits(requirement, unit)
        if schema not in distinct:
            distinct.append(schema)
    return distinct


def _any(schemas: list[Json]) -> Json:
    return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}


def _entry(name: str, forms: list[Requirement], keys: Mapping[str, Json], by_key: Mapping[str, Requirement]) -> Json:
    """The mapping with a value, in each unit that converts, and what stands beside it."""
    units = units_of(forms[0])
    others = [_in_unit(name, forms, by_key, unit) for unit in units[1:]]
    plain: Json = {"properties": {name: _value(forms, by_key, None)}}
    own = {"not": {"required": ["unit"], "properties": {"unit": {"enum": list(units[1:])}}}}
    return {
        "type": "object",
        "required": [name],
        "additionalProperties": False,
        "properties": {
            name: keys.get(name, {}),
            "unit": _unit(forms[0], units),
            **{key: keys[key] for key in BESIDE if key in keys},
        },
        "allOf": [{"if": own, "then": plain}, *others] if others else [plain],
    }


def _unit(requirement: Requirement, units: Iterable[str]) -> Json:
    """The units that a file may name; an amount without one is in the market's own currency."""
    if json_type(requirement.value) != "number":
        return {"type": ["string", "null"], "description": "Only numbers have a unit."}
    known = tuple(units) or ("money",)
    return {"enum": [*known, None], "description": f"The unit of the value, if it is not {known[0]}."}


def _in_unit(name: str, forms: list[Requirement], by_key: Mapping[str, Requirement], unit: str) -> Json:
    return where("unit", (unit,), {"properties": {name: _value(forms, by_key, unit)}})


def _value(forms: list[Requirement], by_key: Mapping[str, Requirement], unit: str | None) -> Json:
    """The value in a unit, or one for each channel or currency."""
    bare = _bare(forms, unit)
    if not by_key:
        return _any(bare)
    properties = {key: limits(requirement, unit) for key, requirement in by_key.items()}
    return {"anyOf": [*bare, {"type": "object", "additionalProperties": False, "properties": properties}]}


def _definition(written: Mapping[str, str]) -> Json:
    """The standard's, word for word; keys that it leaves out may stand empty."""
    rest = [key for key in ("numerator", "denominator", "formula", "window") if key not in written]
    return {
        "type": "object",
        "required": list(written),
        "additionalProperties": False,
        "properties": {**{key: {"const": text} for key, text in written.items()}, **{key: {"type": "null"} for key in rest}},
    }


def _permission(requirement: Requirement) -> str:
    """The standard's value, what a market may do with it, and how far."""
    words = PERMISSIONS[requirement.tailoring]
    stricter = f" ({requirement.stricter} is stricter)" if requirement.stricter else ""
    allowed = requirement.expected.text
    reach = "" if requirement.tailoring in (Tailoring.LOCKED, Tailoring.FREE) else f" Allowed: {allowed}."
    return f"The standard says {requirement.amount.text}; {words}{stricter}.{reach}"


def _paragraphs(texts: Iterable[str | None]) -> str:
    return "\n\n".join(text.strip() for text in texts if text and text.strip())
