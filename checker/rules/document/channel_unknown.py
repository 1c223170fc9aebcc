"""A channel that nothing else knows, and that looks like one that is known.

Looked for in markets, in the catalogue and in standards. A channel that is like no other is taken as it is written: a
market may offer one that no standard speaks of.

Why: A channel says which processes are due; under a misspelt one they are not due, and nobody notices.
Mend: Write the known channel, if it is the one that was meant.
Bad:
    channels: [voise, email]
Good:
    channels: [voice, email]
"""

from collections.abc import Iterator

from checker.facts import ChannelFact
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "warning"
ABOUT = ("channel-unknown",)


def judge(fact: ChannelFact) -> Iterator[Violation]:
    message = f"nothing else knows a channel `{fact.word}`; did you mean `{fact.near}`?"
    remedy = f"write `{fact.near}`, if it is meant: what is due on `{fact.near}` is not due on `{fact.word}`"
    yield Violation(message, remedy, {"name": fact.word, "near": fact.near})
