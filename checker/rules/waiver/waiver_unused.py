"""A waiver matches nothing that was found.

What it was for is mended, or it names another element, market, process or range of versions than was meant.

Why: A waiver that lies about is ready for the next breach, which nobody has looked at.
Mend: Delete it, or correct what it names.
Bad:
    elements: [control:payout_days]   # which is as in the standard
Good:
    elements: [control:record_months]
"""

from collections.abc import Iterator

from checker.decision_facts import WaiverFact
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "warning"
ABOUT = ("waiver-unused",)


def judge(fact: WaiverFact) -> Iterator[Violation]:
    message = f"waiver {fact.waiver} waives nothing: nothing was found that it is for"
    yield Violation(
        message,
        "delete the waiver, or correct its `elements` or its versions (`standard`)",
        {"waiver": fact.waiver, "found": fact.found},
    )
