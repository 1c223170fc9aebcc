"""A newer version is active, and is not enforced yet.

Why: There is time to move, and the report says how much.
Mend: Plan the move before the day that the message names.
Bad:
    adopts: {voice-support: 1.0.0}   # 1.1.0 is enforced from 2027-01-01
Good:
    adopts: {voice-support: 1.1.0}
"""

from collections.abc import Iterator

from checker.facts import VersionFact
from checker.rules.rule import RuleLevel, Violation
from checker.rules.version._words import data, move_to

LEVEL: RuleLevel = "info"
ABOUT = ("version-behind", "version-deprecated")


def judge(fact: VersionFact) -> Iterator[Violation]:
    if fact.newest is None:
        message = f"{fact.process} {fact.pinned} is on its way out (deprecated), with no newer version yet"
        yield Violation(message, "nothing has to be done yet; ask the global team what will replace it", data(fact))
        return
    days = "1 day" if fact.days_left == 1 else f"{fact.days_left} days"
    left = f", {days} left" if fact.days_left is not None else ""
    day = f" and enforced from {fact.day.isoformat()}{left}" if fact.day else ""
    yield Violation(f"{fact.process} {fact.pinned} is behind: {fact.newest} is active{day}", move_to(fact), data(fact))
