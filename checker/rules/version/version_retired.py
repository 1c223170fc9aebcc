"""A market adopts a version that is retired.

Why: Nobody maintains a retired version; what it allows may no longer be allowed.
Mend: Move to the newest active version.
Bad:
    adopts: {refund-and-return: 1.0.0}   # status: retired
Good:
    adopts: {refund-and-return: 2.1.0}
"""

from collections.abc import Iterator

from checker.facts import VersionFact
from checker.rules.rule import RuleLevel, Violation
from checker.rules.version._words import data, move_to

LEVEL: RuleLevel = "error"
ABOUT = ("version-retired",)


def judge(fact: VersionFact) -> Iterator[Violation]:
    yield Violation(f"{fact.process} {fact.pinned} is retired, and nobody maintains it", move_to(fact), data(fact))
