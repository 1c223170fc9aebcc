"""An added step looks like one that was left out.

Steps are matched by id, then by `same_as`; nothing else matches, so this is a hint and decides nothing.

Why: A renamed step counts as one left out and one added, though it may mean the same.
Mend: If it means the same, add `same_as`; then rules, tags and parameters of the step hold for it.
Bad:
    - {id: es_verify, type: bot, name: Verify identity}
Good:
    - {id: es_verify, type: bot, name: Verify identity, same_as: verify_identity}
"""

from collections.abc import Iterator

from checker.facts import RenameFact
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "info"
ABOUT = ("looks-renamed",)


def judge(fact: RenameFact) -> Iterator[Violation]:
    message = f"step ‘{fact.added_name}’ looks like ‘{fact.removed_name}’ of the standard, which is missing here"
    yield Violation(
        message,
        f"write `same_as: {fact.removed}`, if it means the same",
        {"added": fact.added, "removed": fact.removed},
    )
