"""A market adopts a version that is still a draft.

Why: A draft may change without notice, so a market that runs it runs no standard.
Mend: Adopt the newest active version, or wait for the release.
Bad:
    adopts: {refund-and-return: 3.0.0}   # status: draft
Good:
    adopts: {refund-and-return: 2.1.0}
"""

from collections.abc import Iterator

from checker.facts import VersionFact
from checker.rules.rule import RuleLevel, Violation
from checker.rules.version._words import data, move_to

LEVEL: RuleLevel = "error"
ABOUT = ("version-draft",)


def judge(fact: VersionFact) -> Iterator[Violation]:
    yield Violation(f"{fact.process} {fact.pinned} is a draft, which may still change", move_to(fact), data(fact))
