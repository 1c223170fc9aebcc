"""An entry repeats the standard's value.

Deleting it would change nothing, on any day.

Why: A variant should hold what differs; what repeats the standard must be changed twice with each release.
Mend: Delete the entry.
Bad:
    recording_notice: true   # standard: true
Good:
    (no entry)
"""

from collections.abc import Iterator

from checker.facts import ValueFact
from checker.rules.control._words import data
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "info"
ABOUT = ("redundant",)


def judge(fact: ValueFact) -> Iterator[Violation]:
    message = f"{fact.name} repeats the standard's {fact.requirement.amount.text}"
    whose = "the markets of the region then follow" if fact.layer == "region" else "the market then follows"
    yield Violation(message, f"delete the entry; {whose} the standard by itself", data(fact))
