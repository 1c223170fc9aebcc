"""A decision has fewer than two branches, or two with the same label.

Why: A decision with one way out decides nothing, and two equal labels cannot be told apart.
Mend: Give the decision two branches or more, each with a label of its own.
Bad:
    branches: [{label: "yes", go: close}]
Good:
    branches: [{label: "yes", go: close}, {label: "no", go: handoff}]
"""

from collections.abc import Iterator

from checker.facts import DefectFact
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "error"
ABOUT = ("flow-bad-branch",)
REMEDY = "give the decision two branches or more under `branches:`, each with a label of its own"


def judge(fact: DefectFact) -> Iterator[Violation]:
    step, labels = fact.name(fact.defect.steps[0]), ", ".join(f"“{label}”" for label in fact.defect.labels)
    message = f"{step} has the label {labels} twice" if labels else f"{step} has fewer than two branches"
    yield Violation(message, REMEDY, {"steps": ", ".join(fact.defect.steps)})
