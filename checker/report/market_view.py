"""A market's part of the report: its processes, and every difference beside the standard. Part of `report`."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from checker.model.finding import Finding
from checker.model.results import ElementResult, MarketResult, ProcessResult
from checker.model.status import RANK, WORST_FIRST, Status
from checker.report import links
from checker.report.allowed_rows import AllowedRow, AllowedRows
from checker.report.differences import Difference, Differences, needs_action
from checker.report.drawings import Drawings, run_in
from checker.report.lookup import Lookup
from checker.report.words import SEVERITY_RANK, Shown, counted, day_text, percent, with_sign

SETTLED_TONES = ("waived", "law", "na", "onboarding")
ALLOWED = frozenset({Status.TIGHTENED, Status.TAILORED, Status.EXTENDED})


@dataclass(frozen=True, slots=True)
class ProcessPart:
    """One process of the market; its address is that of `home` and of `part`. `diagram` is empty without a flow to show."""

    home: str
    part: str
    title: str
    process_href: str
    shown: Shown
    number: str
    version: str
    confirmed: bool
    due: bool
    not_checked_because: str
    to_mend: Sequence[Difference]
    settled: Sequence[Difference]
    allowed: Sequence[AllowedRow]
    notes: Sequence[Difference]
    aligned: str
    aligned_names: Sequence[str]
    diagram: Markup
    diagram_left_out: str

    @property
    def is_quiet(self) -> bool:
        """Nothing to show but that it is as the standard."""
        listed = (self.to_mend, self.settled, self.allowed, self.notes)
        return not (any(listed) or self.not_checked_because or self.diagram or self.diagram_left_out)


class Neighbour(NamedTuple):
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class MarketPart:
    id: str
    name: str
    market: str
    region: str
    region_href: str
    lead: str
    onboarding: str
    shown: Shown
    conformance: str
    confirmed: str
    breaches: int
    minor_breaches: int
    processes: Sequence[ProcessPart]
    notes: Sequence[Difference]
    before: Neighbour | None
    after: Neighbour | None


@dataclass(frozen=True, slots=True)
class MarketParts:
    """Makes the parts of all markets."""

    lookup: Lookup
    differences: Differences
    rows: AllowedRows
    drawn: Drawings

    def all(self) -> Sequence[MarketPart]:
        markets = self._in_order()
        around = [None, *markets, None]
        return [self._market(market, before, after) for before, market, after in zip(around, markets, around[2:], strict=False)]

    def _in_order(self) -> Sequence[MarketResult]:
        """As in the matrix: region by region; what belongs to none comes last."""
        markets, regions = self.lookup.report.markets, self.lookup.report.regions.values()
        ordered = [market for region in regions for market in region.markets if market in markets]
        return [markets[market] for market in dict.fromkeys([*ordered, *markets])]

    def _market(self, market: MarketResult, before: MarketResult | None, after: MarketResult | None) -> MarketPart:
        lookup, numbers = self.lookup, market.numbers
        region = lookup.report.regions.get(market.region)
        results = sorted(market.processes.values(), key=lambda result: (WORST_FIRST[result.status], result.title))
        about_market = lookup.by_process.get((market.market, None), ())
        return MarketPart(
            id=links.market_id(market.market),
            name=market.name,
            market=market.market,
            region=region.name if region else market.region,
            region_href=f"#{links.OVERVIEW}?region={market.region}",
            lead=market.lead or "",
            onboarding=_last_day(lookup, market.market),
            shown=lookup.market_shown(market),
            conformance=with_sign(numbers.conformance),
            confirmed=with_sign(numbers.confirmed),
            breaches=lookup.breaches_of_market[market.market],
            minor_breaches=lookup.minor_breaches_of_market[market.market],
            processes=tuple(self._process(market, result) for result in results),
            notes=tuple(self._by_element(about_market).values()),
            before=_neighbour(before),
            after=_neighbour(after),
        )

    def _by_element(self, findings: Sequence[Finding]) -> Mapping[str, Difference]:
        return {address: self.differences.of_findings(address, members) for address, members in _grouped(findings).items()}

    def _process(self, market: MarketResult, result: ProcessResult) -> ProcessPart:
        findings = self.lookup.by_process.get((market.market, result.process), ())
        found = _grouped(findings)
        runs = self._runs(result, findings)
        listed = sorted(
            (element for element in result.elements.values() if element.status is not Status.ALIGNED), key=_worst_first
        )
        shown: list[Difference] = []
        allowed: list[AllowedRow] = []
        for element in listed:
            about = found.pop(element.element, ())
            if element.status in ALLOWED and not needs_action(about):
                allowed.append(self.rows.of(element, about))
            else:
                shown.append(self.differences.of_element(element, about, runs))
        shown += [self.differences.of_findings(address, members) for address, members in found.items()]
        quiet = [each for each in shown if not each.acts]
        names = [each.title or each.element for each in result.elements.values() if each.status is Status.ALIGNED]
        aligned = result.aligned.elements + len(names)
        key = (market.market, result.process)
        return ProcessPart(
            home=links.market_id(market.market),
            part=links.market_part(result.process),
            title=result.title,
            process_href=f"#{links.process_id(result.process)}",
            shown=self.lookup.shown(market.market, result),
            number=percent(result.numbers.conformance),
            version=str(result.version) if result.version is not None else "",
            confirmed=result.confirmed,
            due=result.due,
            not_checked_because=result.not_checked_because,
            to_mend=tuple(each for each in shown if each.acts),
            settled=tuple(each for each in quiet if each.shown.tone in SETTLED_TONES),
            allowed=tuple(allowed),
            notes=tuple(each for each in quiet if each.shown.tone not in SETTLED_TONES),
            aligned=counted(aligned, "element") if aligned else "",
            aligned_names=names,
            diagram=self.drawn.shown.get(key, Markup("")),
            diagram_left_out=f"checker diff {market.market} {result.process} --format svg" if key in self.drawn.left_out else "",
        )

    def _runs(self, result: ProcessResult, findings: Sequence[Finding]) -> Mapping[str, str]:
        """The runs that break rules, as the drawing has them, by fingerprint."""
        broken = [finding for finding in findings if finding.run]
        picture = self.lookup.report.pictures.get(result.picture) if broken else None
        return {finding.fingerprint: run_in(picture, finding, broken) for finding in broken}


def _grouped(findings: Sequence[Finding]) -> dict[str, Sequence[Finding]]:
    groups: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[finding.element].append(finding)
    return dict(groups)


def _worst_first(element: ElementResult) -> tuple[int, int, str]:
    return -RANK[element.status], SEVERITY_RANK[element.severity], element.element


def _last_day(lookup: Lookup, market: str) -> str:
    """Of onboarding; empty for a market that is given no time."""
    until = lookup.report.onboarding.get(market)
    return day_text(until) if until is not None else ""


def _neighbour(market: MarketResult | None) -> Neighbour | None:
    return None if market is None else Neighbour(market.name, f"#{links.market_id(market.market)}")
