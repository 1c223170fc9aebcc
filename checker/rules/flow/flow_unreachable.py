"""A step can never be reached.

Why: A step that nobody reaches is a promise that nobody keeps.
Mend: Lead a branch or a `go` to the step, or remove it.
Bad:
    - {id: lost, type: bot, name: Never reached}   # after an end
Good:
    (lead a branch to it)
"""

from collections.abc import Iterator

from checker.facts import DefectFact
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "error"
ABOUT = ("flow-unreachable",)
REMEDY = "lead a branch or a `go:` to the step, or remove it"


def judge(fact: DefectFact) -> Iterator[Violation]:
    message = f"no run reaches {fact.name(fact.defect.steps[0])}"
    yield Violation(message, REMEDY, {"steps": ", ".join(fact.defect.steps)})
