"""The standard itself breaks a duty that binds the market, or two duties leave no value that meets both.

The market did nothing wrong: this is for the global team. Where duties contradict one another, the finding stands at
the market's country and names them; until a person has decided, no other law finding on that element is made.

Why: A market that follows the standard word for word should never break its law by doing so.
Mend: The global team changes the standard; until then the market sets what the duty asks, with `law_requires`.
Bad:
    record_months: {value: 24, tailoring: within, allowed: {max: 36}}   # the standard; ID-RECORDS asks for 60
Good:
    record_months: {value: 60, because: {type: law_requires, law: ID-RECORDS}}   # the market's file
"""

from collections.abc import Iterator

from checker.decision_facts import LawFact
from checker.rules.law._words import asked, data, run_words
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "warning"
ABOUT = ("law-broken-by-standard", "law-contradictory")


def judge(fact: LawFact) -> Iterator[Violation]:
    if fact.standing == "law-contradictory":
        message = f"no value of {fact.name} can be {asked(fact.duties)}"
        yield Violation(message, "the global team decides with legal which duty holds here", data(fact))
    elif fact.local is None:
        message = f"step {fact.name} must happen {asked(fact.duties)}, and the standard does not see to it{run_words(fact)}"
        yield Violation(message, f"the global team puts step {fact.name} on every run; until then the market adds it", data(fact))
    else:
        message = f"{fact.name} must be {asked(fact.duties)}, and the standard says {fact.local.text}"
        reason = f"`because: {{type: law_requires, law: {fact.duties[0].id}}}`"
        remedy = f"the global team looks at the standard; until then the market writes what the duty asks, with {reason}"
        yield Violation(message, remedy, data(fact))
