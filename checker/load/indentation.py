"""Lines that are indented otherwise than their neighbours, told at the line itself. Part of `load`.

The scanner complains where it gets stuck, which is often a line later. Here a file is looked at as a person does: lines
that belong together start in the same column.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from yaml import MarkedYAMLError

KEY = re.compile(r"( *)((?:- +)*)([A-Za-z_][\w.-]*):(?=\s|$)(.*)")
TROUBLE = (
    "mapping values are not allowed", "did not find expected key", "did not find expected '-' indicator",
    "did not find expected <document start>",
)  # fmt: skip
USUAL_STEP = 2
BESIDE_A_VALUE = frozenset({"because", "from", "until", "unit"})
INSIDE_AN_ENTRY = BESIDE_A_VALUE | {"value", "target", "definition"}


class KeyLine(NamedTuple):
    """A line with a key. `column` is the key's, behind the dashes of a list, from 0; `has_value`: on the same line."""

    number: int
    column: int
    key: str
    has_value: bool
    dash: int | None

    @property
    def start(self) -> int:
        """Where the line begins."""
        return self.column if self.dash is None else self.dash


class OddLine(NamedTuple):
    """`line` and `column` count from 1."""

    line: int
    column: int
    message: str
    remedy: str


def odd_line(text: str, error: MarkedYAMLError) -> OddLine | None:
    """The line that is indented otherwise than those it belongs with; None where the trouble is another one."""
    mark = error.problem_mark
    if mark is None or not (error.problem or "").startswith(TROUBLE):
        return None
    lines = text.split("\n")[: mark.line + 1]
    found = [line for line in map(_key_line, range(1, len(lines) + 1), lines) if line is not None]
    if len(found) < 2 or found[-1].number != mark.line + 1:
        return None
    here, before = found[-1], found[-2]
    if mark.column > here.column + len(here.key) + 1 or _goes_on(lines, before, here):
        return None
    if here.column > before.column:
        return _deeper(found) if before.has_value else None
    return _between(found)


def _key_line(number: int, line: str) -> KeyLine | None:
    match = KEY.match(line)
    if match is None:
        return None
    rest = match[4].strip()
    dash = len(match[1]) if match[2] else None
    return KeyLine(number, match.start(3), match[3], bool(rest) and not rest.startswith("#"), dash)


def _goes_on(lines: Sequence[str], before: KeyLine, here: KeyLine) -> bool:
    """Whether something other than keys stands between, or the value before may reach over its line."""
    between = lines[before.number : here.number - 1]
    value = lines[before.number - 1].partition(":")[2].strip()
    return any(line.strip() and not line.lstrip().startswith("#") for line in between) or value[:1] in ("|", ">", '"', "'")


def _deeper(found: Sequence[KeyLine]) -> OddLine | None:
    """A key below one that has its value already: the two belong side by side, and one of them is indented wrongly."""
    here, before = found[-1], found[-2]
    if here.dash is not None:
        return _told(here, before.dash, before) if before.dash is not None else None
    parent = next((line for line in reversed(found[:-1]) if line.column < before.column and not line.has_value), None)
    if here.key in BESIDE_A_VALUE and before.dash is None and before.key not in INSIDE_AN_ENTRY:
        return _below_a_value(here, before, "target" if parent is not None and parent.key == "metrics" else "value")
    wanted = parent.column + _step(found) if parent is not None else 0
    odd, other = (before, here) if here.column == wanted and before.dash is None else (here, before)
    return _told(odd, other.column, other)


def _below_a_value(here: KeyLine, before: KeyLine, what: str) -> OddLine:
    message = f"`{before.key}:` has its value on line {before.number} already, so that `{here.key}:` cannot stand below it"
    remedy = f"write both on one line, in brackets: `{before.key}: {{{what}: …, {here.key}: …}}`"
    return OddLine(here.number, here.column + 1, message, remedy)


def _between(found: Sequence[KeyLine]) -> OddLine | None:
    """A key that starts between the columns of two blocks that are open above it."""
    here = found[-1]
    opened = list(_opened(found[:-1]))
    columns = {line.column: line for line in opened}
    if here.dash is not None:
        columns = {line.dash: line for line in opened if line.dash is not None}
    if not columns or here.start in columns:
        return None
    nearest = min(columns, key=lambda column: (abs(column - here.start), -column))
    return _told(here, nearest, columns[nearest])


def _opened(above: Sequence[KeyLine]) -> Iterator[KeyLine]:
    """The nearest line of each block that is open, from the innermost out."""
    limit: int | None = None
    for line in reversed(above):
        if limit is None or line.column < limit:
            yield line
            limit = line.column


def _told(odd: KeyLine, wanted: int, like: KeyLine) -> OddLine:
    in_list = odd.dash is not None
    this, other = ("-", "-") if in_list else (f"{odd.key}:", f"{like.key}:")
    message = (
        f"`{this}` is indented by {_spaces(odd.start)}, and `{other}` on line {like.number} by {wanted}: "
        "what belongs together starts in the same column"
    )
    put = f"put {_spaces(wanted)} before `{this}`" if wanted else f"delete the spaces before `{this}`"
    remedy = f"{put}, if it belongs beside `{other}` on line {like.number}"
    if not wanted and not in_list:
        remedy += "; if it belongs under a heading, like `controls:`, that line is missing above it"
    return OddLine(odd.number, odd.start + 1, message, remedy)


def _spaces(count: int) -> str:
    return "1 space" if count == 1 else f"{count} spaces"


def _step(found: Sequence[KeyLine]) -> int:
    """By how many spaces this file indents, as far as it shows; most often."""
    steps = [
        after.column - before.column
        for before, after in pairwise(found)
        if not before.has_value and after.dash is None and after.column > before.column
    ]
    return max(dict.fromkeys((*steps, USUAL_STEP)), key=lambda step: (steps.count(step), step == USUAL_STEP))
