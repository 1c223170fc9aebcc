"""A local value is announced for a day to come, and the standard that the market runs will refuse it from that day on.

Until that day the layer below holds: the region's value, or the standard's. On the day itself the check fails, with the
rule that refuses the value, unless a waiver covers it by then.

Why: A check that turns red overnight, with nobody having changed anything, finds nobody prepared.
Mend: Announce a value that the standard allows, or have a waiver signed before the day.
Bad:
    payout_days: {value: 7, from: 2026-12-01}   # standard: 5, lower is stricter; today is 2026-11-22
Good:
    payout_days: {value: 4, from: 2026-12-01}
"""

from collections.abc import Iterator

from checker.facts import DatedFact
from checker.rules.control._words import data, mend, must_be
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "info"
ABOUT = ("value-refused-later",)


def judge(fact: DatedFact) -> Iterator[Violation]:
    if fact.refused is None:
        return
    slip = f" (was {fact.meant} meant?)" if fact.meant is not None else ""
    message = f"from {fact.day} on{slip} this breaks the standard: {must_be(fact.refused)}; until then it is {fact.instead}"
    remedy = f"before {fact.day}: {mend(fact.refused)}"
    yield Violation(message, remedy, {**data(fact.refused), "day": fact.day.isoformat()})
