"""Tables of keys, types, defaults and meaning, from a JSON Schema."""

from collections.abc import Callable, Iterator
from typing import Any

from _from_code.markdown import code, table
from _from_code.shape_words import anchor, title, words
from checker.model.documents.shape import FORMS

Json = dict[str, Any]
WORDS = {"string": "text", "integer": "whole number", "number": "number", "boolean": "`true` or `false`", "null": "`null`"}
ANYTHING: Json = {}
MANY = 12
"""So many words that may be chosen are listed whole."""


def tables(schema: Json, name: str, keys: Callable[[Json, str], str]) -> Iterator[str]:
    """The keys of the schema itself, then of each shape that it names, under headings of the third level."""
    yield keys(schema, name)
    for each, shape in schema.get("$defs", {}).items():
        yield f"### {title(name, each)}"
        if said := shape.get("description"):
            yield said
        yield keys(shape, name) if shape.get("properties") else f"Written as {kind(shape, name)}."


def keys_to_write(shape: Json, name: str) -> str:
    """What people fill in: what a key takes, and what holds without it."""
    required = set(shape.get("required", ()))
    rows = []
    for key, node in shape["properties"].items():
        shown = node if key in required else without_null(node)
        left_out = "**required**" if key in required else _default(node)
        rows.append((code(key), kind(shown, name), left_out, node.get("description", "")))
    return table(("key", "takes", "if left out", "means"), rows)


def keys_to_read(shape: Json, name: str) -> str:
    """What programs find. Nearly all keys are always there, and few have a sentence of their own."""
    required = set(shape.get("required", ()))
    rows = []
    for key, node in shape["properties"].items():
        holds = kind(node, name) if key in required else f"{kind(node, name)}; may be absent"
        rows.append((code(key), holds, node.get("description", "")))
    told = 3 if any(row[2] for row in rows) else 2
    return table(("key", "holds", "means")[:told], [row[:told] for row in rows])


def without_null(node: Json) -> Json:
    """What may be left out needs no word for nothing."""
    rest = [each for each in node.get("anyOf", ()) if each != {"type": "null"}]
    return {**node, "anyOf": rest} if rest else node


def _default(node: Json) -> str:
    default = node.get("default")
    return code(str(default).lower() if isinstance(default, bool) else default) if default not in (None, [], {}) else "–"


def kind(node: Json, name: str) -> str:
    """What may be written, in words."""
    if not isinstance(node, dict) or not node:  # `true` stands for anything, too
        return "anything"
    if "$ref" in node:
        shape = node["$ref"].rpartition("/")[2]
        return f"[{words(shape)}]({anchor(name, shape)})"
    if "const" in node:
        return code(_word(node["const"]))
    if "enum" in node:
        return _one_of(node["enum"])
    if "anyOf" in node:
        return " or ".join(dict.fromkeys(kind(each, name) for each in node["anyOf"]))
    return _by_type(node, name)


def _by_type(node: Json, name: str) -> str:
    types = node.get("type")
    if types == "array":
        return f"list of {kind(node.get('items', ANYTHING), name)}"
    if types == "object":
        values = node.get("additionalProperties")
        held = ", ".join(code(key) for key in node.get("properties", ()))
        return f"mapping to {kind(values, name)}" if values else f"mapping with {held}" if held else "mapping"
    if types is None and "allOf" in node:
        return kind({key: value for part in node["allOf"] for key, value in part.items()}, name)
    if like := _like(node):
        return f"text {like}"
    named = [WORDS[each] for each in ([types] if isinstance(types, str) else types or ())]
    limited = [f"{each}{_limits(node)}" if each in ("number", "whole number") else each for each in named]
    return " or ".join(limited) or "anything"


def _like(node: Json) -> str:
    """The example that a form has in its words."""
    words = FORMS.get(str(node.get("pattern")), "")
    return words[words.index("like `") :] if "like `" in words else ""


def _limits(node: Json) -> str:
    low, high = node.get("minimum", node.get("exclusiveMinimum")), node.get("maximum")
    if low is not None and high is not None:
        return f" from {low} to {high}"
    above = "more than" if "exclusiveMinimum" in node else "at least"
    return f", {above} {low}" if low is not None else f", at most {high}" if high is not None else ""


def _one_of(words: list[object]) -> str:
    shown = [code(_word(each)) for each in words[:MANY]]
    return ", ".join(shown) + (f" and {len(words) - MANY} more" if len(words) > MANY else "")


def _word(value: object) -> str:
    return {None: "null", True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool | None) else str(value)
