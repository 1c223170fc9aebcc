"""A value differs where the standard is locked.

Why: Locked values are promises that hold in every market, such as how customers are told that they talk to a machine.
Mend: Delete the entry, so that the standard's value holds; ask for a waiver where the market cannot.
Bad:
    recording_notice: false   # locked: true
Good:
    recording_notice: true
"""

from collections.abc import Iterator

from checker.facts import ValueFact
from checker.rules.control._words import data, mend, must_be
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "severity"
ABOUT = ("locked",)


def judge(fact: ValueFact) -> Iterator[Violation]:
    yield Violation(must_be(fact), mend(fact), data(fact))
