"""An active standard's process is not named in the catalogue, so that it is due nowhere.

Markets may adopt such a process all the same: it counts as optional.

Why: A standard that nobody has to follow, because a line was forgotten, looks like one that everybody follows.
Mend: Name it under `processes` in the catalogue, with when it is due, or with `optional`.
Bad:
    processes: {refund-and-return: {due: always}}   # there is a standard of voice-support too
Good:
    processes: {refund-and-return: {due: always}, voice-support: {due: {channels: [voice]}}}
"""

from collections.abc import Iterator

from checker.facts import UnlistedFact
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "info"
ABOUT = ("not-in-catalogue",)


def judge(fact: UnlistedFact) -> Iterator[Violation]:
    message = f"{fact.process} is not named in the catalogue, and is due in no market"
    remedy = f"write `{fact.process}: {{due: always}}` under `processes` in standards/catalogue.yaml, or `{{due: optional}}`"
    yield Violation(message, remedy, {"process": fact.process})
