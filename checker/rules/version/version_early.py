"""A market adopts a version before the day from which it may.

Why: Until that day the version is not in effect, and others are not ready for it.
Mend: Adopt it on the day, or ask the global team to bring the day forward.
Bad:
    adopts: {voice-support: 1.1.0}   # effective from 2027-06-01
Good:
    adopts: {voice-support: 1.0.0}
"""

from collections.abc import Iterator

from checker.facts import VersionFact
from checker.rules.rule import RuleLevel, Violation
from checker.rules.version._words import data

LEVEL: RuleLevel = "warning"
ABOUT = ("version-early",)


def judge(fact: VersionFact) -> Iterator[Violation]:
    day = fact.day.isoformat() if fact.day else "later"
    message = f"{fact.process} {fact.pinned} is in effect only from {day} on"
    yield Violation(message, "keep the version before it until that day", data(fact))
