"""Spec 2.3 row by row: six modes, three forms of `allowed`, units."""

from typing import Any

import pytest
from spec_oracle import Said, outcome

from checker.model.amount import Amount
from checker.model.documents import AllowedRange, AllowedSchema, Tailoring
from checker.tailoring import MODES, Judgement, Requirement, schema_fault


def requirement_of(said: Said) -> Requirement:
    allowed: Any = said.allowed
    if isinstance(allowed, dict):
        form = AllowedSchema if "schema" in allowed else AllowedRange
        allowed = form.model_validate(allowed)
    elif isinstance(allowed, list):
        allowed = tuple(allowed)
    return Requirement(said.value, Tailoring(said.tailoring), said.unit, said.stricter, allowed)  # type: ignore[arg-type]


def judged(said: Said, value: Any, unit: str | None = None) -> Judgement:
    """A unit that is left out is the standard's."""
    return requirement_of(said).judge(Amount(value, unit or said.unit))


LOWER = {"stricter": "lower"}
HIGHER = {"stricter": "higher"}
RANGE = {"allowed": {"min": 2, "max": 8}}
MEMBERS = ("safety", "fraud")
DAYS = {"unit": "calendar_days"}
BUSINESS = {"unit": "business_days"}

ROWS = [
    # mode, standard, what else it says, local value, its unit, outcome
    ("locked", 5, {}, 5, None, "aligned"),
    ("locked", 5, {}, 4, None, "locked"),
    ("locked", 5, LOWER, 4, None, "locked"),
    ("locked", True, {}, False, None, "locked"),
    ("locked", True, {}, True, None, "aligned"),
    ("locked", "formal", {}, "friendly", None, "locked"),
    ("locked", MEMBERS, {}, ("fraud", "safety"), None, "aligned"),
    ("locked", MEMBERS, {}, ("fraud",), None, "locked"),
    ("locked", MEMBERS, {}, (*MEMBERS, "minors"), None, "locked"),
    ("tighten_only", 5, LOWER, 5, None, "aligned"),
    ("tighten_only", 5, LOWER, 4, None, "tightened"),
    ("tighten_only", 5, LOWER, 6, None, "loosened"),
    ("tighten_only", 5, HIGHER, 6, None, "tightened"),
    ("tighten_only", 5, HIGHER, 4, None, "loosened"),
    ("tighten_only", 5, {**LOWER, **RANGE}, 2, None, "tightened"),
    ("tighten_only", 5, {**LOWER, **RANGE}, 1, None, "out_of_range"),
    ("tighten_only", 5, {**LOWER, **RANGE}, 7, None, "loosened"),
    ("tighten_only", 5, {**LOWER, **RANGE}, 9, None, "loosened"),
    ("tighten_only", 5, {**HIGHER, **RANGE}, 9, None, "out_of_range"),
    ("tighten_only", 5, {**LOWER, "allowed": [1, 3, 5]}, 3, None, "tightened"),
    ("tighten_only", 5, {**LOWER, "allowed": [1, 3, 5]}, 2, None, "out_of_range"),
    ("tighten_only", 5, {**LOWER, "allowed": {"schema": {"multipleOf": 5}}}, 0, None, "tightened"),
    ("tighten_only", 5, {**LOWER, "allowed": {"schema": {"multipleOf": 5}}}, 1, None, "out_of_range"),
    ("within", 5, RANGE, 5, None, "aligned"),
    ("within", 5, RANGE, 2, None, "tailored"),
    ("within", 5, RANGE, 8, None, "tailored"),
    ("within", 5, RANGE, 1.999, None, "out_of_range"),
    ("within", 5, RANGE, 8.001, None, "out_of_range"),
    ("within", 5, {**LOWER, **RANGE}, 2, None, "tightened"),
    ("within", 5, {**LOWER, **RANGE}, 8, None, "tailored"),
    ("within", 5, {**HIGHER, **RANGE}, 8, None, "tightened"),
    ("within", 5, {**LOWER, **RANGE}, 1, None, "out_of_range"),
    ("within", 5, {"allowed": {"max": 8}}, -1000, None, "tailored"),
    ("within", 5, {"allowed": {"min": 2}}, 1000, None, "tailored"),
    ("within", 5, {"allowed": [5, 10]}, 10.0, None, "tailored"),
    ("within", 5, {"allowed": [5, 10]}, 7, None, "out_of_range"),
    ("within", 5, {"allowed": {"schema": {"type": "integer"}}}, 6.0, None, "tailored"),
    ("within", 5, {"allowed": {"schema": {"type": "integer"}}}, 6.5, None, "out_of_range"),
    ("within", "photo", {"allowed": ["photo", "video"]}, "video", None, "tailored"),
    ("within", "photo", {"allowed": ["photo", "video"]}, "Video", None, "out_of_range"),
    ("within", "A1", {"allowed": {"schema": {"pattern": "^[A-Z][0-9]$"}}}, "B2", None, "tailored"),
    ("within", "A1", {"allowed": {"schema": {"pattern": "^[A-Z][0-9]$"}}}, "B22", None, "out_of_range"),
    ("within", MEMBERS, {"allowed": ["safety", "fraud", "minors"]}, ("minors",), None, "tailored"),
    ("within", MEMBERS, {"allowed": ["safety", "fraud", "minors"]}, (), None, "tailored"),
    ("within", MEMBERS, {"allowed": ["safety", "fraud"]}, ("safety", "pets"), None, "out_of_range"),
    ("within", MEMBERS, {"allowed": {"schema": {"minItems": 2}}}, ("safety",), None, "out_of_range"),
    ("within", MEMBERS, {"allowed": {"schema": {"contains": {"const": "safety"}}}}, ("safety",), None, "tailored"),
    ("within", True, {"allowed": [True, False]}, False, None, "tailored"),
    ("within", True, {"allowed": [True, 0]}, False, None, "out_of_range"),
    ("within", 1, {"allowed": [1, False]}, 0, None, "out_of_range"),
    ("superset", MEMBERS, {}, ("fraud", "safety", "fraud"), None, "aligned"),
    ("superset", MEMBERS, {}, (*MEMBERS, "minors"), None, "extended"),
    ("superset", MEMBERS, {}, ("safety", "minors"), None, "members_missing"),
    ("superset", MEMBERS, {}, (), None, "members_missing"),
    ("subset", MEMBERS, {}, ("safety",), None, "tailored"),
    ("subset", MEMBERS, {}, (), None, "tailored"),
    ("subset", MEMBERS, {}, ("fraud", "safety"), None, "aligned"),
    ("subset", MEMBERS, {}, ("safety", "minors"), None, "members_not_allowed"),
    ("free", 5, {}, -1e9, None, "tailored"),
    ("free", "formal", {}, "", None, "tailored"),
    ("free", MEMBERS, {}, (), None, "tailored"),
    ("free", True, {}, False, None, "tailored"),
    # types
    ("free", True, {}, 1, None, "wrong_type"),
    ("free", 1, {}, True, None, "wrong_type"),
    ("free", 1, {}, "1", None, "wrong_type"),
    ("free", "1", {}, 1, None, "wrong_type"),
    ("free", "true", {}, True, None, "wrong_type"),
    ("superset", ("safety",), {}, "safety", None, "wrong_type"),
    ("free", 0, {}, False, None, "wrong_type"),
    ("locked", 2, {}, 2.0, None, "aligned"),
    ("locked", 2.0, {}, 2, None, "aligned"),
    ("locked", 0, {}, -0.0, None, "aligned"),
    # units convert exactly
    ("tighten_only", 1, {**LOWER, "unit": "hours"}, 60, "minutes", "aligned"),
    ("tighten_only", 1, {**LOWER, "unit": "hours"}, 3601, "seconds", "loosened"),
    ("tighten_only", 1, {**LOWER, "unit": "hours"}, 3599.999, "seconds", "tightened"),
    ("tighten_only", 0.1, {**LOWER, "unit": "hours"}, 6, "minutes", "aligned"),
    ("tighten_only", 0.3, {**LOWER, "unit": "minutes"}, 18, "seconds", "aligned"),
    ("tighten_only", 18, {**LOWER, "unit": "seconds"}, 0.3, "minutes", "aligned"),
    ("tighten_only", 2, {**HIGHER, **DAYS}, 48, "hours", "aligned"),
    ("within", 1, {"unit": "hours", "allowed": {"max": 2}}, 7200, "seconds", "tailored"),
    ("within", 1, {"unit": "hours", "allowed": {"max": 2}}, 7201, "seconds", "out_of_range"),
    ("within", 1, {"unit": "hours", "allowed": [1, 2]}, 120, "minutes", "tailored"),
    # the decimal text counts, not the nearest double
    ("locked", 0.3, {}, 0.1 + 0.2, None, "locked"),
    ("within", 0.3, {"allowed": {"max": 0.3}}, 0.1 + 0.2, None, "out_of_range"),
    ("within", 0.5, {"allowed": {"schema": {"multipleOf": 0.1}}}, 0.7, None, "tailored"),
    ("within", 0.5, {"allowed": {"schema": {"multipleOf": 0.01}}}, 0.29, None, "tailored"),
    ("within", 0.5, {"allowed": {"schema": {"multipleOf": 0.1}}}, 0.75, None, "out_of_range"),
    # units that do not convert
    ("free", 5, {"unit": "percent"}, 5, "ratio", "not_comparable"),
    ("free", 5, {"unit": "months"}, 5, "calendar_days", "not_comparable"),
    ("free", 5, {"unit": "count"}, 5, "turns", "not_comparable"),
    ("free", 5, {"unit": "coffees"}, 5, "coffees", "aligned"),
    ("free", 5, {"unit": "coffees"}, 5, "teas", "not_comparable"),
    ("locked", 5, {"unit": "money"}, 5, "count", "not_comparable"),
    ("locked", 5, {}, 5, "count", "not_comparable"),
    # n calendar days are never longer than n business days
    ("tighten_only", 5, {**LOWER, **BUSINESS}, 5, "calendar_days", "tightened"),
    ("tighten_only", 5, {**LOWER, **BUSINESS}, 4, "calendar_days", "tightened"),
    ("tighten_only", 5, {**LOWER, **BUSINESS}, 5.001, "calendar_days", "not_comparable"),
    ("tighten_only", 5, {**LOWER, **BUSINESS}, 120, "hours", "tightened"),
    ("tighten_only", 5, {**LOWER, **BUSINESS}, 432001, "seconds", "not_comparable"),
    ("tighten_only", 5, {**HIGHER, **BUSINESS}, 5, "calendar_days", "not_comparable"),
    ("tighten_only", 5, {**HIGHER, **BUSINESS}, 9, "calendar_days", "not_comparable"),
    ("free", 5, BUSINESS, 3, "calendar_days", "not_comparable"),
    ("locked", 5, {**LOWER, **BUSINESS}, 3, "calendar_days", "locked"),
    ("free", 5, {**LOWER, **BUSINESS}, 3, "calendar_days", "tailored"),
    ("within", 5, {**LOWER, **BUSINESS, "allowed": {"max": 9}}, 3, "calendar_days", "tightened"),
    ("within", 5, {**LOWER, **BUSINESS, "allowed": {"max": 9}}, 7, "calendar_days", "not_comparable"),
    ("within", 5, {**LOWER, **BUSINESS, "allowed": {"min": 1}}, 3, "calendar_days", "not_comparable"),
    ("within", 5, {**LOWER, **BUSINESS, **RANGE}, 3, "calendar_days", "not_comparable"),
    ("tighten_only", 5, {**LOWER, **BUSINESS, **RANGE}, 3, "calendar_days", "not_comparable"),
    ("within", 5, {**LOWER, **BUSINESS, "allowed": {"schema": {}}}, 3, "calendar_days", "not_comparable"),
    ("tighten_only", 5, {**LOWER, **DAYS}, 5, "business_days", "not_comparable"),
    ("tighten_only", 5, {**LOWER, **DAYS}, 3, "business_days", "not_comparable"),
    ("tighten_only", 5, {**HIGHER, **DAYS}, 9, "business_days", "not_comparable"),
    ("tighten_only", 5, {**LOWER, "unit": "months"}, 1, "seconds", "not_comparable"),
]


def said_of(mode: str, standard: Any, more: dict[str, Any]) -> Said:
    return Said(standard, mode, **more)


@pytest.mark.parametrize(("mode", "standard", "more", "local", "unit", "expected"), ROWS)
def test_table(mode: str, standard: Any, more: dict[str, Any], local: Any, unit: str | None, expected: str) -> None:
    assert judged(said_of(mode, standard, more), local, unit).outcome == expected


@pytest.mark.parametrize(("mode", "standard", "more", "local", "unit", "expected"), ROWS)
def test_the_oracle_agrees_with_the_table(
    mode: str, standard: Any, more: dict[str, Any], local: Any, unit: str | None, expected: str
) -> None:
    schema = (more.get("allowed") if isinstance(more.get("allowed"), dict) else None) or {}
    if "multipleOf" in schema.get("schema", {}):
        pytest.skip("jsonschema by itself divides doubles")
    assert outcome(said_of(mode, standard, more), local, unit) == expected


def test_every_mode_has_rows() -> None:
    assert {row[0] for row in ROWS} == set(Tailoring) == set(MODES)


@pytest.mark.parametrize(
    ("mode", "local", "members"),
    [
        ("superset", ("c", "x"), ("b", "a")),
        ("superset", (), ("c", "b", "a")),
        ("subset", ("c", "y", "x", "y"), ("y", "x")),
        ("superset", ("a", "b", "c", "d"), ()),
    ],
)
def test_members_are_named_in_the_order_in_which_they_are_written(
    mode: str, local: tuple[str, ...], members: tuple[str, ...]
) -> None:
    assert judged(Said(("c", "b", "a"), mode), local).members == members


@pytest.mark.parametrize(
    ("definition", "is_usable"),
    [
        ({"type": "number"}, True),
        ({}, True),
        ({"type": "figure"}, False),
        ({"minimum": "low"}, False),
        ({"pattern": "["}, False),
        ({"$ref": "#/$defs/x", "$defs": {"x": {}}}, False),
        ({"anyOf": [{"not": {"$dynamicRef": "#x"}}]}, False),
        ({"const": "$ref"}, True),
    ],
)
def test_a_schema_that_cannot_be_judged_by_says_why(definition: dict[str, Any], is_usable: bool) -> None:
    assert (schema_fault(definition) == "") is is_usable


EXPECTED_TEXTS = [
    (Said(5, "locked", "turns"), "equals", "5 turns"),
    (Said(1, "locked", "turns"), "equals", "1 turn"),
    (Said(5, "tighten_only", "business_days", "lower"), "at_most", "at most 5 business days"),
    (Said(80, "tighten_only", "percent", "higher"), "at_least", "at least 80 %"),
    (Said(5, "tighten_only", "turns", "lower", {"min": 2, "max": 8}), "between", "2 to 5 turns"),
    (Said(5, "tighten_only", "turns", "higher", {"max": 5}), "equals", "5 turns"),
    (Said(5, "tighten_only", "turns", "lower", [1, 3, 5, 9]), "one_of", "one of 1, 3, 5"),
    (Said(5, "within", "seconds", None, {"min": 2, "max": 8}), "between", "2 to 8 seconds"),
    (Said("a", "within", None, None, ["a", "b"]), "one_of", "one of a, b"),
    (Said(("a",), "within", None, None, ["a", "b"]), "one_of", "a choice of a, b"),
    (Said(("a", "b"), "superset"), "includes", "a, b, and more if you like"),
    (Said(("a", "b"), "subset"), "only", "a choice of a, b"),
]


@pytest.mark.parametrize(("said", "operator", "text"), EXPECTED_TEXTS)
def test_what_a_market_may_write(said: Said, operator: str, text: str) -> None:
    expected = requirement_of(said).expected
    assert (expected.op, expected.text) == (operator, text)


def test_a_schema_beside_a_direction_is_not_hidden() -> None:
    expected = requirement_of(Said(5, "tighten_only", "turns", "lower", {"schema": {"multipleOf": 5}})).expected
    assert expected.op == "schema"
    assert expected.text == "at most 5 turns, and what `allowed` in the standard describes"


def test_a_schema_is_told_in_words_where_it_has_plain_ones() -> None:
    words = {"type": "number", "minimum": 0.1, "multipleOf": 0.1}
    expected = requirement_of(Said(0.3, "within", "ratio", None, {"schema": words})).expected
    assert expected.text == "a number of 0.1 or more, in steps of 0.1"
