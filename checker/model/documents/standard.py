"""`standards/processes/<process>/<version>.yaml`: one released version of a process. Part of `model`."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from checker.model.documents.allowed import Allowed, AllowedByKey
from checker.model.documents.catalogue import Severity
from checker.model.documents.flow import Flow, Tailoring
from checker.model.documents.shape import Day, KebabId, Many, Shape, SnakeId, Text, ValueByKey, VersionNumber, fault

Stricter = Literal["lower", "higher"]
EXAMPLES = {"channel": "{live_chat: 1, email: 240}", "currency": "{EUR: 40, USD: 45}"}


class Reference(Shape):
    title: Text
    clause: str | None = None
    url: str | None = None


class Renamed(Shape):
    """Old id to new id, since the version before."""

    controls: dict[SnakeId, SnakeId] = Field(default_factory=dict)
    steps: dict[SnakeId, SnakeId] = Field(default_factory=dict)
    metrics: dict[SnakeId, SnakeId] = Field(default_factory=dict)
    rules: dict[SnakeId, SnakeId] = Field(default_factory=dict)


class Control(Shape):
    """One requirement with a value. With `per`, `value` and perhaps `allowed` are mappings by channel or currency."""

    id: SnakeId
    title: Text
    requirement: Text
    value: ValueByKey
    unit: SnakeId | None = None
    stricter: Stricter | None = None
    tailoring: Tailoring = Field(strict=False)
    allowed: AllowedByKey | None = None
    severity: Severity = Field(strict=False)
    waivable: bool = True
    per: Literal["channel", "currency"] | None = None
    joint: SnakeId | None = None
    since: VersionNumber | None = None
    why: Text | None = None
    remedy: Text | None = None
    references: Many[Reference] = ()

    @model_validator(mode="after")
    def _per(self) -> Self:
        if (self.per is None) == isinstance(self.value, dict):
            if self.per is None:
                raise fault("several values need to say for what each is", "add `per: channel` or `per: currency`")
            raise fault(
                "with `per: {per}` there is a value for each {per}",
                f"write each behind its {self.per}, like `value: {EXAMPLES[self.per]}`",
                per=self.per,
            )
        if isinstance(self.value, dict) and not self.value:
            raise fault("a value for each {per} names at least one", "write one value or more behind `value:`", per=self.per)
        if self.per is None and isinstance(self.allowed, dict):
            message = "`allowed` must have `min`, `max` or `schema`, or be a list of values"
            raise fault(message, "write it like `{min: 1, max: 10}`")
        return self


class Definition(Shape):
    """How a metric is counted: `numerator` and `denominator`, or `formula`."""

    numerator: Text | None = None
    denominator: Text | None = None
    formula: Text | None = None
    window: Text | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        fraction = self.numerator is not None and self.denominator is not None
        half = (self.numerator is None) != (self.denominator is None)
        if half or fraction == (self.formula is not None):
            raise fault("needs `numerator` and `denominator`, or `formula`", "write what is counted in words behind them")
        return self

    @property
    def text(self) -> str:
        """In one line: `ratings 4 or 5 ÷ valid ratings, each month`."""
        counted = self.formula or f"{self.numerator} ÷ {self.denominator}"
        return f"{counted}, each {self.window}" if self.window else counted


class Metric(Shape):
    id: SnakeId
    title: Text
    definition: Definition
    unit: SnakeId | None = None
    target: int | float
    stricter: Stricter | None = None
    tailoring: Literal["locked", "tighten_only", "within", "free"]
    allowed: Allowed | None = None
    severity: Severity = Field(strict=False)
    why: Text | None = None


class Standard(Shape):
    """`effective_from`: markets may adopt it from this day; `enforced_from`: from then an older version is an error."""

    kind: Literal["standard"]
    process: KebabId
    version: VersionNumber
    title: Text
    purpose: Text
    owner: Text
    status: Literal["draft", "active", "deprecated", "retired"]
    effective_from: Day
    enforced_from: Day | None = None
    bump_reason: Text | None = None
    channels: Annotated[Many[SnakeId], Field(min_length=1)]
    references: Many[Reference] = ()
    renamed: Renamed = Field(default_factory=Renamed)
    controls: Many[Control] = ()
    metrics: Many[Metric] = ()
    flow: Flow | None = None
