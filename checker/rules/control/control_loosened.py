"""A value is looser than the standard, which may only be tightened.

Joint controls are judged as one point: a value inside its own range is still looser, if no value of its pair is
stricter.

Why: The standard is the floor that every customer can count on.
Mend: Write the standard's value or a stricter one; ask for a waiver where the market cannot.
Bad:
    payout_days: 7   # standard: 5, lower is stricter
Good:
    payout_days: 4
"""

from collections.abc import Iterator

from checker.facts import ValueFact
from checker.rules.control._words import data, mend, must_be
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "severity"
ABOUT = ("loosened",)


def judge(fact: ValueFact) -> Iterator[Violation]:
    if fact.joint is None:
        yield Violation(must_be(fact), mend(fact), data(fact))
        return
    standard = fact.requirement.amount.text
    message = f"{fact.name} is looser than {standard}, and the other value of its pair `{fact.joint}` is not stricter for it"
    parts = {**data(fact), "standard": standard, "stricter": fact.requirement.stricter or ""}
    remedy = mend(fact, f"delete the entry to follow the standard ({standard}), or tighten the other value of the pair")
    yield Violation(message, remedy, parts)
