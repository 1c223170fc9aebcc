"""What the shapes of all documents share: strictness, and the small types that keys are made of.

Part of `model`. The only place that says how a date, an id or a version is written. Validators raise
`PydanticCustomError`; its type is the fault's kind and its message already speaks to a lead.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Strict, Tag
from pydantic_core import PydanticCustomError

from checker.model.value import Version, parse_date, parse_version

KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SNAKE = re.compile(r"[a-z][a-z0-9_]*")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
T = TypeVar("T")


class Shape(BaseModel):
    """A mapping of a document: unknown keys are errors, nothing is converted, nothing changes later."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


Many = Annotated[tuple[T, ...], Strict(False)]
"""A YAML list, kept as a tuple; its members stay strict."""


def _matching(pattern: re.Pattern[str], kind: str, example: str) -> Callable[[object], object]:
    def check(value: object) -> object:
        if isinstance(value, str) and not pattern.fullmatch(value):
            raise PydanticCustomError("checker_form", "must be {kind} like `{example}`", {"kind": kind, "example": example})
        return value

    return check


def _date(value: object) -> object:
    if isinstance(value, str):
        try:
            return parse_date(value)
        except ValueError:
            pass
    raise PydanticCustomError("checker_form", "must be a day like `2026-12-31`", {})


def _version(value: object) -> object:
    if isinstance(value, str):
        try:
            return parse_version(value)
        except ValueError:
            pass
    raise PydanticCustomError("checker_form", "must be a version like `2.1.0`", {})


Day = Annotated[date, BeforeValidator(_date, json_schema_input_type=str)]
VersionNumber = Annotated[Version, BeforeValidator(_version, json_schema_input_type=str)]
KebabId = Annotated[str, BeforeValidator(_matching(KEBAB, "an id of small letters, digits and hyphens", "refund-and-return"))]
SnakeId = Annotated[str, BeforeValidator(_matching(SNAKE, "an id of small letters, digits and underscores", "payout_days"))]
Email = Annotated[str, BeforeValidator(_matching(EMAIL, "an e-mail address", "lead-es@example.com"))]
CountryCode = Annotated[str, BeforeValidator(_matching(re.compile("[A-Z]{2}"), "a country code", "ES"))]
CurrencyCode = Annotated[str, BeforeValidator(_matching(re.compile("[A-Z]{3}"), "a currency code", "EUR"))]
JurisdictionCode = Annotated[
    str, BeforeValidator(_matching(re.compile("[A-Z]{2,8}(-[A-Z0-9]{1,3})?"), "a jurisdiction", "US-CA"))
]


def non_empty(value: object) -> object:
    """A text for readers must say something."""
    if isinstance(value, str) and not value.strip():
        raise PydanticCustomError("checker_form", "must not be empty", {})
    return value


Text = Annotated[str, BeforeValidator(non_empty)]


def kind_of(value: object) -> str:
    """Which branch of a union a writer meant: told by the JSON type alone, never by trial."""
    if isinstance(value, dict):
        return "mapping"
    return "list" if isinstance(value, list | tuple) else "scalar"


PlainValue = Annotated[
    Annotated[bool | int | float | str, Tag("scalar")] | Annotated[Many[str], Tag("list")],
    Discriminator(kind_of),
]
"""A number, a string, a boolean or a list of strings."""

ValueByKey = Annotated[
    Annotated[bool | int | float | str, Tag("scalar")]
    | Annotated[Many[str], Tag("list")]
    | Annotated[dict[str, PlainValue], Tag("mapping")],
    Discriminator(kind_of),
]
"""A plain value, or one for each channel or currency."""


def fault(message: str, **context: object) -> PydanticCustomError:
    """A fault that a validator of a whole mapping reports; `message` speaks to a lead."""
    return PydanticCustomError("checker_form", message, context)
