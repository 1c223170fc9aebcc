"""A market adopts a version that does not exist.

Why: The process cannot be compared with anything and counts as not checked.
Mend: Adopt a version that exists.
Bad:
    adopts: {refund-and-return: 2.0.9}
Good:
    adopts: {refund-and-return: 2.1.0}
"""

from collections.abc import Iterator

from checker.facts import VersionFact
from checker.rules.rule import RuleLevel, Violation
from checker.rules.version._words import data, move_to

LEVEL: RuleLevel = "error"
ABOUT = ("version-unknown",)


def judge(fact: VersionFact) -> Iterator[Violation]:
    near = f"; did you mean {fact.near}?" if fact.near else ""
    yield Violation(f"{fact.process} has no version {fact.pinned}{near}", move_to(fact), data(fact))
