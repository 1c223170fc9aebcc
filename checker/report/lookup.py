"""A report's findings by what they are about, and the counts that every view shows. Part of `report`."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from checker.model.finding import Finding
from checker.model.moments import Moment
from checker.model.report import Report
from checker.model.status import Status
from checker.report.earlier import Earlier
from checker.report.history import History
from checker.report.links import SourceLinks
from checker.report.places import Places
from checker.report.shelf import Shelf

Element = tuple[str, str, str]
"""Market, process, element."""


@dataclass(frozen=True)
class Lookup:
    """Computed once for a page. A breach is an element, however many findings it has."""

    report: Report
    source_links: SourceLinks = field(default_factory=lambda: SourceLinks(None))
    shelf: Shelf = field(default_factory=lambda: Shelf(keeps=False))
    earlier: Sequence[Earlier] = ()
    moments: Sequence[Moment] = ()

    @cached_property
    def history(self) -> History:
        return History(sorted(self.earlier, key=lambda run: run.as_of), self.report.as_of, self.moments)

    def since(self, finding: Finding) -> str:
        """How long it has been open, as far as earlier runs tell."""
        return self.history.since(finding)

    @cached_property
    def places(self) -> Places:
        return Places(self.source_links, self.shelf)

    @cached_property
    def by_process(self) -> Mapping[tuple[str | None, str | None], Sequence[Finding]]:
        found: dict[tuple[str | None, str | None], list[Finding]] = defaultdict(list)
        for finding in self.report.findings:
            found[self._home(finding)].append(finding)
        return dict(found)

    def _home(self, finding: Finding) -> tuple[str | None, str | None]:
        """The part of the page where it stands: a market's process, the market, or the documents that all share."""
        market = self.report.markets.get(finding.market or "")
        if market is None:
            return None, None
        return market.market, finding.process if finding.process in market.processes else None

    @cached_property
    def open_elements(self) -> Mapping[Element, tuple[Status, Finding]]:
        """Every element with an open finding that decides its status, with the first such finding."""
        found: dict[Element, tuple[Status, Finding]] = {}
        for finding in self.report.open:
            if finding.status is not None and finding.market is not None:
                key = (finding.market, finding.process or "", finding.element)
                found.setdefault(key, (finding.status, finding))
        return found

    def open_with(self, status: Status) -> Sequence[Element]:
        return [element for element, (found, _) in self.open_elements.items() if found is status]

    @cached_property
    def breaches(self) -> Sequence[Element]:
        return self.open_with(Status.BREACH)

    @cached_property
    def minor_breaches(self) -> Sequence[Element]:
        return self.open_with(Status.MINOR_BREACH)

    @cached_property
    def not_comparable(self) -> Sequence[Element]:
        return self.open_with(Status.NOT_COMPARABLE)

    @cached_property
    def breaches_of_market(self) -> Counter[str]:
        return Counter(market for market, _, _ in self.breaches)

    @cached_property
    def minor_breaches_of_market(self) -> Counter[str]:
        return Counter(market for market, _, _ in self.minor_breaches)

    @cached_property
    def breaches_of_process(self) -> Counter[str]:
        return Counter(process for _, process, _ in self.breaches)

    @cached_property
    def _breaches_by_process(self) -> Mapping[str, Counter[str]]:
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for market, process, _ in self.breaches:
            found[process][market] += 1
        return dict(found)

    def breaches_by_market_of(self, process: str) -> Mapping[str, int]:
        return self._breaches_by_process.get(process, Counter())

    @cached_property
    def waiver_ids(self) -> frozenset[str]:
        return frozenset(record.waiver.id for record in self.report.waivers)

    @cached_property
    def duty_ids(self) -> frozenset[str]:
        return frozenset(record.id for record in self.report.duties)

    def market_name(self, market: str | None) -> str:
        known = self.report.markets.get(market or "")
        return known.name if known is not None else market or ""

    def process_title(self, market: str | None, process: str | None) -> str:
        """The title of the version that the market runs; else of the newest; else the id."""
        known = self.report.markets.get(market or "")
        result = known.processes.get(process or "") if known is not None else None
        if result is not None:
            return result.title
        summary = self.report.standards.get(process or "")
        return summary.title if summary is not None else process or ""

    def element_title(self, finding: Finding) -> str | None:
        market = self.report.markets.get(finding.market or "")
        process = market.processes.get(finding.process or "") if market is not None else None
        element = process.elements.get(finding.element) if process is not None else None
        return element.title if element is not None else None


def markets_in(elements: Sequence[Element]) -> int:
    return len({market for market, _, _ in elements})
