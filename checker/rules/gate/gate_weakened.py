"""A change loosens what markets are judged by, and edits markets or waivers too.

A severity, a list of approvers, a tailoring, a range, a duty or a flow rule: what cannot be shown to ask for as much as
before counts as less.

Why: Whoever has to meet a rule must not be able to lower it in the same step: nobody would see the one behind the other.
Mend: Take the edit of the standard, catalogue or law out, and put it in a change of its own, for its owners to review.
Bad:
    # one change: markets/eu/es/refund.yaml and standards/catalogue.yaml
    customer: {weight: 5, level: warning, waiver_days: 180, approvals: [process_owner]}
Good:
    # the change of the market alone; the catalogue stays as it is
    customer: {weight: 5, level: error, waiver_days: 180, approvals: [process_owner]}
"""

from collections.abc import Iterator

from checker.gate_facts import LooseningFact
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "error"
ABOUT = ("gate-weakened",)


def judge(fact: LooseningFact) -> Iterator[Violation]:
    beside = fact.beside[0] + (f" and {len(fact.beside) - 1} more" if len(fact.beside) > 1 else "")
    message = f"{fact.what} was {fact.was} and would be {fact.now}, in a change that also edits {beside}"
    remedy = "take this edit out, and propose it in a change of its own that touches no market and no waiver"
    yield Violation(message, remedy, {"what": fact.what, "was": fact.was, "now": fact.now, "beside": beside})
