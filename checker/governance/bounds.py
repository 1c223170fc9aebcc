"""What a duty asks of one value, and whether two duties can be met at once (spec 2.7). Part of `governance`."""

from collections.abc import Iterator
from typing import NamedTuple

from checker.model.amount import Amount, Expected, members_text
from checker.model.documents import Duty
from checker.model.documents.law import Bound, Point
from checker.model.value import Value, exact, json_type, same_value
from checker.tailoring import BUSINESS_DAYS, CALENDAR_DAYS, SECONDS, convert


class Term(NamedTuple):
    """A duty's bound on one element of one process; a duty of a point has several. `unit` None is the standard's."""

    duty: Duty
    element: str
    bound: Bound
    value: Value
    unit: str | None = None

    def limit(self, default_unit: str | None) -> Amount:
        """The bound itself; money without a currency is in the standard's."""
        return Amount(self.value, default_unit if self.unit in (None, "money") else self.unit)

    def expected(self, default_unit: str | None) -> Expected:
        """What the duty asks, for a sentence: `at least 60 months`."""
        limit = self.limit(default_unit)
        if self.bound == "min":
            return Expected("at_least", limit.value, limit.unit, f"at least {limit.text}")
        if self.bound == "max":
            return Expected("at_most", limit.value, limit.unit, f"at most {limit.text}")
        if self.bound == "includes" and isinstance(limit.value, tuple):
            return Expected("includes", limit.value, None, f"a list with {members_text(limit.value)}")
        return Expected("equals", limit.value, limit.unit, limit.text)


def address_of(target: str) -> tuple[str, str]:
    """The process and the element of `process/control`, `process/metric:id` or `process/step:id`."""
    process, _, element = target.partition("/")
    return process, element if ":" in element else f"control:{element}"


def terms_of(duty: Duty, process: str) -> Iterator[Term]:
    """What a duty asks of the values of one process: its own bound, then the others of its point."""
    if duty.control is None or duty.bound in ("exists", "note"):
        return
    of_process, element = address_of(duty.control)
    if of_process == process and duty.value is not None:
        yield Term(duty, element, duty.bound, duty.value, duty.unit)
    for target, point in duty.joint_with.items():
        of_process, element = address_of(target)
        if of_process == process:
            yield Term(duty, element, *_bound_of(point))


def _bound_of(point: Point) -> tuple[Bound, Value]:
    if point.min is not None:
        return "min", point.min
    if point.max is not None:
        return "max", point.max
    if point.exact is None:
        raise AssertionError("a point without a bound is refused when it is read")
    return "exact", point.exact


def meets(term: Term, amount: Amount, default_unit: str | None) -> bool | None:
    """Whether a value meets the bound; None where the two do not compare.

    A maximum of n business days is met by n or fewer calendar days; a minimum of n calendar days by n or more business
    days.
    """
    limit = term.limit(default_unit)
    if json_type(amount.value) != json_type(limit.value):
        return None
    if json_type(limit.value) != "number":
        return _meets_without_unit(term, amount.value)
    return number_meets(term.bound, amount, limit)


def number_meets(bound: Bound, amount: Amount, limit: Amount) -> bool | None:
    """Whether a number is at most, at least or exactly the limit; None where the units do not convert."""
    number, most = convert(amount, limit.unit), exact(limit.value)
    if number is None:
        return _meets_across_days(bound, amount, limit)
    if bound == "max":
        return number <= most
    return number >= most if bound == "min" else number == most


def _meets_without_unit(term: Term, value: Value) -> bool | None:
    if term.bound == "includes" and isinstance(value, tuple) and isinstance(term.value, tuple):
        return set(term.value) <= set(value)
    return same_value(value, term.value) if term.bound == "exact" else None


def _meets_across_days(bound: Bound, amount: Amount, limit: Amount) -> bool | None:
    if bound == "max" and limit.unit == BUSINESS_DAYS and amount.unit in SECONDS:
        days = convert(amount, CALENDAR_DAYS)
        return True if days is not None and days <= exact(limit.value) else None
    if bound == "min" and limit.unit == CALENDAR_DAYS and amount.unit == BUSINESS_DAYS:
        return True if exact(amount.value) >= exact(limit.value) else None
    return None


def contradict(left: Term, right: Term, default_unit: str | None) -> bool:
    """Whether no value at all meets both. In doubt, such as with units that do not convert, they do not contradict."""
    if json_type(left.value) != json_type(right.value):
        return True
    for one, other in ((left, right), (right, left)):
        if one.bound == "exact":
            return meets(other, one.limit(default_unit), default_unit) is False
    if {left.bound, right.bound} == {"min", "max"}:
        low, high = (left, right) if left.bound == "min" else (right, left)
        return meets(high, low.limit(default_unit), default_unit) is False
    return False
