"""What the shapes of all documents share: strictness, and the small types that keys are made of.

Part of `model`. The only place that says how a date, an id or a version is written. Validators raise
`PydanticCustomError`; its type is the fault's kind and its message already speaks to a lead.
"""

from datetime import date
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Strict, StringConstraints, Tag
from pydantic_core import PydanticCustomError

from checker.model.value import Version, parse_date, parse_version

T = TypeVar("T")


class Shape(BaseModel):
    """A mapping of a document: unknown keys are errors, nothing is converted, nothing changes later."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, defer_build=True)


Many = Annotated[tuple[T, ...], Strict(strict=False)]
"""A YAML list, kept as a tuple; its members stay strict."""


DAY_FORM = "must be a day like `2026-12-31`"
VERSION_FORM = "must be a version like `2.1.0`"
FORMS: dict[str, str] = {}
"""What each pattern asks for, in a lead's words. Patterns are checked in pydantic's Rust, thousands of times a run."""


def _form(pattern: str, words: str) -> StringConstraints:
    FORMS[pattern] = words
    return StringConstraints(pattern=pattern)


def _date(value: object) -> object:
    if isinstance(value, str):
        try:
            return parse_date(value)
        except ValueError:
            pass
    raise PydanticCustomError("checker_form", DAY_FORM, {})


def _version(value: object) -> object:
    if isinstance(value, str):
        try:
            return parse_version(value)
        except ValueError:
            pass
    raise PydanticCustomError("checker_form", VERSION_FORM, {})


Day = Annotated[date, BeforeValidator(_date, json_schema_input_type=str)]
VersionNumber = Annotated[Version, BeforeValidator(_version, json_schema_input_type=str)]
KebabId = Annotated[
    str,
    _form("^[a-z0-9]+(-[a-z0-9]+)*$", "must be an id of small letters, digits and hyphens like `refund-and-return`"),
]
SnakeId = Annotated[str, _form("^[a-z][a-z0-9_]*$", "must be an id of small letters, digits and underscores like `payout_days`")]
Email = Annotated[str, _form(r"^[^@\s]+@[^@\s]+\.[^@\s]+$", "must be an e-mail address like `lead-es@example.com`")]
CountryCode = Annotated[str, _form("^[A-Z]{2}$", "must be a country code like `ES`")]
CurrencyCode = Annotated[str, _form("^[A-Z]{3}$", "must be a currency code like `EUR`")]
JurisdictionCode = Annotated[str, _form("^[A-Z]{2,8}(-[A-Z0-9]{1,3})?$", "must be a jurisdiction like `US-CA`")]
Text = Annotated[str, _form(r"\S", "must not be empty")]
"""A text for readers says something."""


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


def fault(message: str, remedy: str = "", **context: object) -> PydanticCustomError:
    """A fault that a validator of a whole mapping reports; `message` and `remedy` speak to a lead."""
    return PydanticCustomError("checker_form", message, {**context, "remedy": remedy})
