"""`standards/waivers/<market or region>/<id>.yaml`: an approved exception. Part of `model`."""

import re
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from checker.model.documents.shape import Day, Email, KebabId, Many, PlainValue, Shape, SnakeId, Text, fault

ELEMENT = re.compile(
    r"process|control:[a-z][a-z0-9_]*(?:@[a-z][a-z0-9_]*)?|(?:metric|step|rule):[a-z][a-z0-9_]*|step:[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*"
)
WILDCARD = re.compile(r"(?P<numbers>\d+(?:\.\d+)?)\.x")


def _element(value: object) -> object:
    if isinstance(value, str) and ELEMENT.fullmatch(value):
        return value
    raise PydanticCustomError(
        "checker_form", "must be `process`, `control:id`, `metric:id`, `step:id`, `step:id.param` or `rule:id`", {}
    )


def specifier_text(value: str) -> str:
    """The packaging specifier of a range of versions: `1.x` means `==1.*`."""
    wildcard = WILDCARD.fullmatch(value.strip())
    return f"=={wildcard['numbers']}.*" if wildcard else value


def _specifier(value: object) -> object:
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    if isinstance(value, str):
        try:
            if len(SpecifierSet(specifier_text(value))):
                return value
        except InvalidSpecifier:
            pass
    raise PydanticCustomError("checker_form", "must be a range of versions like `>=1.2,<2.0` or `1.x`", {})


Element = Annotated[str, BeforeValidator(_element, json_schema_input_type=str)]
Specifier = Annotated[str, BeforeValidator(_specifier, json_schema_input_type=str)]


class Envelope(Shape):
    """How far the exception reaches: values in the standard's unit, members of lists, or kinds of edits."""

    at_most: int | float | None = None
    at_least: int | float | None = None
    equals: PlainValue | None = None
    missing: Many[str] | None = None
    extra: Many[str] | None = None
    only: Many[str] | None = None

    @model_validator(mode="after")
    def _some_limit(self) -> Self:
        if not self.model_fields_set:
            raise fault(
                "needs `at_most`, `at_least`, `equals`, `missing`, `extra` or `only`",
                "write how far it reaches, like `{at_most: 60}`",
            )
        return self


class Plan(Shape):
    owner: Text
    due: Day
    ticket: Text | None = None


class Approval(Shape):
    by: Email
    role: SnakeId
    signed_on: Day


TO_BE_WRITTEN = "To be filled in before anyone signs."
"""How the reason of a fresh request starts; nothing is waived while it still does."""


class Waiver(Shape):
    kind: Literal["waiver"]
    id: Text
    market: KebabId | None = None
    region: KebabId | None = None
    process: KebabId
    elements: Annotated[Many[Element], Field(min_length=1)]
    standard: Specifier
    category: Literal["accepted", "mitigated", "not_applicable"]
    accepts: Envelope | None = None
    reason: Annotated[str, Field(min_length=20)]
    mitigations: Many[Text] = ()
    plan: Plan | None = None
    requested_by: Email
    requested_on: Day
    approvals: Many[Approval] = ()
    expires: Day
    renews: Text | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.market is None) == (self.region is None):
            raise fault("a waiver names either its `market` or its `region`", "write one of the two")
        if self.category == "accepted" and self.plan is None:
            raise fault(
                "an accepted exception needs a `plan` with owner and due day",
                "add who mends it and by when, like `plan: {owner: Ana Ruiz, due: 2027-02-01}`",
            )
        if self.category == "mitigated" and not self.mitigations:
            raise fault(
                "a mitigated exception names its `mitigations`",
                "add what is done instead, like `mitigations: [A person looks at each case]`",
            )
        if self.plan is not None and self.plan.due > self.expires:
            raise fault(
                "the plan is due on {due}, after the waiver expires on {expires}",
                "write a day for `due` up to that of `expires`",
                due=str(self.plan.due),
                expires=str(self.expires),
            )
        if self.accepts is None and self.elements != ("process",):
            raise fault("the waiver does not say how far it reaches", "add `accepts:`, like `accepts: {at_most: 60}`")
        return self
