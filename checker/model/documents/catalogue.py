"""`standards/catalogue.yaml`: the programme. Part of `model`."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from checker.model.documents.shape import CountryCode, Day, Email, KebabId, Many, Shape, SnakeId, Text, kind_of


class Severity(StrEnum):
    """How much harm a breach of an element does; heaviest first."""

    COMPLIANCE = "compliance"
    CUSTOMER = "customer"
    BUSINESS = "business"
    MINOR = "minor"


class SeverityTerms(Shape):
    """Weight for numbers, level of an unwaived breach, limits for waivers (days, roles that must sign)."""

    weight: Annotated[int | float, Field(gt=0, le=1_000_000)]
    level: Literal["error", "warning"]
    waiver_days: Annotated[int, Field(ge=0)]
    approvals: Many[SnakeId]


class Severities(Shape):
    """Exactly these four."""

    compliance: SeverityTerms
    customer: SeverityTerms
    business: SeverityTerms
    minor: SeverityTerms

    def terms(self, severity: Severity) -> SeverityTerms:
        terms: SeverityTerms = getattr(self, severity.value)
        return terms


class DueChannels(Shape):
    """Due where the market offers one of these channels."""

    channels: Annotated[Many[SnakeId], Field(min_length=1)]


Due = Annotated[
    Annotated[Literal["always", "optional"], Tag("scalar")] | Annotated[DueChannels, Tag("mapping")],
    Discriminator(kind_of),
]


class DueProcess(Shape):
    due: Due


class Targets(Shape):
    """What the report's verdict is measured against, in percent."""

    conformance: Annotated[int | float, Field(ge=0, le=100)] | None = None
    confirmed: Annotated[int | float, Field(ge=0, le=100)] | None = None


class Catalogue(Shape):
    kind: Literal["catalogue"]
    format: Literal[1]
    checker: str | None = None
    title: Text
    owner: Text
    severities: Severities
    max_renewals: Annotated[int, Field(ge=0)]
    confirm_every_days: Annotated[int, Field(ge=1)] = 365
    min_grace_days: Annotated[int, Field(ge=0)] = 90
    targets: Targets | None = None
    approvers: dict[SnakeId, Many[Email]]
    processes: dict[KebabId, DueProcess]
    jurisdictions: dict[str, Many[CountryCode]] = Field(default_factory=dict)
    onboarding: dict[KebabId, Day] = Field(default_factory=dict)
    source_url: str | None = None
