"""A waiver has ended, and what it was for is still there.

`expires` is the last day on which it holds, to the end of that day in UTC. Another valid waiver for the same finding
keeps this quiet.

Why: The day was part of the decision.
Mend: Mend the difference, or ask for a renewal with `renews`.
Bad:
    expires: 2026-11-01
Good:
    {renews: W-ID-001, expires: 2027-04-01}
"""

from collections.abc import Iterator

from checker.decision_facts import WaiverFact
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "error"
ABOUT = ("waiver-expired",)


def judge(fact: WaiverFact) -> Iterator[Violation]:
    message = f"waiver {fact.waiver} expired on {fact.day}, and what it was for is still there"
    yield Violation(
        message,
        f"mend the difference, or ask for a new waiver with `renews: {fact.waiver}`",
        {"waiver": fact.waiver, "day": str(fact.day)},
    )
