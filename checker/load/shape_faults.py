"""pydantic's errors in words for the person who wrote the file. Part of `load`.

One fault of the file is one message: errors of several union members at one key are one fault, tags of unions are
no part of its address, and an unknown key names the nearest known one.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from checker.load.missing_space import space_put_in
from checker.load.model_keys import key_path_of, keys_at
from checker.load.number_cut import number_cut
from checker.load.outdented import outdented, starts_with, value_at
from checker.load.rewriting import day_instead, form_instead, keys_instead, version_instead
from checker.load.text_faults import clipped
from checker.load.tree import YamlMapping, YamlSequence
from checker.model.decimal_comma import point_instead
from checker.model.documents import DocumentModel
from checker.model.documents.flow import VERBS
from checker.model.documents.shape import DAY_FORM, FORMS, VERSION_FORM, Shape
from checker.model.nearest import nearest
from checker.model.position import KeyPath

MAX_ERRORS = 500
"""More than a hundred faults, whatever they are: nobody reads more, and each costs time."""
MAPPING, LIST, TEXT = "keys with values (`key: value`)", "a list", "a text"
NUMBER, WHOLE_NUMBER, TRUE, FALSE = "a number", "a whole number", "`true`", "`false`"
EXPECTED: dict[str, tuple[str, ...]] = {
    "int_type": (WHOLE_NUMBER,), "float_type": (NUMBER,), "int_from_float": (WHOLE_NUMBER,), "string_type": (TEXT,),
    "bool_type": (TRUE, FALSE), "dict_type": (MAPPING,), "model_type": (MAPPING,), "model_attributes_type": (MAPPING,),
    "tuple_type": (LIST,),
}  # fmt: skip
BRANCHES = {"scalar": ("one value",), "list": (LIST,), "mapping": (MAPPING,)}
ORDER = (WHOLE_NUMBER, NUMBER, TEXT, TRUE, FALSE, "one value", LIST, MAPPING)
USUAL = frozenset({"`customer_preference`", "`active`", "`accepted`", "`enacted`"})
LIMITS = {
    "greater_than": "more than {gt}", "greater_than_equal": "{ge} or more", "less_than": "less than {lt}",
    "less_than_equal": "{le} or less", "string_too_short": "a text of {min_length} characters or more",
}  # fmt: skip
MODELS: dict[object, type[Shape]] = {model.__name__.lower(): model for model in get_args(DocumentModel)}


class ShapeFault(NamedTuple):
    """`at_key`: the key itself is wrong, not its value."""

    key_path: KeyPath
    message: str
    at_key: bool = False
    remedy: str = ""


BESIDE_VALUE = frozenset({"from", "until", "unit"})
"""Keys of an entry that are easily put among those of its reason."""
SAID_OTHERWISE = {"remove": "skip", "delete": "skip", "drop": "skip", "omit": "skip", "add": "insert", "change": "tune"}
"""What else people call a change of a flow."""


def kind_word(model: type[Shape]) -> str:
    """The word after `kind:` in documents of a model."""
    return next(str(word) for word, known in MODELS.items() if known is model)


def shape_faults(model: type[Shape], root: object, error: ValidationError) -> list[ShapeFault]:
    """The faults of a document; of very many, the first ones."""
    other = _other_kind(model, root)
    if other is not None:
        return [other]
    by_path: dict[KeyPath, list[ErrorDetails]] = {}
    for details in error.errors(include_url=False)[:MAX_ERRORS]:
        by_path.setdefault(_key_path(model, root, details), []).append(details)
    too_little = list(outdented(model, root, by_path))
    for each in too_little:
        by_path = {path: found for path, found in by_path.items() if not starts_with(path, each.explains)}
    misspelled = {
        _nearest_key(model, key_path, found[0]) for key_path, found in by_path.items() if found[0]["type"] == "extra_forbidden"
    }
    return [
        *(ShapeFault(each.key_path, each.message, at_key=True, remedy=each.remedy) for each in too_little),
        *(
            _fault(model, root, key_path, found)
            for key_path, found in by_path.items()
            if not _is_said_better(key_path, found[0]["type"], by_path, misspelled)
        ),
    ]


def _other_kind(model: type[Shape], root: object) -> ShapeFault | None:
    """A valid document of another kind has one fault: it lies in the wrong place."""
    kind = root.get("kind") if isinstance(root, YamlMapping) else None
    other = MODELS.get(kind) if isinstance(kind, str) else None
    if other is None or other is model:
        return None
    try:
        other.model_validate(root)
    except ValidationError:
        return None
    message = f"this is a document of kind `{kind}`, and one of kind `{kind_word(model)}` belongs here"
    return ShapeFault(("kind",), message, remedy="move the file to where it belongs")


def _nearest_key(model: type[Shape], key_path: KeyPath, details: ErrorDetails) -> KeyPath:
    near = nearest(str(key_path[-1]), keys_at(model, details["loc"][:-1]))
    return (*key_path[:-1], near) if near else ()


def _is_said_better(key_path: KeyPath, kind: str, by_path: Iterable[KeyPath], misspelled: Iterable[KeyPath]) -> bool:
    """A misspelled key is not missing too, and a list whose members are at fault is not too short."""
    if kind == "missing":
        return key_path in misspelled
    length = len(key_path)
    return kind == "too_short" and any(len(other) > length and other[:length] == key_path for other in by_path)


def _key_path(model: type[Shape], root: object, details: ErrorDetails) -> KeyPath:
    """Where the fault is in the file; `x: 5` is short for `x: {value: 5}`, so the file may lack a step of the model."""
    node: Any = root
    path: list[str | int] = []
    steps = key_path_of(model, details["loc"])
    for step in steps:
        if step == "value" and not isinstance(node, YamlMapping):
            continue
        if not _has(node, step):
            return (*path, step) if details["type"] == "missing" else tuple(path)
        node = node[step]
        path.append(step)
    return tuple(path)


def _has(node: Any, step: str | int) -> bool:
    if isinstance(node, YamlMapping):
        return step in node
    return isinstance(node, YamlSequence) and isinstance(step, int) and step < len(node)


def _fault(model: type[Shape], root: object, key_path: KeyPath, found: list[ErrorDetails]) -> ShapeFault:
    first = found[0]
    kind = first["type"]
    if kind == "missing":
        message = f"the key `{key_path[-1]}` is missing{_inside(key_path[:-1])}"
        return ShapeFault(key_path, message, remedy=f"add `{key_path[-1]}:`")
    if kind == "extra_forbidden":
        return _unspaced_key(model, key_path, first) or _cut_text(root, key_path) or _unknown_key(model, key_path, first)
    if kind in ("checker_form", "string_pattern_mismatch"):
        return _wrong_form(key_path, first)
    if kind == "union_tag_not_found":
        return _no_verb(key_path, first)
    if kind in ("too_short", "too_long"):
        return ShapeFault(key_path, f"{_name(key_path)} {_length(first)}", remedy=_of_length(first))
    return _wrong_value(root, key_path, found)


def _unspaced_key(model: type[Shape], key_path: KeyPath, details: ErrorDetails) -> ShapeFault | None:
    """A known key and its value with no space between them."""
    spaced = space_put_in(key_path[-1])
    if spaced is None or spaced.key not in keys_at(model, details["loc"][:-1]):
        return None
    return ShapeFault(key_path, spaced.message, at_key=True, remedy=f"write `{spaced.mended}`")


def _name(key_path: KeyPath) -> str:
    if not key_path:
        return "the file"
    if isinstance(key_path[-1], str):
        return f"`{clipped(key_path[-1])}`"
    return f"member {key_path[-1] + 1} of {_name(key_path[:-1])}"


def _inside(key_path: KeyPath) -> str:
    return f" in {_name(key_path)}" if key_path else ""


def _wrong_form(key_path: KeyPath, details: ErrorDetails) -> ShapeFault:
    value = details["input"]
    context = details.get("ctx", {})
    pattern = context.get("pattern")
    message = FORMS[pattern] if pattern is not None else details["msg"]
    if "[key]" in details["loc"]:
        spaced = space_put_in(key_path[-1])
        if spaced is not None:
            return ShapeFault(key_path, spaced.message, at_key=True, remedy=f"write `{spaced.mended}`")
        remedy = form_instead(str(pattern), key_path[-1])
        return ShapeFault(key_path, f"the key {_name(key_path)} {message}", at_key=True, remedy=remedy)
    remedy = str(context.get("remedy", "")) or _in_form(message, pattern, value)
    if message.startswith("must be"):
        return ShapeFault(key_path, f"{_name(key_path)} {message}, not {shown(value)}", remedy=remedy)
    if message.startswith(("must ", "needs ")):
        message = f"{_name(key_path)} {message}"
    return ShapeFault(key_path, message, at_key=isinstance(value, dict | list), remedy=remedy)


def _in_form(message: str, pattern: object, value: object) -> str:
    """What to write instead of a value that has not the form of its key."""
    if message == DAY_FORM:
        return day_instead(value)
    if message == VERSION_FORM:
        return version_instead(value)
    return form_instead(str(pattern), value) if pattern is not None else ""


def _cut_text(root: object, key_path: KeyPath) -> ShapeFault | None:
    """A text in brackets that holds a comma ends there for YAML, and the rest is taken for a key; None: no such thing."""
    holder: Any = root
    for step in key_path[:-1]:
        holder = holder[step]
    rest = key_path[-1]
    if not isinstance(holder, YamlMapping) or not holder.is_flow or holder[str(rest)] is not None:
        return None
    before = holder.place(str(rest)) - 1
    comma = number_cut(holder, str(rest), before) if before >= 0 else None
    if comma is not None:
        return ShapeFault(key_path, comma.message, at_key=True, remedy=comma.remedy)
    key = list(holder)[before] if before >= 0 else None
    if key is None or not isinstance(holder[key], str):
        return None
    message = f"the comma before `{clipped(str(rest))}` ends the text of `{clipped(key)}`, so that the rest is read as a key"
    remedy = f'put the whole text in quotes: `{key}: "{clipped(holder[key])}, {clipped(str(rest))}"`'
    return ShapeFault(key_path, message, at_key=True, remedy=remedy)


def _unknown_key(model: type[Shape], key_path: KeyPath, details: ErrorDetails) -> ShapeFault:
    key = str(key_path[-1])
    known = keys_at(model, details["loc"][:-1])
    near = nearest(key, known)
    message = f"the key `{clipped(key)}` is not known{_inside(key_path[:-1])}{f'; did you mean `{near}`?' if near else ''}"
    meant, listed = f"write `{near}:`, if it is meant" if near else "", f"known keys here: {', '.join(known)}" if known else ""
    remedy = "; ".join(part for part in (meant, listed) if part)
    if len(key_path) > 1 and key_path[-2] == "because" and key in BESIDE_VALUE:
        remedy = f"write `{key}:` beside `value:`, and not inside `because`"
    return ShapeFault(key_path, message, at_key=True, remedy=remedy)


def _no_verb(key_path: KeyPath, details: ErrorDetails) -> ShapeFault:
    spaced = space_put_in(details["input"])
    if spaced is not None and spaced.key in VERBS:
        return ShapeFault(key_path, spaced.message, remedy=f"write `- {spaced.mended}`")
    written = list(details["input"]) if isinstance(details["input"], dict) else [details["input"]]
    near = (SAID_OTHERWISE.get(str(written[0])) or nearest(str(written[0]), VERBS)) if written else None
    words = ", ".join(f"`{verb}:`" for verb in VERBS)
    message = f"{_name(key_path)} must have one of the keys {words}{f'; did you mean `{near}`?' if near else ''}"
    remedy = f"begin it like `- {near or 'skip'}: …`, with a step of the standard"
    return ShapeFault(key_path, message, at_key=True, remedy=remedy)


def _length(details: ErrorDetails) -> str:
    context = details["ctx"]
    if context["actual_length"] == 0:
        return "must not be an empty list"
    if "min_length" in context:
        return f"needs {context['min_length']} members or more, and has {context['actual_length']}"
    return f"takes {context['max_length']} members or fewer, and has {context['actual_length']}"


def _of_length(details: ErrorDetails) -> str:
    context = details["ctx"]
    if "min_length" in context:
        return f"write {context['min_length']} or more, in brackets or each behind a dash"
    return f"leave {context['actual_length'] - context['max_length']} out"


def _wrong_value(root: object, key_path: KeyPath, found: list[ErrorDetails]) -> ShapeFault:
    value = value_at(root, key_path)
    words = _allowed(found)
    allowed = f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else words[0]
    if not key_path:
        return _no_mapping(value)
    if value is None:
        return ShapeFault(key_path, f"{_name(key_path)} has no value; it must be {allowed}", remedy=_filled(key_path, words))
    spaced = space_put_in(value) if MAPPING in words else None
    if spaced is not None:
        return ShapeFault(key_path, spaced.message, remedy=f"write `{spaced.mended}`")
    near = _near_literal(found[0])
    message = f"{_name(key_path)} must be {allowed}, not {shown(value)}{f'; did you mean `{near}`?' if near else ''}"
    return ShapeFault(key_path, message, remedy=f"write `{near}`, if it is meant" if near else _rewritten(key_path, words, value))


def _filled(key_path: KeyPath, words: list[str]) -> str:
    """What to write behind or below a key that has no value."""
    key = f"`{clipped(str(key_path[-1]))}:`" if isinstance(key_path[-1], str) else "the dash"
    if words == [MAPPING]:
        return f"write what belongs to it on lines of their own below {key}, two spaces further in, or delete the line"
    if words == [LIST]:
        return f"write its members in brackets behind {key}, like `[a, b]`, or delete the line"
    return f"write a value behind {key}, or delete the line"


def _rewritten(key_path: KeyPath, words: list[str], value: object) -> str:
    """What to write where the same value in another form would do; empty where it would not."""
    if isinstance(value, str) and not {NUMBER, WHOLE_NUMBER}.isdisjoint(words) and (point := point_instead(value)):
        return point
    if words == [TEXT] and isinstance(value, int | float):
        return f'write "{_as_written(value)}"'
    if words == [LIST] and isinstance(value, str):
        return f"write `[{', '.join(part.strip() for part in clipped(value).split(','))}]`"
    if MAPPING in words and not isinstance(value, dict):
        return keys_instead(key_path, value)
    literals = [word for word in words if word.startswith("`")]
    usual = next((word for word in literals if word in USUAL), literals[0] if literals else "")
    return f"write the one that fits best, like {usual}" if len(literals) > 2 else f"write {usual}" if usual else ""


def _no_mapping(value: object) -> ShapeFault:
    """The whole file is a list or one value."""
    remedy = "start it with `kind:`"
    if isinstance(value, str) and ":" in value:
        remedy = "write a space after each colon"
    return ShapeFault((), f"the file must hold {MAPPING}, not {shown(value)}", remedy=remedy)


def _allowed(found: Iterable[ErrorDetails]) -> list[str]:
    words = {word: None for details in found for word in _allowed_by_one(details)}
    if NUMBER in words:
        words.pop(WHOLE_NUMBER, None)
    return sorted(words, key=(*ORDER, *words).index)


def _allowed_by_one(details: ErrorDetails) -> tuple[str, ...]:
    kind, context = details["type"], details.get("ctx", {})
    if kind in EXPECTED:
        return EXPECTED[kind]
    if kind in ("literal_error", "enum"):
        return tuple(f"`{word}`" for word in _literals(details))
    if kind == "union_tag_invalid":
        branches = (words for tag, words in BRANCHES.items() if f"'{tag}'" in context["expected_tags"])
        return tuple(word for words in branches for word in words)
    if kind in LIMITS:
        return (LIMITS[kind].format(**context),)
    return (details["msg"].removeprefix("Input should be "),)


def _literals(details: ErrorDetails) -> list[str]:
    return [word.strip(" '") for word in details["ctx"]["expected"].replace(" or ", ", ").split(",")]


def _near_literal(details: ErrorDetails) -> str | None:
    if details["type"] not in ("literal_error", "enum") or not isinstance(details["input"], str):
        return None
    return nearest(details["input"], _literals(details))


def _as_written(value: float) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def shown(value: object) -> str:
    """A value in a message: what it is, and short."""
    if value is None:
        return "empty"
    if isinstance(value, dict):
        return "keys with values"
    if isinstance(value, list | tuple):
        return "a list"
    return f"`{clipped(_as_written(value) if isinstance(value, int | float) else str(value))}`"
