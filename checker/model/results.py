"""What became of elements, processes, markets and regions (spec 4.3). Part of `model`."""


from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from checker.model.amount import Amount, Expected
from checker.model.documents import Reason, Severity
from checker.model.numbers import Numbers, Tally, Weight
from checker.model.position import Location
from checker.model.register import WaiverRecord
from checker.model.status import WORST_FIRST, ProcessStatus, Status
from checker.model.totals import Totals
from checker.model.value import Version


class ElementResult(NamedTuple):
    """One element of one market. `standard` or `local` is None where that side has no value.

    `source` is where the local value was set, None where it is the standard's; `expected` what a market may write.
    `is_extra`: it weighs only because of what was found, so that its weight goes when that is mended.
    """

    element: str
    status: Status
    severity: Severity
    weight: Weight
    standard: Amount | None = None
    local: Amount | None = None
    layer: str = "standard"
    source: Location | None = None
    title: str | None = None
    expected: Expected | None = None
    because: Reason | None = None
    is_extra: bool = False


class AlignedShare(NamedTuple):
    """The elements that are plainly aligned and not listed: how many, and what they weigh together."""

    elements: int
    weight: Weight


class FlowScore(NamedTuple):
    """How near a market's flow is to its standard's, in percent with one decimal, truncated (spec 2.4).

    `worst_route` are the ids of the steps of the run that fits worst; None where every run fits.
    """

    alignment: float
    conformity: float
    standard_coverage: float
    worst_route: tuple[str, ...] | None = None


class ProcessResult(NamedTuple):
    """One process of one market. `elements` holds what is not plainly aligned, by address.

    `version` is None where it is not adopted, `not_checked_because` is empty where it was checked. `flow` is None where
    it has no flow or was not checked; `picture` is then empty, else the key of the flow in the report's `pictures`.
    """

    process: str
    title: str
    version: Version | None
    due: bool
    status: ProcessStatus
    confirmed: bool
    weight: Weight
    aligned: AlignedShare
    elements: Mapping[str, ElementResult]
    tally: Tally
    not_checked_because: str = ""
    flow: FlowScore | None = None
    picture: str = ""

    @property
    def numbers(self) -> Numbers:
        return self.tally.numbers


@dataclass(frozen=True)
class MarketResult:
    """One market. `name` is its id where its file cannot be read. `duties` bind on the day, `duties_to_come` later."""

    market: str
    name: str
    region: str
    lead: str | None
    processes: Mapping[str, ProcessResult]
    waivers: Sequence[WaiverRecord] = ()
    duties: Sequence[str] = ()
    duties_to_come: Sequence[str] = ()

    @cached_property
    def tally(self) -> Tally:
        """Pooled over the processes that are due: an optional one counts in its own number only."""
        total = Tally()
        for result in self.processes.values():
            if result.due:
                total = total.plus(result.tally)
        return total

    @cached_property
    def totals(self) -> Totals:
        """What the market counts, findings apart."""
        elements: Counter[Status] = Counter()
        for process in self.processes.values():
            elements[Status.ALIGNED] += process.aligned.elements
            elements.update(element.status for element in process.elements.values())
        return Totals(1, len(self.processes), len(self.unchecked), elements=elements, tally=self.tally)

    @cached_property
    def adopted(self) -> Mapping[str, Version]:
        """The version of each process that it runs."""
        return {key: process.version for key, process in self.processes.items() if process.version is not None}

    @cached_property
    def unchecked(self) -> frozenset[str]:
        """The processes that could not be checked."""
        found = self.processes.items()
        return frozenset(key for key, process in found if process.status is ProcessStatus.NOT_CHECKED)

    @cached_property
    def waiver_ids(self) -> frozenset[str]:
        """The waivers that have a record here."""
        return frozenset(record.waiver.id for record in self.waivers)

    @property
    def numbers(self) -> Numbers:
        return self.tally.numbers

    def without_elements(self) -> "MarketResult":
        """The same with all numbers, and no element listed."""
        processes = {key: process._replace(elements={}) for key, process in self.processes.items()}
        return replace(self, processes=processes)

    @cached_property
    def status(self) -> ProcessStatus:
        """The worst of its due and adopted processes."""
        counted = [result.status for result in self.processes.values() if result.due or result.version is not None]
        return min(counted, key=WORST_FIRST.__getitem__, default=ProcessStatus.NOT_APPLICABLE)


class RegionResult(NamedTuple):
    """A region's pooled numbers; `markets` are ids."""

    region: str
    name: str
    lead: str | None
    markets: tuple[str, ...]
    tally: Tally
    status: ProcessStatus
    worst_market: str | None

    @property
    def numbers(self) -> Numbers:
        return self.tally.numbers


class StandardSummary(NamedTuple):
    """A process for readers: the title of its newest version, and the versions there are."""

    process: str
    title: str
    purpose: str
    owner: str
    versions: tuple[Version, ...]
