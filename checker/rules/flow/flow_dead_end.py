"""From a step no run can ever end.

Why: A customer who gets there is stuck.
Mend: Lead a way from the step to an end.
Bad:
    go: itself
Good:
    go: close
"""

from collections.abc import Iterator

from checker.facts import DefectFact
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "error"
ABOUT = ("flow-dead-end",)
REMEDY = "lead a way from the step to an end, with `go:` or a branch"


def judge(fact: DefectFact) -> Iterator[Violation]:
    message = f"from {fact.name(fact.defect.steps[0])} no run can end"
    yield Violation(message, REMEDY, {"steps": ", ".join(fact.defect.steps)})
