"""A standard breaks one of its own rules.

The rule is judged for markets all the same.

Why: A rule that the standard itself breaks is a promise that no market can keep.
Mend: Correct the flow of the standard, or the rule.
Bad:
    rules: [{id: verify_first, init: verify}]   # the flow starts with greet
Good:
    rules: [{id: greet_first, init: greet}]
"""

from collections.abc import Iterator

from checker.facts import RuleFact
from checker.flow_words import breach_words, rule_words, run_words
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "error"
ABOUT = ("own-rule-broken",)


def judge(fact: RuleFact) -> Iterator[Violation]:
    breach = breach_words(fact)
    message = f"the standard breaks its own rule {fact.rule.id}: {rule_words(fact)}{'; ' if breach else ''}{breach}"
    yield Violation(message, "correct the flow of the standard, or the rule", {"rule": fact.rule.id, "run": run_words(fact)})
