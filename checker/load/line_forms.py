"""What one line of a plainly written file says, worked out once for all files that hold the same line. Part of `load`.

Only the part of YAML that people write in these documents, and only where a line alone decides what it means: one key,
a value on the same line, plain or in simple quotes, or a list or mapping in brackets that ends where it began.
Everything else is `ODD`, and the file is read by libyaml. So a line is either read as libyaml reads it, or not at all.
"""

import re
from typing import Any, NamedTuple, TypeAlias

from checker.load.scalars import resolve
from checker.load.text_faults import REFUSED_CHARACTERS

ODD, NOTHING, VALUE, OPENS, ITEM, ITEM_VALUE, ITEM_OPENS = range(7)
"""`key: value` is VALUE, `key:` OPENS, `- value` ITEM, `- key: value` ITEM_VALUE, `- key:` ITEM_OPENS."""

Columns: TypeAlias = tuple[int, int, int, int]
"""Start and end of the key, start and end of the value, from 0. Without a key the first two are the value's."""
Spots: TypeAlias = Any
"""What stands where in a value in brackets: `{key: Spot}` or `[Spot]`; None for a scalar."""


class Spot(NamedTuple):
    """Where a value stands; `line` is 0 where it is the line of what holds it. `is_open`: the value starts below."""

    line: int
    columns: Columns
    inside: Spots
    is_open: bool = False


class Line(NamedTuple):
    """`indent` is the column of the key or the dash; `inner` that of the key behind a dash."""

    form: int
    indent: int = 0
    key: str = ""
    value: Any = None
    inside: Spots = None
    columns: Columns = (0, 0, 0, 0)
    inner: int = 0


ODD_LINE, EMPTY_LINE = Line(ODD), Line(NOTHING)
MAX_DEPTH_IN_BRACKETS = 8

# Most lines: a key and a plain text without a sign that could mean anything.
COMMON = re.compile(r"( *)(- +)?([A-Za-z_][A-Za-z0-9_./@-]*): +([A-Za-z0-9](?:[A-Za-z0-9 ,.;_'/()+-]*[A-Za-z0-9.)_])?)")
# Indent, a dash, a key, and the rest. A key is a word, so that what it means needs no thought.
SHAPE = re.compile(r"( *)(- +)?(?:([A-Za-z_][A-Za-z0-9_./@-]*):(?: +|$))?(.*)")
# A first character that means nothing to YAML, or a sign before one.
FIRST = r"(?:[^\W]|[-+.](?=[\w.])|[/(~$€£])"
PLAIN = re.compile(rf"{FIRST}(?:[^:#\s]|(?<=\S)#|:(?=\S)| +(?=[^\s#]))*")
PLAIN_IN_BRACKETS = re.compile(rf"{FIRST}(?:[^:#,\[\]{{}}?\s]|(?<=\S)#|:(?=[A-Za-z0-9])| +(?=[^\s#,\[\]{{}}]))*")
QUOTED = re.compile(r"\"([^\"\\]*)\"|'([^']*)'")
KEY_IN_BRACKETS = re.compile(r"([A-Za-z_][A-Za-z0-9_./@-]*): ")
REST = re.compile(r" *(?: #.*)?")
SPACES = re.compile(r" *")


class _OddError(Exception):
    """Control flow inside this module: the line is left to libyaml."""


def line_of(text: str) -> Line:
    """What a line says. Never raises."""
    common = COMMON.fullmatch(text)
    line = _common(common) if common is not None else None
    if line is not None:
        return line
    try:
        return _line(text)
    except _OddError:
        return ODD_LINE


def _line(text: str) -> Line:
    stripped = text.lstrip(" ")
    if not stripped or stripped[0] == "#":
        return EMPTY_LINE if REFUSED_CHARACTERS.search(text) is None else ODD_LINE
    matched = SHAPE.fullmatch(text)
    if matched is None or REFUSED_CHARACTERS.search(text):
        return ODD_LINE
    blank, dash, key, rest = matched.groups()
    indent, start = len(blank), matched.start(4)
    at_key = indent + len(dash or "")
    if key is None:
        return ODD_LINE if dash is None or not rest else _item(text, indent, start)
    if not isinstance(resolve(key).value, str):
        return ODD_LINE
    at_end = at_key + len(key)
    if not rest or rest[0] == "#":
        form = OPENS if dash is None else ITEM_OPENS
        return Line(form, indent, key, None, None, (at_key, at_end, at_key, at_end), at_key)
    value, inside, end = _value(text, start)
    form = VALUE if dash is None else ITEM_VALUE
    return Line(form, indent, key, value, inside, (at_key, at_end, start, end), at_key)


def _common(matched: re.Match[str]) -> Line | None:
    """A key and its value; None where one of them is not what it looks like."""
    blank, dash, key, text = matched.groups()
    value, name = resolve(text), resolve(key)
    if value.ambiguous or value.refused or value.value is None or name.value.__class__ is not str:
        return None
    indent = len(blank)
    at_key = indent if dash is None else indent + len(dash)
    start, end = matched.span(4)
    form = VALUE if dash is None else ITEM_VALUE
    return Line(form, indent, key, value.value, None, (at_key, at_key + len(key), start, end), at_key)


def _item(text: str, indent: int, start: int) -> Line:
    value, inside, end = _value(text, start)
    return Line(ITEM, indent, "", value, inside, (start, end, start, end), start)


def _value(text: str, start: int) -> tuple[object, Spots, int]:
    """The value that starts there and ends on the line, what stands where inside it, and its end."""
    first = text[start]
    if first in "[{":
        value, inside, end = _in_brackets(text, start, 1)
    else:
        value, end = _scalar(text, start, PLAIN)
        inside = None
    if REST.fullmatch(text, end) is None:
        raise _OddError
    return value, inside, end


def _scalar(text: str, start: int, plain: re.Pattern[str]) -> tuple[object, int]:
    if text[start] in "\"'":
        matched = QUOTED.match(text, start)
        if matched is None or text[matched.end() : matched.end() + 1] == "'":  # `''` stands for a quote
            raise _OddError
        return matched[matched.lastindex or 0], matched.end()
    matched = plain.match(text, start)
    if matched is None:
        raise _OddError
    resolved = resolve(matched[0])
    if resolved.ambiguous or resolved.refused or resolved.value is None:
        raise _OddError
    return resolved.value, matched.end()


def _in_brackets(text: str, start: int, depth: int) -> tuple[object, Spots, int]:
    if depth > MAX_DEPTH_IN_BRACKETS:
        raise _OddError
    return _mapping(text, start, depth) if text[start] == "{" else _list(text, start, depth)


def _mapping(text: str, start: int, depth: int) -> tuple[object, Spots, int]:
    found: dict[str, object] = {}
    spots: dict[str, Spot] = {}
    at = _skip(text, start + 1)
    while text[at : at + 1] != "}" or found:
        matched = KEY_IN_BRACKETS.match(text, at)
        if matched is None or matched[1] in found or not isinstance(resolve(matched[1]).value, str):
            raise _OddError
        value_at = _skip(text, matched.end())
        value, inside, end = _member(text, value_at, depth)
        found[matched[1]] = value
        spots[matched[1]] = Spot(0, (at, matched.end(1), value_at, end), inside)
        at, is_last = _after(text, end, "}")
        if is_last:
            return found, spots, at
    return found, spots, at + 1


def _list(text: str, start: int, depth: int) -> tuple[object, Spots, int]:
    found: list[object] = []
    spots: list[Spot] = []
    at = _skip(text, start + 1)
    while text[at : at + 1] != "]" or found:
        value, inside, end = _member(text, at, depth)
        found.append(value)
        spots.append(Spot(0, (at, end, at, end), inside))
        at, is_last = _after(text, end, "]")
        if is_last:
            return found, spots, at
    return found, spots, at + 1


def _member(text: str, at: int, depth: int) -> tuple[object, Spots, int]:
    if at >= len(text):
        raise _OddError
    if text[at] in "[{":
        return _in_brackets(text, at, depth + 1)
    value, end = _scalar(text, at, PLAIN_IN_BRACKETS)
    return value, None, end


def _after(text: str, end: int, closing: str) -> tuple[int, bool]:
    """Where the next member starts, or, behind the closing bracket, where the line goes on."""
    at = _skip(text, end)
    if text[at : at + 1] == closing:
        return at + 1, True
    if text[at : at + 2] != ", ":
        raise _OddError
    return _skip(text, at + 1), False


def _skip(text: str, at: int) -> int:
    matched = SPACES.match(text, at)
    return matched.end() if matched else at
