"""A newer version is enforced, and the market still runs an older one.

Why: The days to move are over; from the day in `enforced_from` an older version is a breach.
Mend: Move to the newest version.
Bad:
    adopts: {voice-support: 1.0.0}   # 1.1.0 is enforced since 2026-10-01
Good:
    adopts: {voice-support: 1.1.0}
"""

from collections.abc import Iterator

from checker.facts import VersionFact
from checker.rules.rule import RuleLevel, Violation
from checker.rules.version._words import data, move_to

LEVEL: RuleLevel = "error"
ABOUT = ("version-overdue",)


def judge(fact: VersionFact) -> Iterator[Violation]:
    since = f" since {fact.day.isoformat()}" if fact.day else ""
    message = f"{fact.process} {fact.pinned} is overdue: a newer version is enforced{since}, the newest is {fact.newest}"
    yield Violation(message, move_to(fact), data(fact))
