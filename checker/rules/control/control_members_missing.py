"""Members of the standard's list are missing.

Why: The list names what must be covered everywhere, such as cases that go to a person at once; a market may only add
to it.
Mend: Add the missing members back.
Bad:
    priority_triggers: [safety, minors]   # standard: [safety, fraud]
Good:
    priority_triggers: [safety, fraud, minors]
"""

from collections.abc import Iterator

from checker.facts import ValueFact
from checker.model.amount import members_text
from checker.rules.control._words import data, mend
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "severity"
ABOUT = ("members_missing",)


def judge(fact: ValueFact) -> Iterator[Violation]:
    missing = members_text(fact.judgement.members)
    are = "is" if len(fact.judgement.members) == 1 else "are"
    message = f"{fact.name} must keep all that the standard lists; {missing} {are} missing"
    yield Violation(message, mend(fact, f"add {missing} to the list"), {**data(fact), "missing": missing})
