"""A step stands in another place than in the standard, without leave.

A market may move steps whose `market_may` holds `move`; the rules of the flow must still hold.

Why: Order is often the point: identity before money, the notice before the recording.
Mend: Put the step back; ask for a waiver where the market cannot.
Bad:
    - move: verify_identity
      after: issue_refund
Good:
    (no change)
"""

from collections.abc import Iterator

from checker.facts import EditFact
from checker.flow_words import on_route, where
from checker.rules.flow._words import instead, undo
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "severity"
ABOUT = ("step-moved",)


def judge(fact: EditFact) -> Iterator[Violation]:
    step, now, was = fact.name(fact.edit.step), where(fact, fact.edit.place), where(fact, fact.edit.was)
    message = f"step {step} now stands {now}{on_route(fact)}; in the standard {was}"
    yield Violation(message, instead(fact, undo(fact, f"put it back {was}")), {"step": fact.edit.step, "now": now, "was": was})
