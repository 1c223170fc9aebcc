"""One workspace through a year: `as_of` moves the whole world, and findings change exactly on the right days."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from workspaces import CATALOGUE, ES, FR, REFUND, row, shared_text, variant, workspace

import checker

START, END = date(2026, 10, 1), date(2027, 9, 30)
LAW = """\
kind: law
jurisdiction: ES
checked_on: 2026-09-01
notice: Example data, not legal advice.
duties:
  - id: ES-REC
    citation: Example act
    says: Records are kept for five years.
    control: refund/record_months
    bound: min
    value: 60
    unit: months
    in_force_from: 2026-12-28
    status: enacted
    evidence: verified
"""
WAIVER = """\
kind: waiver
id: {id}
market: es
process: refund
elements: [control:payout_days]
standard: 1.x
category: accepted
accepts: {{at_most: 9}}
reason: The bank of this market pays out twice a week only.
plan: {{owner: Operations, due: {due}}}
requested_by: asks@example.com
requested_on: {asked}
approvals: [{{by: owner@example.com, role: process_owner, signed_on: {signed}}}]
expires: {expires}
{renews}
"""
FILES = {
    ES: variant(
        "controls:\n"
        "  payout_days: 9\n"
        "  record_months: {value: 60, from: 2026-12-01, because: {type: law_requires, law: ES-REC, note: Five years}}"
    ),
    FR: variant("controls:\n  payout_days: 9"),
    "standards/law/ES.yaml": LAW,
    "standards/waivers/es/W-ES-001.yaml": WAIVER.format(
        id="W-ES-001", asked="2026-10-05", signed="2026-10-10", due="2027-02-01", expires="2027-02-28", renews=""
    ),
    "standards/waivers/es/W-ES-002.yaml": WAIVER.format(
        id="W-ES-002",
        asked="2027-02-20",
        signed="2027-03-05",
        due="2027-06-01",
        expires="2027-06-30",
        renews="renews: W-ES-001",
    ),
    REFUND.replace("1.0.0", "1.1.0"): shared_text(
        REFUND,
        ("version: 1.0.0", "version: 1.1.0"),
        ("effective_from: 2026-01-01", "effective_from: 2027-01-15\nenforced_from: 2027-04-01"),
    ),
    CATALOGUE: shared_text(CATALOGUE, ("jurisdictions:", "onboarding: {fr: 2027-03-31}\njurisdictions:")),
}
PAYOUT, RECORDS = "es/refund control:payout_days", "es/refund control:record_months"
FRANCE = "error control-loosened fr/refund control:payout_days"
CHANGES: dict[str, dict[str, set[str]]] = {
    "2026-10-10": {  # the first waiver is signed; until then the second one is not signed either
        "+": {f"error control-loosened {PAYOUT} waived"},
        "-": {f"error control-loosened {PAYOUT} pending"},
    },
    "2026-12-01": {  # the market's dated value starts, four weeks before the law does
        "+": {f"error control-out-of-range {RECORDS} none", f"error law-does-not-bind {RECORDS} none"},
        "-": {f"info value-refused-later {RECORDS} none"},
    },
    "2026-12-28": {  # the law is in force
        "+": {f"error control-out-of-range {RECORDS} required_by_law"},
        "-": {f"error control-out-of-range {RECORDS} none", f"error law-does-not-bind {RECORDS} none"},
    },
    "2027-01-29": {"+": {f"info waiver-expiring {PAYOUT} none"}},
    "2027-03-01": {  # the first waiver has ended, the renewal is not signed
        "+": {f"error control-loosened {PAYOUT} pending", f"error waiver-expired {PAYOUT} none"},
        "-": {f"error control-loosened {PAYOUT} waived", f"info waiver-expiring {PAYOUT} none"},
    },
    "2027-03-05": {  # it is signed
        "+": {f"error control-loosened {PAYOUT} waived"},
        "-": {
            f"error control-loosened {PAYOUT} pending",
            f"error waiver-expired {PAYOUT} none",
            f"error waiver-unapproved {PAYOUT} none",
        },
    },
    "2027-04-01": {  # the new version is enforced; France is no longer onboarding
        "+": {
            "error version-overdue es/refund process none",
            "error version-overdue fr/refund process none",
            f"{FRANCE} none",
        },
        "-": {
            "info version-behind es/refund process none",
            "info version-behind fr/refund process onboarding",
            f"{FRANCE} onboarding",
        },
    },
    "2027-05-31": {"+": {f"info waiver-expiring {PAYOUT} none"}},
    "2027-06-02": {  # a year after it was given, a confirmation ends
        "+": {
            "info process-unconfirmed es/refund process none",
            "info process-unconfirmed es/voice-care process none",
            "info process-unconfirmed fr/refund process none",
        },
    },
    "2027-07-01": {
        "+": {f"error control-loosened {PAYOUT} expired", f"error waiver-expired {PAYOUT} none"},
        "-": {f"error control-loosened {PAYOUT} waived", f"info waiver-expiring {PAYOUT} none"},
    },
}


def days() -> Iterator[date]:
    """Each day on which something changes and the day before it; of the others every fifth, which must be quiet."""
    turning = {date.fromisoformat(day) for day in CHANGES}
    day = START
    while day <= END:
        if (day - START).days % 5 == 0 or not turning.isdisjoint({day, day + timedelta(1)}):
            yield day
        day += timedelta(1)


def test_findings_change_exactly_on_the_right_days(tmp_path: Path) -> None:
    root = workspace(tmp_path / "workspace", FILES)
    seen: dict[str, dict[str, set[str]]] = {}
    before: set[str] | None = None
    for day in days():
        today = {row(finding) for finding in checker.check(root, as_of=day).findings}
        if before is not None and today != before:
            change = {"+": today - before, "-": before - today}
            seen[day.isoformat()] = {sign: rows for sign, rows in change.items() if rows}
        before = today
    assert seen == CHANGES


def test_the_world_of_the_first_day(tmp_path: Path) -> None:
    root = workspace(tmp_path / "workspace", FILES)
    assert sorted(row(finding) for finding in checker.check(root, as_of=START).findings) == [
        f"error control-loosened {PAYOUT} pending",
        f"{FRANCE} onboarding",
        f"error waiver-unapproved {PAYOUT} none",
        f"error waiver-unapproved {PAYOUT} none",
        f"info value-refused-later {RECORDS} none",
        "info version-behind es/refund process none",
        "info version-behind fr/refund process onboarding",
    ]
