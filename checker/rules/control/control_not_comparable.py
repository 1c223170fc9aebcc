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

from collections.abc import Iterator, Mapping

from checker.decision_facts import LawFact
from checker.facts import CurrencyFact, ValueFact
from checker.model.amount import Amount, unit_words
from checker.model.nearest import only_near
from checker.model.value import exact, json_type, number_text, plain_number
from checker.rules.control._words import data
from checker.rules.rule import RuleLevel, Violation
from checker.tailoring import SECONDS, convert

LEVEL: RuleLevel = "warning"
ABOUT = ("not_comparable", "law-not-comparable", "no-value-in-currency")
ALSO: Mapping[str, tuple[int, str]] = {
    "days": (1, "calendar_days"), "day": (1, "calendar_days"), "weeks": (7, "calendar_days"), "week": (7, "calendar_days"),
    "years": (12, "months"), "year": (12, "months"), "month": (1, "months"),
    "hour": (1, "hours"), "minute": (1, "minutes"), "second": (1, "seconds"),
}  # fmt: skip
"""Words for times that are no units here, and how many of which they make."""


def judge(fact: ValueFact | LawFact | CurrencyFact) -> Iterator[Violation]:
    if isinstance(fact, CurrencyFact):
        yield _without_value(fact)
        return
    if isinstance(fact, LawFact):
        yield _with_duty(fact)
        return
    message = f"{fact.name} cannot be compared with the standard: {fact.judgement.because}"
    if fact.joint is not None:
        remedy = "write the standard's value, or a stricter one, in both values of the pair, or ask the process owner"
    elif fact.requirement.amount == fact.local:  # the standard has no value of its own for the currency
        remedy = "ask the process owner to add a value for the market's currency to the standard"
    else:
        remedy = _write(fact.local, fact.requirement.amount)
    yield Violation(message, remedy, data(fact))


def _write(local: Amount, standard: Amount) -> str:
    """The value in the standard's unit, where it is certain; else how the standard writes it."""
    also = ALSO.get(local.unit or "")
    if also is not None and json_type(local.value) == "number":
        times, known = also
        number = convert(Amount(_number(local) * times, known), standard.unit)
        if number is not None:
            return f"write {number_text(number)}, the same in {unit_words(standard.unit)}, and delete `unit:`"
    fitting = SECONDS.keys() if standard.unit in SECONDS else {standard.unit or ""}
    near = only_near(local.unit or "", fitting) if local.unit not in SECONDS else None
    if near:
        return f"write `unit: {near}`, if it is meant"
    unit = unit_words(standard.unit)
    return f"write it {f'in {unit} ' if unit else ''}as the standard does ({standard.text}), or ask the process owner"


def _number(amount: Amount) -> float:
    return plain_number(exact(amount.value)) if isinstance(amount.value, int | float) else 0


def _without_value(fact: CurrencyFact) -> Violation:
    if fact.currency is None:
        message = f"{fact.name} has a value for each currency, and the market names none"
        return Violation(message, "add the market's currency to its market.yaml, like `currency: EUR`", {"name": fact.name})
    message = f"{fact.name} cannot be compared: the standard has no value for {fact.currency}"
    return Violation(
        message,
        f"ask the process owner to add {fact.currency} to the standard",
        {"name": fact.name, "currency": fact.currency},
    )


def _with_duty(fact: LawFact) -> Violation:
    """A duty that the value neither breaks nor satisfies, as far as units tell."""
    asked = " and ".join(f"{duty.asks} ({duty.id}, {duty.citation})" for duty in fact.duties)
    local = fact.local.text if fact.local is not None else "too large a flow"
    message = f"{fact.name} cannot be compared with what the law asks: {asked}, beside {local}"
    return Violation(message, "write it in the unit of the duty, or ask the legal team", {"name": fact.name, "actual": local})
