"""A waiver has more waivers before it than the catalogue allows.

Each `renews` counts back one. Such a waiver waives nothing.

Why: What is excepted year after year is a question to the standard, not to the approvers.
Mend: Mend the difference, or ask the global team to change the standard.
Bad:
    {id: W-ID-004, renews: W-ID-003}   # which renews W-ID-002, which renews W-ID-001
Good:
    {id: W-ID-003, renews: W-ID-002}
"""

from collections.abc import Iterator

from checker.decision_facts import WaiverFact
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "error"
ABOUT = ("waiver-renewed-too-often",)


def judge(fact: WaiverFact) -> Iterator[Violation]:
    message = f"waiver {fact.waiver} is renewed {fact.detail}"
    yield Violation(
        message,
        "mend the difference, or ask the global team to change the standard",
        {"waiver": fact.waiver, "detail": fact.detail},
    )
