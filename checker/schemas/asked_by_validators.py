"""What the models' own Python validators ask for, said in JSON Schema. Part of `schemas`.

pydantic translates types, limits and patterns by itself; a Python function it cannot read. Each one stands here by its
name, and making a schema fails for one that does not: a new validator is never forgotten. What JSON Schema cannot say at
all stands in `CANNOT_BE_SAID`, with the reason.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from checker.model.documents.flow import STEP_TYPES, TEMPLATES
from checker.model.documents.waiver import ELEMENT

Json = dict[str, Any]

LONG, SHORT = "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])", "(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
LEAP_YEAR = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)"
DAY: Json = {
    "type": "string",
    "pattern": f"^(?!0000)(?:[0-9]{{4}}-(?:{LONG}|{SHORT}|02-(?:0[1-9]|1[0-9]|2[0-8]))|{LEAP_YEAR}-02-29)$",
    "description": "A day like 2026-12-31.",
}
NUMBER = "(?:0|[1-9][0-9]*)"
VERSION: Json = {
    "type": "string",
    "pattern": rf"^{NUMBER}\.{NUMBER}\.{NUMBER}$",
    "maxLength": 40,
    "description": "A version like 2.1.0.",
}
SCALAR: Json = {"type": ["boolean", "number", "string"]}
TEXTS: Json = {"type": "array", "items": {"type": "string"}}
PLAIN_VALUE: Json = {"anyOf": [SCALAR, TEXTS]}
"""A value that is no mapping."""

_TYPE = "|".join(STEP_TYPES)
OPERAND: Json = {
    "type": "string",
    "pattern": rf"^(?:[^:]*|type:(?:{_TYPE})(?:\|(?:{_TYPE}))*|tag:[^|]+(?:\|[^|]+)*)$",
    "description": "A step's id, `type:human`, `type:bot|ai_agent` or `tag:pii`.",
}
_RELEASE = "v?[0-9]+(?:[.][0-9]+)*(?:[-_.]?(?:a|b|c|rc|alpha|beta|pre|post|dev)[0-9]*)*"
_CLAUSE = rf"\s*(?:(?:>=|<=|>|<)\s*{_RELEASE}|(?:==|!=)\s*{_RELEASE}(?:[.][*])?|~=\s*v?[0-9]+(?:[.][0-9]+)+|===\s*\S+)\s*"
SPECIFIER: Json = {
    "type": "string",
    "pattern": rf"^(?:\s*[0-9]+(?:[.][0-9]+)?[.]x\s*|(?:\s*,)*{_CLAUSE}(?:,(?:{_CLAUSE}|\s*))*)$",
    "description": "A range of versions like `>=1.2,<2.0` or `1.x`.",
}

INSTEAD: Mapping[str, Json] = {
    "_date": DAY,
    "_version": VERSION,
    "_adoption": {"anyOf": [VERSION, {"const": "none"}, {"type": "null"}]},
    "_target": {"type": "string", "pattern": "^[^/]+/[^/]+$"},
    "_operand": OPERAND,
    "_element": {"type": "string", "pattern": f"^(?:{ELEMENT.pattern})$"},
    "_specifier": SPECIFIER,
}
"""Validators before a type: what may be written, whatever the type makes of it."""

BARE_VALUES = frozenset({"_parameter", "_local_parameter", "_control_entry"})
"""Validators that take `x: 5` for `x: {value: 5}`."""


def given(key: str) -> Json:
    """The key is there and has a value; `key:` alone is as if it were absent."""
    return {"required": [key], "properties": {key: {"not": {"type": "null"}}}}


def absent(key: str) -> Json:
    return {"not": given(key)}


def exactly_one(*keys: str) -> Json:
    return {"oneOf": [given(key) for key in keys]}


def some(*keys: str) -> Json:
    return {"anyOf": [given(key) for key in keys]}


def where(key: str, values: Iterable[str], then: Json) -> Json:
    """Where a key has one of these values, something else holds too."""
    return {"if": {"required": [key], "properties": {key: {"enum": list(values)}}}, "then": then}


_WAYS_OUT = (
    where("type", (kind for kind in STEP_TYPES if kind != "decision"), {"properties": {"branches": {"maxItems": 0}}}),
    where("type", ("decision", "end"), absent("go")),
)
_SAYS_WHAT_IT_IS: Json = {"anyOf": [given("same_as"), {"allOf": [given("type"), given("name")]}]}
_NO_KEYS_OF_CHANNELS: Json = {
    "if": {"type": "object"},
    "then": {"anyOf": [{"required": [key]} for key in ("min", "max", "schema")]},
}

ASIDE: Mapping[str, tuple[Json, ...]] = {
    "AllowedRange._some_limit": (some("min", "max"),),
    "Control._per": (
        {
            "if": given("per"),
            "then": {"properties": {"value": {"type": "object", "minProperties": 1}}},
            "else": {"properties": {"value": {"not": {"type": "object"}}, "allowed": _NO_KEYS_OF_CHANNELS}},
        },
    ),
    "Definition._one_form": (
        {
            "oneOf": [
                {"allOf": [given("numerator"), given("denominator"), absent("formula")]},
                {"allOf": [given("formula"), absent("numerator"), absent("denominator")]},
            ]
        },
    ),
    "Duty._has_what_it_bounds": (
        where("bound", ("min", "max", "exact", "includes", "exists"), given("control")),
        where("bound", ("min", "max", "exact", "includes"), given("value")),
        where("bound", ("min", "max"), {"properties": {"value": {"type": "number"}}}),
        where("bound", ("includes",), {"properties": {"value": {"type": "array"}}}),
    ),
    "Envelope._some_limit": ({"minProperties": 1},),
    "FlowRule._one_constraint": (exactly_one(*TEMPLATES),),
    "Insert._one_place": (exactly_one("at", "after", "before", "on_branch"), {"properties": {"insert": _SAYS_WHAT_IT_IS}}),
    "LocalFlow._one_form": (exactly_one("changes", "steps"),),
    "LocalStep._ways_out": _WAYS_OUT,
    "MetricEntry._says_something": (some("target", "definition"),),
    "Move._one_place": (exactly_one("after", "before"),),
    "Point._one_bound": (exactly_one("min", "max", "exact"),),
    "Reason._names_its_duty": (
        {
            "if": {"properties": {"type": {"enum": ["law_requires", "law_permits"]}}},
            "then": given("law"),
            "else": absent("law"),
        },
    ),
    "Replace._named": ({"properties": {"with": {"items": _SAYS_WHAT_IT_IS}}},),
    "Step._ways_out": _WAYS_OUT,
    "Waiver._whole": (
        exactly_one("market", "region"),
        where("category", ("accepted",), given("plan")),
        where("category", ("mitigated",), {"required": ["mitigations"], "properties": {"mitigations": {"minItems": 1}}}),
        {"anyOf": [given("accepts"), {"properties": {"elements": {"const": ["process"]}}}]},
    ),
    "ControlEntry._forward": (),
}
"""Validators of a whole mapping: what holds beside its keys' own schemas."""

CANNOT_BE_SAID: Mapping[str, str] = {
    "AllowedRange._some_limit": "`min` above `max`: JSON Schema compares no two values",
    "ControlEntry._forward": "`from` after `until`, likewise",
    "MetricEntry._says_something": "`from` after `until`, likewise",
    "Waiver._whole": "a plan due after the waiver expires, likewise",
}
