"""Weights counted by status, and the percentages that follow (spec 2.9). Part of `model`."""

from fractions import Fraction
from typing import NamedTuple

Weight = int | Fraction
NO_WEIGHT: Weight = 0


class Tally(NamedTuple):
    """Sums of weights. Tallies of processes add up to a market's, of markets to a region's: never averages."""

    conforming: Weight = 0
    governed: Weight = 0
    covered: Weight = 0
    confirmed: Weight = 0
    applicable: Weight = 0
    not_applicable: Weight = 0

    def plus(self, other: "Tally") -> "Tally":
        return Tally(*(left + right for left, right in zip(self, other, strict=True)))

    @property
    def numbers(self) -> "Numbers":
        whole = self.applicable
        return Numbers(
            percent(self.conforming, whole),
            percent(self.governed, whole),
            percent(self.covered, whole),
            percent(self.confirmed, whole),
            percent(self.not_applicable, whole + self.not_applicable),
        )


class Numbers(NamedTuple):
    """In percent, truncated to one decimal; None where nothing counts."""

    conformance: float | None
    governed: float | None
    coverage: float | None
    confirmed: float | None
    not_applicable_share: float | None


def percent(part: Weight, whole: Weight) -> float | None:
    """The share in percent, truncated to one decimal, never rounded up; None where `whole` is nothing."""
    if not whole:
        return None
    if isinstance(part, int) and isinstance(whole, int):
        return part * 1000 // whole / 10
    return int(Fraction(part) * 1000 / Fraction(whole)) / 10
