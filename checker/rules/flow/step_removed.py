"""A step of the standard is left out without leave.

A market may leave out steps whose `market_may` holds `skip`.

Why: Every step that may not be skipped guards something: a check, a notice, a record.
Mend: Take the step back in; ask for a waiver where the market cannot.
Bad:
    - skip: verify_identity
Good:
    (no change; verify_identity stays)
"""

from collections.abc import Iterator

from checker.facts import EditFact
from checker.flow_words import where
from checker.rules.flow._words import instead, undo
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "severity"
ABOUT = ("step-removed",)


def judge(fact: EditFact) -> Iterator[Violation]:
    step = fact.name(fact.edit.step)
    stood = where(fact, fact.edit.was)
    message = f"step {step} is left out{f' ({stood} in the standard)' if stood else ''}"
    yield Violation(
        message,
        instead(fact, undo(fact, f"take `{fact.id(fact.edit.step)}` back into the list of steps")),
        {"step": fact.id(fact.edit.step)},
    )
