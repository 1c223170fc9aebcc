"""A waiver is for something that the standard says nobody may waive.

Why: A few promises hold everywhere, whoever asks.
Mend: Keep to the standard, and delete the waiver.
Bad:
    elements: [rule:reach_human]   # the standard: waivable: false
Good:
    elements: [step:verify_identity]
"""

from collections.abc import Iterator

from checker.decision_facts import WaiverFact
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "error"
ABOUT = ("waiver-not-waivable",)


def judge(fact: WaiverFact) -> Iterator[Violation]:
    message = f"waiver {fact.waiver} is for {fact.detail}, which the standard says cannot be waived"
    yield Violation(message, "follow the standard, and delete the waiver", {"waiver": fact.waiver, "detail": fact.detail})
