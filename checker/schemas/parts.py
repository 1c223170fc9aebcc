"""What schemas of outputs are put together from. Part of `schemas`."""

from collections.abc import Iterable

from checker.schemas.asked_by_validators import SCALAR, Json

TEXT: Json = {"type": "string"}
TEXTS: Json = {"type": "array", "items": TEXT}
COUNT: Json = {"type": "integer", "minimum": 0}
NUMBER: Json = {"type": "number"}
YES_OR_NO: Json = {"type": "boolean"}
PERCENT: Json = {"type": ["number", "null"], "minimum": 0, "maximum": 100}
VALUE: Json = {"anyOf": [SCALAR, {"type": "array", "items": SCALAR}]}
NUMBERS: Json = dict.fromkeys(("conformance", "governed", "coverage", "confirmed", "not_applicable_share"), PERCENT)
SPAN: Json = {key: {"type": "integer", "minimum": 1} for key in ("line", "column", "end_line", "end_column")}


def object_of(keys: Json, without: Iterable[str] = ()) -> Json:
    """A mapping that has all these keys, but perhaps those `without`."""
    return {"type": "object", "required": [key for key in keys if key not in set(without)], "properties": keys}


def ref(name: str) -> Json:
    return {"$ref": f"#/$defs/{name}"}


def list_of(name: str) -> Json:
    return {"type": "array", "items": ref(name)}


def or_null(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "null"}]}


def one_of(words: Iterable[str]) -> Json:
    return {"enum": [str(word) for word in words]}
