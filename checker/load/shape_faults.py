"""pydantic's errors in words for the person who wrote the file. Part of `load`.

One fault of the file is one message: errors of several union members at one key are one fault, tags of unions are
no part of its address, and an unknown key names the nearest known one.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from checker.load.model_keys import key_path_of, keys_at
from checker.load.tree import Tree
from checker.model.documents.shape import FORMS, Shape
from checker.model.nearest import did_you_mean
from checker.model.position import KeyPath


MAX_ERRORS = 500
"""More than a hundred faults, whatever they are: nobody reads more, and each costs time."""


class ShapeFault(NamedTuple):
    """`at_key`: the key itself is wrong, not its value."""

    key_path: KeyPath
    message: str
    at_key: bool = False
    remedy: str = ""


EXPECTED = {
    "int_type": "a number", "float_type": "a number", "string_type": "a text", "bool_type": "true or false",
    "dict_type": "a mapping", "model_type": "a mapping", "tuple_type": "a list", "model_attributes_type": "a mapping",
    "int_from_float": "a whole number",
}  # fmt: skip


def shape_faults(model: type[Shape], root: object, error: ValidationError) -> list[ShapeFault]:
    """All faults of a document, in the order of its text."""
    by_path: dict[KeyPath, list[ErrorDetails]] = {}
    for details in error.errors(include_url=False)[:MAX_ERRORS]:
        by_path.setdefault(_key_path(model, root, details), []).append(details)
    return [
        _fault(model, root, key_path, found)
        for key_path, found in by_path.items()
        if found[0]["type"] != "too_short" or not _has_faults_inside(key_path, by_path)
    ]


def _has_faults_inside(key_path: KeyPath, by_path: Iterable[KeyPath]) -> bool:
    """A list whose members are at fault is counted as too short too; its members say it better."""
    return any(len(other) > len(key_path) and other[: len(key_path)] == key_path for other in by_path)


def _key_path(model: type[Shape], root: object, details: ErrorDetails) -> KeyPath:
    path = key_path_of(model, details["loc"])
    return path if details["type"] == "missing" else Tree(root).parent(path)


def _fault(model: type[Shape], root: object, key_path: KeyPath, found: list[ErrorDetails]) -> ShapeFault:
    first = found[0]
    kind = first["type"]
    name = f"`{key_path[-1]}`" if key_path and isinstance(key_path[-1], str) else _member(key_path)
    if kind == "missing":
        inside = f" in `{key_path[-2]}`" if len(key_path) > 1 and isinstance(key_path[-2], str) else ""
        return ShapeFault(key_path, f"the key {name} is missing{inside}", remedy=f"add `{key_path[-1]}:`")
    if kind == "extra_forbidden":
        return _unknown_key(model, key_path, first)
    if kind in ("checker_form", "string_pattern_mismatch"):
        at_key = "[key]" in first["loc"]
        return ShapeFault(key_path, _form_message(name, first), at_key=at_key or not isinstance(first["input"], str | int))
    if kind in ("union_tag_not_found", "union_tag_invalid"):
        return _no_branch(key_path, first)
    if kind in ("too_short", "too_long"):
        return ShapeFault(key_path, f"{name} must have {_length(first)}")
    value = _value(root, key_path)
    return ShapeFault(key_path, f"{name} must be {_allowed(found)}, not {shown(value)}{_near_literal(first)}")


def _member(key_path: KeyPath) -> str:
    if not key_path:
        return "the document"
    return f"member {int(key_path[-1]) + 1} of `{key_path[-2]}`" if len(key_path) > 1 else "the document"


def _form_message(name: str, details: ErrorDetails) -> str:
    pattern = details.get("ctx", {}).get("pattern")
    message = FORMS[pattern] if pattern is not None else details["msg"]
    if not message.startswith(("must be", "must not", "needs ", "must have")):
        return message
    value = details["input"]
    written = f", not {shown(value)}" if isinstance(value, str | int | float) and value != "" else ""
    return f"{name} {message}{written}"


def _unknown_key(model: type[Shape], key_path: KeyPath, details: ErrorDetails) -> ShapeFault:
    key = str(key_path[-1])
    known = keys_at(model, details["loc"][:-1])
    near = did_you_mean(key, known)
    inside = f" in `{key_path[-2]}`" if len(key_path) > 1 and isinstance(key_path[-2], str) else ""
    message = f"the key `{key}` is not known{inside}{near}"
    return ShapeFault(key_path, message, at_key=True, remedy=f"known keys here: {', '.join(known)}" if known else "")


def _no_branch(key_path: KeyPath, details: ErrorDetails) -> ShapeFault:
    from checker.model.documents.flow import VERBS

    written = list(details["input"]) if isinstance(details["input"], dict) else []
    near = did_you_mean(str(written[0]), VERBS) if written else ""
    return ShapeFault(key_path, f"a change starts with one of {', '.join(VERBS)}{near}", at_key=True)


def _length(details: ErrorDetails) -> str:
    context = details["ctx"]
    limit = f"{context['min_length']} or more" if "min_length" in context else f"{context['max_length']} or fewer"
    return f"{limit} members, not {context['actual_length']}"


def _allowed(found: Iterable[ErrorDetails]) -> str:
    words = list(dict.fromkeys(_allowed_by_one(details) for details in found))
    words.sort(key=(*EXPECTED.values(), *words).index)
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else words[0]


def _allowed_by_one(details: ErrorDetails) -> str:
    kind, context = details["type"], details.get("ctx", {})
    if kind in EXPECTED:
        return EXPECTED[kind]
    if kind in ("literal_error", "enum"):
        return str(context["expected"]).replace("'", "`")
    limits = {
        "greater_than": "more than {gt}", "greater_than_equal": "{ge} or more", "less_than": "less than {lt}",
        "less_than_equal": "{le} or less", "string_too_short": "a text of {min_length} characters or more",
    }  # fmt: skip
    if kind in limits:
        return limits[kind].format(**context)
    return details["msg"].removeprefix("Input should be ")


def _near_literal(details: ErrorDetails) -> str:
    if details["type"] not in ("literal_error", "enum") or not isinstance(details["input"], str):
        return ""
    words = [word.strip(" '") for word in details["ctx"]["expected"].replace(" or ", ", ").split(",")]
    return did_you_mean(details["input"], words)


def _value(root: object, key_path: KeyPath) -> Any:
    node: Any = root
    for step in key_path:
        node = node[step]
    return node


def shown(value: object) -> str:
    """A value in a message: what it is, and short."""
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    text = str(value)
    text = text if len(text) <= 40 else f"{text[:39]}…"
    return f"`{text}`"
