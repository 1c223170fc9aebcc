"""A value cannot be compared with the standard, and a person must look.

Business days, months and money convert to nothing else; a pair of joint controls may be looser in one value and stricter in the other; the standard may have no value for the currency of the market.

Why: A guess would call a breach fine, or a fine value a breach.
Mend: Write the value in the standard's unit, or let the process owner decide and record a waiver.
Bad:
    answer_days: {value: 30, unit: business_days}   # standard: 30 calendar_days
Good:
    answer_days: {value: 30, unit: calendar_days}
"""

from collections.abc import Iterator

from checker.facts import ValueFact
from checker.rules.control._words import data
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "warning"
ABOUT = ("not_comparable",)


def judge(fact: ValueFact) -> Iterator[Violation]:
    message = f"{fact.name} cannot be compared with the standard: {fact.judgement.because}"
    remedy = f"write it like the standard ({fact.requirement.amount.text}), or ask the process owner"
    yield Violation(message, remedy, data(fact))
