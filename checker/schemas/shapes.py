"""The JSON Schema of a kind of document, made from its pydantic model. Part of `schemas`."""

from copy import deepcopy
from functools import cache, partial
from typing import Any, get_args

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from checker.model.documents import DocumentModel
from checker.model.documents.shape import FORMS, Shape
from checker.schemas.asked_by_validators import ASIDE, BARE_VALUES, INSTEAD, PLAIN_VALUE, Json
from checker.schemas.key_words import KEY_WORDS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
KINDS: dict[str, type[Shape]] = {model.__name__.lower(): model for model in get_args(DocumentModel)}
LIMITS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}
IN_PLACE = ("properties", "$defs")


def kind_schema(kind: str) -> Json:
    """The schema of documents of one `kind`; a copy that the caller may change."""
    return deepcopy(_made(kind))


@cache
def _made(kind: str) -> Json:
    made = KINDS[kind].model_json_schema(schema_generator=_ShapeSchema, mode="validation")
    defs = {name: _described(name, _tidy(node)) for name, node in made.pop("$defs", {}).items()}
    return {"$schema": DIALECT, **_described(KINDS[kind].__name__, _tidy(made)), "$defs": defs}


class _ShapeSchema(GenerateJsonSchema):
    """pydantic's own, with what Python validators ask for, and mappings whose keys have a form."""

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> Json:
        name = getattr(schema["function"]["function"], "__name__", "")
        if name in BARE_VALUES:
            return {"anyOf": [PLAIN_VALUE, self.generate_inner(schema["schema"])]}
        return dict(INSTEAD[name])

    def function_after_schema(self, schema: core_schema.AfterValidatorFunctionSchema) -> Json:
        inner = self.generate_inner(schema["schema"])
        function = schema["function"]["function"]
        if isinstance(function, partial):  # limits of `int | float`
            return {"allOf": [inner, {LIMITS[key]: limit for key, limit in function.keywords.items()}]}
        return _with_beside(inner, ASIDE[function.__qualname__])

    def dict_schema(self, schema: core_schema.DictSchema) -> Json:
        keys, values = schema.get("keys_schema"), schema.get("values_schema")
        made: Json = {"type": "object"}
        if keys is not None and (names := self.generate_inner(keys)) != {"type": "string"}:
            made["propertyNames"] = names
        if values is not None:
            made["additionalProperties"] = self.generate_inner(values)
        return made

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> Json:
        """Which member is meant is told by what is written, so that any of them may fit."""
        choices = {tag: self.generate_inner(choice) for tag, choice in schema["choices"].items()}
        if "by_key" in choices:
            choices["by_key"]["propertyNames"] = {"not": {"enum": ["min", "max", "schema"]}}
        return {"anyOf": list(choices.values())}


def _with_beside(inner: Json, more: tuple[Json, ...]) -> Json:
    return {**inner, "allOf": [*inner.get("allOf", ()), *more]} if more else inner


def _tidy(node: Any) -> Any:
    """Without titles that only repeat a key and defaults of nothing; `integer or number` is a number."""
    if isinstance(node, list):
        return [_tidy(each) for each in node]
    if not isinstance(node, dict):
        return node
    kept = {key: value for key, value in node.items() if key != "title" and (key, value) != ("default", None)}
    if isinstance(members := kept.get("anyOf"), list) and {"type": "integer"} in members and {"type": "number"} in members:
        kept["anyOf"] = [member for member in members if member != {"type": "integer"}]
    tidied = {
        key: {name: _tidy(each) for name, each in value.items()} if key in IN_PLACE else _tidy(value)
        for key, value in kept.items()
    }
    words = FORMS.get(str(tidied.get("pattern")))
    return {**tidied, "description": f"{words[:1].upper()}{words[1:]}."} if words and "description" not in tidied else tidied


def _described(model: str, schema: Json) -> Json:
    """With a sentence at each key that people fill in."""
    words = KEY_WORDS.get(model, {})
    properties = schema.get("properties", {})
    described = {key: {**node, "description": words[key]} if key in words else node for key, node in properties.items()}
    return {**schema, "properties": described} if properties else schema
