"""A waiver ends within thirty days.

Why: There is time to mend the difference, or to ask for a renewal, before the check fails.
Mend: Carry out the plan, or ask for a renewal with `renews`.
Bad:
    expires: 2026-12-20   # today is 2026-11-22
Good:
    {renews: W-ID-001, expires: 2027-04-01}
"""

from collections.abc import Iterator

from checker.decision_facts import WaiverFact
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "info"
ABOUT = ("waiver-expiring",)


def judge(fact: WaiverFact) -> Iterator[Violation]:
    message = f"waiver {fact.waiver} expires on {fact.day}, {_left(fact.days)}"
    yield Violation(
        message,
        f"carry out its plan, or ask in time for a new waiver with `renews: {fact.waiver}`",
        {"waiver": fact.waiver, "day": str(fact.day)},
    )


def _left(days: int) -> str:
    if days == 0:
        return "at the end of this day"
    return "1 day left" if days == 1 else f"{days} days left"
