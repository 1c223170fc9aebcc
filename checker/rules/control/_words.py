"""Sentences that the rules about values share."""

from checker.facts import ValueFact
from checker.model.amount import Amount, Expected, unit_words
from checker.model.documents import ReasonType, Tailoring
from checker.model.value import json_type, number_text


def data(fact: ValueFact) -> dict[str, str]:
    """The parts of a value rule's message."""
    return {"name": fact.name, "expected": fact.requirement.expected.text, "actual": actual(fact)}


def actual(fact: ValueFact) -> str:
    """The local value; its unit only where it is not the standard's."""
    if json_type(fact.local.value) == "number" and fact.local.unit == fact.requirement.unit:
        return fact.local._replace(unit=None).text
    return fact.local.text


def must_be(fact: ValueFact) -> str:
    return f"{fact.name} must be {fact.requirement.expected.text}, not {actual(fact)}"


def mend(fact: ValueFact, instead: str = "") -> str:
    """What to write instead, and what a reason or a waiver can and cannot do."""
    where = " in the region's file" if fact.layer == "region" else ""
    write = f"{instead or instead_of(fact)}{where}"
    if not fact.waivable:
        return f"{write}; no waiver is possible here"
    if fact.because is None:
        return f"{write}, or ask for a waiver"
    if fact.because.type is ReasonType.LAW_REQUIRES:
        return f"{write}, or ask for a waiver; a reason of law excuses only what a duty in force leaves no choice in"
    return f"{write}, or ask for a waiver; the reason `{fact.because.type}` explains the difference and does not excuse it"


def instead_of(fact: ValueFact) -> str:
    """The values that would do, as they are written; the standard's own is had by deleting the entry."""
    requirement = fact.requirement
    delete = f"delete the entry to follow the standard ({requirement.amount.text})"
    if fact.over_region:
        delete = f"write the standard's {requirement.amount.text}"  # the region's would hold without an entry
    if requirement.tailoring is Tailoring.LOCKED:
        return delete
    written = _values(requirement.expected, requirement.unit)
    if requirement.tailoring is not Tailoring.TIGHTEN_ONLY:
        return written if fact.over_region else f"{written}, or {delete}"
    return f"{delete}, or {_stricter(requirement.expected, requirement.amount, requirement.stricter)}"


def _values(expected: Expected, unit: str | None) -> str:
    """`write 10 to 60 (seconds)`: the number alone, since the unit is the standard's."""
    if expected.op == "schema" or expected.value is None:
        return f"write {expected.text}"
    if expected.op == "one_of":
        return f"write {expected.text}"
    if isinstance(expected.value, tuple):
        low, high = (number_text(each) for each in expected.value if not isinstance(each, str))
        return f"write {low} to {high}{_in(unit)}"
    number = number_text(expected.value) if isinstance(expected.value, int | float) else str(expected.value)
    word = {"at_most": " or less", "at_least": " or more"}.get(expected.op, "")
    return f"write {number}{word}{_in(unit)}"


def _stricter(expected: Expected, standard: Amount, stricter: str | None) -> str:
    """A number beyond the standard's, on its stricter side, as far as `allowed` goes."""
    if expected.op in ("one_of", "schema"):
        return _values(expected, standard.unit)
    way = "smaller" if stricter == "lower" else "larger"
    if not isinstance(expected.value, tuple):
        return f"write a {way} number"
    low, high = (number_text(each) for each in expected.value if not isinstance(each, str))
    return f"write a {way} number ({f'{low} or more' if stricter == 'lower' else f'{high} or less'})"


def _in(unit: str | None) -> str:
    words = unit_words(unit)
    return f" ({words})" if words else ""
