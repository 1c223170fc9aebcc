"""A flow is too large to decide a rule on it.

More than 1,000,000 states of flow, loop counters and rule together.

Why: A guess would call a broken rule fine; the rule counts as not comparable until a person has looked.
Mend: Lower `max_repeats`, or split the flow.
Bad:
    {go: start, max_repeats: 99}   # in ten nested loops
Good:
    {go: start, max_repeats: 2}
"""

from collections.abc import Iterator

from checker.facts import RuleFact
from checker.flow_words import rule_words
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "warning"
ABOUT = ("rule-not-decided",)


def judge(fact: RuleFact) -> Iterator[Violation]:
    asked = f"{rule_words(fact)} (rule {fact.rule.id})"
    message = f"not decided: {asked}; the flow has too many loops to look at all runs"
    yield Violation(message, "lower `max_repeats` where loops stand inside loops, or split the flow", {"rule": fact.rule.id})
