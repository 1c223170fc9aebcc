"""Where the words of an arrow stand: near its beginning, on or beside its line, on nothing else. Part of `diagram`."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from checker.diagram.metrics import text_width, wrap
from checker.diagram.picture import PlacedLabel, Point, Rect
from checker.diagram.sizes import SMALL_LINE, SMALL_SIZE

LONG_LINE, SHORT_LINE = 170, 74
STEP, MOST_STEPS = 14, 12
ON_BOX, ON_LINE, ON_SHARED, ON_TIP, ON_BEND = 1000.0, 70.0, 60.0, 30.0, 25.0
BESIDE, ON_UPRIGHT, TWO_LINES = 14.0, 5.0, 4.0
FARNESS = 0.12
NEAR_BOX, NEAR, TIP = 6.0, 5, 14

Points = tuple[Point, ...]
# The number of its wire, of the piece, and the room it takes.
Line = tuple[int, int, Rect]


class Trial(NamedTuple):
    """A place that a label could have, beside the spot `at` of piece number `piece` of its line."""

    cost: float
    rect: Rect
    lines: tuple[str, ...]
    at: Point
    piece: int


class Labels:
    """Labels while they are placed: they keep off `boxes`, one another and all lines but their own."""

    def __init__(self, boxes: Sequence[Rect], wires: Sequence[Points], width: int, height: int) -> None:
        self.obstacles = list(boxes)
        self.lines: list[Line] = []
        for number, wire in enumerate(wires):
            self.lines += [(number, piece, _line(*ends)) for piece, ends in enumerate(pairwise(wire))]
        self.wires = wires
        self.picture = Rect(0, 0, width, height)

    def place(self, number: int, text: str) -> PlacedLabel:
        """The best place for the label of one wire, which is taken from then on."""
        trials = sorted(_trials(self.wires[number], text))
        near = _around_all(trial.rect for trial in trials)
        obstacles = [obstacle for obstacle in self.obstacles if obstacle.overlaps(near)]
        lines = [line for line in self.lines if line[2].overlaps(near)]
        best, least = trials[0], float("inf")
        for trial in trials:
            if trial.cost >= least:
                break
            cost = trial.cost + self._cost(number, trial, obstacles, lines)
            if cost < least:
                best, least = trial, cost
        self.obstacles.append(best.rect)
        return PlacedLabel(best.lines, best.rect)

    def _cost(self, number: int, trial: Trial, obstacles: Sequence[Rect], lines: Sequence[Line]) -> float:
        rect, (x, y) = trial.rect, trial.at
        if rect.x < 0 or rect.y < 0 or rect.right > self.picture.width or rect.bottom > self.picture.height:
            return 2 * ON_BOX
        cost = sum(ON_BOX for obstacle in obstacles if rect.overlaps(obstacle))
        cost += sum(NEAR_BOX for obstacle in obstacles if _wider(rect).overlaps(obstacle))
        for owner, piece, line in lines:
            if owner == number:
                cost += ON_BEND if piece != trial.piece and rect.overlaps(line) else 0
            elif rect.overlaps(line):
                cost += ON_LINE
            elif line.x <= x <= line.right and line.y <= y <= line.bottom:
                cost += ON_SHARED
        return cost


def _wider(rect: Rect) -> Rect:
    return Rect(rect.x - NEAR, rect.y - NEAR, rect.width + 2 * NEAR, rect.height + 2 * NEAR)


def _around_all(rects: Iterable[Rect]) -> Rect:
    lefts, tops, rights, bottoms = zip(*((rect.x, rect.y, rect.right, rect.bottom) for rect in rects), strict=True)
    return Rect(min(lefts), min(tops), max(rights) - min(lefts), max(bottoms) - min(tops))


def lines_of(text: str) -> tuple[str, ...]:
    """A label in its short form, for places where a long line has no room."""
    return wrap(text, SHORT_LINE, SMALL_SIZE, 3)


def label_width(lines: Sequence[str]) -> int:
    return max(text_width(line, SMALL_SIZE) for line in lines) + 6


def _line(one: Point, other: Point) -> Rect:
    left, top = min(one.x, other.x), min(one.y, other.y)
    return Rect(left - 1, top - 1, abs(one.x - other.x) + 2, abs(one.y - other.y) + 2)


def _trials(wire: Points, text: str) -> Iterator[Trial]:
    long, short = wrap(text, LONG_LINE, SMALL_SIZE, 2), lines_of(text)
    tip = wire[-1]
    for lines in dict.fromkeys((long, short)):
        width, height = label_width(lines), SMALL_LINE * len(lines) + 1
        before = 0
        for piece, (one, other) in enumerate(pairwise(wire)):
            length = abs(one.x - other.x) + abs(one.y - other.y)
            for way in {length // 2, *range(6, length, max(STEP, length // MOST_STEPS))}:
                at = Point(*(start + (end - start) * way // length for start, end in zip(one, other, strict=True)))
                base = FARNESS * (before + way) + TWO_LINES * (len(lines) - 1)
                for cost, rect in _around(at, width, height, length, is_level=one.y == other.y):
                    is_at_tip = other == tip and rect.overlaps(Rect(tip.x - TIP, tip.y - TIP, 2 * TIP, 2 * TIP))
                    yield Trial(base + cost + (ON_TIP if is_at_tip else 0), rect, lines, at, piece)
            before += length


def _around(at: Point, width: int, height: int, length: int, *, is_level: bool) -> Iterator[tuple[float, Rect]]:
    """On the line, where enough of it remains to be seen, and on its two sides."""
    left, top = at.x - width // 2, at.y - height // 2
    if length >= (width if is_level else height) + 16:
        yield 0 if is_level else ON_UPRIGHT, Rect(left, top, width, height)
    if is_level:
        yield BESIDE, Rect(left, at.y - height - 1, width, height)
        yield BESIDE + 2, Rect(left, at.y + 2, width, height)
    else:
        yield BESIDE, Rect(at.x + 3, top, width, height)
        yield BESIDE + 2, Rect(at.x - 3 - width, top, width, height)
