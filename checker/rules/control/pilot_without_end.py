"""A pilot has no last day.

Why: A pilot that never ends is a deviation that nobody decided on.
Mend: Add `until` to the value.
Bad:
    reply_minutes: {value: 5, because: {type: pilot}}
Good:
    reply_minutes: {value: 5, until: 2027-03-31, because: {type: pilot}}
"""

from collections.abc import Iterator

from checker.facts import PilotFact
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "warning"
ABOUT = ("pilot-without-end",)


def judge(fact: PilotFact) -> Iterator[Violation]:
    remedy = "add the day on which it ends beside the value, like `until: 2027-03-31`"
    yield Violation(f"the pilot on {fact.name} has no last day", remedy, {"name": fact.name})
