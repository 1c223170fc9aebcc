"""A duty whose value nobody has read in a source yet would be broken, or would be the only reason for a difference.

An unverified duty excuses nothing and breaks nothing; a person looks it up.

Why: Half-known law must neither open a hole in the standard nor stop a market.
Mend: Read the duty in its source, and set `evidence: verified` with the `source`.
Bad:
    {id: ID-RECORDS, bound: min, value: 60, unit: months, evidence: unverified}
Good:
    {id: ID-RECORDS, bound: min, value: 60, unit: months, evidence: verified, source: the official gazette}
"""

from collections.abc import Iterator

from checker.decision_facts import LawFact, LawReasonFact
from checker.rules.law._words import asked, data, duty_ids, reason_data, run_words
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "warning"
ABOUT = ("law-unverified", "law-reason-unverified")


def judge(fact: LawFact | LawReasonFact) -> Iterator[Violation]:
    if isinstance(fact, LawReasonFact):
        message = f"the law ({fact.duty}, {fact.citation}) would require this value of {fact.name}; nobody has verified that yet"
        yield Violation(message, _verify(fact.duty), reason_data(fact))
        return
    remedy = _verify(duty_ids(fact.duties))
    if fact.standing == "law-contradictory":
        yield Violation(
            f"no value of {fact.name} can be {asked(fact.duties)}; not all of it has been verified yet", remedy, data(fact)
        )
    elif fact.local is None:
        message = f"step {fact.name} would have to happen {asked(fact.duties)}{run_words(fact)}; nobody has verified that yet"
        yield Violation(message, remedy, data(fact))
    else:
        message = f"{fact.name} is {fact.local.text}, and would have to be {asked(fact.duties)}; nobody has verified that yet"
        yield Violation(message, remedy, data(fact))


def _verify(duties: str) -> str:
    """A duty is the global team's to verify; the market can only ask for it."""
    return (
        f"ask the global team to read {duties} in its source and to mark it `evidence: verified`; until then it excuses nothing"
    )
