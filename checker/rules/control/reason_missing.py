"""A value or a step is adapted as allowed, and nobody says why.

Why: The reason tells the global team whether the standard itself should change.
Mend: Add `because` with one of the reason types, and a note if you like.
Bad:
    session_timeout_minutes: 30
Good:
    session_timeout_minutes: {value: 30, because: {type: customer_preference, note: Long forms}}
"""

from collections.abc import Iterator

from checker.facts import EditFact, ValueFact
from checker.rules.control._words import data
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "info"
ABOUT = ("tailored", "extended", "edit-allowed")
REMEDY = "say why beside it, like `because: {type: customer_preference, note: …}`"


def judge(fact: ValueFact | EditFact) -> Iterator[Violation]:
    if fact.because is not None:
        return
    if isinstance(fact, EditFact):
        name = fact.name(fact.edit.step)
        yield Violation(f"step {name} is changed as allowed, without a reason", REMEDY, {"name": fact.id(fact.edit.step)})
    else:
        message = f"{fact.name} is adapted to {fact.local.text} without a reason"
        yield Violation(message, REMEDY, data(fact))
