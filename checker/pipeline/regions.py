"""What a region is, from what its markets are. Part of `pipeline`."""

from collections.abc import Iterable, Mapping

from checker.model.numbers import Tally
from checker.model.results import MarketResult, RegionResult
from checker.model.status import WORST_FIRST, ProcessStatus
from checker.model.value import Version
from checker.model.workspace import RegionFiles


def adopted_in(results: Iterable[MarketResult]) -> Mapping[str, frozenset[Version]]:
    """The versions of each process that markets run."""
    adopted: dict[str, set[Version]] = {}
    for market in results:
        for process, version in market.adopted.items():
            adopted.setdefault(process, set()).add(version)
    return {process: frozenset(versions) for process, versions in adopted.items()}


def region_result(region: RegionFiles, results: list[MarketResult]) -> RegionResult:
    """Its pooled numbers, and its worst market."""
    tally = Tally()
    for market in results:
        tally = tally.plus(market.tally)
    worst_status = min((market.status for market in results), key=WORST_FIRST.__getitem__, default=ProcessStatus.NOT_APPLICABLE)
    counted = [market for market in results if market.numbers.conformance is not None]
    worst = min(counted, key=lambda market: (market.numbers.conformance or 0.0, market.market), default=None)
    model = region.document.model if region.document else None
    return RegionResult(
        region.id, model.name if model else region.id, model.lead if model else None,
        tuple(sorted(market.market for market in results)), tally, worst_status, worst.market if worst else None,
    )  # fmt: skip
