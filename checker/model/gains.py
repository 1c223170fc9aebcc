"""What mending several findings of one market at once would win (spec 2.9). Part of `model`."""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from checker.model.finding import Finding
from checker.model.numbers import NO_WEIGHT
from checker.model.results import MarketResult
from checker.model.status import ProcessStatus

UNJUDGED = frozenset({ProcessStatus.NOT_CHECKED, ProcessStatus.NOT_ADOPTED})


class Together(NamedTuple):
    """Findings, heaviest first, and the points of conformance that mending all wins, truncated to one decimal."""

    findings: tuple[Finding, ...]
    points: float


def best_gains(market: MarketResult, findings: Iterable[Finding], at_most: int = 3) -> Together:
    """The findings of a market that are worth most. Each stands for its element, so that no weight counts twice.

    What leaves a process unchecked is left out: a slip of the pen is mended first of all, whatever it wins, and nobody
    knows what is found behind it.
    """
    own = [each for each in findings if each.market == market.market and each.gain > 0 and not each.leaves_unchecked]
    best = tuple(sorted(own, key=lambda finding: (-finding.gain, finding.sort_key))[:at_most])
    return Together(best, _points(market, best))


def _points(market: MarketResult, findings: Iterable[Finding]) -> float:
    won = left = NO_WEIGHT
    for finding in findings:
        process = market.processes[finding.process or ""]
        element = process.elements.get(finding.element)
        if process.status in UNJUDGED:
            won += process.weight
        elif element is not None and element.is_extra:
            left += element.weight
        elif element is not None:
            won += element.weight
    tally = market.tally
    rest = Fraction(tally.applicable - left)
    if not rest:
        return 0.0
    return int((Fraction(tally.conforming + won) / rest - Fraction(tally.conforming) / Fraction(tally.applicable)) * 1000) / 10
