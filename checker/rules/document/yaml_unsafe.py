"""A file uses a part of YAML that is not read here.

Values that start with `&`, `*` or `!` (anchors, aliases, tags), lines that start with `%`, a second document, keys that
are not text, invisible control characters, bytes that are no UTF-8, and numbers that cannot be compared.

Why: Such parts can hide what a file says, exhaust a machine or run code in other tools; a standard needs none of them.
Mend: Write the value out where it is needed.
Bad:
    limits: &limits {min: 1}
Good:
    limits: {min: 1}
"""

from collections.abc import Iterator

from checker.facts import DocumentFact
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "error"
ABOUT = ("document-unsafe",)


def judge(fact: DocumentFact) -> Iterator[Violation]:
    yield Violation(fact.fault.message, fact.fault.remedy)
