"""Arrows as SVG: a line with round corners, its tip, its label. Part of `diagram`."""

from collections.abc import Sequence

from checker.diagram.outlines import lines_svg
from checker.diagram.picture import Lane, PlacedArrow, PlacedLabel, Point
from checker.diagram.sizes import SMALL_LINE, START_AWAY

RADIUS = 6
TIP_LENGTH, TIP_HALF = 8, 4


def arrow_svg(placed: PlacedArrow) -> str:
    points = placed.points
    direction = _direction(points[-2], points[-1])
    path = _path(points)
    glow = f'<path class="flow-glow" d="{path}"/>' if placed.is_lit else ""
    tip = _tip(points[-1], direction)
    return f'<g class="{_classes(placed)}">{glow}<path class="flow-line" d="{path}"/>{tip}</g>'


def label_svg(placed: PlacedArrow, lanes: Sequence[Lane]) -> str:
    """The words of an arrow on the ground of their lane; empty where it has none. They go above all lines."""
    label = placed.label
    if label is None:
        return ""
    at = next((number for number, lane in enumerate(lanes) if label.rect.centre.y < lane.rect.bottom), 0)
    return f'<g class="{_classes(placed)}">{_label(label, lane_class(at))}</g>'


def lane_class(number: int) -> str:
    """The ground of a lane, counted from the top."""
    return "flow-band" if number % 2 else "flow-band flow-band-even"


def _classes(placed: PlacedArrow) -> str:
    return f"flow-arrow flow-is-{placed.arrows[0].state}" + (" flow-is-lit" if placed.is_lit else "")


def _label(label: PlacedLabel, ground: str) -> str:
    x, y, width, height = label.rect
    halo = f'<rect class="{ground}" x="{x}" y="{y + 1}" width="{width}" height="{height - 2}" rx="3"/>'
    return halo + lines_svg(label.lines, x + width // 2, y + height // 2, SMALL_LINE, "flow-label")


def _direction(one: Point, other: Point) -> Point:
    return Point((other.x > one.x) - (other.x < one.x), (other.y > one.y) - (other.y < one.y))


def _path(points: Sequence[Point]) -> str:
    """The line up to the back of its tip."""
    ahead = _direction(points[-2], points[-1])
    end = Point(points[-1].x - ahead.x * (TIP_LENGTH - 1), points[-1].y - ahead.y * (TIP_LENGTH - 1))
    drawn = [*points[:-1], end]
    parts = [f"M{drawn[0].x} {drawn[0].y}"]
    for before, corner, behind in zip(drawn, drawn[1:], drawn[2:], strict=False):
        radius = min(RADIUS, _length(before, corner) // 2, _length(corner, behind) // 2)
        into, out = _direction(before, corner), _direction(corner, behind)
        parts.append(f"L{corner.x - into.x * radius} {corner.y - into.y * radius}")
        parts.append(f"Q{corner.x} {corner.y} {corner.x + out.x * radius} {corner.y + out.y * radius}")
    return "".join([*parts, f"L{end.x} {end.y}"])


def _length(one: Point, other: Point) -> int:
    return abs(one.x - other.x) + abs(one.y - other.y)


def _tip(end: Point, ahead: Point) -> str:
    back = Point(end.x - ahead.x * TIP_LENGTH, end.y - ahead.y * TIP_LENGTH)
    across = Point(ahead.y * TIP_HALF, ahead.x * TIP_HALF)
    return (
        f'<path class="flow-tip" d="M{end.x} {end.y}L{back.x + across.x} {back.y + across.y}'
        f'L{back.x - across.x} {back.y - across.y}Z"/>'
    )


def wires_in_order(arrows: Sequence[PlacedArrow]) -> list[PlacedArrow]:
    """The ones that matter most are drawn last, over the others."""
    return sorted(arrows, key=lambda placed: (placed.is_lit, placed.arrows[0].state != "unchanged"))


def start_svg(dot: Point) -> str:
    """The dot from which a run begins."""
    tip = Point(dot.x + START_AWAY, dot.y)
    line = f'<path class="flow-line" d="{_path((dot, tip))}"/>{_tip(tip, Point(1, 0))}'
    return f'<circle class="flow-dot" cx="{dot.x}" cy="{dot.y}" r="4.5"/>{line}'
