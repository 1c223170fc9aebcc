"""A file, a text or the nesting is larger than what is read.

Limits: 1 MiB a file, 64 levels, 100,000 values, 64 KiB a text.

Why: Limits keep one file from stopping the check of all others.
Mend: Split or shorten the file.
Bad:
    a text of 3 MB
Good:
    a sentence
"""

from collections.abc import Iterator

from checker.facts import DocumentFact
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "error"
ABOUT = ("document-too_large",)


def judge(fact: DocumentFact) -> Iterator[Violation]:
    yield Violation(fact.fault.message, fact.fault.remedy)
