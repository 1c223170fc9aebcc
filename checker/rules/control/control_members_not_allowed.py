"""A list has members that the standard's list lacks.

Why: The list names all that is allowed, such as what an AI agent may do alone; a market may only leave members out.
Mend: Remove the members that the message names.
Bad:
    agent_actions: [refund, ban]   # standard: [refund, reship]
Good:
    agent_actions: [refund]
"""

from collections.abc import Iterator

from checker.facts import ValueFact
from checker.model.amount import members_text
from checker.rules.control._words import data, mend
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "severity"
ABOUT = ("members_not_allowed",)


def judge(fact: ValueFact) -> Iterator[Violation]:
    extra = members_text(fact.judgement.members)
    are = "is" if len(fact.judgement.members) == 1 else "are"
    message = f"{fact.name} may only hold what the standard lists; {extra} {are} not allowed"
    yield Violation(message, mend(fact, f"take {extra} out of the list"), {**data(fact), "extra": extra})
