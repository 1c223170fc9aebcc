"""The number of a standard's version grows by less than its changes need.

A version is compared with the next lower one that is no draft. Major: something that a market has today may be refused,
or something locked, a step or a rule comes, goes or changes. Minor: only more is allowed, markets inherit another value,
or a control or metric comes. Patch: only words change.

Why: Markets trust the number to tell whether they may follow without looking.
Mend: Give the version the number that its changes need; `checker standard diff` lists them all.
Bad:
    version: 1.1.0   # payout_days was at most 5, and is at most 3
Good:
    version: 2.0.0
"""

from collections.abc import Iterator

from checker.evolution_facts import BumpFact
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "error"
ABOUT = ("version-too-small",)


def judge(fact: BumpFact) -> Iterator[Violation]:
    diff = fact.diff
    needing = [change for change in diff.changes if change.bump is diff.required]
    first, more = needing[0], len(needing) - 1
    rest = f", and {more} more" if more else ""
    message = (
        f"{diff.process} {diff.new} needs a {diff.required.word} version after {diff.old}: "
        f"{first.element} ({first.text}){rest}; {first.why}"
    )
    remedy = f"number it as a {diff.required.word} version, or take the change back; "
    remedy += f"`checker standard diff {diff.process} {diff.old} {diff.new}` lists all changes"
    data = {"process": diff.process, "old": str(diff.old), "new": str(diff.new), "required": diff.required.word}
    yield Violation(message, remedy, data)
