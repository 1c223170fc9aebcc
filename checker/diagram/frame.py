"""The grid in pixels: where columns, rows, lanes and the tracks between them lie. Part of `diagram`."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from checker.diagram.corridors import Corridors
from checker.diagram.grid import COLUMN, ENTER, LEAVE, Grid
from checker.diagram.metrics import text_width
from checker.diagram.picture import Lane, Rect
from checker.diagram.sizes import BOX_HEIGHT, NAME_SIZE, NOTE_HEIGHT, Look

TRACK, BEFORE_TRACKS, BEHIND_TRACKS = 9, 11, 17
LEVEL_TRACK, BESIDE_LEVEL, OUTSIDE = 14, 14, 4
HEADER_PADDING, START_ROOM = 14, 30
PORT_SHIFT, BESIDE_PORT = 14, 16


class Frame(NamedTuple):
    """`gaps` and `columns` are (left, width); `corridors` (top, tracks above the lane's border, or all); `rows` tops of boxes.

    `room` is, for each gap, what is kept free for labels behind its first tracks, and how many tracks those are.
    """

    gaps: tuple[tuple[int, int], ...]
    columns: tuple[tuple[int, int], ...]
    room: Mapping[int, tuple[int, int]]
    corridors: tuple[tuple[int, int], ...]
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


class Rows(NamedTuple):
    """What stands in each row from the top: its lane's name, and whether words stand under a box."""

    lanes: Sequence[str]
    has_notes: Sequence[bool]


def frame(grid: Grid, looks: Mapping[str, Look], rows: Rows, found: Corridors, room: Mapping[int, tuple[int, int]]) -> Frame:
    header = max((text_width(name, NAME_SIZE) for name in rows.lanes), default=0) + 2 * HEADER_PADDING
    gaps, columns, width = _across(grid, looks, found, room, header)
    corridors, tops, borders, height = _down(rows, found)
    edges = [0, *borders, height]
    names = list(dict.fromkeys(rows.lanes))
    lanes = tuple(Lane(name, Rect(0, edges[i], width, edges[i + 1] - edges[i])) for i, name in enumerate(names))
    return Frame(gaps, columns, room, corridors, tops, lanes, width, height)


def _across(
    grid: Grid, looks: Mapping[str, Look], found: Corridors, room: Mapping[int, tuple[int, int]], header: int
) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...], int]:
    widths = [0] * grid.columns
    in_rows: list[set[int]] = [set() for _ in widths]
    for name, column in grid.column.items():
        widths[column] = max(widths[column], looks[name].width)
        in_rows[column].add(grid.row[name])
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
    return tuple(gaps), tuple(columns), x


def _down(rows: Rows, found: Corridors) -> tuple[tuple[tuple[int, int], ...], tuple[int, ...], list[int], int]:
    corridors, tops, borders, y = [], [], [], 0
    last = len(rows.lanes)
    for corridor in range(last + 1):
        count = found.counts.get((True, 2 * corridor), 0)
        is_border = 0 < corridor < last and rows.lanes[corridor - 1] != rows.lanes[corridor]
        above = (count + 1) // 2 if is_border else count
        y += OUTSIDE if count and corridor == 0 else 0
        corridors.append((y, above))
        y += OUTSIDE if count and corridor == last else 0
        y += 2 * BESIDE_LEVEL + LEVEL_TRACK * max(0, count - 1)
        if is_border:
            top = corridors[-1][0]
            borders.append(top + BESIDE_LEVEL + LEVEL_TRACK * (above - 1) + BESIDE_LEVEL if count else top + BESIDE_LEVEL)
            y += 2 * BESIDE_LEVEL - LEVEL_TRACK if count > 1 else BESIDE_LEVEL if count else 0
        if corridor < last:
            tops.append(y)
            y += BOX_HEIGHT + (NOTE_HEIGHT if rows.has_notes[corridor] else 0)
    return tuple(corridors), tuple(tops), borders, y
