"""A local value has not begun: its `from` lies in the future, and until then the check does not look at it.

Before that day the layer below holds: the region's value, or the standard's. Nothing is said where the reason is a duty
that comes into force on that very day: then the day is no accident.

Why: A market that runs the value already is judged by another one; and a mistyped year puts it off without a word.
Mend: Leave it, if the day is right; write the right day, or delete `from`, if the market runs it already.
Bad:
    payout_days: {value: 4, from: 2062-12-01}   # today is 2026-11-22
Good:
    payout_days: {value: 4, from: 2026-12-01}
"""

from collections.abc import Iterator

from checker.facts import DatedFact
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "info"
ABOUT = ("value-early",)
DAYS_IN_A_YEAR = 366


def judge(fact: DatedFact) -> Iterator[Violation]:
    far = ", more than a year from now" if fact.days_off > DAYS_IN_A_YEAR else ""
    slip = f"; was {fact.meant} meant?" if fact.meant is not None else ""
    message = f"{fact.name} holds only from {fact.day} on{far}; until then it is {fact.instead}{slip}"
    right = f"write {fact.meant}" if fact.meant is not None else "write the right day"
    remedy = f"leave it, if the day is right; if it is run already, delete `from` or {right}"
    yield Violation(message, remedy, {"name": fact.name, "day": fact.day.isoformat()})
