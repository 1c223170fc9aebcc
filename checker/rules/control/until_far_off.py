"""A local value ends on a day so far off that nobody plans it: more than five years from now.

Most often two figures of the year are swapped. Where no end is meant, leaving `until` out says so.

Why: A pilot or an exception that ends in 2072 never ends, and nobody is reminded of it.
Mend: Write the right day; delete `until`, if the value is to stay.
Bad:
    payout_days: {value: 4, until: 2072-03-31}   # today is 2026-11-22
Good:
    payout_days: {value: 4, until: 2027-03-31}
"""

from collections.abc import Iterator

from checker.facts import FarFact
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "warning"
ABOUT = ("until-far-off",)


def judge(fact: FarFact) -> Iterator[Violation]:
    slip = f"; was {fact.meant} meant?" if fact.meant is not None else ""
    message = f"{fact.name} holds until {fact.until}, more than five years from now{slip}"
    right = f"write {fact.meant}, if it is meant" if fact.meant is not None else "write the day on which it really ends"
    remedy = f"{right}; if it is to stay, delete `until`"
    yield Violation(message, remedy, {"name": fact.name, "day": fact.until.isoformat()})
