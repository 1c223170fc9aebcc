"""A rule of the flow does not hold on every run.

Rules are judged over all runs of the market's flow, exactly; the finding shows the shortest run that breaks the rule.

Why: One run that breaks the rule is a customer to whom it happens.
Mend: Change the flow so that no run breaks the rule; the run in the message shows how it can.
Bad:
    - move: verify_identity
      after: issue_refund   # rule: precedence: [verify_identity, issue_refund]
Good:
    (verify_identity before issue_refund)
"""

from collections.abc import Iterator

from checker.facts import RuleFact
from checker.flow_words import breach_words, rule_words, run_words
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "severity"
ABOUT = ("rule-broken",)


def judge(fact: RuleFact) -> Iterator[Violation]:
    what = f"{rule_words(fact)} (rule {fact.rule.id})"
    breach = breach_words(fact)
    remedy = "undo the change that lets this run happen, or change the flow so that no run breaks the rule"
    remedy += ", or ask for a waiver" if fact.rule.waivable else "; this rule cannot be waived"
    yield Violation(f"{what}; {breach}" if breach else what, remedy, {"rule": fact.rule.id, "run": run_words(fact)})
