"""The grid in pixels: where columns, rows, lanes and the tracks between them lie. Part of `diagram`."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from checker.diagram.corridors import Corridors
from checker.diagram.grid import COLUMN, ENTER, LEAVE, Grid
from checker.diagram.metrics import text_width
from checker.diagram.picture import Lane, Rect
from checker.diagram.sizes import BOX_HEIGHT, NAME_SIZE, NOTE_HEIGHT, Look

TRACK, BEFORE_TRACKS, BEHIND_TRACKS = 9, 11, 15
LEVEL_TRACK, BESIDE_LEVEL, OUTSIDE = 14, 14, 4
HEADER_PADDING, START_ROOM = 14, 30
PORT_SHIFT, BESIDE_PORT = 14, 16


# Where something begins, and how far it reaches.
Span = tuple[int, int]


class Frame(NamedTuple):
    """Spans of gaps and columns from the left; of corridors, the top and how many tracks lie above the lane's border.

    `rows` are the tops of boxes. `room` is, for each gap, how many tracks stand before what is kept free for labels,
    and how wide that is.
    """

    gaps: tuple[Span, ...]
    columns: tuple[Span, ...]
    room: Mapping[int, Span]
    corridors: tuple[Span, ...]
    rows: tuple[int, ...]
    lanes: tuple[Lane, ...]
    width: int
    height: int

    def track_across(self, gap: int, track: int) -> int:
        """Where an upright line on a track of a gap runs."""
        first, room = self.room.get(gap, (0, 0))
        return self.gaps[gap][0] + BEFORE_TRACKS + TRACK * track + (room if track >= first else 0)

    def track_down(self, corridor: int, track: int) -> int:
        """Where a level line on a track of a corridor runs."""
        top, above = self.corridors[corridor]
        return top + BESIDE_LEVEL + LEVEL_TRACK * track + (2 * BESIDE_LEVEL - LEVEL_TRACK if track >= above else 0)

    def port(self, across: int) -> int:
        """Where a line enters or leaves the boxes of a column from above or below."""
        left, width = self.columns[across // COLUMN]
        shift = {ENTER: -PORT_SHIFT, LEAVE: PORT_SHIFT}.get(across % COLUMN, 0)
        return left + width // 2 + shift

    def middle_down(self, row: int) -> int:
        return self.rows[row] + BOX_HEIGHT // 2


class Standing(NamedTuple):
    """What stands in each row from the top: its lane's name, and whether words stand under a box."""

    lanes: Sequence[str]
    has_notes: Sequence[bool]


class Across(NamedTuple):
    gaps: tuple[Span, ...]
    columns: tuple[Span, ...]
    width: int


class Down(NamedTuple):
    """`borders` between lanes."""

    corridors: tuple[Span, ...]
    rows: tuple[int, ...]
    borders: tuple[int, ...]
    height: int


def frame(grid: Grid, looks: Mapping[str, Look], standing: Standing, found: Corridors, room: Mapping[int, Span]) -> Frame:
    header = max((text_width(name, NAME_SIZE) for name in standing.lanes), default=0) + 2 * HEADER_PADDING
    across = _across(grid, looks, found, room, header)
    down = _down(standing, found)
    edges = [0, *down.borders, down.height]
    bands = zip(dict.fromkeys(standing.lanes), pairwise(edges), strict=False)
    lanes = tuple(Lane(name, Rect(0, top, across.width, bottom - top)) for name, (top, bottom) in bands)
    return Frame(across.gaps, across.columns, room, down.corridors, down.rows, lanes, across.width, down.height)


def _across(grid: Grid, looks: Mapping[str, Look], found: Corridors, room: Mapping[int, Span], header: int) -> Across:
    """Columns side by side; where no line runs between two, and no row has boxes in both, they may overlap."""
    members = [[name for name in grid.column if grid.column[name] == column] for column in range(grid.columns)]
    widths = [max(looks[name].width for name in names) for names in members]
    in_rows = [{grid.row[name] for name in names} for names in members]
    gaps, columns, x = [], [], header
    reached: dict[int, int] = {}
    for column in range(grid.columns + 1):
        count = found.counts.get((False, COLUMN * column), 0)
        wide = BEFORE_TRACKS + BEHIND_TRACKS + TRACK * max(0, count - 1) + room.get(column, (0, 0))[1]
        if column == 0:
            wide = max(START_ROOM, wide if count else 0)
        elif column == grid.columns:
            wide = wide if count else BEFORE_TRACKS
        elif not count and column not in room:
            free = max((reached.get(row, 0) for row in in_rows[column]), default=0) + wide
            wide = max(PORT_SHIFT + BESIDE_PORT - min(widths[column - 1 : column + 1]) // 2, free - x)
        gaps.append((x, wide))
        x += wide
        if column < grid.columns:
            columns.append((x, widths[column]))
            x += widths[column]
            reached.update(dict.fromkeys(in_rows[column], x))
    return Across(tuple(gaps), tuple(columns), x)


def _down(standing: Standing, found: Corridors) -> Down:
    corridors, rows, borders, y = [], [], [], 0
    last = len(standing.lanes)
    for corridor in range(last + 1):
        count = found.counts.get((True, 2 * corridor), 0)
        is_border = 0 < corridor < last and standing.lanes[corridor - 1] != standing.lanes[corridor]
        above = (count + 1) // 2 if is_border else count
        y += OUTSIDE if count and corridor == 0 else 0
        corridors.append((y, above))
        if is_border:
            borders.append(y + BESIDE_LEVEL + (BESIDE_LEVEL + LEVEL_TRACK * (above - 1) if count else 0))
        y += _depth(above, count - above, is_border=is_border) + (OUTSIDE if count and corridor == last else 0)
        if corridor < last:
            rows.append(y)
            y += BOX_HEIGHT + (NOTE_HEIGHT if standing.has_notes[corridor] else 0)
    return Down(tuple(corridors), tuple(rows), tuple(borders), y)


def _depth(above: int, below: int, *, is_border: bool) -> int:
    """How deep a corridor is, with so many tracks above its lane's border, or in all, and below it."""
    if not is_border or not above:
        return 2 * BESIDE_LEVEL + LEVEL_TRACK * max(0, above - 1)
    beneath = 2 * BESIDE_LEVEL + LEVEL_TRACK * (below - 1) if below else BESIDE_LEVEL
    return 2 * BESIDE_LEVEL + LEVEL_TRACK * (above - 1) + beneath
