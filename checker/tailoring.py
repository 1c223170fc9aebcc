"""What "may differ" means: one value of a market beside the standard's (spec 2.3).

A pure algorithm below the stages: knows values, units and permissions, no files and no markets. A tailoring mode is
one function here and one row of a table test.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any, Literal, NamedTuple

from checker.model.amount import Amount, Expected, members_text, unit_words, with_unit
from checker.model.documents import AllowedForm, AllowedRange, AllowedSchema, Tailoring
from checker.model.schema_words import schema_words
from checker.model.value import Value, exact, json_type, number_text, same_value

SECONDS: Mapping[str, int] = {"seconds": 1, "minutes": 60, "hours": 3600, "calendar_days": 86400}
BUSINESS_DAYS, CALENDAR_DAYS = "business_days", "calendar_days"
Stricter = Literal["lower", "higher"]


PERMISSIONS: Mapping[Tailoring, str] = {
    Tailoring.LOCKED: "locked: the same in every market",
    Tailoring.TIGHTEN_ONLY: "may only be tightened",
    Tailoring.WITHIN: "may differ inside what is allowed",
    Tailoring.SUPERSET: "members may be added, none left out",
    Tailoring.SUBSET: "members may be left out, none added",
    Tailoring.FREE: "any value of the same type",
}
"""What a market may do with a value, in words."""


class Outcome(StrEnum):
    """How a local value stands to the standard's; the first four are allowed."""

    ALIGNED = "aligned"
    TIGHTENED = "tightened"
    TAILORED = "tailored"
    EXTENDED = "extended"
    LOCKED = "locked"
    LOOSENED = "loosened"
    OUT_OF_RANGE = "out_of_range"
    MEMBERS_MISSING = "members_missing"
    MEMBERS_NOT_ALLOWED = "members_not_allowed"
    WRONG_TYPE = "wrong_type"
    NOT_COMPARABLE = "not_comparable"


ALLOWED_OUTCOMES = frozenset({Outcome.ALIGNED, Outcome.TIGHTENED, Outcome.TAILORED, Outcome.EXTENDED})


class Relation(StrEnum):
    """A local number beside the standard's. `differs`: neither direction is stricter."""

    EQUAL = "equal"
    STRICTER = "stricter"
    LOOSER = "looser"
    DIFFERS = "differs"
    INCOMPARABLE = "incomparable"


class Judgement(NamedTuple):
    """`members`: those missing or not allowed. `because` says why two values do not compare, or is empty."""

    outcome: Outcome
    members: tuple[str, ...] = ()
    because: str = ""


@dataclass(frozen=True, eq=False)
class Requirement:
    """What a standard says of one value. `unit` counts for numbers only."""

    value: Value
    tailoring: Tailoring
    unit: str | None = None
    stricter: Stricter | None = None
    allowed: AllowedForm | None = None
    _judged: dict[tuple[str, Value, str | None], Judgement] = field(default_factory=dict, repr=False)

    @cached_property
    def amount(self) -> Amount:
        return Amount(self.value, self.unit)

    def judge(self, local: Amount) -> Judgement:
        """The outcome for one local value; a unit that is left out is the standard's."""
        key = (type(local.value).__name__, local.value, local.unit)
        known = self._judged.get(key)
        if known is None:
            known = self._judged[key] = _judge(self, local)
        return known

    def relation(self, local: Amount) -> Relation:
        """How a local number compares with the standard's."""
        return compare(local, self.amount, self.stricter)

    def admits(self, local: Amount) -> bool | None:
        """Whether `allowed` admits the value; True without `allowed`, None where units forbid an answer."""
        return _admits(self, local)

    @cached_property
    def expected(self) -> Expected:
        """What a market may write."""
        return _expected(self)


def convert(amount: Amount, unit: str | None) -> Fraction | None:
    """The exact number in another unit, or None where the units do not convert."""
    number = exact(amount.value)
    if amount.unit == unit or amount.unit is None:
        return number
    from_seconds, to_seconds = SECONDS.get(amount.unit), SECONDS.get(unit or "")
    return None if from_seconds is None or to_seconds is None else number * from_seconds / to_seconds


def compare(local: Amount, standard: Amount, stricter: Stricter | None) -> Relation:
    """Compare two numbers.

    n calendar days are never longer than n business days, so a time that converts to n or fewer calendar days is
    stricter than n business days where lower is stricter; nothing else crosses units that do not convert.
    """
    left, right = convert(local, standard.unit), exact(standard.value)
    if left is None:
        days = _calendar_days(local, standard)
        short = days is not None and days <= right and stricter == "lower"
        return Relation.STRICTER if short else Relation.INCOMPARABLE
    if left == right:
        return Relation.EQUAL
    if stricter is None:
        return Relation.DIFFERS
    return Relation.STRICTER if (left < right) == (stricter == "lower") else Relation.LOOSER


def _calendar_days(local: Amount, standard: Amount) -> Fraction | None:
    return convert(local, CALENDAR_DAYS) if standard.unit == BUSINESS_DAYS and local.unit in SECONDS else None


def _judge(requirement: Requirement, local: Amount) -> Judgement:
    if json_type(local.value) != json_type(requirement.value):
        return Judgement(Outcome.WRONG_TYPE)
    if json_type(local.value) != "number":
        if same_value(local.value, requirement.value):
            return Judgement(Outcome.ALIGNED)
        return MODES[requirement.tailoring](requirement, local, Relation.DIFFERS)
    relation = requirement.relation(local)
    crosses_units = convert(local, requirement.unit) is None
    if relation is Relation.INCOMPARABLE or (crosses_units and requirement.admits(local) is None):
        reason = f"{_unit_words(local.unit)} do not convert to {_unit_words(requirement.unit)}"
        return Judgement(Outcome.NOT_COMPARABLE, because=reason)
    if relation is Relation.EQUAL:
        return Judgement(Outcome.ALIGNED)
    return MODES[requirement.tailoring](requirement, local, relation)


def _unit_words(unit: str | None) -> str:
    words = unit_words(unit)
    return "plain numbers" if not words else "percent" if words == "%" else words


def _locked(requirement: Requirement, local: Amount, relation: Relation) -> Judgement:  # noqa: ARG001
    return Judgement(Outcome.LOCKED)


def _tighten_only(requirement: Requirement, local: Amount, relation: Relation) -> Judgement:
    if relation is not Relation.STRICTER:
        return Judgement(Outcome.LOOSENED)
    return Judgement(Outcome.TIGHTENED if requirement.admits(local) else Outcome.OUT_OF_RANGE)


def _within(requirement: Requirement, local: Amount, relation: Relation) -> Judgement:
    if not requirement.admits(local):
        return Judgement(Outcome.OUT_OF_RANGE)
    return Judgement(Outcome.TIGHTENED if relation is Relation.STRICTER else Outcome.TAILORED)


def _superset(requirement: Requirement, local: Amount, relation: Relation) -> Judgement:  # noqa: ARG001
    missing = _without(requirement.value, local.value)
    return Judgement(Outcome.MEMBERS_MISSING, missing) if missing else Judgement(Outcome.EXTENDED)


def _subset(requirement: Requirement, local: Amount, relation: Relation) -> Judgement:  # noqa: ARG001
    extra = _without(local.value, requirement.value)
    return Judgement(Outcome.MEMBERS_NOT_ALLOWED, extra) if extra else Judgement(Outcome.TAILORED)


def _free(requirement: Requirement, local: Amount, relation: Relation) -> Judgement:  # noqa: ARG001
    return Judgement(Outcome.TAILORED)


MODES: Mapping[Tailoring, Callable[[Requirement, Amount, Relation], Judgement]] = {
    Tailoring.LOCKED: _locked,
    Tailoring.TIGHTEN_ONLY: _tighten_only,
    Tailoring.WITHIN: _within,
    Tailoring.SUPERSET: _superset,
    Tailoring.SUBSET: _subset,
    Tailoring.FREE: _free,
}


def _without(members: Value, others: Value) -> tuple[str, ...]:
    if not isinstance(members, tuple) or not isinstance(others, tuple):
        return ()
    return tuple(dict.fromkeys(member for member in members if member not in others))


def _admits(requirement: Requirement, local: Amount) -> bool | None:
    allowed = requirement.allowed
    if allowed is None:
        return True
    if json_type(local.value) != "number":
        return _allows(allowed, local.value)
    number = convert(local, requirement.unit)
    if number is None:
        days = _calendar_days(local, requirement.amount)
        if days is None or not isinstance(allowed, AllowedRange) or allowed.min is not None:
            return None
        number = days
    return _allows(allowed, number)


def _allows(allowed: AllowedForm, value: Value | Fraction) -> bool:
    """What the JSON Schema of `schema_of` says of the value.

    Ranges and lists are decided by the comparisons that their schemas stand for, so that a check of one market need not
    import jsonschema, which takes longer than the check; a property test holds the two equal.
    """
    if isinstance(allowed, AllowedSchema):
        return _validator(json.dumps(allowed.definition, sort_keys=True))(list(value) if isinstance(value, tuple) else value)
    if isinstance(allowed, AllowedRange):
        return isinstance(value, Fraction) and _in_range(allowed, value)
    members = {(json_type(member), _number_or_self(member)) for member in allowed}
    values = value if isinstance(value, tuple) else (value,)
    return all((json_type(each), each) in members for each in values)


def _in_range(allowed: AllowedRange, number: Fraction) -> bool:
    above = allowed.min is None or exact(allowed.min) <= number
    return above and (allowed.max is None or number <= exact(allowed.max))


def _number_or_self(member: bool | float | str) -> bool | Fraction | str:  # noqa: FBT001 (a member of any type)
    return member if isinstance(member, bool | str) else exact(member)


def schema_of(allowed: AllowedForm, of_type: str) -> Mapping[str, Any]:
    """The JSON Schema 2020-12 of an `allowed`, for values of a JSON type."""
    if isinstance(allowed, AllowedSchema):
        return allowed.definition
    if isinstance(allowed, AllowedRange):
        limits = {"minimum": allowed.min, "maximum": allowed.max}
        return {"type": "number", **{key: limit for key, limit in limits.items() if limit is not None}}
    if of_type == "list":
        return {"type": "array", "items": {"enum": list(allowed)}}
    return {"enum": list(allowed)}


@lru_cache(maxsize=4096)
def _validator(schema_text: str) -> Callable[[object], bool]:
    """A predicate on instances, by jsonschema over exact numbers: 0.1 is one tenth in schema and instance alike."""
    from jsonschema import Draft202012Validator, validators

    checker = Draft202012Validator.TYPE_CHECKER.redefine("number", _is_number).redefine("integer", _is_integer)
    exact_validator = validators.extend(Draft202012Validator, type_checker=checker)  # type: ignore[no-untyped-call]
    schema = json.loads(schema_text, parse_float=Fraction, parse_int=Fraction)
    valid: Callable[[object], bool] = exact_validator(schema).is_valid
    return valid


def _is_number(_checker: object, instance: object) -> bool:
    return isinstance(instance, int | float | Fraction) and not isinstance(instance, bool)


def _is_integer(_checker: object, instance: object) -> bool:
    return isinstance(instance, int | float | Fraction) and not isinstance(instance, bool) and instance % 1 == 0


def schema_fault(definition: Mapping[str, Any]) -> str:
    """Why a JSON Schema cannot be judged by; empty if it can."""
    from jsonschema import Draft202012Validator, SchemaError

    if _holds_reference(definition):
        return "it holds `$ref`"
    try:
        Draft202012Validator.check_schema(definition)
    except SchemaError as error:
        place = "/".join(str(step) for step in error.absolute_path)
        return f"it is no valid JSON Schema{f' at `{place}`' if place else ''}: {error.message}"
    return ""


def _holds_reference(node: object) -> bool:
    if isinstance(node, Mapping):
        return any(key in ("$ref", "$dynamicRef") or _holds_reference(value) for key, value in node.items())
    return isinstance(node, list | tuple) and any(map(_holds_reference, node))


def _expected(requirement: Requirement) -> Expected:
    unit = requirement.unit
    if requirement.tailoring is Tailoring.TIGHTEN_ONLY:
        return _not_looser(requirement)
    if requirement.tailoring is Tailoring.WITHIN:
        return _inside(requirement)
    if requirement.tailoring is Tailoring.SUPERSET and isinstance(requirement.value, tuple):
        return Expected("includes", requirement.value, None, f"{members_text(requirement.value)}, and more if you like")
    if requirement.tailoring is Tailoring.SUBSET and isinstance(requirement.value, tuple):
        return Expected("only", requirement.value, None, f"a choice of {members_text(requirement.value)}")
    if requirement.tailoring is Tailoring.FREE:
        return Expected("schema", None, unit, "anything")
    return Expected("equals", requirement.value, unit, requirement.amount.text)


def _inside(requirement: Requirement) -> Expected:
    allowed = requirement.allowed
    if isinstance(allowed, AllowedRange):
        return _between(allowed.min, allowed.max, requirement.unit)
    if isinstance(allowed, tuple):
        each = "a choice of" if isinstance(requirement.value, tuple) else "one of"
        return Expected("one_of", allowed, requirement.unit, f"{each} {members_text(allowed)}")
    words = schema_words(allowed.definition) if isinstance(allowed, AllowedSchema) else "what the standard allows"
    return Expected("schema", None, requirement.unit, words)


def _not_looser(requirement: Requirement) -> Expected:
    allowed, unit = requirement.allowed, requirement.unit
    if isinstance(allowed, tuple):
        numbers = [each for each in allowed if json_type(each) == "number"]
        kept = tuple(each for each in numbers if requirement.relation(Amount(each, unit)) is not Relation.LOOSER)
        return Expected("one_of", kept, unit, f"one of {members_text(kept)}")
    range_text = _between(*_limits(requirement), unit)
    if isinstance(allowed, AllowedSchema):
        return range_text._replace(op="schema", value=None, text=f"{range_text.text}, and {schema_words(allowed.definition)}")
    return range_text


def _limits(requirement: Requirement) -> tuple[float | None, float | None]:
    """The lowest and highest value that tightening reaches."""
    allowed = requirement.allowed if isinstance(requirement.allowed, AllowedRange) else AllowedRange.model_construct()
    value: Any = requirement.value
    if requirement.stricter == "lower":
        return allowed.min, value
    return value, allowed.max


def _between(low: float | None, high: float | None, unit: str | None) -> Expected:
    if low is not None and high is not None:
        if low == high:
            return Expected("equals", low, unit, with_unit(number_text(low), unit))
        return Expected("between", (low, high), unit, f"{number_text(low)} to {with_unit(number_text(high), unit)}")
    if high is not None:
        return Expected("at_most", high, unit, f"at most {with_unit(number_text(high), unit)}")
    if low is not None:
        return Expected("at_least", low, unit, f"at least {with_unit(number_text(low), unit)}")
    return Expected("schema", None, unit, "what the standard allows")
