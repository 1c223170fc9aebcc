"""The ways that a line could take from one box to another. Part of `diagram`."""

from collections.abc import Iterator

from checker.diagram.grid import COLUMN, ENTER, LEAVE, MIDDLE, Grid, Path, Spot


def candidates(grid: Grid, source: str, target: str) -> Iterator[Path]:
    """Every way with at most five pieces: out to the right, up or down, along one height, in from the left, up or down.

    Boxes may stand in it.
    """
    seen: set[Path] = set()
    for height in range(2 * grid.rows + 1):
        for spots in _ways(grid, source, target, height):
            path = straighten(spots)
            if path is not None and path not in seen:
                seen.add(path)
                yield path


def _ways(grid: Grid, source: str, target: str, height: int) -> Iterator[list[Spot]]:
    (left, top), (right, bottom) = grid.middle(source), grid.middle(target)
    leaving = [((left, top), left + COLUMN - MIDDLE)]
    if height != top:
        leaving.append(((left + LEAVE - MIDDLE, top), left + LEAVE - MIDDLE))
    entering = [((right, bottom), right - MIDDLE)]
    if height != bottom:
        entering.append(((right + ENTER - MIDDLE, bottom), right + ENTER - MIDDLE))
    for first, out in leaving:
        for last, into in entering:
            yield [first, (out, top), (out, height), (into, height), (into, bottom), last]


def straighten(spots: list[Spot]) -> Path | None:
    """The same way without spots that it only passes; None where it would turn back on itself."""
    found: list[Spot] = []
    for spot in spots:
        if found and spot == found[-1]:
            continue
        while len(found) > 1 and _is_straight(found[-2], found[-1], spot):
            if _turns_back(found[-2], found[-1], spot):
                return None
            found.pop()
        found.append(spot)
    return tuple(found) if len(found) > 1 else None


def _is_straight(one: Spot, middle: Spot, other: Spot) -> bool:
    return one[0] == middle[0] == other[0] or one[1] == middle[1] == other[1]


def _turns_back(one: Spot, middle: Spot, other: Spot) -> bool:
    return any((middle[axis] - one[axis]) * (other[axis] - middle[axis]) < 0 for axis in (0, 1))
