"""A value is adapted as allowed, and nobody says why.

Why: The reason tells the global team whether the standard itself should change.
Mend: Add `because` with one of the reason types, and a note if you like.
Bad:
    session_timeout_minutes: 30
Good:
    session_timeout_minutes: {value: 30, because: {type: customer_preference, note: Long forms}}
"""

from collections.abc import Iterator

from checker.facts import ValueFact
from checker.rules.control._words import data
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "info"
ABOUT = ("tailored", "extended")


def judge(fact: ValueFact) -> Iterator[Violation]:
    if fact.because is None:
        message = f"{fact.name} is adapted to {fact.local.text} without a reason"
        yield Violation(message, "add `because: {type: …}`", data(fact))
