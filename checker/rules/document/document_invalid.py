"""A document does not have the shape that its kind has.

An unknown key, a missing key, a value of the wrong type, or two keys that exclude each other. All faults of a file are
reported at once; the other files are checked.

Why: What cannot be read for certain is not guessed at: the process or market counts as not checked.
Mend: Go to the key; the message names what is allowed and the nearest known key.
Bad:
    contols: {payout_days: 3}
Good:
    controls: {payout_days: 3}
"""

from collections.abc import Iterator

from checker.facts import DocumentFact
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "error"
ABOUT = ("document-invalid",)


def judge(fact: DocumentFact) -> Iterator[Violation]:
    yield Violation(fact.fault.message, fact.fault.remedy)
