"""`markets/<region>/[<market>/]<process>.yaml`: how a region or market runs a process differently. Part of `model`."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from checker.model.documents.flow import LocalFlow
from checker.model.documents.reason import Reason
from checker.model.documents.shape import Day, KebabId, Many, PlainValue, Shape, SnakeId, Text, ValueByKey, fault
from checker.model.documents.standard import Definition


def holds_on(since: date | None, until: date | None, day: date) -> bool:
    """Whether a dated entry holds on a day; both ends are inclusive."""
    return (since is None or since <= day) and (until is None or day <= until)


def forward(since: date | None, until: date | None) -> None:
    """Refuse days that run backwards."""
    if since is not None and until is not None and since > until:
        raise fault(
            "`from` {since} is after `until` {until}",
            "write the first day as `from:` and the last one as `until:`",
            since=str(since),
            until=str(until),
        )


class ControlEntry(Shape):
    """A local value; without `unit` it is in the standard's. Outside its days the layer below holds."""

    value: ValueByKey
    unit: SnakeId | None = None
    since: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    because: Reason | None = None

    @model_validator(mode="after")
    def _forward(self) -> Self:
        forward(self.since, self.until)
        return self


class MetricEntry(Shape):
    target: PlainValue | None = None
    unit: SnakeId | None = None
    definition: Definition | None = None
    since: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    because: Reason | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.target is None and self.definition is None:
            raise fault("needs a `target`, a `definition` or both", "add `target:`, or delete the entry")
        forward(self.since, self.until)
        return self


def _control_entry(value: object) -> object:
    return value if isinstance(value, dict) else {"value": value}


class LocalControl(Shape):
    """A control of the market's own, with no parent in the standard."""

    id: SnakeId
    title: Text
    requirement: Text
    value: PlainValue
    unit: SnakeId | None = None
    why: Text | None = None


class Variant(Shape):
    kind: Literal["variant"]
    process: KebabId
    controls: dict[SnakeId, Annotated[ControlEntry, BeforeValidator(_control_entry)]] = Field(default_factory=dict)
    metrics: dict[SnakeId, MetricEntry] = Field(default_factory=dict)
    local_controls: Many[LocalControl] = ()
    flow: LocalFlow | None = None
