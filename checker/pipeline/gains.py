"""What mending an element or a process wins of a market's conformance. Part of `pipeline`."""

from collections.abc import Mapping

from checker.governance.numbers import gain_of
from checker.model.results import MarketResult
from checker.model.status import CONFORMING, ProcessStatus, Status
from checker.pipeline.drafts import Decided, Draft


class Gains:
    """What each element's status is and what mending it wins, worked out for those that are asked for."""

    def __init__(self, market: MarketResult) -> None:
        self.market = market

    def of(self, draft: Draft) -> Decided | None:
        process = self.market.processes.get(draft.process or "")
        element = process.elements.get(draft.violated.fact.element) if process is not None else None
        if process is None or element is None or draft.market != self.market.market:
            return None
        conforms = element.status in CONFORMING or element.status is Status.NOT_APPLICABLE
        counts = process.due and not conforms
        tally = self.market.tally
        gain = gain_of(element.weight, tally, leaves_the_denominator=element.is_extra) if counts else 0.0
        return Decided(element.status, gain)

    def of_unchecked(self) -> Mapping[str, float]:
        """What it wins to mend a process that was not checked or not adopted."""
        tally = self.market.tally
        return {
            process.process: gain_of(process.weight, tally) if process.due else 0.0
            for process in self.market.processes.values()
            if process.status in (ProcessStatus.NOT_CHECKED, ProcessStatus.NOT_ADOPTED)
        }
