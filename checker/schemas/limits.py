"""Which values a requirement lets a market write, as JSON Schema. Part of `schemas`.

Of what the standard says alone: a value that a waiver or a duty covers is refused here too.
"""

from fractions import Fraction
from typing import Any

from checker.model.documents import AllowedForm, AllowedRange, AllowedSchema, Tailoring
from checker.model.value import exact, json_type, plain_number
from checker.schemas.asked_by_validators import TEXTS, Json
from checker.tailoring import BUSINESS_DAYS, CALENDAR_DAYS, SECONDS, Requirement, schema_of

NOTHING: Json = {"not": {}}
TYPES: dict[str, Json] = {
    "number": {"type": "number"},
    "string": {"type": "string"},
    "boolean": {"type": "boolean"},
    "list": TEXTS,
}


def units_of(requirement: Requirement) -> tuple[str, ...]:
    """The units in which a market may write the value; the standard's first, none for what has no unit."""
    unit = requirement.unit
    if unit is None or json_type(requirement.value) != "number":
        return ()
    if unit in SECONDS:
        return (unit, *(other for other in SECONDS if other != unit))
    shorter = requirement.stricter == "lower" and requirement.tailoring is not Tailoring.LOCKED
    return (unit, *SECONDS) if unit == BUSINESS_DAYS and shorter else (unit,)


def limits(requirement: Requirement, unit: str | None = None) -> Json:
    """The values that are allowed in a unit (None: the standard's)."""
    of_type = json_type(requirement.value)
    if of_type == "list":
        return _of_list(requirement)
    if of_type != "number":
        return _of_word(requirement)
    if unit is not None and unit != requirement.unit:
        return _in_other_unit(requirement, unit)
    return _of_number(requirement, Fraction(1))


def _allowed(allowed: AllowedForm, of_type: str) -> Json:
    made: Json = _in_binary(dict(schema_of(allowed, of_type)))
    return made


def _in_binary(node: Any) -> Any:
    """Without steps that binary numbers cannot tell: to an editor 0.3 is no multiple of 0.1, to the checker it is."""
    if isinstance(node, dict):
        return {key: _in_binary(each) for key, each in node.items() if key != "multipleOf" or isinstance(each, int)}
    return [_in_binary(each) for each in node] if isinstance(node, list) else node


def _of_list(requirement: Requirement) -> Json:
    members = list(requirement.value) if isinstance(requirement.value, tuple) else []
    every: Json = {"allOf": [{"contains": {"const": member}} for member in members]} if members else {}
    match requirement.tailoring:
        case Tailoring.SUPERSET:
            return {**TEXTS, **every}
        case Tailoring.FREE:
            return TEXTS
        case Tailoring.WITHIN if requirement.allowed is not None:
            return {"anyOf": [{**TEXTS, **_allowed(requirement.allowed, "list")}, _same_members(members, every)]}
        case Tailoring.SUBSET:
            return {"type": "array", "items": {"enum": members}}
    return _same_members(members, every)


def _same_members(members: list[str], every: Json) -> Json:
    return {"type": "array", "items": {"enum": members}, **every}


def _of_word(requirement: Requirement) -> Json:
    of_type = TYPES[json_type(requirement.value)]
    if requirement.tailoring is Tailoring.FREE:
        return of_type
    if requirement.tailoring is Tailoring.WITHIN and requirement.allowed is not None:
        return {**of_type, **_allowed(requirement.allowed, json_type(requirement.value))}
    return {"const": requirement.value}


def _of_number(requirement: Requirement, factor: Fraction) -> Json:
    """`factor`: how many of the written unit make one of the standard's."""
    value: Any = requirement.value
    if requirement.tailoring is Tailoring.FREE:
        return {"type": "number"}
    if requirement.tailoring is Tailoring.LOCKED:
        return {"const": _scaled(value, factor)}
    own: Json = {"type": "number"}
    if requirement.tailoring is Tailoring.TIGHTEN_ONLY:
        own["maximum" if requirement.stricter == "lower" else "minimum"] = _scaled(value, factor)
    return {**own, **_narrowed(requirement, own, factor)}


def _narrowed(requirement: Requirement, own: Json, factor: Fraction) -> Json:
    """What `allowed` says beside what tightening says."""
    allowed = requirement.allowed
    if isinstance(allowed, AllowedRange):
        low = [own["minimum"]] if "minimum" in own else []
        high = [own["maximum"]] if "maximum" in own else []
        low += [] if allowed.min is None else [_scaled(allowed.min, factor)]
        high += [] if allowed.max is None else [_scaled(allowed.max, factor)]
        return {**({"minimum": max(low)} if low else {}), **({"maximum": min(high)} if high else {})}
    if isinstance(allowed, AllowedSchema):
        return {"allOf": [_in_binary(allowed.definition)]} if factor == 1 else {}
    if allowed is not None:
        return {"enum": [_scaled(each, factor) if json_type(each) == "number" else each for each in allowed]}
    return {}


def _scaled(number: Any, factor: Fraction) -> int | float:
    return plain_number(exact(number) * factor)


def _in_other_unit(requirement: Requirement, unit: str) -> Json:
    if requirement.unit is not None and requirement.unit in SECONDS:
        return _of_number(requirement, Fraction(SECONDS[requirement.unit], SECONDS[unit]))
    allowed, value = requirement.allowed, requirement.value
    if allowed is not None and not (isinstance(allowed, AllowedRange) and allowed.min is None):
        return NOTHING  # nobody can say whether it is inside
    days = [exact(value)] if isinstance(value, int | float) else []  # n calendar days are never longer than n business days
    if isinstance(allowed, AllowedRange) and allowed.max is not None:
        days.append(exact(allowed.max))
    factor = Fraction(SECONDS[CALENDAR_DAYS], SECONDS[unit])
    return {"type": "number", "maximum": plain_number(min(days) * factor)}
