"""A reason names a duty that does not bind the market on this day.

It is of another jurisdiction, for companies of another profile, not in force yet, only a bill, or repealed. The
difference stays what it is; the finding says from when on the duty would hold.

Why: A law that does not bind is no reason to leave the standard.
Mend: Keep to the standard until the day, with `from:` on the value; or ask for a waiver.
Bad:
    record_months: {value: 48, because: {type: law_requires, law: NO-RECORDS}}   # in force from 2027-07-01
Good:
    record_months: {value: 48, from: 2027-07-01, because: {type: law_requires, law: NO-RECORDS}}
"""

from collections.abc import Iterator

from checker.decision_facts import LawReasonFact
from checker.rules.law._words import reason_data
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "error"
ABOUT = ("law-does-not-bind",)


def judge(fact: LawReasonFact) -> Iterator[Violation]:
    day = f", in force from {fact.day.isoformat()}" if fact.day is not None else ""
    why = {
        "jurisdiction": f"it is a duty of {fact.detail}, where this market does not lie",
        "profile": f"it binds only markets of the profile {fact.detail}",
        "bill": f"it is only a bill{day}",
        "repealed": "it is repealed",
        "not_in_force": f"it is in force from {fact.day.isoformat() if fact.day else 'a later day'}",
    }[fact.refusal]
    remedy = "follow the standard, or ask for a waiver"
    if fact.refusal == "not_in_force" and fact.day is not None:
        remedy = f"add `from: {fact.day.isoformat()}` to the value and follow the standard until then, or ask for a waiver"
    message = f"the law ({fact.duty}, {fact.citation}) does not bind {fact.name} here: {why}"
    yield Violation(message, remedy, reason_data(fact))
