"""Weights of elements, tallies of processes, and what mending a finding would win (spec 2.9). Part of `governance`."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from checker.model.documents import Catalogue, Severity
from checker.model.numbers import NO_WEIGHT, Tally, Weight
from checker.model.results import ElementResult
from checker.model.status import CONFORMING, Status
from checker.model.value import exact

Weights = Mapping[Severity, Weight]


def weights_of(catalogue: Catalogue) -> Weights:
    """The exact weight of each severity; whole ones as integers."""
    weights = {severity: exact(catalogue.severities.terms(severity).weight) for severity in Severity}
    return {severity: weight.numerator if weight.denominator == 1 else weight for severity, weight in weights.items()}


def tally_of(aligned: Weight, elements: Iterable[ElementResult], *, is_confirmed: bool) -> Tally:
    """The tally of a process that was checked: its plainly aligned weight, and its listed elements."""
    conforming = governed = covered = applicable = aligned
    not_applicable: Weight = NO_WEIGHT
    for element in elements:
        if element.status is Status.NOT_APPLICABLE:
            not_applicable += element.weight
            continue
        applicable += element.weight
        if element.status in CONFORMING:
            conforming += element.weight
            governed += element.weight
        elif element.status is Status.WAIVED:
            governed += element.weight
        if element.status is not Status.NOT_COMPARABLE:
            covered += element.weight
    return Tally(conforming, governed, covered, applicable if is_confirmed else NO_WEIGHT, applicable, not_applicable)


def unchecked_tally(weight: Weight) -> Tally:
    """The tally of a process that is not adopted or not checked: all in the denominators, nothing above."""
    return Tally(applicable=weight)


def gain_of(weight: Weight, market: Tally, *, leaves_the_denominator: bool = False) -> float:
    """The points of conformance that a market wins by mending an element of this weight, truncated to one decimal."""
    if not market.applicable or not weight:
        return 0.0
    before = Fraction(market.conforming) / Fraction(market.applicable)
    if leaves_the_denominator:
        rest = market.applicable - weight
        after = Fraction(market.conforming) / Fraction(rest) if rest else Fraction(1)
    else:
        after = Fraction(market.conforming + weight) / Fraction(market.applicable)
    return int((after - before) * 1000) / 10
