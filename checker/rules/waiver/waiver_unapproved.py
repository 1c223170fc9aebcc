"""A role that must sign a waiver has not, or someone signs who may not.

The severities of the elements say which roles must sign; the catalogue says who may. A signature counts from its day
on.

Why: An exception that nobody granted is a breach with a file beside it.
Mend: Ask the approvers for their signature.
Bad:
    approvals: []
Good:
    approvals: [{by: cx-owner@example.com, role: process_owner, signed_on: 2026-10-04}]
"""

from collections.abc import Iterator

from checker.decision_facts import WaiverFact
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "error"
ABOUT = ("waiver-unapproved",)


def judge(fact: WaiverFact) -> Iterator[Violation]:
    message = f"waiver {fact.waiver} is not approved: {fact.detail}"
    yield Violation(
        message,
        "have it signed by somebody whom standards/catalogue.yaml lists for the role",
        {"waiver": fact.waiver, "detail": fact.detail},
    )
