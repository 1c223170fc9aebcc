"""A metric's target is looser than the standard allows.

Why: Targets are what markets are compared by; a lower one makes a market look better than it serves.
Mend: Write the standard's target or a stricter one; ask for a waiver where the market cannot.
Bad:
    service_level: {target: 70}   # standard: 80, higher is stricter
Good:
    service_level: {target: 85}
"""

from collections.abc import Iterator

from checker.facts import ValueFact
from checker.rules.control._words import actual, data, mend
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "severity"
ABOUT = ("target-refused",)


def judge(fact: ValueFact) -> Iterator[Violation]:
    message = f"the target of {fact.name} must be {fact.requirement.expected.text}, not {actual(fact)}"
    yield Violation(message, mend(fact), data(fact))
