"""A loop has no bound.

Why: A customer could be sent round for ever, and no rule on turns or minutes can be decided.
Mend: Give one jump of the loop `max_repeats`.
Bad:
    - {label: retry, go: answer_faq}
Good:
    - {label: retry, go: answer_faq, max_repeats: 2}
"""

from collections.abc import Iterator

from checker.facts import DefectFact
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "error"
ABOUT = ("flow-unbounded-loop",)
REMEDY = "say how often it may at most, like `max_repeats: 2` on the branch that leads back"


def judge(fact: DefectFact) -> Iterator[Violation]:
    message = f"the loop {' → '.join(fact.name(step) for step in fact.defect.steps)} can go round without end"
    yield Violation(message, REMEDY, {"steps": ", ".join(fact.defect.steps)})
