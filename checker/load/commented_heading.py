"""A line whose heading is still a comment, as in files that `checker new` writes. Part of `load`."""

import re
from collections.abc import Sequence
from typing import NamedTuple, get_args

from checker.load.model_keys import keys_at
from checker.model.documents import DocumentModel

HEADING = re.compile(r"( *)# ?( *)([a-z_]+):\s*(?:#.*)?$")
LINE = re.compile(r"( *)(?:- .*|[A-Za-z_][\w-]*:.*)")
INSIDE_SECTIONS = frozenset({"changes"})


class CommentedHeading(NamedTuple):
    """`line` and `column`, from 1, are those of the line that lacks its heading; `heading` is the innermost one."""

    line: int
    column: int
    message: str
    remedy: str
    heading: str


def commented_heading(lines: Sequence[str], line: int) -> CommentedHeading | None:
    """What is said of a line, from 1, above which a heading is commented out; None where none is."""
    found = LINE.match(lines[line - 1]) if line <= len(lines) else None
    if found is None:
        return None
    depth = len(found[1])
    headings = _headings_above(lines, line - 1, depth)
    if not headings:
        return None
    told = " and ".join(f"`{name}:` on line {number}" for number, name in headings)
    are, they = ("are", "each") if len(headings) > 1 else ("is", "it")
    message = f"this line belongs under {told}, which {are} still commented out"
    spaces = "" if depth else ", and put two spaces before this line"
    return CommentedHeading(
        line, depth + 1, message, f"take the `#` and the space behind it away from {they} too{spaces}", headings[-1][1]
    )


def _headings_above(lines: Sequence[str], last: int, depth: int) -> list[tuple[int, str]]:
    """The commented headings that hold a line of this depth, from the outermost in, up to the nearest line in force."""
    found: list[tuple[int, str]] = []
    limit = depth or 1  # a line at the edge may have lost its spaces with the mark
    for number in range(last, 0, -1):
        line = lines[number - 1]
        if line.strip() and not line.lstrip().startswith("#"):
            break
        heading = HEADING.match(line)
        if heading is None or heading[3] not in _sections():
            continue
        column = len(heading[1]) + len(heading[2])
        if column < limit:
            found.append((number, heading[3]))
            limit = column
    return found[::-1]


def _sections() -> frozenset[str]:
    """The keys that documents are made of."""
    return INSIDE_SECTIONS.union(*(keys_at(model, ()) for model in get_args(DocumentModel)))
