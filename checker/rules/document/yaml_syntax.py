"""A file is no YAML, or cannot be read at all.

Why: Nothing in the file can be checked, so its market or process counts as not checked.
Mend: Go to the line and column and write what the message proposes. Indent with spaces, close every bracket and quote.
Bad:
    channels: [voice, live_chat
Good:
    channels: [voice, live_chat]
"""

from collections.abc import Iterator

from checker.facts import DocumentFact
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "error"
ABOUT = ("document-syntax",)


def judge(fact: DocumentFact) -> Iterator[Violation]:
    yield Violation(fact.fault.message, fact.fault.remedy)
