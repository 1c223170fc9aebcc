"""A value that a market or its region set breaks a duty in force.

Every duty that binds the market must hold, whatever the standard allows. No waiver covers this.

Why: No standard and no waiver of ours can allow what the law forbids.
Mend: Write what the duty asks. Where the standard forbids that, give the duty as the reason: `law_requires`.
Bad:
    record_months: 24   # ID-RECORDS asks for at least 60 months
Good:
    record_months: {value: 60, because: {type: law_requires, law: ID-RECORDS}}
"""

from collections.abc import Iterator

from checker.decision_facts import LawFact
from checker.model.documents import ReasonType
from checker.rules.law._words import asked, data, run_words
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "error"
ABOUT = ("law-broken",)


def judge(fact: LawFact) -> Iterator[Violation]:
    if fact.local is None:
        message = f"step {fact.name} must happen {asked(fact.duties)}{run_words(fact)}"
        yield Violation(message, f"keep step {fact.name} on every run", data(fact))
        return
    where = " in the region's file" if fact.layer == "region" else ""
    remedy = f"change it to {' and '.join(duty.asks for duty in fact.duties)}{where}"
    message = f"{fact.name} must be {asked(fact.duties)}, not {fact.local.text}"
    yield Violation(message, f"{remedy}{_reason(fact)}", data(fact))


def _reason(fact: LawFact) -> str:
    """What the reason should say, or that the one that is given does not help."""
    if fact.because is not None and fact.because.type is not ReasonType.LAW_REQUIRES:
        return f"; the reason `{fact.because.type}` explains the difference and does not excuse it"
    if fact.because is not None:
        return "; a reason of law excuses only what a duty in force leaves no choice in"
    return f", with `because: {{type: law_requires, law: {fact.duties[0].id}}}`"
