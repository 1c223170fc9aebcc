"""A step at an extension point is one too many, or of a type that the point does not allow.

Why: Extension points are where markets legitimately differ; their limits keep the process recognisable.
Mend: Keep to the number and types that the extension point allows, or ask for a waiver.
Bad:
    - insert: {id: br_agent, type: human, name: Ask the team}
      at: before_request   # types: [bot, system]
Good:
    - insert: {id: br_cpf, type: system, name: Check the CPF number}
      at: before_request
"""

from collections.abc import Iterator

from checker.facts import EditFact
from checker.flow_words import type_words
from checker.rules.flow._words import instead
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "severity"
ABOUT = ("extension-not-allowed",)


def judge(fact: EditFact) -> Iterator[Violation]:
    step, point = fact.name(fact.edit.step), fact.name(fact.edit.point or "")
    if fact.edit.reason == "type":
        message = (
            f"{step} is the work of {type_words(fact.step_type)}, which the place for local steps after {point} does not take"
        )
    else:
        message = f"{step} is one step too many at the place for local steps after {point}"
    limit = f"keep to what the place takes: {fact.limit}" if fact.limit else "keep to what the place takes"
    yield Violation(message, instead(fact, limit), {"step": fact.id(fact.edit.step)})
