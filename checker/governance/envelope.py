"""How far a waiver reaches: whether one finding lies inside what it accepts (spec 2.8). Part of `governance`."""

from typing import NamedTuple

from checker.decision_facts import LawFact
from checker.facts import EditFact, Fact, ValueFact
from checker.governance.bounds import number_meets
from checker.model.amount import Amount, members_text, value_text
from checker.model.documents import AllowedRange, Tailoring
from checker.model.documents.waiver import Envelope
from checker.model.value import Value, exact, json_type, same_value
from checker.tailoring import Requirement, convert

WITHOUT_LOSS = frozenset({Tailoring.LOCKED, Tailoring.SUPERSET})
WITHOUT_GAIN = frozenset({Tailoring.LOCKED, Tailoring.SUBSET, Tailoring.WITHIN})


class Measured(NamedTuple):
    """A local value and what the standard says of it."""

    requirement: Requirement
    local: Amount


def accepts(envelope: Envelope | None, rule: str, fact: Fact) -> bool:
    """Whether a finding lies inside the envelope: values by their limits, edits and broken rules by the rule's name."""
    measured = _measured(fact)
    if envelope is None or fact.element == "process":
        return envelope is None or not envelope.only or rule in envelope.only
    if measured is None or isinstance(fact, EditFact):
        named = envelope.only is not None and rule in envelope.only
        return named or (measured is not None and _value_accepted(envelope, measured))
    return _value_accepted(envelope, measured)


def _measured(fact: Fact) -> Measured | None:
    if isinstance(fact, ValueFact):
        return Measured(fact.requirement, fact.local)
    if isinstance(fact, LawFact) and fact.local is not None:
        return Measured(fact.requirement or Requirement(fact.local.value, Tailoring.LOCKED), fact.local)
    if isinstance(fact, EditFact) and fact.edit.parameter is not None and fact.edit.parameter.standard is not None:
        standard, local = fact.edit.parameter.standard, fact.edit.parameter.local
        requirement = Requirement(standard.value, standard.tailoring, standard.unit, standard.stricter, standard.allowed)
        return Measured(requirement, Amount(local.value, local.unit or standard.unit))
    return None


def _value_accepted(envelope: Envelope, measured: Measured) -> bool:
    """All limits that apply to a value of this type hold, and at least one applies."""
    requirement, local = measured
    answers = []
    if envelope.equals is not None and json_type(envelope.equals) == json_type(local.value):
        answers.append(_equals(envelope.equals, measured))
    if json_type(requirement.value) == json_type(local.value) == "number":
        answers += _inside_limits(envelope, measured)
    elif isinstance(requirement.value, tuple) and isinstance(local.value, tuple):
        answers += _members_accepted(envelope, requirement, requirement.value, local.value)
    return bool(answers) and all(answers)


def _equals(value: Value, measured: Measured) -> bool:
    requirement, local = measured
    if json_type(value) != "number":
        return same_value(value, local.value)
    number = convert(local, requirement.unit)
    if number is None:  # a person has looked at a value that no unit compares: exactly the number as it is written
        return exact(local.value) == exact(value)
    return number == exact(value)


def _inside_limits(envelope: Envelope, measured: Measured) -> list[bool]:
    requirement, local = measured
    answers = []
    if envelope.at_most is not None:
        answers.append(number_meets("max", local, Amount(envelope.at_most, requirement.unit)) is True)
    if envelope.at_least is not None:
        answers.append(number_meets("min", local, Amount(envelope.at_least, requirement.unit)) is True)
    if len(answers) == 1 and envelope.equals is None:
        answers.append(not _breaks_the_other_side(envelope, measured))
    return answers


def _breaks_the_other_side(envelope: Envelope, measured: Measured) -> bool:
    """A waiver for more than the standard's maximum is none for less than its minimum, and the other way round."""
    requirement, local = measured
    number, allowed = convert(local, requirement.unit), requirement.allowed
    if number is None or not isinstance(allowed, AllowedRange):
        return False
    if envelope.at_most is not None:
        return allowed.min is not None and number < exact(allowed.min) <= exact(envelope.at_most)
    return allowed.max is not None and number > exact(allowed.max) >= exact(envelope.at_least or 0)


def _members_accepted(
    envelope: Envelope, requirement: Requirement, standard: tuple[str, ...], local: tuple[str, ...]
) -> list[bool]:
    if envelope.missing is None and envelope.extra is None:
        return []
    missing = set(standard) - set(local) if requirement.tailoring in WITHOUT_LOSS else set()
    extra = set(local) - set(standard) if requirement.tailoring in WITHOUT_GAIN else set()
    if requirement.tailoring is Tailoring.WITHIN and isinstance(requirement.allowed, tuple):
        extra -= {member for member in requirement.allowed if isinstance(member, str)}
    return [missing <= set(envelope.missing or ()), extra <= set(envelope.extra or ())]


def envelope_text(envelope: Envelope | None) -> str:
    """What a waiver accepts, for a sentence."""
    if envelope is None:
        return "nothing"
    parts = [
        f"{words} {value_text(value) if not isinstance(value, tuple) else members_text(value)}"
        for words, value in (
            ("at most", envelope.at_most), ("at least", envelope.at_least), ("exactly", envelope.equals),
            ("without", envelope.missing), ("with", envelope.extra), ("only", envelope.only),
        )
        if value is not None
    ]  # fmt: skip
    return ", ".join(parts)
