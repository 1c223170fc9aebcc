"""Spec 2.3 a second time, as plainly as can be, to compare `checker.tailoring` with. Shares no code with it.

Numbers are decimal texts here, and `allowed` is a plain dict, list or None; a schema is judged by jsonschema itself.
"""

from fractions import Fraction
from typing import Any, NamedTuple

from jsonschema import Draft202012Validator

DAYS = {
    "seconds": Fraction(1, 86400),
    "minutes": Fraction(1, 1440),
    "hours": Fraction(1, 24),
    "calendar_days": Fraction(1),
}
ALLOWED = {"aligned", "tightened", "tailored", "extended"}


class Said(NamedTuple):
    """What a standard says of a value."""

    value: Any
    tailoring: str
    unit: str | None = None
    stricter: str | None = None
    allowed: Any = None


def number(value: float) -> Fraction:
    return Fraction(str(value))


def kind(value: Any) -> str:
    kinds = {bool: "boolean", int: "number", float: "number", str: "string", tuple: "list", list: "list"}
    return kinds[type(value)]


def in_unit(value: float, unit: str | None, wanted: str | None) -> Fraction | None:
    if unit == wanted:
        return number(value)
    if unit in DAYS and wanted in DAYS:
        return number(value) * DAYS[unit] / DAYS[wanted]
    return None


def outcome(said: Said, value: Any, unit: str | None = None) -> str:
    if kind(value) != kind(said.value):
        return "wrong_type"
    return _of_number(said, value, unit or said.unit) if kind(value) == "number" else _of_others(said, value)


def _of_number(said: Said, value: float, unit: str | None) -> str:
    standard, local = number(said.value), in_unit(value, unit, said.unit)
    if local is None:
        days = number(value) * DAYS[unit] if unit in DAYS and said.unit == "business_days" else None
        bounded_above = said.allowed is None or (isinstance(said.allowed, dict) and set(said.allowed) == {"max"})
        if days is None or days > standard or said.stricter != "lower" or not bounded_above:
            return "not_comparable"
        inside = said.allowed is None or days <= number(said.allowed["max"])
        return _by_mode(said, "stricter", inside)
    if local == standard:
        return "aligned"
    if said.stricter is None:
        way = "other"
    else:
        way = "stricter" if (local < standard) is (said.stricter == "lower") else "looser"
    return _by_mode(said, way, _inside(said.allowed, local))


def _inside(allowed: Any, local: Fraction) -> bool:
    if allowed is None:
        return True
    if isinstance(allowed, list):
        return local in [number(each) for each in allowed if kind(each) == "number"]
    if "schema" in allowed:
        return bool(Draft202012Validator(allowed["schema"]).is_valid(float(local)))
    low, high = allowed.get("min"), allowed.get("max")
    return (low is None or local >= number(low)) and (high is None or local <= number(high))


def _by_mode(said: Said, way: str, inside: bool) -> str:
    match said.tailoring:
        case "locked":
            return "locked"
        case "free":
            return "tailored"
        case "tighten_only":
            return "loosened" if way != "stricter" else "tightened" if inside else "out_of_range"
        case "within":
            return "out_of_range" if not inside else "tightened" if way == "stricter" else "tailored"
    raise AssertionError(said.tailoring)


def _of_others(said: Said, value: Any) -> str:
    if kind(value) == "list":
        same = set(value) == set(said.value)
        inside = said.allowed is None or _list_inside(said.allowed, value)
    else:
        same = value == said.value
        inside = said.allowed is None or _scalar_inside(said.allowed, value)
    if same:
        return "aligned"
    match said.tailoring:
        case "superset":
            return "extended" if set(said.value) < set(value) else "members_missing"
        case "subset":
            return "tailored" if set(value) < set(said.value) else "members_not_allowed"
    return _by_mode(said, "other", inside)


def _list_inside(allowed: Any, value: Any) -> bool:
    if isinstance(allowed, dict):
        return bool(Draft202012Validator(allowed["schema"]).is_valid(list(value)))
    return all(member in allowed for member in value)


def _scalar_inside(allowed: Any, value: Any) -> bool:
    if isinstance(allowed, dict):
        return bool(Draft202012Validator(allowed["schema"]).is_valid(value))
    return any(type(each) is type(value) and each == value for each in allowed)
