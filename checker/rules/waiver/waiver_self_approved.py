"""A waiver is signed by the one who asks for it, or who leads the market or the region.

Such a waiver waives nothing.

Why: Whoever needs an exception cannot be the one who grants it.
Mend: Let someone else on the approvers' list sign in that role.
Bad:
    requested_by: lead-id@example.com
    approvals: [{by: lead-id@example.com, role: process_owner, signed_on: 2026-10-04}]
Good:
    requested_by: lead-id@example.com
    approvals: [{by: cx-owner@example.com, role: process_owner, signed_on: 2026-10-04}]
"""

from collections.abc import Iterator

from checker.decision_facts import WaiverFact
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "error"
ABOUT = ("waiver-self-approved",)


def judge(fact: WaiverFact) -> Iterator[Violation]:
    message = f"waiver {fact.waiver} is signed by {fact.detail}"
    yield Violation(
        message,
        "let somebody else sign whom standards/catalogue.yaml lists for the role",
        {"waiver": fact.waiver, "detail": fact.detail},
    )
