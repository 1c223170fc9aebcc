"""A name that names nothing: a process, control, metric, step, extension point, flow rule, duty, waiver or region.

Also a name that a newer version of the standard gave up for another one, and an entry whose days are not today.

Why: A misspelt name has no effect: the market believes that it differs, and runs as the standard says.
Mend: Write the nearest known name, if it is the one that was meant, or delete the entry.
Bad:
    controls: {payout_day: 3}
Good:
    controls: {payout_days: 3}
"""

from collections.abc import Iterator

from checker.facts import UnknownFact
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "error"
ABOUT = ("unknown",)


def judge(fact: UnknownFact) -> Iterator[Violation]:
    data = {"what": fact.what, "name": fact.name, "near": fact.renamed_to or fact.near or ""}
    if fact.renamed_to:
        yield Violation(f"the {fact.what} `{fact.name}` is now called `{fact.renamed_to}`", f"write `{fact.renamed_to}`", data)
    elif fact.near:
        yield Violation(
            f"there is no {fact.what} `{fact.name}`; did you mean `{fact.near}`?",
            f"write `{fact.near}`, if it is meant",
            data,
        )
    else:
        yield Violation(f"there is no {fact.what} `{fact.name}`", "delete the entry, or correct the name", data)
