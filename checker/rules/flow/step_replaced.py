"""A step of the standard gave way to others, without leave.

A market may replace steps whose `market_may` holds `replace`. The steps in its place are reported here and nowhere
else.

Why: What was agreed for the step (its check, its wording, its record) is gone with it.
Mend: Take the step back; mark a step that means the same with `same_as`; ask for a waiver where neither will do.
Bad:
    - replace: verify_identity
      with: [{id: mx_selfie, type: bot, name: Take a selfie}]
Good:
    - replace: answer_faq   # market_may: [replace]
      with: [{id: br_answer, type: ai_agent, name: Answer, same_as: answer_faq}]
"""

from collections.abc import Iterator

from checker.facts import EditFact
from checker.rules.flow._words import instead, undo
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "severity"
ABOUT = ("step-replaced",)


def judge(fact: EditFact) -> Iterator[Violation]:
    chain = ", ".join(fact.name(step) for step in fact.edit.chain)
    old = fact.name(fact.edit.step)
    if old == chain:  # only the ids tell them apart
        old, chain = (f"{old} (`{fact.id(step)}`)" for step in (fact.edit.step, fact.edit.chain[0]))
    message = f"step {old} is replaced by {chain}"
    remedy = undo(fact, f"take `{fact.edit.step}` back into the list of steps")
    yield Violation(message, instead(fact, remedy), {"step": fact.edit.step, "chain": chain})
