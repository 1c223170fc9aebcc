"""A market's flow beside the standard's, step by step, for a terminal of 100 columns. Part of `formats`."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from checker.formats._excerpt import display_width, printable
from checker.formats._flow_words import SIGNS, is_here, way_words, words_of
from checker.model.picture import Arrow, Box, Picture

WIDTH = 46
INDENT = "    "


class Row(NamedTuple):
    """A step on both sides, or on one."""

    standard: Box | None
    local: Box | None


class Cell(NamedTuple):
    """What one side shows: a sign, then text that is wrapped behind its indent."""

    text: str = ""
    sign: str = ""
    indent: str = ""


def flow_lines(picture: Picture) -> Iterator[str]:
    """A heading, then the steps: the standard's on the left, the market's on the right, branches under decisions."""
    different = sum(box.state != "unchanged" for box in picture.boxes)
    ways = sum(arrow.state != "unchanged" for arrow in picture.arrows)
    if not different and not ways:
        yield f"Flow: the {len(picture.boxes)} steps of the standard, in its order"
        return
    yield "Flow"
    yield from _side_by_side(Cell("standard"), Cell("here"))
    for left, right in _cells(picture):
        yield from _side_by_side(left, right)
    if picture.lit:
        names = {box.id: box.name for box in picture.boxes}
        run = " → ".join(names[step] for step in picture.lit)
        yield ""
        yield from (f"  {line}" for line in wrapped(f"A run that breaks a rule: {run}", 2 * WIDTH + 4))


def _cells(picture: Picture) -> Iterator[tuple[Cell, Cell]]:
    found = rows(picture)
    lefts = [row.standard.id for row in found if row.standard is not None]
    rights = [row.local.id for row in found if row.local is not None]
    for standard, local in found:
        yield _step(standard, is_local=False), _step(local, is_local=True)
        old = _ways(picture, standard, lefts, "added")
        new = _ways(picture, local, rights, "removed")
        for left, right in _paired(old, new):
            yield _way(picture, left), _way(picture, right)


def rows(picture: Picture) -> list[Row]:
    """The standard's steps in its order; what was added or moved stands behind the step that leads to it."""
    found = [Row(box, box if is_here(box) and box.state != "moved" else None) for box in picture.boxes if box.state != "added"]
    boxes = {box.id: box for box in picture.boxes}
    ways = [arrow for arrow in picture.arrows if arrow.state != "removed"]
    for name in _along(picture, ways):
        box = boxes[name]
        if box.state in ("added", "moved"):
            found.insert(_place(name, found, ways), Row(None, box))
    return found


def _along(picture: Picture, ways: Sequence[Arrow]) -> Sequence[str]:
    """The market's steps breadth first from the start; what no run reaches comes last."""
    order = dict.fromkeys([picture.start] if picture.start is not None else [])
    queue = list(order)
    for name in queue:
        for way in ways:
            if way.source == name and way.target is not None and way.target not in order:
                order[way.target] = None
                queue.append(way.target)
    return [*order, *(box.id for box in picture.boxes if is_here(box) and box.id not in order)]


def _place(name: str, found: Sequence[Row], ways: Sequence[Arrow]) -> int:
    """Behind the one step that leads here; where several do, before the step that follows."""
    at = {row.local.id: index for index, row in enumerate(found) if row.local is not None}
    before = [at[way.source] for way in ways if way.target == name and way.source in at]
    behind = [at[way.target] for way in ways if way.source == name and way.target in at]
    if behind and len(before) != 1:
        return min(behind)
    place = max(before, default=-1) + 1
    while before and place < len(found) and found[place].local is None:
        place += 1
    return place


def _step(box: Box | None, *, is_local: bool) -> Cell:
    if box is None:
        return Cell()
    if not is_local:
        sign = SIGNS[box.state] if box.state in ("removed", "replaced", "moved") else ""
        words = words_of(box) if not is_here(box) else ""
        return Cell(_with(box.was or box.name, words), sign)
    return Cell(_with(box.name, words_of(box)), SIGNS[box.state])


def _with(name: str, words: str) -> str:
    return f"{name} [{words}]" if words else name


def _ways(picture: Picture, box: Box | None, order: Sequence[str], other: str) -> list[Arrow]:
    """The ways out that one side has and that are not plain from the order of its steps."""
    if box is None:
        return []
    at = order.index(box.id) + 1
    following = order[at] if at < len(order) else None
    mine = [arrow for arrow in picture.arrows if arrow.source == box.id and arrow.state != other]
    return [arrow for arrow in mine if way_words(arrow) or arrow.target != following]


def _paired(old: Sequence[Arrow], new: Sequence[Arrow]) -> Iterator[tuple[Arrow | None, Arrow | None]]:
    """Ways of the same label beside each other, in the standard's order; several of none by their order."""
    labels = dict.fromkeys(arrow.label for arrow in (*old, *new))
    for label in labels:
        yield from zip_longest((arrow for arrow in old if arrow.label == label), (arrow for arrow in new if arrow.label == label))


def _way(picture: Picture, arrow: Arrow | None) -> Cell:
    if arrow is None:
        return Cell()
    names = {box.id: (box.was or box.name) if arrow.state == "removed" else box.name for box in picture.boxes}
    target = "the run ends" if arrow.target is None else names[arrow.target]
    return Cell(f"{way_words(arrow)} → {target}".strip(), SIGNS[arrow.state], INDENT)


def _side_by_side(left: Cell, right: Cell) -> Iterator[str]:
    for one, other in zip_longest(_lines(left), _lines(right), fillvalue=""):
        yield f"  {one}{' ' * (WIDTH + 2 - display_width(one))}  {other}".rstrip()


def _lines(cell: Cell) -> Iterator[str]:
    for number, line in enumerate(wrapped(cell.text, WIDTH - len(cell.indent))):
        sign = cell.sign if number == 0 else ""
        yield f"{sign:2}{cell.indent}{'  ' if number else ''}{line}".rstrip()


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most so many columns, later ones two shorter for their indent; long words break."""
    lines: list[str] = []
    line = ""
    for word in printable(text).split():
        for piece in _pieces(word, width - 2):
            room = width - (2 if lines else 0)
            if line and display_width(f"{line} {piece}") > room:
                lines.append(line)
                line = piece
            else:
                line = f"{line} {piece}" if line else piece
    return [*lines, line] if line else lines


def _pieces(word: str, width: int) -> Iterator[str]:
    """The word, in parts where it is wider than a line."""
    piece = ""
    for letter in word:
        if display_width(piece + letter) > width:
            yield piece
            piece = ""
        piece += letter
    yield piece
