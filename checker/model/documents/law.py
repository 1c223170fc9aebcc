"""`standards/law/<jurisdiction>.yaml`: legal duties that force or limit local values. Part of `model`."""

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from checker.model.documents.shape import Day, JurisdictionCode, Many, PlainValue, Shape, SnakeId, Text, fault

Bound = Literal["min", "max", "exact", "includes", "exists", "note"]


def _target(value: object) -> object:
    if isinstance(value, str):
        process, slash, element = value.partition("/")
        if slash and process and element and "/" not in element:
            return value
    raise PydanticCustomError("checker_form", "must be `process/control`, `process/metric:id` or `process/step:id`", {})


Target = Annotated[str, BeforeValidator(_target, json_schema_input_type=str)]


class Point(Shape):
    """The value that a duty asks of a second control, judged as one point with the first."""

    min: int | float | None = None
    max: int | float | None = None
    exact: PlainValue | None = None

    @model_validator(mode="after")
    def _one_bound(self) -> Self:
        if sum(bound is not None for bound in (self.min, self.max, self.exact)) != 1:
            raise fault("needs exactly one of `min`, `max` and `exact`", "write one of them, like `{max: 180}`")
        return self


class Duty(Shape):
    id: Text
    citation: Text
    says: Text
    control: Target | None = None
    bound: Bound
    value: PlainValue | None = None
    unit: SnakeId | None = None
    joint_with: dict[Target, Point] = Field(default_factory=dict, alias="with")
    in_force_from: Day | None = None
    status: Literal["enacted", "bill", "repealed"]
    applies_to: Many[SnakeId] = ()
    scope: Text | None = None
    evidence: Literal["verified", "unverified"]
    source: Text | None = None
    notes: Text | None = None

    @model_validator(mode="after")
    def _has_what_it_bounds(self) -> Self:
        if self.bound == "note":
            return self
        if self.control is None:
            raise fault(
                "a duty of bound {bound} names its `control`",
                "add `control:`, like `refund-and-return/payout_days`",
                bound=self.bound,
            )
        if self.bound != "exists" and self.value is None:
            raise fault("a duty of bound {bound} has a `value`", "add `value:`, or write `bound: note`", bound=self.bound)
        numeric = isinstance(self.value, int | float) and not isinstance(self.value, bool)
        if self.bound in ("min", "max") and not numeric:
            raise fault(
                "a duty of bound {bound} has a number as `value`",
                "write a number, or `bound: includes` for a list",
                bound=self.bound,
            )
        if self.bound == "includes" and not isinstance(self.value, tuple):
            raise fault("a duty of bound includes has a list as `value`", "write the members in brackets, like `[es, ca]`")
        return self


class Law(Shape):
    kind: Literal["law"]
    jurisdiction: JurisdictionCode
    checked_on: Day
    notice: Text
    duties: Many[Duty]
