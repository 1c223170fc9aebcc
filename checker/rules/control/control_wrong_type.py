"""A value is of another type than the standard's.

Types are number, text, true or false, and list. `true` is not 1, and a list with one member is not that member.

Why: Values of two types cannot be compared, and a program that reads them takes one for the other.
Mend: Write a value of the standard's type.
Bad:
    payout_days: "3"   # standard: 5
Good:
    payout_days: 3
"""

from collections.abc import Iterator

from checker.facts import ValueFact
from checker.model.value import json_type
from checker.rules.control._words import data
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "severity"
ABOUT = ("wrong_type",)
TYPE_WORDS = {"boolean": "true or false", "number": "a number", "string": "a text", "list": "a list"}


def judge(fact: ValueFact) -> Iterator[Violation]:
    wanted, found = TYPE_WORDS[json_type(fact.requirement.value)], TYPE_WORDS[json_type(fact.local.value)]
    message = f"{fact.name} must be {wanted}, not {found} ({fact.local.text})"
    remedy = f"write {wanted}, such as {fact.requirement.amount.text}"
    yield Violation(message, remedy, {**data(fact), "wanted": wanted, "found": found})
