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
        message = f"duty {fact.duty} would require this value of {fact.name}, and nobody has verified it ({fact.citation})"
        yield Violation(message, f"have {fact.duty} read in its source and marked `evidence: verified`", reason_data(fact))
        return
    remedy = f"have {duty_ids(fact.duties)} read in its source and marked `evidence: verified`"
    if fact.standing == "law-contradictory":
        yield Violation(f"no value of {fact.name} can be {asked(fact.duties)}; not all of it is verified", remedy, data(fact))
    elif fact.local is None:
        message = f"step {fact.name} would have to happen {asked(fact.duties)}, which is not verified{run_words(fact)}"
        yield Violation(message, remedy, data(fact))
    else:
        message = f"{fact.name} would have to be {asked(fact.duties)}, which is not verified, and is {fact.local.text}"
        yield Violation(message, remedy, data(fact))
