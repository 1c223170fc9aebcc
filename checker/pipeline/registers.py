"""The registers of waivers and duties, from what the markets' results hold. Part of `pipeline`."""

from collections.abc import Iterable, Mapping
from datetime import date

from checker.governance.bounds import address_of, terms_of
from checker.governance.law import KnownDuty, Law, in_force, processes_of
from checker.model.documents import Duty
from checker.model.register import DutyRecord, DutyStanding, WaiverRecord
from checker.model.results import MarketResult


def waiver_register(records: Iterable[WaiverRecord]) -> tuple[WaiverRecord, ...]:
    """By id, then market; a region's waiver that matches nowhere stands once, without a market."""
    return tuple(sorted(records, key=lambda record: (record.waiver.id, record.market or "")))


def duty_register(law: Law, markets: Mapping[str, MarketResult], day: date) -> tuple[DutyRecord, ...]:
    """Every duty by id, with the markets of the run that it binds, or will once it is in force."""
    concerned: dict[str, list[str]] = {}
    for market in markets.values():
        for duty in (*market.duties, *market.duties_to_come):
            concerned.setdefault(duty, []).append(market.market)
    return tuple(_record(known, tuple(sorted(concerned.get(identity, ()))), day) for identity, known in law.known.items())


def _record(known: KnownDuty, markets: tuple[str, ...], day: date) -> DutyRecord:
    duty = known.duty
    return DutyRecord(
        duty.id, known.jurisdiction, duty.citation, duty.says, duty.control, _asks(duty), _standing(duty, day),
        duty.in_force_from, duty.evidence == "verified", duty.applies_to, markets, known.place.location(),
    )  # fmt: skip


def _standing(duty: Duty, day: date) -> DutyStanding:
    if duty.status != "enacted":
        return duty.status
    return "in_force" if in_force(duty, day) else "to_come"


def _asks(duty: Duty) -> str:
    """What the duty asks, for a sentence: `at least 95 %, with answer_within_seconds at most 180`."""
    if duty.bound in ("exists", "note"):
        return "on every run" if duty.bound == "exists" else "listed, not judged"
    own = address_of(duty.control or "")[0]
    processes = sorted(processes_of(duty), key=lambda process: (process != own, process))
    first, *more = [term for process in processes for term in terms_of(duty, process)]
    beside = [f"{term.element.partition(':')[2]} {term.expected(None).text}" for term in more]
    return ", with ".join([first.expected(None).text, *beside])
