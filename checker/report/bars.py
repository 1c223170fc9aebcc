"""The small bar beside a number: the allowed range, the standard's value, the local one. Part of `report`."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

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


class Dot(NamedTuple):
    """A value, how many markets have it, and whether it breaks the standard."""

    local: Amount | None
    markets: int
    acts: bool


CHART_WIDTH, CHART_EDGE = 320, 14
SMALLEST, LARGEST = 3.0, 10.0


def range_of_markets(standard: Amount, expected: Expected | None, dots: Sequence[Dot], others: int) -> Markup:
    """All values of one element on one line: what is allowed, the standard's, and each local one by its markets.

    Empty where values are no numbers or know no range. `others` run it as the standard.
    """
    limits, there = _limits(expected), _number(standard, expected)
    known = [(point, dot) for dot in dots if (point := _number(dot.local, expected)) is not None]
    if limits is None or there is None or not known:
        return Markup("")
    points = [point for point in (*limits, there, *(point for point, _ in known)) if point is not None]
    start, end = min(points), max(points)
    if start == end:
        return Markup("")
    most = max(others, *(dot.markets for _, dot in known))

    def place(point: Fraction) -> int:
        return CHART_EDGE + int((point - start) * (CHART_WIDTH - 2 * CHART_EDGE) / (end - start))

    def circle(point: Fraction, markets: int, kind: str) -> Markup:
        radius = SMALLEST + (LARGEST - SMALLEST) * (markets / most) ** 0.5
        return Markup('<circle class="{}" cx="{}" r="{:.1f}"/>').format(kind, place(point), radius)

    low, high = (None if limit is None else place(limit) for limit in limits)
    left, right = 0 if low is None else low, CHART_WIDTH if high is None else high
    drawn = [
        Markup('<rect x="{}" width="{}"/><path d="M{} 2v20"/>').format(left, max(right - left, 2), place(there)),
        *([circle(there, others, "same")] if others else []),
        *(circle(point, dot.markets, "breaks" if dot.acts else "local") for point, dot in known),
    ]
    return Markup('<svg class="range" viewBox="0 0 320 24" aria-hidden="true">{}</svg>').format(Markup("").join(drawn))
