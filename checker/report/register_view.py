"""The registers: waivers by state, duties by standing, what law excuses or conflicts with. Part of `report`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from checker.model.register import DutyRecord, DutyStanding, WaiverRecord, WaiverState
from checker.report import links
from checker.report.finding_list import Line, Mention, lines
from checker.report.lookup import Lookup
from checker.report.places import Place
from checker.report.words import NOTHING, Shown, counted, element_words

STATES = {
    WaiverState.EXPIRED: Shown("breach", "expired"), WaiverState.EXPIRING: Shown("minor", "expiring"),
    WaiverState.EXCEEDED: Shown("breach", "exceeded"), WaiverState.INVALID: Shown("breach", "not valid"),
    WaiverState.PENDING: Shown("unsure", "pending"), WaiverState.ACTIVE: Shown("waived", "active"),
    WaiverState.UNUSED: Shown("na", "unused"),
}  # fmt: skip
STANDINGS: dict[DutyStanding, str] = {
    "to_come": "To come", "in_force": "In force", "bill": "Bills, not law yet", "repealed": "Repealed",
}  # fmt: skip
DUE = (WaiverState.EXPIRED, WaiverState.EXPIRING)
MAX_MARKETS = 20


class WaiverLine(NamedTuple):
    """`id` is empty for a waiver that stands further up for another market."""

    id: str
    name: str
    market: str
    market_href: str
    process: str
    elements: Sequence[str]
    is_claim: bool
    reason: str
    plan: str
    requested: str
    age: str
    signed: Sequence[str]
    missing: Sequence[str]
    expires: str
    left: str
    renewals: int
    findings: int
    source: Place | None


class WaiverSection(NamedTuple):
    id: str
    shown: Shown
    lines: Sequence[WaiverLine]


class DutyLine(NamedTuple):
    id: str
    name: str
    jurisdiction: str
    citation: str
    says: str
    asks: str
    control: str
    since: str
    left: str
    verified: bool
    markets: Sequence[Mention]
    more_markets: int
    source: Place | None


class DutySection(NamedTuple):
    """`elsewhere`: duties that bind no market of the run."""

    id: str
    title: str
    lines: Sequence[DutyLine]
    elsewhere: Sequence[DutyLine]


@dataclass(frozen=True, slots=True)
class Law:
    """`conflicts` are for the market that set the value, `inherited` ones for the global team.

    `exceptions` are what duties in force excuse.
    """

    conflicts: Sequence[Line]
    inherited: Sequence[Line]
    exceptions: Sequence[Line]
    duties: Sequence[DutySection]

    def __bool__(self) -> bool:
        return bool(self.conflicts or self.inherited or self.exceptions or self.duties)


def waiver_sections(lookup: Lookup) -> Sequence[WaiverSection]:
    """What is due first; states without a waiver are left out."""
    taken: set[str] = set()
    found = []
    for state, shown in STATES.items():
        records = [record for record in lookup.report.waivers if record.state is state]
        records.sort(key=lambda record: (record.days_left, record.waiver.id, record.market or ""))
        if records:
            rows = [_waiver(lookup, record, taken) for record in records]
            found.append(WaiverSection(f"{links.WAIVERS}/{state.value}", shown, rows))
    return found


def _waiver(lookup: Lookup, record: WaiverRecord, taken: set[str]) -> WaiverLine:
    waiver = record.waiver
    is_first = waiver.id not in taken
    taken.add(waiver.id)
    plan = waiver.plan
    titles = _titles(lookup, record)
    return WaiverLine(
        id=links.waiver_id(waiver.id) if is_first else "",
        name=waiver.id,
        market=lookup.market_name(record.market) if record.market else f"region {waiver.region}",
        market_href=f"#{links.market_id(record.market, waiver.process)}" if record.market else "",
        process=lookup.process_title(record.market, waiver.process),
        elements=[element_words(each, titles.get(each)) for each in waiver.elements],
        is_claim=record.is_claim,
        reason=waiver.reason,
        plan=", ".join(str(part) for part in (plan.owner, plan.due, plan.ticket) if part) if plan else "",
        requested=f"{waiver.requested_by}, {waiver.requested_on}",
        age=f"{counted((lookup.report.as_of - waiver.requested_on).days, 'day')} old",
        signed=[
            f"{each.role.replace('_', ' ')}: {each.by}, {each.signed_on} ({proof})"
            for each, proof in zip(waiver.approvals, record.approval_proofs, strict=True)
        ],
        missing=[role.replace("_", " ") for role in record.missing_roles],
        expires=str(waiver.expires),
        left=_left(record.days_left),
        renewals=record.renewals,
        findings=record.findings,
        source=lookup.places.of(record.location),
    )


def _titles(lookup: Lookup, record: WaiverRecord) -> Mapping[str, str | None]:
    """What people call the elements that the market runs otherwise."""
    market = lookup.report.markets.get(record.market or "")
    process = market.processes.get(record.waiver.process) if market is not None else None
    return {address: each.title for address, each in process.elements.items()} if process is not None else {}


def _left(days: int) -> str:
    return f"{counted(days, 'day')} left" if days >= 0 else f"{counted(-days, 'day')} ago"


def law(lookup: Lookup) -> Law:
    report = lookup.report
    duties = [
        _duties(lookup, standing, title, found)
        for standing, title in STANDINGS.items()
        if (found := [each for each in report.duties if each.standing == standing])
    ]
    return Law(
        lines(lookup, [finding for finding in report.findings if finding.rule == "law-conflict"]),
        lines(lookup, [finding for finding in report.findings if finding.rule == "law-conflict-inherited"]),
        lines(lookup, report.exceptions_by_law),
        duties,
    )


def _duties(lookup: Lookup, standing: str, title: str, records: Sequence[DutyRecord]) -> DutySection:
    here = [_duty(lookup, each) for each in records if each.markets]
    return DutySection(f"{links.LAW}/{standing}", title, here, [_duty(lookup, each) for each in records if not each.markets])


def _duty(lookup: Lookup, record: DutyRecord) -> DutyLine:
    mentions = list(_mentions(lookup, record.markets))
    return DutyLine(
        links.duty_id(record.id),
        record.id,
        record.jurisdiction,
        record.citation,
        record.says,
        record.asks,
        record.control or "",
        str(record.in_force_from or NOTHING),
        _days_to(lookup, record),
        record.verified,
        mentions[:MAX_MARKETS],
        max(len(mentions) - MAX_MARKETS, 0),
        lookup.places.of(record.location),
    )


def _days_to(lookup: Lookup, record: DutyRecord) -> str:
    days = (record.in_force_from - lookup.report.as_of).days if record.in_force_from else 0
    return f"in {counted(days, 'day')}" if days > 0 else ""


def _mentions(lookup: Lookup, markets: Iterable[str]) -> Iterable[Mention]:
    for market in markets:
        yield Mention(lookup.market_name(market), links.market_id(market))
