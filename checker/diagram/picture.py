"""The drawing of a picture in whole pixels. Part of `diagram`."""

from typing import Literal, NamedTuple

from checker.model.picture import Arrow, ArrowState, Box, BoxState, Picture

__all__ = [
    "Arrow", "ArrowState", "Box", "BoxState", "Lane", "Layout", "Picture", "PlacedArrow", "PlacedBox", "PlacedLabel", "Point",
    "Rect", "Shape",
]  # fmt: skip

Shape = Literal["step", "decision", "wait", "end", "stop"]


class Point(NamedTuple):
    x: int
    y: int


class Rect(NamedTuple):
    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    @property
    def centre(self) -> Point:
        return Point(self.x + self.width // 2, self.y + self.height // 2)

    def overlaps(self, other: "Rect") -> bool:
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom


class Lane(NamedTuple):
    """A band over the whole width: the steps of one actor."""

    name: str
    rect: Rect


class PlacedBox(NamedTuple):
    """`lines` is the wrapped name, at most three; `word` the state in words, empty where unchanged.

    The shape `stop` is where a run ends without an end step; its box has no name.
    """

    box: Box
    shape: Shape
    rect: Rect
    lines: tuple[str, ...]
    word: str
    is_lit: bool


class PlacedLabel(NamedTuple):
    lines: tuple[str, ...]
    rect: Rect


class PlacedArrow(NamedTuple):
    """One line from box to box; branches that lead the same way in the same state share it.

    `points` turn at right angles, the last is the tip. `is_back`: it leads to an earlier step.
    """

    arrows: tuple[Arrow, ...]
    points: tuple[Point, ...]
    label: PlacedLabel | None
    is_back: bool
    is_lit: bool


class Layout(NamedTuple):
    """`boxes` in the order written, then stops. `lanes` from the top. `start` is the dot of the first step, if any."""

    width: int
    height: int
    lanes: tuple[Lane, ...]
    boxes: tuple[PlacedBox, ...]
    arrows: tuple[PlacedArrow, ...]
    start: Point | None
