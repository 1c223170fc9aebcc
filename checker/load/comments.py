"""Comments of a file that may be out of date once lines of it were changed. Part of `load`.

Nobody but their author knows whether they still hold: they are shown, and never written.
"""

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple


class Comment(NamedTuple):
    """`line` counts from 1; `text` is what stands behind the `#`."""

    path: str
    line: int
    text: str


def comments_to_read(path: str, old: bytes, new: bytes, names: Iterable[str]) -> tuple[Comment, ...]:
    """Of the new text: what is said beside and above a changed line or above what holds it, and whatever says a name."""
    lines = new.decode("utf-8").splitlines()
    matcher = difflib.SequenceMatcher(None, old.decode("utf-8").splitlines(), lines, autojunk=False)
    changed = [place for kind, _, _, start, end in matcher.get_opcodes() if kind != "equal" for place in range(start, end)]
    if not changed:
        return ()
    found = {place for each in changed if lines[each].strip() for place in _beside(lines, each)}
    said = re.compile(rf"(?<![\w.]){_any(names)}(?![\w]|\.\d)")
    found |= {place for place, line in enumerate(lines) if said.search(_comment(line))}
    return tuple(Comment(path, place + 1, _comment(lines[place])) for place in sorted(found) if _comment(lines[place]))


def _any(names: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, sorted(names)))})"


def _beside(lines: Sequence[str], place: int) -> Iterator[int]:
    """The line itself, the comment right above it, and the same for each line that holds it."""
    depth = _depth(lines[place]) + 1
    for at in range(place, -1, -1):
        if _is_comment(lines[at]) or not lines[at].strip() or _depth(lines[at]) >= depth:
            continue
        depth = _depth(lines[at])
        yield at
        above = at - 1
        while above >= 0 and _is_comment(lines[above]):
            yield above
            above -= 1


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def _comment(line: str) -> str:
    """What stands behind the line's `#`; empty where there is none outside of quotes."""
    quote = ""
    for place, letter in enumerate(line):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'" and (place == 0 or line[place - 1] in " [{,:"):
            quote = letter
        elif letter == "#" and (place == 0 or line[place - 1].isspace()):
            return line[place + 1 :].strip()
    return ""
