"""What a drawing of a flow is made from, and the drawing itself in whole pixels. Part of `diagram`."""

from typing import Literal, NamedTuple

from checker.model.documents.flow import StepType

BoxState = Literal["unchanged", "added", "removed", "moved", "retyped", "changed", "replaced"]
ArrowState = Literal["unchanged", "added", "removed"]
Shape = Literal["step", "decision", "wait", "end", "stop"]


class Box(NamedTuple):
    """A step. `note` is a short word line for the state, such as `was: human`."""

    id: str
    name: str
    type: StepType
    state: BoxState = "unchanged"
    note: str = ""


class Arrow(NamedTuple):
    """A way from one step to the next. `target` None: the run ends there. `max_repeats` None: no bound."""

    source: str
    target: str | None
    label: str | None = None
    state: ArrowState = "unchanged"
    max_repeats: int | None = None


class Picture(NamedTuple):
    """A flow, or a standard merged with local. `boxes` in the order written; arrows name only boxes that are there.

    `lit` are the ids of a run to be shown, in its order; empty: none.
    """

    title: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    start: str | None = None
    lit: tuple[str, ...] = ()


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
