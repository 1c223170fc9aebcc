"""`because:`, why a market differs. A reason explains, it does not excuse. Part of `model`."""

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from checker.model.documents.shape import Shape, Text, fault


class ReasonType(StrEnum):
    LAW_REQUIRES = "law_requires"
    LAW_PERMITS = "law_permits"
    REGULATOR_GUIDANCE = "regulator_guidance"
    WORKS_COUNCIL = "works_council"
    PAYMENT_RAIL = "payment_rail"
    CHANNEL_PLATFORM = "channel_platform"
    CUSTOMER_PREFERENCE = "customer_preference"
    CAPACITY = "capacity"
    PILOT = "pilot"


class Reason(Shape):
    """`law` is the id of a duty; the two law types need it, the others have none."""

    type: ReasonType = Field(strict=False)
    law: Text | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _names_its_duty(self) -> Self:
        of_law = self.type in (ReasonType.LAW_REQUIRES, ReasonType.LAW_PERMITS)
        if of_law and self.law is None:
            raise fault(
                "a reason of type {type} names its duty",
                "add the duty's id beside it, like `law: ES-SAC-WAIT`; the files in standards/law list them",
                type=self.type.value,
            )
        if not of_law and self.law is not None:
            raise fault(
                "`law` belongs to law_requires and law_permits, not to {type}",
                "delete `law:`, or write `type: law_requires` if the law leaves no choice",
                type=self.type.value,
            )
        return self

    def __reduce__(self) -> tuple[object, ...]:
        """Travel light between processes: thousands of these come back from each."""
        return _reason, (self.type.value, self.law, self.note)


def _reason(kind: str, law: str | None, note: str | None) -> Reason:
    return Reason.model_construct(type=ReasonType(kind), law=law, note=note)
