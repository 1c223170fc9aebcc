"""A report's findings by what they are about, and the counts that every view shows. Part of `report`."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from checker.model.finding import Finding
from checker.model.moments import Moment
from checker.model.report import Report
from checker.model.results import MarketResult, ProcessResult
from checker.model.status import WORST_FIRST, Disposition, ProcessStatus, Status
from checker.report.earlier import Earlier, EarlierFinding
from checker.report.history import History
from checker.report.links import SourceLinks
from checker.report.places import Places
from checker.report.words import ONBOARDING, Shown, of_process

DECIDING = (Status.BREACH, Status.NOT_COMPARABLE, Status.MINOR_BREACH)
"""Statuses that somebody has to decide about while they are open."""

LOUD = frozenset(
    {ProcessStatus.NOT_CHECKED, ProcessStatus.NOT_ADOPTED, ProcessStatus.BREACH, ProcessStatus.NOT_COMPARABLE,
     ProcessStatus.MINOR_BREACH}
)  # fmt: skip
"""What a market's badge may not say where onboarding has settled it."""

Element = tuple[str, str, str]
"""Market, process, element."""


@dataclass(frozen=True)
class Lookup:
    """Computed once for a page. A breach is an element, however many findings it has."""

    report: Report
    source_links: SourceLinks = field(default_factory=lambda: SourceLinks(None))
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
        return Places(self.source_links)

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
    def markets_open(self) -> Mapping[str, frozenset[str]]:
        """The markets with a breach, with something that a person must judge, with a minor breach; by the tone of each."""
        kinds = {"breach": self.breaches, "unsure": self.not_comparable, "minor": self.minor_breaches}
        return {kind: frozenset(market for market, _, _ in elements) for kind, elements in kinds.items()}

    @cached_property
    def breaches_of_process(self) -> Counter[str]:
        return Counter(process for _, process, _ in self.breaches)

    def shown(self, market: str, process: ProcessResult) -> Shown:
        """The status of a market's process; what onboarding settles does not look open."""
        return ONBOARDING if (market, process.process) in self.in_onboarding else of_process(process.status)

    def market_shown(self, market: MarketResult) -> Shown:
        """The worst status of its processes that is open, or that nobody needs to look at."""
        given_time = {process for process in market.processes if (market.market, process) in self.in_onboarding}
        if not given_time or market.status not in LOUD:
            return of_process(market.status)
        due = [result.status for result in market.processes.values() if result.due and result.process not in given_time]
        worst = min(due, key=WORST_FIRST.__getitem__, default=ProcessStatus.ALIGNED)
        return of_process(worst) if worst in LOUD else ONBOARDING

    @cached_property
    def in_onboarding(self) -> frozenset[tuple[str, str]]:
        """Market and process, where onboarding has settled every finding that gave the process its status."""
        found: dict[tuple[str, str], bool] = {}
        for finding in self.report.findings:
            if finding.market is None or finding.process is None or finding.status not in DECIDING:
                continue
            if finding.is_open or finding.disposition is Disposition.ONBOARDING:
                key = (finding.market, finding.process)
                found[key] = found.get(key, True) and not finding.is_open
        return frozenset(key for key, is_settled in found.items() if is_settled)

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

    def element_title(self, finding: Finding | EarlierFinding) -> str | None:
        market = self.report.markets.get(finding.market or "")
        process = market.processes.get(finding.process or "") if market is not None else None
        element = process.elements.get(finding.element) if process is not None else None
        return element.title if element is not None else None


def markets_in(elements: Sequence[Element]) -> int:
    return len({market for market, _, _ in elements})
