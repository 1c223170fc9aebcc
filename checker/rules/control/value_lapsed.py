"""A local value has ended: its `until` lies in the past, and the check does not look at it any more.

From the day after `until` the layer below holds: the region's value, or the standard's. A mistyped year looks the same.

Why: A market that believes in a value which the check no longer reads is judged by another one than it runs.
Mend: Delete the entry, if it has really ended; write the right day, if the year is mistyped.
Bad:
    payout_days: {value: 4, until: 2025-03-31}   # today is 2026-11-22
Good:
    payout_days: {value: 4, until: 2027-03-31}
"""

from collections.abc import Iterator

from checker.facts import DatedFact
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "warning"
ABOUT = ("value-lapsed",)


def judge(fact: DatedFact) -> Iterator[Violation]:
    message = f"{fact.name} held until {fact.day} and is not looked at any more; since then it is {fact.instead}"
    remedy = "delete the entry, if it has really ended; if it is still run, write a later day for `until`"
    yield Violation(message, remedy, {"name": fact.name, "day": fact.day.isoformat()})
