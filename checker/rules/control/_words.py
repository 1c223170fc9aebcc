"""Sentences that the rules about values share."""

from checker.facts import ValueFact
from checker.model.documents import ReasonType
from checker.model.value import json_type


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
    write = instead or f"write {fact.requirement.expected.text}"
    layer = " in the region's file" if fact.layer == "region" else ""
    if fact.because is None:
        return f"{write}{layer}, or ask for a waiver"
    if fact.because.type is ReasonType.LAW_REQUIRES:
        return f"{write}{layer}, or ask for a waiver; a reason of law excuses only what a duty in force leaves no choice in"
    return f"{write}{layer}, or ask for a waiver; the reason `{fact.because.type}` explains the difference and does not excuse it"
