"""A value or an edit goes beyond what its waiver accepts.

The waiver waives nothing on that element: the finding is open again, as if there were none.

Why: A waived 60 must never become an unseen 90, nor a waived move a removal.
Mend: Go back to what was accepted, or ask for a waiver that reaches as far.
Bad:
    record_months: 90   # the waiver accepts at_most: 60
Good:
    record_months: 60
"""

from collections.abc import Iterator

from checker.decision_facts import WaiverFact
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "error"
ABOUT = ("waiver-exceeded",)


def judge(fact: WaiverFact) -> Iterator[Violation]:
    message = f"waiver {fact.waiver} accepts {fact.detail}, not {fact.found}"
    yield Violation(
        message,
        "go back to what the waiver accepts, or ask for a new waiver that reaches as far (`checker waivers new`)",
        {"waiver": fact.waiver, "detail": fact.detail, "found": fact.found},
    )
