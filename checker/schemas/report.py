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
from checker.schemas.asked_by_validators import DAY, SCALAR, VERSION, Json
from checker.schemas.shapes import DIALECT

TEXT: Json = {"type": "string"}
TEXTS: Json = {"type": "array", "items": TEXT}
COUNT: Json = {"type": "integer", "minimum": 0}
NUMBER: Json = {"type": "number"}
YES_OR_NO: Json = {"type": "boolean"}
PERCENT: Json = {"type": ["number", "null"], "minimum": 0, "maximum": 100}
VALUE: Json = {"anyOf": [SCALAR, {"type": "array", "items": SCALAR}]}
NUMBERS: Json = dict.fromkeys(("conformance", "governed", "coverage", "confirmed", "not_applicable_share"), PERCENT)
SPAN: Json = {key: {"type": "integer", "minimum": 1} for key in ("line", "column", "end_line", "end_column")}


def report_schema() -> Json:
    """The schema of a whole report."""
    keys: Json = {
        "format": {"const": "checker.report/1"},
        "tool": {"type": "string", "pattern": "^checker "},
        "as_of": DAY,
        "title": TEXT,
        "summary": _ref("Summary"),
        "markets": _list_of("Market"),
        "findings": _list_of("Finding"),
        "regions": _list_of("Region"),
        "waivers": _list_of("Waiver"),
        "duties": _list_of("Duty"),
        "events": _list_of("Event"),
        "inputs": _ref("Inputs"),
    }
    whole = _object(keys, without=("events",))
    return {"$schema": DIALECT, "title": "A report of checker", "description": __doc__.split("\n")[2], **whole, "$defs": _defs()}


def _object(keys: Json, without: Iterable[str] = ()) -> Json:
    """A mapping that has all these keys, but perhaps those `without`."""
    return {"type": "object", "required": [key for key in keys if key not in set(without)], "properties": keys}


def _ref(name: str) -> Json:
    return {"$ref": f"#/$defs/{name}"}


def _list_of(name: str) -> Json:
    return {"type": "array", "items": _ref(name)}


def _or_null(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "null"}]}


def _words(words: Iterable[str]) -> Json:
    return {"enum": [str(word) for word in words]}


def _counts(words: Iterable[str], *, all_of_them: bool) -> Json:
    keys = {str(word): COUNT for word in words}
    return _object(keys, without=() if all_of_them else keys)


def _defs() -> Json:
    return {
        "Summary": _object(
            {
                **dict.fromkeys(("markets", "processes", "pairs", "not_checked"), COUNT),
                "passed": YES_OR_NO,
                **NUMBERS,
                "findings": _object({"open": _counts(LEVELS, all_of_them=True), "settled": _counts(SETTLED, all_of_them=True)}),
                "elements": _counts(Status, all_of_them=False),
                "approvals": _counts(("recorded", "signed"), all_of_them=True),
            }
        ),
        "Market": _object(
            {
                **dict.fromkeys(("market", "name", "region"), TEXT),
                "lead": _or_null(TEXT),
                "status": _words(ProcessStatus),
                **NUMBERS,
                "processes": _list_of("Process"),
            }
        ),
        "Process": _object(_process()),
        "Element": _object(
            {
                "element": TEXT,
                "status": _words(Status),
                "severity": _words(Severity),
                "weight": NUMBER,
                "standard": _or_null(_ref("Amount")),
                "local": _or_null(_ref("Amount")),
                "source": _or_null(_object({"layer": _words(("standard", "region", "market")), "path": TEXT, **_place()})),
            }
        ),
        "Amount": _object({"value": VALUE, "unit": _or_null(TEXT)}),
        "Region": _object(
            {
                **dict.fromkeys(("region", "name"), TEXT),
                "lead": _or_null(TEXT),
                "status": _words(ProcessStatus),
                **NUMBERS,
                "worst_market": _or_null(TEXT),
                "markets": TEXTS,
            }
        ),
        "Finding": _object(_finding()),
        "Location": _object({"path": TEXT, **SPAN}),
        "Waiver": _object(_waiver()),
        "Duty": _object(_duty()),
        "Event": _object({"level": _words(LEVELS), "message": TEXT, "market": _or_null(TEXT)}),
        "Inputs": _object(
            {"commit": _or_null(TEXT), "base": _or_null(TEXT), "uncommitted": YES_OR_NO, "digest": TEXT}, without=("uncommitted",)
        ),
    }


def _place() -> Json:
    return {"line": SPAN["line"], "column": SPAN["column"]}


def _process() -> Json:
    score = {"alignment": PERCENT, "conformity": PERCENT, "standard_coverage": PERCENT, "worst_route": _or_null(TEXTS)}
    return {
        "process": TEXT,
        "version": _or_null(VERSION),
        "due": YES_OR_NO,
        "status": _words(ProcessStatus),
        **dict.fromkeys(("conformance", "governed", "coverage"), PERCENT),
        "confirmed": {"type": ["boolean", "null"]},
        "not_checked_because": _or_null(TEXT),
        "flow": _or_null(_object(score)),
        "weight": NUMBER,
        "aligned": _object({"count": COUNT, "weight": NUMBER}),
        "elements": _list_of("Element"),
    }


def _finding() -> Json:
    return {
        "rule": {"type": "string", "pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"},
        "level": _words(LEVELS),
        "severity": _or_null(_words(Severity)),
        "market": _or_null(TEXT),
        "process": _or_null(TEXT),
        "element": TEXT,
        "status": _or_null(_words(Status)),
        "disposition": _words(Disposition),
        "message": TEXT,
        "remedy": _or_null(TEXT),
        "why": _or_null(TEXT),
        "data": {"type": "object", "additionalProperties": TEXT},
        "expected": _or_null(
            _object({"op": _words(get_args(Operator)), "value": _or_null(VALUE), "unit": _or_null(TEXT), "text": TEXT})
        ),
        "actual": _or_null(_object({"value": VALUE, "unit": _or_null(TEXT), "text": TEXT})),
        "location": _ref("Location"),
        "standard_location": _or_null(_ref("Location")),
        "because": _or_null(_object({"type": _words(ReasonType), "law": _or_null(TEXT), "note": _or_null(TEXT)})),
        "waiver": _or_null(TEXT),
        "run": _or_null(TEXTS),
        "gain": {"type": "number", "minimum": 0, "maximum": 100},
        "fix": _or_null({"type": "array", "minItems": 1, "items": _object({"path": TEXT, **SPAN, "text": TEXT})}),
        "first_seen": _or_null(TEXT),
        "change": _or_null(_words(get_args(Change))),
        "cause": _or_null(_words(get_args(Cause))),
        "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{16}$"},
    }


def _waiver() -> Json:
    approval = {"by": TEXT, "role": TEXT, "signed_on": DAY, "proof": _words(get_args(Proof))}
    return {
        "id": TEXT,
        "market": _or_null(TEXT),
        "region": _or_null(TEXT),
        "process": TEXT,
        "elements": TEXTS,
        "standard": TEXT,
        "category": TEXT,
        "accepts": _or_null({"type": "object"}),
        "state": _words(WaiverState),
        "days_left": {"type": "integer"},
        "expires": DAY,
        "requested_by": TEXT,
        "requested_on": DAY,
        "approvals": {"type": "array", "items": _object(approval)},
        "missing_roles": TEXTS,
        "reason": TEXT,
        "mitigations": TEXTS,
        "plan": _or_null(_object({"owner": TEXT, "due": DAY, "ticket": _or_null(TEXT)})),
        "renews": _or_null(TEXT),
        "renewals": COUNT,
        "findings": COUNT,
        "waived_elements": TEXTS,
        "location": _ref("Location"),
    }


def _duty() -> Json:
    return {
        **dict.fromkeys(("id", "jurisdiction", "citation", "says"), TEXT),
        "control": _or_null(TEXT),
        "asks": TEXT,
        "standing": _words(get_args(DutyStanding)),
        "in_force_from": _or_null(DAY),
        "verified": YES_OR_NO,
        "applies_to": TEXTS,
        "markets": TEXTS,
        "location": _ref("Location"),
    }
