"""A name that names nothing: a process, control, metric, step, extension point, flow rule, duty, waiver or region.

Also a name that a newer version of the standard gave up for another one, and an entry whose days are not today.

Why: A misspelt name has no effect: the market believes that it differs, and runs as the standard says.
Mend: Write the nearest known name, if it is the one that was meant, or delete the entry.
Bad:
    controls: {payout_day: 3}
Good:
    controls: {payout_days: 3}
"""

from collections.abc import Iterator, Mapping

from checker.facts import UnknownFact
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "error"
ABOUT = ("unknown",)
MEANWHILE: Mapping[str, str] = {
    "control": ", so that its value is ignored",
    "metric": ", so that its target is ignored",
    "duty": ", so that the reason counts for nothing",
}
"""What follows as long as the name stays wrong."""
MOST_KNOWN = 8


def judge(fact: UnknownFact) -> Iterator[Violation]:
    data = {"what": fact.what, "name": fact.name, "near": fact.renamed_to or fact.near or ""}
    meanwhile = f", so that {fact.holder} excuses nothing" if fact.holder else MEANWHILE.get(fact.what, "")
    missing = f"there is no {fact.what} `{fact.name}`{meanwhile}"
    if fact.renamed_to:
        remedy = f"write `{fact.renamed_to}`, as `checker fix` does" if fact.what in MEANWHILE else f"write `{fact.renamed_to}`"
        yield Violation(f"the {fact.what} `{fact.name}` is now called `{fact.renamed_to}`", remedy, data)
    elif fact.holder:
        written = f"write `{fact.near}`" if fact.near else f"correct the name{_known(fact)}"
        yield Violation(missing, f"delete {fact.holder} if `{fact.name}` has ended; if it is a slip, {written}", data)
    elif fact.near:
        fixed = "; `checker fix` writes it" if fact.is_sure else ""
        yield Violation(f"{missing}; did you mean `{fact.near}`?", f"write `{fact.near}`, if it is meant{fixed}", data)
    else:
        yield Violation(missing, f"delete the entry, or correct the name{_known(fact)}", data)


def _known(fact: UnknownFact) -> str:
    """The names that would do, in the order in which they stand."""
    if not fact.known:
        return ""
    rest = len(fact.known) - MOST_KNOWN
    shown = ", ".join(f"`{name}`" for name in fact.known[:MOST_KNOWN])
    return f": there is {shown}{f' and {rest} more' if rest > 0 else ''}"
