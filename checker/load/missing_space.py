"""A colon without the space that makes it one of YAML: `value:9`, `days:{value: 9}`. Part of `load`."""

import re
from typing import NamedTuple

from yaml import MarkedYAMLError

from checker.load.text_faults import clipped
from checker.model.position import line_of

AT_START = re.compile(r"([ \t]*(?:- +)*)([A-Za-z_][\w-]*):(?![\s/:])(?=.)(.*)")
INSIDE = re.compile(r"(?<=[{,\[ ])()([A-Za-z_][\w-]*):(?=[{\[])(.*)")
TROUBLE = (
    "mapping values are not allowed", "could not find expected ':'", "did not find expected key", "did not find expected ','",
    "did not find expected '-' indicator", "found unexpected ':'", "did not find expected <document start>",
)  # fmt: skip
WHY = "a colon ends a key only with a space after it"
MAX_SHOWN = 160


class MissingSpace(NamedTuple):
    """`line` and `column`, from 1, are the colon's."""

    line: int
    column: int
    message: str
    remedy: str


def missing_space(text: str, error: MarkedYAMLError) -> MissingSpace | None:
    """The colon without a space that the scanner stumbled over, on its line or the one before; None: another trouble."""
    if error.problem_mark is None or not (error.problem or "").startswith(TROUBLE):
        return None
    last = error.problem_mark.line + 1
    for number in (last, last - 1):
        line = line_of(text, number).rstrip() if number else ""
        found = AT_START.match(line) or (INSIDE.search(line) if number == last else None)
        if found is not None:
            key, rest = found[2], found[3]
            mended = f"{line[: found.start(2)].lstrip()}{key}: {rest}"
            shown = mended if len(mended) <= MAX_SHOWN else f"{key}: …"
            return MissingSpace(number, found.end(2) + 1, f"a space is missing after `{key}:`; {WHY}", f"write `{shown}`")
    return None


class Spaced(NamedTuple):
    """What is said of a key and its value that were read as one word; `mended` is what was meant."""

    key: str
    mended: str

    @property
    def message(self) -> str:
        return f"a space is missing after `{self.key}:`; {WHY}"


def space_put_in(written: object) -> Spaced | None:
    """`value: 9` for `value:9`; None where it is no key with its value."""
    found = AT_START.fullmatch(written) if isinstance(written, str) else None
    if found is None:
        return None
    rest = clipped(found[3])
    is_open = rest.startswith("{") and "}" not in rest  # a key: the scanner took the text up to the next colon for it
    return Spaced(found[2], f"{found[2]}: {rest}{': …}' if is_open else ''}")
