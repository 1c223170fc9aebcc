"""A reason names a duty that binds, and that does not ask for this difference.

The standard meets the duty already, or the duty is about something else.

Why: A true law in front of a difference that it does not need hides the difference.
Mend: Follow the standard, name the duty that does ask for it, or ask for a waiver.
Bad:
    payout_days: {value: 9, because: {type: law_requires, law: ID-RECORDS}}   # a duty on record_months
Good:
    record_months: {value: 60, because: {type: law_requires, law: ID-RECORDS}}
"""

from collections.abc import Iterator

from checker.decision_facts import LawReasonFact
from checker.rules.law._words import reason_data
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "error"
ABOUT = ("law-does-not-require",)


def judge(fact: LawReasonFact) -> Iterator[Violation]:
    why = f"it asks for {fact.detail}" if fact.refusal == "satisfied" else f"it is about {fact.detail}"
    message = f"the law ({fact.duty}, {fact.citation}) does not require this difference of {fact.name}: {why}"
    yield Violation(message, "follow the standard, name the duty that does ask for it, or ask for a waiver", reason_data(fact))
