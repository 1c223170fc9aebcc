"""Text → tree, line by line: the fast way to read what is plainly written. Part of `load`.

Almost every line of a workspace stands in many of its files, so a line is worked out once (`line_forms`), and reading a
file is looking its lines up and putting them together by their indents. Where a line alone does not decide what it
means, or the file is at fault in any way, this reader declines, and libyaml reads the file and names the fault: the two
never answer differently, which property tests hold.
"""

from typing import Any

from checker.load.line_forms import ITEM, ITEM_VALUE, NOTHING, ODD, OPENS, VALUE, Line, line_of
from checker.load.line_positions import LinePositions

MAX_LENGTH = 32 * 1024
"""Characters; what is longer has limits to be counted, which libyaml's reader does."""
MAX_OPEN = 32
MAX_KNOWN = 50_000
MAX_KEPT = 200
"""Lines up to so many characters are remembered."""

_known: dict[str, Line] = {}


def read_lines(text: str) -> tuple[object, LinePositions] | None:  # noqa: C901, PLR0911, PLR0912, PLR0915
    """The document's tree and its positions; None where it is left to libyaml. Never raises.

    One function, because it runs once for every line of every file.
    """
    if len(text) > MAX_LENGTH or "\t" in text or "\r" in text:
        return None
    known = _known
    root: dict[str, Any] = {}
    spots: dict[str, Any] = {}
    # The innermost open mapping or list, its spots, its indent, and whether it is a list; those around it on a stack.
    here: Any = root
    there: Any = spots
    depth, is_list = 0, False
    stack: list[tuple[Any, Any, int, bool]] = []
    # The key whose value starts on a line below, where it stands; None: there is none.
    opened: str | None = None
    opened_at, opened_columns = 0, (0, 0, 0, 0)
    number = 0
    for text_line in text.split("\n"):
        number += 1
        line = known.get(text_line)
        if line is None:
            line = _look(text_line)
        form, indent, key, value, inside, columns, inner = line
        if form == NOTHING:
            continue
        if form == ODD:
            return None
        if opened is not None:
            below: Any
            below_spots: Any
            if form >= ITEM:
                if indent < depth:
                    return None
                below, below_spots = [], []
            else:
                if indent <= depth:
                    return None
                below, below_spots = {}, {}
            here[opened] = below
            there[opened] = (opened_at, opened_columns, below_spots, True)
            stack.append((here, there, depth, is_list))
            if len(stack) > MAX_OPEN:
                return None
            here, there, depth, is_list, opened = below, below_spots, indent, form >= ITEM, None
        elif indent != depth or is_list is not (form >= ITEM):
            wants_list = form >= ITEM
            while indent != depth or is_list is not wants_list:
                if not stack or indent > depth:
                    return None
                here, there, depth, is_list = stack.pop()
        if form == VALUE:
            if key in here:
                return None
            here[key] = value
            there[key] = (number, columns, inside, False)
        elif form == OPENS:
            if key in here:
                return None
            opened, opened_at, opened_columns = key, number, columns
        elif form == ITEM:
            here.append(value)
            there.append((number, columns, inside, False))
        else:
            member: dict[str, Any] = {}
            member_spots: dict[str, Any] = {}
            here.append(member)
            there.append((number, columns, member_spots, True))
            stack.append((here, there, depth, True))
            here, there, depth, is_list = member, member_spots, inner, False
            if form == ITEM_VALUE:
                here[key] = value
                there[key] = (number, columns, inside, False)
            else:
                opened, opened_at, opened_columns = key, number, columns
    if opened is not None or not root:
        return None
    return root, LinePositions(spots)


def _look(text: str) -> Line:
    line = line_of(text)
    if len(text) <= MAX_KEPT:
        if len(_known) >= MAX_KNOWN:
            _known.clear()
        _known[text] = line
    return line
