"""Findings and the values in them as JSON, for every format and command that prints some. Part of `formats`."""

from fractions import Fraction
from typing import Any

from checker.model.amount import Amount, Expected
from checker.model.finding import Finding, TextEdit
from checker.model.numbers import Weight
from checker.model.position import Location
from checker.model.value import Value, plain_number

Json = dict[str, Any]


def finding_json(finding: Finding) -> Json:
    """One finding, as every program that reads findings gets it."""
    because = finding.because
    return {
        "rule": finding.rule,
        "level": finding.level,
        "severity": finding.severity.value if finding.severity else None,
        "market": finding.market,
        "process": finding.process,
        "element": finding.element,
        "status": finding.status.value if finding.status else None,
        "disposition": finding.disposition.value,
        "message": finding.message,
        "remedy": finding.remedy or None,
        "why": finding.why,
        "data": dict(finding.data),
        "expected": _expected(finding.expected),
        "actual": _actual(finding.actual),
        "location": location_json(finding.location),
        "standard_location": location_json(finding.standard_location),
        "because": {"type": because.type.value, "law": because.law, "note": because.note} if because else None,
        "waiver": finding.waiver,
        "run": list(finding.run) if finding.run is not None else None,
        "gain": finding.gain,
        "fix": [_edit(edit) for edit in finding.fix] if finding.fix else None,
        "first_seen": finding.first_seen,
        "change": finding.change,
        "cause": finding.cause,
        "fingerprint": finding.fingerprint,
    }


def _edit(edit: TextEdit) -> Json:
    return {"path": edit.path, **edit.span._asdict(), "text": edit.text}


def location_json(location: Location | None) -> Json | None:
    return None if location is None else {"path": location.path, **location.span._asdict()}


def amount_json(amount: Amount | None) -> Json | None:
    return None if amount is None else {"value": value_json(amount.value), "unit": amount.unit}


def _actual(amount: Amount | None) -> Json | None:
    return None if amount is None else {"value": value_json(amount.value), "unit": amount.unit, "text": amount.text}


def _expected(expected: Expected | None) -> Json | None:
    if expected is None:
        return None
    value = list(expected.value) if isinstance(expected.value, tuple) else expected.value
    return {"op": expected.op, "value": value, "unit": expected.unit, "text": expected.text}


def value_json(value: Value) -> object:
    """A document's value for JSON."""
    return list(value) if isinstance(value, tuple) else value


def weight_json(weight: Weight) -> int | float:
    """A weight for JSON; whole ones are integers."""
    return weight if isinstance(weight, int) else plain_number(Fraction(weight))
