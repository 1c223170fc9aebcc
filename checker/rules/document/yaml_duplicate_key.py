"""A key is given twice in one place.

Most readers keep the last one silently; which of the two was meant cannot be told.

Why: A value that somebody wrote is lost without a word.
Mend: Keep one of the two lines.
Bad:
    controls:
      payout_days: 3
      payout_days: 7
Good:
    controls:
      payout_days: 3
"""

from collections.abc import Iterator

from checker.facts import DocumentFact
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "error"
ABOUT = ("document-duplicate_key",)


def judge(fact: DocumentFact) -> Iterator[Violation]:
    yield Violation(fact.fault.message, fact.fault.remedy)
