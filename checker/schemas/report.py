"""The JSON Schema of `checker check --format json` (`checker.report/1`). Part of `schemas`.

Keys that a later version adds are no error, so that a program that reads today's report reads tomorrow's. A test holds the
schema, closed to any other key, to what the format writes.
"""

from collections.abc import Iterable
from typing import get_args

from checker.model.amount import Operator
from checker.model.documents import ReasonType, Severity
from checker.model.finding import Cause, Change
from checker.model.register import DutyStanding, Proof, WaiverState
from checker.model.status import LEVELS, SETTLED, Disposition, ProcessStatus, Status
from checker.schemas.asked_by_validators import DAY, VERSION, Json
from checker.schemas.parts import (
    COUNT,
    NUMBER,
    NUMBERS,
    PERCENT,
    SPAN,
    TEXT,
    TEXTS,
    VALUE,
    YES_OR_NO,
    list_of,
    object_of,
    one_of,
    or_null,
    ref,
)
from checker.schemas.shapes import DIALECT

BY_DECISION = [each for each in Disposition if each in SETTLED]
"""In an order that does not change from run to run."""


def report_schema() -> Json:
    """The schema of a whole report."""
    keys: Json = {
        "format": {"const": "checker.report/1"},
        "tool": {"type": "string", "pattern": "^checker "},
        "as_of": DAY,
        "title": TEXT,
        "summary": ref("Summary"),
        "markets": list_of("Market"),
        "findings": list_of("Finding"),
        "regions": list_of("Region"),
        "waivers": list_of("Waiver"),
        "duties": list_of("Duty"),
        "events": list_of("Event"),
        "inputs": ref("Inputs"),
    }
    whole = object_of(keys, without=("events",))
    return {
        "$schema": DIALECT,
        "title": "checker check --format json",
        "description": "All that a check found. Keys that a later version adds are no error.",
        **whole,
        "$defs": report_parts(),
    }


def _counts(words: Iterable[str], *, all_of_them: bool) -> Json:
    keys = {str(word): COUNT for word in words}
    return object_of(keys, without=() if all_of_them else keys)


def report_parts() -> Json:
    """What a report is made of, for `$defs`; other outputs hold some of it too."""
    return {
        "Summary": object_of(
            {
                **dict.fromkeys(("markets", "processes", "pairs", "not_checked"), COUNT),
                "passed": YES_OR_NO,
                **NUMBERS,
                "findings": object_of(
                    {"open": _counts(LEVELS, all_of_them=True), "settled": _counts(BY_DECISION, all_of_them=True)}
                ),
                "elements": _counts(Status, all_of_them=False),
                "approvals": _counts(("recorded", "signed"), all_of_them=True),
            }
        ),
        "Market": object_of(
            {
                **dict.fromkeys(("market", "name", "region"), TEXT),
                "lead": or_null(TEXT),
                "status": one_of(ProcessStatus),
                **NUMBERS,
                "processes": list_of("Process"),
            }
        ),
        "Process": object_of(_process()),
        "Element": object_of(
            {
                "element": TEXT,
                "status": one_of(Status),
                "severity": one_of(Severity),
                "weight": NUMBER,
                "standard": or_null(ref("Amount")),
                "local": or_null(ref("Amount")),
                "source": or_null(object_of({"layer": one_of(("standard", "region", "market")), "path": TEXT, **_place()})),
            }
        ),
        "Amount": object_of({"value": VALUE, "unit": or_null(TEXT)}),
        "Region": object_of(
            {
                **dict.fromkeys(("region", "name"), TEXT),
                "lead": or_null(TEXT),
                "status": one_of(ProcessStatus),
                **NUMBERS,
                "worst_market": or_null(TEXT),
                "markets": TEXTS,
            }
        ),
        "Finding": object_of(_finding()),
        "Location": object_of({"path": TEXT, **SPAN}),
        "Waiver": object_of(_waiver()),
        "Duty": object_of(_duty()),
        "Event": object_of({"level": one_of(LEVELS), "message": TEXT, "market": or_null(TEXT)}),
        "Inputs": object_of(
            {"commit": or_null(TEXT), "base": or_null(TEXT), "uncommitted": YES_OR_NO, "digest": TEXT}, without=("uncommitted",)
        ),
    }


def _place() -> Json:
    return {"line": SPAN["line"], "column": SPAN["column"]}


def _process() -> Json:
    score = {"alignment": PERCENT, "conformity": PERCENT, "standard_coverage": PERCENT, "worst_route": or_null(TEXTS)}
    return {
        "process": TEXT,
        "version": or_null(VERSION),
        "due": YES_OR_NO,
        "status": one_of(ProcessStatus),
        **dict.fromkeys(("conformance", "governed", "coverage"), PERCENT),
        "confirmed": {"type": ["boolean", "null"]},
        "not_checked_because": or_null(TEXT),
        "flow": or_null(object_of(score)),
        "weight": NUMBER,
        "aligned": object_of({"count": COUNT, "weight": NUMBER}),
        "elements": list_of("Element"),
    }


def _finding() -> Json:
    return {
        "rule": {"type": "string", "pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"},
        "level": one_of(LEVELS),
        "severity": or_null(one_of(Severity)),
        "market": or_null(TEXT),
        "process": or_null(TEXT),
        "element": TEXT,
        "status": or_null(one_of(Status)),
        "disposition": one_of(Disposition),
        "message": TEXT,
        "remedy": or_null(TEXT),
        "why": or_null(TEXT),
        "data": {"type": "object", "additionalProperties": TEXT},
        "expected": or_null(
            object_of({"op": one_of(get_args(Operator)), "value": or_null(VALUE), "unit": or_null(TEXT), "text": TEXT})
        ),
        "actual": or_null(object_of({"value": VALUE, "unit": or_null(TEXT), "text": TEXT})),
        "location": ref("Location"),
        "standard_location": or_null(ref("Location")),
        "because": or_null(object_of({"type": one_of(ReasonType), "law": or_null(TEXT), "note": or_null(TEXT)})),
        "waiver": or_null(TEXT),
        "run": or_null(TEXTS),
        "gain": {"type": "number", "minimum": 0, "maximum": 100},
        "fix": or_null({"type": "array", "minItems": 1, "items": object_of({"path": TEXT, **SPAN, "text": TEXT})}),
        "first_seen": or_null(TEXT),
        "change": or_null(one_of(get_args(Change))),
        "cause": or_null(one_of(get_args(Cause))),
        "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{16}$"},
    }


def _waiver() -> Json:
    approval = {"by": TEXT, "role": TEXT, "signed_on": DAY, "proof": one_of(get_args(Proof))}
    return {
        "id": TEXT,
        "market": or_null(TEXT),
        "region": or_null(TEXT),
        "process": TEXT,
        "elements": TEXTS,
        "standard": TEXT,
        "category": TEXT,
        "accepts": or_null({"type": "object"}),
        "state": one_of(WaiverState),
        "days_left": {"type": "integer"},
        "expires": DAY,
        "requested_by": TEXT,
        "requested_on": DAY,
        "approvals": {"type": "array", "items": object_of(approval)},
        "missing_roles": TEXTS,
        "reason": TEXT,
        "mitigations": TEXTS,
        "plan": or_null(object_of({"owner": TEXT, "due": DAY, "ticket": or_null(TEXT)})),
        "renews": or_null(TEXT),
        "renewals": COUNT,
        "findings": COUNT,
        "waived_elements": TEXTS,
        "location": ref("Location"),
    }


def _duty() -> Json:
    return {
        **dict.fromkeys(("id", "jurisdiction", "citation", "says"), TEXT),
        "control": or_null(TEXT),
        "asks": TEXT,
        "standing": one_of(get_args(DutyStanding)),
        "in_force_from": or_null(DAY),
        "verified": YES_OR_NO,
        "applies_to": TEXTS,
        "markets": TEXTS,
        "location": ref("Location"),
    }
