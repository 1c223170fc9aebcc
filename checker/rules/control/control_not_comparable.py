"""A value cannot be compared with the standard, and a person must look.

Business days, months and money convert to nothing else; a pair of joint controls may be looser in one value and
stricter in the other; the standard may have no value for the currency of the market; a duty may be written in another
unit than the value.

Why: A guess would call a breach fine, or a fine value a breach.
Mend: Write the value in the standard's unit, or let the process owner decide and record a waiver.
Bad:
    answer_days: {value: 30, unit: business_days}   # standard: 30 calendar_days
Good:
    answer_days: {value: 30, unit: calendar_days}
"""

from collections.abc import Iterator

from checker.decision_facts import LawFact
from checker.facts import CurrencyFact, ValueFact
from checker.rules.control._words import data
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "warning"
ABOUT = ("not_comparable", "law-not-comparable", "no-value-in-currency")


def judge(fact: ValueFact | LawFact | CurrencyFact) -> Iterator[Violation]:
    if isinstance(fact, CurrencyFact):
        yield _without_value(fact)
        return
    if isinstance(fact, LawFact):
        yield _with_duty(fact)
        return
    message = f"{fact.name} cannot be compared with the standard: {fact.judgement.because}"
    remedy = f"write it like the standard ({fact.requirement.amount.text}), or ask the process owner"
    yield Violation(message, remedy, data(fact))


def _without_value(fact: CurrencyFact) -> Violation:
    if fact.currency is None:
        message = f"{fact.name} has a value for each currency, and the market names none"
        return Violation(message, "add `currency:` to market.yaml", {"name": fact.name})
    message = f"{fact.name} cannot be compared: the standard has no value for {fact.currency}"
    return Violation(message, f"ask the process owner to add {fact.currency}", {"name": fact.name, "currency": fact.currency})


def _with_duty(fact: LawFact) -> Violation:
    """A duty that the value neither breaks nor satisfies, as far as units tell."""
    asked = " and ".join(f"{duty.asks} ({duty.id}, {duty.citation})" for duty in fact.duties)
    local = fact.local.text if fact.local is not None else "too large a flow"
    message = f"{fact.name} cannot be compared with what the law asks: {asked}, beside {local}"
    return Violation(message, "write it in the unit of the duty, or ask legal", {"name": fact.name, "actual": local})
