"""A process that is due, or that a market varies, is not adopted.

The catalogue says which processes are due: always, or where a market offers a channel. A not-applicable claim is a
waiver with `elements: [process]`.

Why: A process that nobody adopted is run in some way that nobody has compared with the standard.
Mend: Add the process to `adopts`, or ask for a waiver that it does not apply.
Bad:
    adopts: {}
Good:
    adopts: {voice-support: 1.1.0}
"""

from collections.abc import Iterator

from checker.facts import AdoptionFact
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "error"
ABOUT = ("not-adopted",)


def judge(fact: AdoptionFact) -> Iterator[Violation]:
    version = f"{fact.process}: {fact.newest}" if fact.newest else fact.process
    remedy = f"add `{version}` under `adopts`"
    if fact.reason == "variant":
        message = f"{fact.process} has a file of its own here, and is not adopted"
        yield Violation(message, f"{remedy} in market.yaml, or delete the file")
        return
    because = f" where {' or '.join(fact.channels)} is offered" if fact.channels else ""
    message = f"{fact.process} is due{because} and not adopted"
    yield Violation(message, f"{remedy} in market.yaml, or ask for a waiver that it does not apply", {"process": fact.process})
