"""Which duties bind a market on a day, and which differences a duty leaves no choice in (spec 2.7). Part of `governance`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from checker.facts import ValueFact
from checker.model.amount import Amount
from checker.model.documents import Catalogue, Duty, Market, ReasonType
from checker.model.value import Value, exact, json_type, same_value
from checker.model.workspace import Programme
from checker.tailoring import BUSINESS_DAYS, CALENDAR_DAYS, SECONDS, convert


class BindingDuty(NamedTuple):
    """A duty that binds a market, and the jurisdiction it comes from."""

    jurisdiction: str
    duty: Duty


@dataclass(frozen=True, slots=True)
class BindingLaw:
    """The duties that bind one market on one day, by id."""

    duties: Mapping[str, BindingDuty]


def jurisdictions_of(catalogue: Catalogue, market: Market) -> frozenset[str]:
    """The market's country, its further jurisdictions, and the countries and groups that hold one of these."""
    own = {market.country, *market.jurisdictions}
    countries = {jurisdiction.partition("-")[0] for jurisdiction in own}
    held = own | countries
    groups = {group for group, members in catalogue.jurisdictions.items() if not held.isdisjoint(members)}
    return frozenset(held | groups)


def binding_law(programme: Programme, market: Market, day: date) -> BindingLaw:
    """Enacted duties in force on the day, of the market's jurisdictions, whose `applies_to` the profile meets."""
    held = jurisdictions_of(programme.catalogue.model, market)
    return BindingLaw(
        {
            identity: BindingDuty(jurisdiction, duty)
            for identity, (jurisdiction, duty, _) in programme.duties.items()
            if jurisdiction in held and in_force(duty, day) and meets_profile(duty, market)
        }
    )


def in_force(duty: Duty, day: date) -> bool:
    return duty.status == "enacted" and (duty.in_force_from is None or duty.in_force_from <= day)


def meets_profile(duty: Duty, market: Market) -> bool:
    return not duty.applies_to or not set(duty.applies_to).isdisjoint(market.profile)


def satisfies(duty: Duty, amount: Amount, default_unit: str | None) -> bool | None:
    """Whether a value meets the duty's bound; None where the two do not compare.

    A duty `max` of n business days is met by n or fewer calendar days; `min` of n calendar days by n or more business
    days.
    """
    if duty.value is None or json_type(amount.value) != json_type(duty.value):
        return None
    if json_type(duty.value) != "number":
        return _satisfies_without_unit(duty, amount.value)
    bound = Amount(duty.value, duty.unit or default_unit)
    number = convert(amount, bound.unit)
    limit = exact(bound.value)
    if number is None:
        return _satisfies_across_days(duty, amount, bound)
    if duty.bound == "max":
        return number <= limit
    return number >= limit if duty.bound == "min" else number == limit


def _satisfies_without_unit(duty: Duty, value: Value) -> bool | None:
    if duty.bound == "includes" and isinstance(value, tuple) and isinstance(duty.value, tuple):
        return set(duty.value) <= set(value)
    return same_value(value, duty.value) if duty.bound == "exact" and duty.value is not None else None


def _satisfies_across_days(duty: Duty, amount: Amount, bound: Amount) -> bool | None:
    limit = exact(bound.value)
    if duty.bound == "max" and bound.unit == BUSINESS_DAYS and amount.unit in SECONDS:
        days = convert(amount, CALENDAR_DAYS)
        return True if days is not None and days <= limit else None
    if duty.bound == "min" and bound.unit == CALENDAR_DAYS and amount.unit == BUSINESS_DAYS:
        return True if exact(amount.value) >= limit else None
    return None


def is_required_by_law(fact: ValueFact, process: str, law: BindingLaw) -> bool:
    """Whether a verified duty in force leaves the market no choice.

    The reason names the duty, which is on this control; the standard's value breaks it, the local one satisfies it and
    goes no further than it needs: the bound itself, or the standard's members plus the duty's.
    """
    if fact.because is None or fact.because.type is not ReasonType.LAW_REQUIRES:
        return False
    binding = law.duties.get(fact.because.law or "")
    if binding is None or binding.duty.evidence != "verified" or not is_about(binding.duty, process, fact.element):
        return False
    unit = fact.requirement.unit
    breaks = satisfies(binding.duty, fact.requirement.amount, unit) is False
    return breaks and satisfies(binding.duty, fact.local, unit) is True and _goes_no_further(binding.duty, fact)


def is_about(duty: Duty, process: str, element: str) -> bool:
    """Whether a duty is on an element; one on a control covers it in every channel."""
    if duty.control is None:
        return False
    of_process, _, target = duty.control.partition("/")
    address = target if ":" in target else f"control:{target}"
    return of_process == process and address == element.partition("@")[0]


def _goes_no_further(duty: Duty, fact: ValueFact) -> bool:
    if isinstance(duty.value, tuple) and isinstance(fact.local.value, tuple):
        standard = fact.requirement.value if isinstance(fact.requirement.value, tuple) else ()
        return set(fact.local.value) == {*standard, *duty.value}
    if duty.value is None or json_type(duty.value) != "number":
        return True
    bound = Amount(duty.value, duty.unit or fact.requirement.unit)
    return convert(fact.local, bound.unit) == exact(bound.value)
