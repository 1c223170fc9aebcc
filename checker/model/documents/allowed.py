"""`allowed:` in its three forms: a range, a list of values, a JSON Schema. Part of `model`."""

from typing import Annotated, Any, Self

from pydantic import Discriminator, Field, Tag, model_validator

from checker.model.documents.shape import Many, Shape, fault


class AllowedRange(Shape):
    """Inclusive, in the unit of the value it limits; None is unlimited."""

    min: int | float | None = None
    max: int | float | None = None

    @model_validator(mode="after")
    def _some_limit(self) -> Self:
        if self.min is None and self.max is None:
            raise fault("needs `min`, `max` or both", "add the lowest value as `min:`, the highest as `max:`")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise fault("`min` is above `max`, so that no value is allowed", "write the lower one as `min:`")
        return self


class AllowedSchema(Shape):
    """A JSON Schema 2020-12 without `$ref`."""

    definition: dict[str, Any] = Field(alias="schema")


def _form(value: object) -> str:
    if isinstance(value, list | tuple):
        return "list"
    if isinstance(value, dict) and "schema" in value:
        return "schema"
    return "range"


Allowed = Annotated[
    Annotated[Annotated[Many[bool | int | float | str], Field(min_length=1)], Tag("list")]
    | Annotated[AllowedRange, Tag("range")]
    | Annotated[AllowedSchema, Tag("schema")],
    Discriminator(_form),
]
AllowedForm = tuple[bool | int | float | str, ...] | AllowedRange | AllowedSchema


def _form_or_by_key(value: object) -> str:
    if isinstance(value, dict) and value and not value.keys() & {"min", "max", "schema"}:
        members = [isinstance(member, dict | list) for member in value.values()]
        if all(members):
            return "by_key"
    return _form(value)


AllowedByKey = Annotated[
    Annotated[Annotated[Many[bool | int | float | str], Field(min_length=1)], Tag("list")]
    | Annotated[AllowedRange, Tag("range")]
    | Annotated[AllowedSchema, Tag("schema")]
    | Annotated[dict[str, Allowed], Tag("by_key")],
    Discriminator(_form_or_by_key),
]
"""One of the three forms, or one for each channel or currency."""
