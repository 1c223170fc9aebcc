"""A step stands where the standard has no extension point.

Steps may be added at extension points, as many and of the types that they allow.

Why: An extra step on the way makes the process longer or pushes customers aside, and no rule of the standard knows it.
Mend: Move the step to an extension point, or remove it; ask for a waiver where neither will do.
Bad:
    - insert: {id: no_upsell, type: bot, name: Offer a voucher}
      after: verify_identity
Good:
    - insert: {id: no_bank_id, type: system, name: Log in with the bank}
      at: before_request
"""

from collections.abc import Iterator

from checker.facts import EditFact
from checker.flow_words import on_route, where
from checker.rules.flow._words import instead, points, undo
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "severity"
ABOUT = ("step-added",)


def judge(fact: EditFact) -> Iterator[Violation]:
    step = fact.name(fact.edit.step)
    place = where(fact, fact.edit.place)
    message = f"extra step {step} {place}{on_route(fact)}, where the standard has no place for local steps".replace("  ", " ")
    moved, removed = points(fact), undo(fact, "take the step out")
    remedy = instead(fact, f"{moved}, or {removed}" if moved else removed)
    yield Violation(message, remedy, {"step": fact.id(fact.edit.step), "place": place})
