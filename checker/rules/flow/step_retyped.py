"""A step is done by someone or something else than in the standard, without leave.

Why: Who acts is what the customer meets: a person where the standard promises one, a machine where it says so.
Mend: Give the step its type back; ask for a waiver where the market cannot.
Bad:
    - tune: answer
      set: {type: ai_agent}   # standard: human
Good:
    (no change)
"""

from collections.abc import Iterator

from checker.facts import EditFact
from checker.flow_words import type_words
from checker.rules.flow._words import instead
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "severity"
ABOUT = ("step-retyped",)


def judge(fact: EditFact) -> Iterator[Violation]:
    difference = fact.edit.differences[0]
    standard, local = type_words(difference.standard), type_words(difference.local)
    message = f"{fact.name(fact.edit.step)} must be the work of {standard}, not of {local}"
    yield Violation(
        message,
        instead(fact, f"write `type: {difference.standard}`"),
        {"step": fact.edit.step, "expected": standard, "actual": local},
    )
