"""The small bar beside a number: the allowed range, the standard's value, the local one. Part of `report`."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from markupsafe import Markup

from checker.model.amount import Amount, Expected
from checker.model.value import json_type
from checker.tailoring import convert

WIDTH = 120
EDGE = 6
RANGE_OPERATORS = frozenset({"between", "at_most", "at_least"})


@dataclass(frozen=True)
class Bar:
    """Places on a line of `WIDTH` units. `low` to `high` is allowed; an open end reaches the line's."""

    low: int
    high: int
    standard: int | None
    local: int

    @cached_property
    def svg(self) -> Markup:
        """The bar as it is drawn; what it shows stands beside it in words."""
        line = Markup("") if self.standard is None else Markup('<path d="M{} 1v12"/>').format(self.standard)
        return Markup('<svg class="bar" aria-hidden="true"><rect x="{}" width="{}"/>{}<circle cx="{}"/></svg>').format(
            self.low, self.width, line, self.local
        )

    @property
    def width(self) -> int:
        return max(self.high - self.low, 2)


def bar(standard: Amount | None, local: Amount | None, expected: Expected | None) -> Bar | None:
    """The bar, or None where values are no numbers, know no range, or do not convert."""
    limits = _limits(expected)
    here = _number(local, expected)
    if limits is None or here is None:
        return None
    there = _number(standard, expected)
    points = [point for point in (*limits, here, there) if point is not None]
    start, end = min(points), max(points)
    if start == end:
        return None
    low, high = limits

    def place(point: Fraction) -> int:
        return EDGE + int((point - start) * (WIDTH - 2 * EDGE) / (end - start))

    return Bar(
        0 if low is None else place(low),
        WIDTH if high is None else place(high),
        None if there is None else place(there),
        place(here),
    )


def _limits(expected: Expected | None) -> tuple[Fraction | None, Fraction | None] | None:
    if expected is None or expected.op not in RANGE_OPERATORS:
        return None
    value = expected.value
    pair = value if isinstance(value, tuple) else (value, value)
    if len(pair) != 2 or any(isinstance(each, str | bool) or each is None for each in pair):
        return None
    low, high = (_number(Amount(each, expected.unit), expected) for each in pair if each is not None)
    if expected.op == "at_most":
        return None, high
    return (low, None) if expected.op == "at_least" else (low, high)


def _number(amount: Amount | None, expected: Expected | None) -> Fraction | None:
    if amount is None or expected is None or json_type(amount.value) != "number":
        return None
    return convert(amount, expected.unit)
