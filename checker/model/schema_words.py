"""A JSON Schema of one value in words, as far as it has plain ones. Part of `model`."""

from collections.abc import Mapping

from checker.model.value import number_text

TYPES: Mapping[str, str] = {
    "number": "a number", "integer": "a whole number", "string": "a text", "boolean": "true or false", "array": "a list",
}  # fmt: skip
LIMITS: Mapping[str, str] = {
    "minimum": "of {} or more", "maximum": "of {} or less", "exclusiveMinimum": "above {}", "exclusiveMaximum": "below {}",
    "multipleOf": "in steps of {}", "minLength": "of {} letters or more", "maxLength": "of {} letters or fewer",
    "minItems": "with {} members or more", "maxItems": "with {} members or fewer",
}  # fmt: skip
IN_SHORT = "what `allowed` in the standard describes"
REMARKS = frozenset({"type", "title", "description", "$comment", "examples", "default"})


def schema_words(definition: Mapping[str, object]) -> str:
    """`a number of 0.1 or more, in steps of 0.1`; of a schema with other words, only where it stands."""
    listed = definition.get("enum")
    if isinstance(listed, list | tuple) and definition.keys() <= REMARKS | {"enum"}:
        return f"one of {', '.join(_shown(each) for each in listed)}"
    of_type = definition.get("type")
    name = TYPES.get(of_type) if isinstance(of_type, str) else None
    limits = {key: limit for key, limit in definition.items() if key not in REMARKS}
    if name is None or not limits.keys() <= LIMITS.keys() or not all(map(_is_number, limits.values())):
        return IN_SHORT
    words = [LIMITS[key].format(_shown(limit)) for key, limit in limits.items()]
    return f"{name} {', '.join(words)}" if words else name


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return number_text(value) if isinstance(value, int | float) else str(value)
