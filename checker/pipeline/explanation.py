"""Why an element is what it is: the standard's words, layer by layer, duties and waivers that bear on it.

Part of `pipeline`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from checker.alignment.elements import ElementsByView
from checker.errors import UsageError
from checker.governance.bounds import meets, terms_of
from checker.governance.law import in_force, is_about, jurisdictions_of, meets_profile
from checker.governance.waivers import covers
from checker.load.workspace import WorkspaceFiles
from checker.model.documents import Duty, Market
from checker.model.finding import Finding
from checker.model.nearest import meant
from checker.model.position import Location
from checker.model.report import Report
from checker.model.results import ElementResult
from checker.model.status import Status
from checker.model.workspace import MarketFiles, Programme
from checker.pipeline.explained_layers import LayerValue, layers_of
from checker.pipeline.explained_standard import permission_words, requirement_words, rule_why


class BearingDuty(NamedTuple):
    """A duty on the element, and how it stands to this market on the day."""

    id: str
    citation: str
    says: str
    standing: str
    verdict: str


@dataclass(frozen=True)
class Explanation:
    """All that bears on one element of one market. Texts are empty where the standard says nothing.

    `not_checked`: why the process could not be judged, so that the element has no status; else empty.
    """

    address: str
    title: str
    requirement: str
    why: str
    remedy: str
    severity: str
    permission: str
    allowed: str
    result: ElementResult
    layers: tuple[LayerValue, ...]
    duties: tuple[BearingDuty, ...]
    waivers: tuple[tuple[str, Location], ...]
    findings: tuple[Finding, ...]
    not_checked: str = ""


DUTY_WORDS: Mapping[bool, Mapping[bool | None, str]] = {
    True: {True: "the local value meets it", False: "the local value breaks it", None: "not comparable here"},
    False: {True: "today's value meets it already", False: "today's value does not meet it yet", None: "not comparable here"},
}
"""By whether the duty is in force, and whether the value meets it."""


def explain(files: WorkspaceFiles, programme: Programme, report: Report, address: str) -> Explanation:
    """Explain `market/process/element`. The report lists all elements of that market. Raises UsageError."""
    market_id, process, element = _split(address, report)
    market_files = _market_files(files, market_id)
    market = market_files.document
    result = report.markets[market_id].processes[process]
    if market is None or result.version is None or result.version not in programme.standards.get(process, {}):
        because = result.not_checked_because or f"{market_id} has not adopted it"
        raise UsageError(f"{market_id}/{process} cannot be explained: {because}")
    standard = programme.standards[process][result.version]
    elements = ElementsByView().of(standard, market.model)
    known, unchecked = result.elements.get(element), result.not_checked_because or ""
    if known is None and unchecked and element in elements.severities:
        known = ElementResult(element, Status.NOT_COMPARABLE, elements.severities[element], 0, title=elements.titles.get(element))
    if known is None:
        near = _instead(element, {address: elements.titles.get(address) for address in elements.severities})
        raise UsageError(f"{process} {result.version} has no element `{element}` in {market_id}{near}")
    of_element = [
        found for found in report.findings
        if _is_of(found, market_id, process, element) or (unchecked and _leaves_unchecked(found, market_id, process))
    ]  # fmt: skip
    value = elements.values.get(element)
    return Explanation(
        address=address,
        title=known.title or element,
        requirement=requirement_words(standard.model, element),
        why=(value.why if value else rule_why(standard.model, element)) or "",
        remedy=(value.remedy if value else "") or "",
        severity=known.severity.value,
        permission=permission_words(elements, element),
        allowed=value.requirement.expected.text if value and value.requirement else "",
        result=known,
        layers=tuple(layers_of(elements, market_files, process, known, report.as_of)),
        duties=tuple(_duties(programme, market.model, known, f"{process}", element, report.as_of)),
        waivers=tuple(_waivers(report, market_id, process, element)),
        findings=tuple(of_element),
        not_checked=unchecked,
    )


def _split(address: str, report: Report) -> tuple[str, str, str]:
    market, _, rest = address.partition("/")
    process, _, element = rest.partition("/")
    if market not in report.markets:
        raise UsageError(f"there is no market `{market}`{meant(market, report.markets, _names(report))}")
    processes = report.markets[market].processes
    if process not in processes:
        titles = {name: each.title for name, each in processes.items()}
        raise UsageError(f"{market} has no process `{process}`{meant(process, processes, titles)}")
    return market, process, element


def _names(report: Report) -> Mapping[str, str]:
    return {market.market: market.name for market in report.markets.values()}


def _instead(element: str, titles: Mapping[str, str | None]) -> str:
    """The nearest element, by its address, its id alone, or its title."""
    by_id = [address for address in titles if address.partition(":")[2] == element]
    called = {address: title for address, title in titles.items() if title}
    return f"; did you mean `{by_id[0]}`?" if len(by_id) == 1 else meant(element, titles, called)


def _market_files(files: WorkspaceFiles, market_id: str) -> MarketFiles:
    for region, layouts in files.regions():
        for layout in layouts:
            if layout.id == market_id:
                return files.market(layout, region)
    raise UsageError(f"there is no market `{market_id}`")


def _is_of(finding: Finding, market: str, process: str, element: str) -> bool:
    return (finding.market, finding.process, finding.element) == (market, process, element)


def _leaves_unchecked(finding: Finding, market: str, process: str) -> bool:
    return finding.leaves_unchecked and finding.market in (market, None) and finding.process == process


def _duties(
    programme: Programme, market: Market, result: ElementResult, process: str, element: str, day: date
) -> Iterator[BearingDuty]:
    held = jurisdictions_of(programme.catalogue.model, market)
    for identity, (jurisdiction, duty, _) in programme.duties.items():
        if jurisdiction in held and is_about(duty, process, element):
            verdict = _verdict(duty, result, process, element)
            words = DUTY_WORDS[in_force(duty, day)]
            yield BearingDuty(identity, duty.citation, duty.says, _standing(duty, market, day), words[verdict])


def _verdict(duty: Duty, result: ElementResult, process: str, element: str) -> bool | None:
    """Whether the element's value meets what the duty asks of it; None where there is no value, or they do not
    compare."""
    term = next((term for term in terms_of(duty, process) if term.element == element.partition("@")[0]), None)
    if term is None or result.local is None:
        return None
    return meets(term, result.local, result.standard.unit if result.standard is not None else None)


def _standing(duty: Duty, market: Market, day: date) -> str:
    if duty.status != "enacted":
        return f"does not bind: {duty.status}"
    if not meets_profile(duty, market):
        return f"does not bind: only for {', '.join(duty.applies_to)}"
    if not in_force(duty, day):
        return f"binds from {duty.in_force_from}"
    return f"binds, {duty.evidence}"


def _waivers(report: Report, market: str, process: str, element: str) -> Iterator[tuple[str, Location]]:
    """The waivers that name the element, with the state that every other output shows too."""
    for record in report.waivers:
        waiver = record.waiver
        if record.market == market and waiver.process == process and covers(waiver, element):
            yield f"{waiver.id} is {record.state.value}, until {waiver.expires}", record.location
