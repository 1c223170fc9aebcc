"""Paths in pixels: lines that share a row next to a box are moved apart. Part of `diagram`."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from checker.diagram.corridors import Corridors, Key, in_corridor
from checker.diagram.frame import Frame
from checker.diagram.grid import COLUMN, Path, Segment, segments
from checker.diagram.picture import Point, Rect, Shape
from checker.diagram.plan import Link
from checker.diagram.sizes import BOX_HEIGHT, SLANT, Look

SHIFT = 10


class Stretch(NamedTuple):
    """A level piece inside a row. `lean`: to which side its line turns away, above (-1) or below (1).

    `reach` is how far from the middle its boxes can be touched.
    """

    key: Key
    row: int
    low: int
    high: int
    is_straight: bool
    lean: int
    reach: int

    def meets(self, other: "Stretch") -> bool:
        return self.row == other.row and self.low < other.high and other.low < self.high


class Wires:
    """All paths of a frame, on their way to points."""

    def __init__(self, paths: Sequence[Path], links: Sequence[Link], found: Corridors, frame: Frame) -> None:
        self.paths, self.links, self.found, self.frame = paths, links, found, frame
        self.pieces = [segments(path) for path in paths]
        self.shift: dict[Key, int] = {}

    def points(self, rects: Mapping[str, Rect], looks: Mapping[str, Look]) -> list[tuple[Point, ...]]:
        self._part(rects)
        return [self._points(number, rects, looks) for number in range(len(self.paths))]

    def _across(self, key: Key) -> int:
        at = self.pieces[key[0]][key[1]].at
        return self.frame.track_across(at // COLUMN, self.found.track[key]) if at % COLUMN == 0 else self.frame.port(at)

    def _down(self, key: Key) -> int:
        piece = self.pieces[key[0]][key[1]]
        if in_corridor(piece):
            return self.frame.track_down(piece.at // 2, self.found.track[key])
        return self.frame.middle_down(piece.at // 2) + self.shift.get(key, 0)

    def _part(self, rects: Mapping[str, Rect]) -> None:
        """Give each stretch of a row a height at which it lies on no other's line."""
        stretches = [
            self._stretch((number, index), rects)
            for number, pieces in enumerate(self.pieces)
            for index, piece in enumerate(pieces)
            if piece.is_level and not in_corridor(piece)
        ]
        stretches.sort(key=lambda one: (one.row, not one.is_straight, one.low - one.high, one.key))
        placed: list[Stretch] = []
        for one in stretches:
            beside = [other for other in placed if one.meets(other)]
            kin = [self.shift[other.key] for other in beside if self._are_kin(one, other)]
            taken = {self.shift[other.key] for other in beside if not self._may_share(one, other)}
            step = min(SHIFT, one.reach) * (one.lean or 1)
            slots = [slot for slot in (*kin, 0, step, -step, 2 * step) if abs(slot) <= one.reach]
            free = [slot for slot in slots if slot not in taken]
            self.shift[one.key] = free[0] if free else 0
            placed.append(one)

    def _stretch(self, key: Key, rects: Mapping[str, Rect]) -> Stretch:
        number, index = key
        path, link, piece = self.paths[number], self.links[number], self.pieces[number][index]
        ends = [
            rects[link.source].right if index == 0 else self._across((number, index - 1)),
            rects[link.target].x if index == len(path) - 2 else self._across((number, index + 1)),
        ]
        others = [path[at][1] for at in (index - 1, index + 2) if 0 <= at < len(path)]
        lean = sum((down > piece.at) - (down < piece.at) for down in others)
        heights = [rects[name].height for name, at in ((link.source, 0), (link.target, len(path) - 2)) if at == index]
        reach = min(heights, default=BOX_HEIGHT) // 2 - 3
        return Stretch(key, piece.at, min(ends), max(ends), len(path) == 2, (lean > 0) - (lean < 0), reach)

    def _are_kin(self, one: Stretch, other: Stretch) -> bool:
        return self.links[one.key[0]].net == self.links[other.key[0]].net

    def _may_share(self, one: Stretch, other: Stretch) -> bool:
        """Lines to one end may flow together, and those from one box part later."""
        first, second = self.links[one.key[0]], self.links[other.key[0]]
        is_split = first.source == second.source and first.target != second.target
        return first.net == second.net or (is_split and one.key[1] == other.key[1] == 0)

    def _points(self, number: int, rects: Mapping[str, Rect], looks: Mapping[str, Look]) -> tuple[Point, ...]:
        link, path, pieces = self.links[number], self.paths[number], self.pieces[number]
        found = []
        for index in range(1, len(path) - 1):
            level, upright = (index - 1, index) if pieces[index - 1].is_level else (index, index - 1)
            found.append(Point(self._across((number, upright)), self._down((number, level))))
        source, target = (rects[link.source], looks[link.source]), (rects[link.target], looks[link.target])
        first = self._end((number, 0), *source, towards=path[1][1] - path[0][1])
        last = self._end((number, len(pieces) - 1), *target, towards=path[-2][1] - path[-1][1], is_target=True)
        return (first, *found, last)

    def _end(self, key: Key, rect: Rect, look: Look, *, towards: int, is_target: bool = False) -> Point:
        """Where a line touches a box; `towards` is negative for above and positive for below."""
        piece: Segment = self.pieces[key[0]][key[1]]
        if not piece.is_level:
            return Point(self._across(key), rect.y if towards < 0 else rect.bottom)
        y = self._down(key)
        inset = _inset(look.shape, rect, abs(y - rect.centre.y))
        return Point(rect.x + inset if is_target else rect.right - inset, y)


def _inset(shape: Shape, rect: Rect, away: int) -> int:
    """How far the outline lies inside the rectangle, so far away from the middle."""
    if shape == "decision":
        return SLANT * away * 2 // rect.height
    radius = rect.height // 2
    return radius - int((max(0, radius * radius - away * away)) ** 0.5) if shape in ("end", "stop") else 0
