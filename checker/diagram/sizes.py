"""How large each box is, and how its name breaks. Part of `diagram`."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from checker.diagram.metrics import fits, text_width, wrap
from checker.diagram.picture import Box, Shape
from checker.diagram.plan import is_stop
from checker.diagram.words import state_words

NAME_SIZE, NAME_LINE, MOST_LINES = 11.5, 14, 3
SMALL_SIZE, SMALL_LINE = 11.0, 12
BOX_HEIGHT, END_HEIGHT, STOP_SIZE, NOTE_HEIGHT = 50, 38, 14, 16
SIGN_WIDTH = 13
SLANT = 12
START_AWAY = 18
MOST_COLUMNS = 14
NARROWEST, WIDEST, WIDEST_NOTE = 80, 124, 150
# What the outline and a clock take from the width of a box.
PADDING: Mapping[Shape, int] = {"step": 14, "decision": 28, "wait": 32, "end": 28, "stop": 0}


class Look(NamedTuple):
    shape: Shape
    width: int
    height: int
    lines: tuple[str, ...]
    word: str


def looks(boxes: Sequence[Box], column: Mapping[str, int]) -> dict[str, Look]:
    """The look of each box; the more columns there are, the narrower boxes get."""
    most = WIDEST if 1 + max(column.values(), default=0) <= MOST_COLUMNS else WIDEST - 8
    wanted: dict[int, int] = {}
    for box in boxes:
        if shape_of(box) not in ("end", "stop"):
            at = column[box.id]
            wanted[at] = max(wanted.get(at, 0), _wanted(box, most))
    return {box.id: _look(box, most if shape_of(box) == "end" else wanted.get(column[box.id], 0)) for box in boxes}


def shape_of(box: Box) -> Shape:
    if is_stop(box):
        return "stop"
    return box.type if box.type in ("decision", "wait", "end") else "step"


def _wanted(box: Box, most: int) -> int:
    """The narrowest width that shows the whole name, and the words under it."""
    note = text_width(state_words(box), SMALL_SIZE) + SIGN_WIDTH if box.state != "unchanged" else 0
    width = NARROWEST
    shape = shape_of(box)
    padding, most_lines = PADDING[shape], 2 if shape == "end" else MOST_LINES
    while width < most and not fits(box.name, width - padding, NAME_SIZE, most_lines):
        width += 4
    return max(width, min(note, WIDEST_NOTE))


def _look(box: Box, width: int) -> Look:
    shape = shape_of(box)
    if shape == "stop":
        return Look(shape, STOP_SIZE, STOP_SIZE, (), "")
    if shape == "end":
        width = min(width, _wanted(box, width))
    lines = wrap(box.name, width - PADDING[shape], NAME_SIZE, 2 if shape == "end" else MOST_LINES)
    words = state_words(box)
    word = wrap(words, max(width, NARROWEST) - SIGN_WIDTH + 8, SMALL_SIZE, 1)[0] if words else ""
    if shape == "end":
        widest = max(text_width(line, NAME_SIZE) for line in lines)
        return Look(shape, max(60, widest + PADDING[shape]), END_HEIGHT, lines, word)
    return Look(shape, width, BOX_HEIGHT, lines, word)
