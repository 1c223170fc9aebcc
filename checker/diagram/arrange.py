"""A picture becomes a layout: columns, lanes, rows, ways, tracks, pixels, labels, in this order. Part of `diagram`."""

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from checker.diagram.corridors import Corridors, assign
from checker.diagram.frame import Frame, Standing, frame
from checker.diagram.grid import COLUMN, Grid, Path
from checker.diagram.labels import Labels, Points, label_width, lines_of
from checker.diagram.lanes import LANES, lanes
from checker.diagram.layers import forward_links, layers
from checker.diagram.picture import Box, Layout, Picture, PlacedArrow, PlacedBox, PlacedLabel, Point, Rect
from checker.diagram.plan import Link, Plan, plan
from checker.diagram.routing import Router
from checker.diagram.rows import rows
from checker.diagram.sizes import NOTE_HEIGHT, START_AWAY, Look, looks
from checker.diagram.wires import Wires


def layout(picture: Picture) -> Layout:
    """Whole pixels for everything; the same picture has the same layout. A picture without boxes has no lanes."""
    drawn = plan(picture)
    ids = [box.id for box in drawn.boxes]
    forward = forward_links(ids, drawn.links)
    column = layers(ids, forward, picture.start)
    lane = lanes(drawn.boxes, forward, column)
    order = [key for key in LANES if key in lane.values()]
    row = rows(lane, column, drawn.links, order)
    grid = Grid(column, row)
    paths = Router(grid, drawn.boxes, drawn.links, set(forward)).run()
    found = assign(paths, drawn.links)
    look = looks(drawn.boxes, column)
    pixels = frame(grid, look, _standing(drawn, lane, row), found, _room(paths, drawn.links, found))
    rects = {name: _rect(grid, pixels, name, look[name]) for name in ids}
    wires = Wires(paths, drawn.links, found, pixels).points(rects, look)
    labels = _labels(drawn.links, wires, rects, look, pixels)
    boxes = tuple(_placed(box, rects[box.id], look[box.id], picture.lit) for box in drawn.boxes)
    arrows = tuple(
        PlacedArrow(link.arrows, wire, labels.get(number), column[link.target] <= column[link.source], link.is_lit)
        for number, (link, wire) in enumerate(zip(drawn.links, wires, strict=True))
    )
    return Layout(pixels.width, pixels.height, pixels.lanes, boxes, arrows, _start(picture, column, rects))


def _standing(drawn: Plan, lane: Mapping[str, str], row: Mapping[str, int]) -> Standing:
    by_row = {at: LANES[lane[name]] for name, at in row.items()}
    noted = {row[box.id] for box in drawn.boxes if box.state != "unchanged"}
    return Standing([by_row[at] for at in sorted(by_row)], [at in noted for at in sorted(by_row)])


def _room(paths: Sequence[Path], links: Sequence[Link], found: Corridors) -> dict[int, tuple[int, int]]:
    """What a gap needs for labels: of lines that run straight from one column into the next."""
    wide: dict[int, int] = {}
    leaving: dict[int, int] = {}
    for number, (path, link) in enumerate(zip(paths, links, strict=True)):
        (x, y), (to_x, to_y) = path[:2]
        if len(path) == 2 and link.label and to_x - x == COLUMN:
            gap = to_x // COLUMN
            wide[gap] = max(wide.get(gap, 0), label_width(lines_of(link.label)))
        elif y == to_y and (number, 1) in found.track:
            leaving[to_x // COLUMN] = max(leaving.get(to_x // COLUMN, 0), 1 + found.track[number, 1])
    return {gap: (leaving.get(gap, 0), width) for gap, width in wide.items()}


def _rect(grid: Grid, pixels: Frame, name: str, look: Look) -> Rect:
    left, width = pixels.columns[grid.column[name]]
    middle = pixels.middle_down(grid.row[name])
    return Rect(left + width // 2 - look.width // 2, middle - look.height // 2, look.width, look.height)


def _labels(
    links: Sequence[Link], wires: Sequence[Points], rects: Mapping[str, Rect], look: Mapping[str, Look], pixels: Frame
) -> dict[int, PlacedLabel]:
    """The labels by the number of their link; those with the least choice first."""
    notes = {name: NOTE_HEIGHT if look[name].word else 0 for name in rects}
    taken = [rect._replace(height=rect.height + notes[name]) for name, rect in rects.items()]
    taken += [Rect(0, lane.rect.y, pixels.gaps[0][0], lane.rect.height) for lane in pixels.lanes]
    placing = Labels(taken, wires, pixels.width, pixels.height)
    shortest = sorted(range(len(links)), key=lambda number: _length(wires[number]))
    return {number: placing.place(number, links[number].label) for number in shortest if links[number].label}


def _length(wire: Points) -> int:
    return sum(abs(one.x - other.x) + abs(one.y - other.y) for one, other in pairwise(wire))


def _placed(box: Box, rect: Rect, look: Look, lit: Collection[str]) -> PlacedBox:
    return PlacedBox(box, look.shape, rect, look.lines, look.word, box.id in lit)


def _start(picture: Picture, column: Mapping[str, int], rects: Mapping[str, Rect]) -> Point | None:
    """The dot before the first step; None where that step does not stand at the left."""
    if picture.start is None or column.get(picture.start) != 0:
        return None
    rect = rects[picture.start]
    return Point(rect.x - START_AWAY, rect.centre.y)
