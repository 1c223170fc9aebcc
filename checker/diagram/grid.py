"""The grid that lines run on: rows and columns of boxes, and the corridors between them. Part of `diagram`.

Heights count corridor, row, corridor, …, so rows are odd. Across, each column has four places: the corridor before
it, the port where lines enter a box from above or below, its middle, and the port where they leave.
"""

from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

COLUMN = 4
ENTER, MIDDLE, LEAVE = 1, 2, 3
Spot = tuple[int, int]
Path = tuple[Spot, ...]


class Grid:
    """Where boxes stand. A path is a list of spots that turns at right angles."""

    def __init__(self, column: Mapping[str, int], row: Mapping[str, int]) -> None:
        self.column, self.row = column, row
        self.columns = 1 + max(column.values(), default=-1)
        self.rows = 1 + max(row.values(), default=-1)
        self.in_row: dict[int, list[int]] = {}
        self.in_column: dict[int, list[int]] = {}
        for name, at in column.items():
            across, down = self.middle(name)
            self.in_row.setdefault(down, []).append(across)
            self.in_column.setdefault(at, []).append(down)

    def middle(self, name: str) -> Spot:
        return COLUMN * self.column[name] + MIDDLE, 2 * self.row[name] + 1

    def is_clear(self, one: Spot, other: Spot) -> bool:
        """Whether no box stands between two spots of one line."""
        if one[1] == other[1]:
            low, high = (one[0], other[0]) if one[0] < other[0] else (other[0], one[0])
            return not any(low < across < high for across in self.in_row.get(one[1], ()))
        if is_corridor_across(one[0]):
            return True
        low, high = (one[1], other[1]) if one[1] < other[1] else (other[1], one[1])
        return not any(low < down < high for down in self.in_column.get(one[0] // COLUMN, ()))


def is_corridor_across(across: int) -> bool:
    return across % COLUMN == 0


def is_corridor_down(down: int) -> bool:
    return down % 2 == 0


class Segment(NamedTuple):
    """One straight piece of a path: at `at`, from `low` to `high`; level ones run in a row or between rows."""

    is_level: bool
    at: int
    low: int
    high: int


def segments(path: Path) -> list[Segment]:
    return [
        Segment(y == to_y, y if y == to_y else x, *sorted((x, to_x) if y == to_y else (y, to_y)))
        for (x, y), (to_x, to_y) in pairwise(path)
    ]
