"""Waivers and duties as every program gets them. Part of `formats`."""

from datetime import date
from typing import Any

from checker.model.register import DutyRecord, WaiverRecord

Json = dict[str, Any]


def waiver_json(record: WaiverRecord) -> Json:
    """One waiver as it stands for one market; `market` null: a region's, which matches in none."""
    waiver = record.waiver
    return {
        "id": waiver.id,
        "market": record.market or waiver.market,
        "region": waiver.region,
        "process": waiver.process,
        "elements": list(waiver.elements),
        "standard": waiver.standard,
        "category": waiver.category,
        "accepts": _accepts(record),
        "state": record.state.value,
        "days_left": record.days_left,
        "expires": waiver.expires.isoformat(),
        "requested_by": waiver.requested_by,
        "requested_on": waiver.requested_on.isoformat(),
        "approvals": [
            {"by": each.by, "role": each.role, "signed_on": each.signed_on.isoformat(), "proof": proof}
            for each, proof in zip(waiver.approvals, record.approval_proofs, strict=True)
        ],
        "missing_roles": list(record.missing_roles),
        "reason": waiver.reason,
        "mitigations": list(waiver.mitigations),
        "plan": _plan(record),
        "renews": waiver.renews,
        "renewals": record.renewals,
        "findings": record.findings,
        "waived_elements": list(record.waived_elements),
        "location": {"path": record.location.path, **record.location.span._asdict()},
    }


def _accepts(record: WaiverRecord) -> Json | None:
    accepts = record.waiver.accepts
    if accepts is None:
        return None
    return accepts.model_dump(mode="json", exclude_none=True)


def _plan(record: WaiverRecord) -> Json | None:
    plan = record.waiver.plan
    return None if plan is None else {"owner": plan.owner, "due": plan.due.isoformat(), "ticket": plan.ticket}


def duty_json(record: DutyRecord) -> Json:
    """One duty, and the markets that it binds, or will from `in_force_from` on."""
    return {
        "id": record.id,
        "jurisdiction": record.jurisdiction,
        "citation": record.citation,
        "says": record.says,
        "control": record.control,
        "asks": record.asks,
        "standing": record.standing,
        "in_force_from": _day(record.in_force_from),
        "verified": record.verified,
        "applies_to": list(record.applies_to),
        "markets": list(record.markets),
        "location": {"path": record.location.path, **record.location.span._asdict()},
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
