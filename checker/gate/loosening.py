"""Whether one value of a standard asks for less than before: its value, permission or range. Part of `gate`.

What cannot be shown to ask for as much or more counts as less: a change that edits markets too may not decide that.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from checker.model.amount import Amount, value_text, with_unit
from checker.model.documents import AllowedForm, AllowedRange, Severity, Tailoring
from checker.model.position import KeyPath
from checker.model.value import Value, exact, json_type, number_text, same_value
from checker.tailoring import Relation, Stricter, compare

FREEDOM: Mapping[Tailoring, int] = {
    Tailoring.LOCKED: 0, Tailoring.TIGHTEN_ONLY: 1, Tailoring.WITHIN: 1, Tailoring.SUPERSET: 1, Tailoring.SUBSET: 1,
    Tailoring.FREE: 2,
}  # fmt: skip
SEVERITIES = tuple(Severity)
UNSAID = "nothing"


class Loosening(NamedTuple):
    """One thing that asks for less: where it stands, what it is, and what it was and is, in words."""

    key_path: KeyPath
    what: str
    was: str
    now: str


class Demand(NamedTuple):
    """What a standard says of one value."""

    value: Value
    unit: str | None
    stricter: Stricter | None
    tailoring: Tailoring
    allowed: AllowedForm | None


def loosened_demand(name: str, path: KeyPath, old: Demand, new: Demand) -> Iterator[Loosening]:
    """Each way in which a value asks for less."""
    if new.tailoring is not old.tailoring and FREEDOM[new.tailoring] >= FREEDOM[old.tailoring]:
        yield Loosening((*path, "tailoring"), f"the tailoring of {name}", old.tailoring.value, new.tailoring.value)
    if new.stricter != old.stricter and old.stricter is not None:
        yield Loosening((*path, "stricter"), f"which way {name} is stricter", old.stricter, new.stricter or UNSAID)
    if not _asks_as_much(old, new):
        yield Loosening((*path, "value"), name, amount_text(old), amount_text(new))
    if not _allows_no_more(old.allowed, new.allowed):
        yield Loosening((*path, "allowed"), f"what is allowed for {name}", allowed_text(old.allowed), allowed_text(new.allowed))


def loosened_severity(name: str, path: KeyPath, old: Severity, new: Severity) -> Iterator[Loosening]:
    if SEVERITIES.index(new) > SEVERITIES.index(old):
        yield Loosening((*path, "severity"), f"the severity of {name}", old.value, new.value)


def _asks_as_much(old: Demand, new: Demand) -> bool:
    """A value inside a range, or a free one, is only what a market inherits; it asks for nothing by itself."""
    if same_value(old.value, new.value) and old.unit == new.unit:
        return True
    if old.tailoring is Tailoring.FREE or (old.tailoring is Tailoring.WITHIN and old.stricter is None):
        return True
    if json_type(old.value) == json_type(new.value) == "number":
        relation = compare(Amount(new.value, new.unit), Amount(old.value, old.unit), old.stricter)
        return relation in (Relation.EQUAL, Relation.STRICTER)
    if isinstance(old.value, tuple) and isinstance(new.value, tuple):
        if old.tailoring is Tailoring.SUPERSET:
            return set(old.value) <= set(new.value)
        return old.tailoring is Tailoring.SUBSET and set(new.value) <= set(old.value)
    return False


def _allows_no_more(old: AllowedForm | None, new: AllowedForm | None) -> bool:
    if old is None or old == new:
        return True
    if isinstance(old, AllowedRange) and isinstance(new, AllowedRange):
        return _inside(old.min, new.min, new.max) and _inside(old.max, new.min, new.max, is_upper=True)
    if isinstance(old, tuple) and isinstance(new, tuple):
        return all(any(same_value(each, known) for known in old) for each in new)
    return False


def _inside(limit: float | None, low: float | None, high: float | None, *, is_upper: bool = False) -> bool:
    """Whether a range keeps to a limit of the old one."""
    if limit is None:
        return True
    own = high if is_upper else low
    return own is not None and (exact(own) <= exact(limit) if is_upper else exact(own) >= exact(limit))


def amount_text(demand: Demand) -> str:
    return Amount(demand.value, demand.unit).text


def allowed_text(allowed: AllowedForm | None) -> str:
    """`1 to 10`, `a, b`; a schema by its name alone."""
    if allowed is None:
        return "everything"
    if isinstance(allowed, AllowedRange):
        low, high = (None if limit is None else number_text(limit) for limit in (allowed.min, allowed.max))
        return f"{low} to {high}" if low and high else f"at least {low}" if low else f"at most {high}"
    return ", ".join(map(value_text, allowed)) if isinstance(allowed, tuple) else "a schema"


def bound_text(number: float, unit: str | None = None) -> str:
    return with_unit(number_text(number), unit)
