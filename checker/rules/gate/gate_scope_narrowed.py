"""A change takes away something that a market is judged on.

A market itself, or its channel, jurisdiction, profile, adopted process or confirmation. The check still judges by the
base, so that nothing disappears from sight.

Why: A breach that is no longer looked at is not mended; leaving out a channel would be the shortest way to a green check.
Mend: Put it back; where it has really ended, a waiver of category not_applicable says so for each process concerned, or
    the owner of the gate runs it once with `--allow-narrowing`.
Bad:
    channels: [email]   # the base has voice too
Good:
    channels: [voice, email]
"""

from collections.abc import Iterator, Mapping

from checker.gate_facts import Facet, NarrowingFact
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "error"
ABOUT = ("gate-scope-narrowed",)
WORDS: Mapping[Facet, str] = {
    "channel": "the channel `{name}` would be removed",
    "jurisdiction": "the jurisdiction {name} would be removed",
    "profile": "`{name}` would be removed from the profile",
    "process": "{name} would no longer be adopted",
    "confirmation": "the confirmation of {name} would be removed",
}
MAX_PROCESSES = 4


def judge(fact: NarrowingFact) -> Iterator[Violation]:
    if fact.facet == "market":
        yield _removed(fact)
        return
    what = WORDS[fact.facet].format(name=fact.name)
    processes = ", ".join(fact.processes[:MAX_PROCESSES])
    more = f" and {len(fact.processes) - MAX_PROCESSES} more" if len(fact.processes) > MAX_PROCESSES else ""
    concerned = f", so that {processes}{more} would be judged on less" if processes else ""
    remedy = "put it back; if it has really ended, ask for a waiver `not_applicable` for each process concerned, or for a run with `--allow-narrowing`"  # noqa: E501
    yield Violation(f"{what}{concerned}", remedy, {"facet": fact.facet, "name": fact.name, "processes": processes})


def _removed(fact: NarrowingFact) -> Violation:
    """A waiver for each process would be the other way out: of a market with many, nobody would go it."""
    count = len(fact.processes)
    concerned = f": its {count} process{'' if count == 1 else 'es'} would be judged no more" if count else ""
    void = ", ".join(fact.waivers)
    goes_too = f", and delete what is void without it: {void}" if void else ""
    remedy = (
        f"put {fact.folder} back; if the market has really ended, ask the owner of the gate for one run with"
        f" `--allow-narrowing`{goes_too}"
    )
    data = {"facet": fact.facet, "name": fact.name, "processes": ", ".join(fact.processes[:MAX_PROCESSES])}
    return Violation(f"the market `{fact.name}` would be removed{concerned}", remedy, data)
