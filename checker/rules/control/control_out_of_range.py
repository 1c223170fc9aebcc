"""A value lies outside what the standard allows.

Why: The range is what was found to work everywhere; outside it markets can no longer be compared or supported.
Mend: Write a value inside the range; ask for a waiver where the market cannot.
Bad:
    answer_within_seconds: 120   # allowed: 10 to 60
Good:
    answer_within_seconds: 60
"""

from collections.abc import Iterator

from checker.facts import ValueFact
from checker.rules.control._words import data, mend, must_be
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "severity"
ABOUT = ("out_of_range",)


def judge(fact: ValueFact) -> Iterator[Violation]:
    yield Violation(must_be(fact), mend(fact), data(fact))
