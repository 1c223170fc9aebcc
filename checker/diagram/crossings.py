"""How readable a layout is, in numbers: lines that cross, or lie on boxes or on one another. Part of `diagram`."""

from itertools import combinations, pairwise, product

from checker.diagram.picture import Layout, PlacedArrow, Point

Piece = tuple[Point, Point]


def crossings(layout: Layout) -> int:
    """How many times two lines cross. Lines to one step that flow together do not."""
    return sum(_crosses(*pieces) for pair in _pairs(layout) for pieces in product(*map(_pieces, pair)))


def overlaps(layout: Layout) -> int:
    """How many times two lines lie on one another, but for lines from one step and lines to one step."""
    strangers = [(one, other) for one, other in _pairs(layout) if not _are_kin(one, other)]
    return sum(_lie_on(*pieces) for pair in strangers for pieces in product(*map(_pieces, pair)))


def _pairs(layout: Layout) -> list[tuple[PlacedArrow, PlacedArrow]]:
    return list(combinations(layout.arrows, 2))


def _are_kin(one: PlacedArrow, other: PlacedArrow) -> bool:
    first, second = one.arrows[0], other.arrows[0]
    return first.source == second.source or (first.target, first.state) == (second.target, second.state)


def _pieces(arrow: PlacedArrow) -> list[Piece]:
    return list(pairwise(arrow.points))


def _crosses(one: Piece, other: Piece) -> bool:
    if _is_level(one) == _is_level(other):
        return False
    level, upright = (one, other) if _is_level(one) else (other, one)
    xs, ys = sorted((level[0].x, level[1].x)), sorted((upright[0].y, upright[1].y))
    return xs[0] < upright[0].x < xs[1] and ys[0] < level[0].y < ys[1]


def _lie_on(one: Piece, other: Piece) -> bool:
    axis = 0 if _is_level(one) else 1
    if _is_level(one) != _is_level(other) or one[0][1 - axis] != other[0][1 - axis]:
        return False
    low, high = sorted((one[0][axis], one[1][axis]))
    return low < max(other[0][axis], other[1][axis]) and min(other[0][axis], other[1][axis]) < high


def _is_level(piece: Piece) -> bool:
    return piece[0].y == piece[1].y
