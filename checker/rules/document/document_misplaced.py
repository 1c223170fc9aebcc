"""A file lies where none belongs, or its ids are not those of its place.

A standard's folder is named after its process and its file after its version; a market's folder after its id, and the
folder above after its region. Two documents that claim one id, a `.yml` file, and a link that leaves the workspace are
found too.

Why: A file that nobody looks for is left out silently, and two files with one id hide each other.
Mend: Move or rename the file, or correct the id in it.
Bad:
    markets/eu/es/market.yaml with `market: pt`
Good:
    markets/eu/es/market.yaml with `market: es`
"""

from collections.abc import Iterator

from checker.facts import DocumentFact
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "error"
ABOUT = ("document-misplaced",)


def judge(fact: DocumentFact) -> Iterator[Violation]:
    yield Violation(fact.fault.message, fact.fault.remedy)
