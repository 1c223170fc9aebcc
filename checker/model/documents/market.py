"""`region.yaml` and `market.yaml`. Part of `model`."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from checker.model.documents.shape import (
    CountryCode,
    CurrencyCode,
    Day,
    Email,
    JurisdictionCode,
    KebabId,
    Many,
    Shape,
    SnakeId,
    Text,
    VersionNumber,
)


def _adoption(value: object) -> object:
    if value == NOT_ADOPTED:
        return None
    return value


NOT_ADOPTED = "none"
Adoption = Annotated[VersionNumber | None, BeforeValidator(_adoption, json_schema_input_type=str)]
"""A version, or None where the file says `none`: an optional process that the market leaves."""

Adopts = dict[KebabId, Adoption]


class Region(Shape):
    kind: Literal["region"]
    region: KebabId
    name: Text
    lead: Email
    adopts: Adopts = Field(default_factory=dict)
    notes: Text | None = None


class Confirmation(Shape):
    """The market runs this version as written and as declared here."""

    version: VersionNumber
    by: Email
    confirmed_on: Day


class Market(Shape):
    """`time_zone` is another word for `time_zones` with one member."""

    kind: Literal["market"]
    market: KebabId
    name: Text
    country: CountryCode
    jurisdictions: Many[JurisdictionCode] = ()
    profile: Many[SnakeId] = ()
    languages: Annotated[Many[Text], Field(min_length=1)]
    currency: CurrencyCode | None = None
    time_zones: Many[Text] = ()
    time_zone: Text | None = None
    weekend: Many[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]] = ()
    notes: Text | None = None
    channels: Annotated[Many[SnakeId], Field(min_length=1)]
    lead: Email
    adopts: Adopts = Field(default_factory=dict)
    confirms: dict[KebabId, Confirmation] = Field(default_factory=dict)
