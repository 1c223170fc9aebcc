"""Which way each line takes: short, with few bends, crossing and following few others. Part of `diagram`."""

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from checker.diagram.candidates import candidates
from checker.diagram.grid import COLUMN, Grid, Path, Segment, is_corridor_across, is_corridor_down, segments
from checker.diagram.picture import Box
from checker.diagram.plan import Link, is_stop

MOST_PASSES = 4
# Pixels, about: what a step on the grid is long, and what a reader would walk round rather than meet.
ACROSS, DOWN = 36, 45
BEND = 40
CROSSING = 90
SAME_LINE = 200
SAME_CORRIDOR = 12
SHARED_EXIT = 70
AGAINST_HABIT = 45
THROUGH_NOTE = 260
NEVER = 10_000
Bounds = tuple[int, int, int, int]


class Router:
    """Routes while they are sought: `paths` and their pieces, by the number of the link."""

    def __init__(self, grid: Grid, boxes: Sequence[Box], links: Sequence[Link], forward: Collection[Link]) -> None:
        self.grid, self.links = grid, links
        self.forward = [link in forward for link in links]
        self.box: Mapping[str, Box] = {box.id: box for box in boxes}
        self.paths: dict[int, Path] = {}
        self.pieces: dict[int, list[Segment]] = {}
        self.bounds: dict[int, Bounds] = {}
        self.clear: dict[Path, bool] = {}

    def run(self) -> list[Path]:
        """The path of each link: the easy ones first, then each again when all others are known."""
        order = sorted(range(len(self.links)), key=self._difficulty)
        choices = {number: self._choices(number) for number in order}
        for _ in range(MOST_PASSES):
            before = dict(self.paths)
            for number in order:
                self._choose(number, choices[number])
            if self.paths == before:
                break
        return [self.paths[number] for number in range(len(self.links))]

    def _difficulty(self, number: int) -> tuple[bool, bool, int, int]:
        link = self.links[number]
        (left, top), (right, bottom) = self.grid.middle(link.source), self.grid.middle(link.target)
        return not self.forward[number], link.state == "removed", abs(right - left), abs(bottom - top)

    def _choices(self, number: int) -> list[tuple[float, Path]]:
        link = self.links[number]
        return sorted((self._own_cost(number, path), path) for path in candidates(self.grid, link.source, link.target))

    def _choose(self, number: int, choices: Sequence[tuple[float, Path]]) -> None:
        self.pieces.pop(number, None)
        best, least = choices[0][1], float("inf")
        for own, path in choices:
            if own >= least:
                break
            if not self._is_clear(path):
                continue
            cost = own + self._cost_beside(number, path, least - own)
            if cost < least:
                best, least = path, cost
        self.paths[number], self.pieces[number], self.bounds[number] = best, segments(best), _bounds(best)

    def _is_clear(self, path: Path) -> bool:
        """Whether no box stands in the way; asked only of paths that are short enough to be taken."""
        if path not in self.clear:
            self.clear[path] = all(self.grid.is_clear(*piece) for piece in pairwise(path))
        return self.clear[path]

    def _own_cost(self, number: int, path: Path) -> float:
        link = self.links[number]
        cost: float = BEND * (len(path) - 2)
        for (x, y), (to_x, to_y) in pairwise(path):
            cost += ACROSS * abs(to_x - x) + DOWN * abs(to_y - y)
        return cost + self._exit_cost(number, link, path) + self._entry_cost(number, link, path)

    def _exit_cost(self, number: int, link: Link, path: Path) -> float:
        if path[0][1] == path[1][1]:
            return 0 if self.forward[number] else AGAINST_HABIT
        box = self.box[link.source]
        cost = THROUGH_NOTE if path[1][1] > path[0][1] and box.state != "unchanged" else 0
        return cost + (0 if box.type == "decision" or not self.forward[number] else 2 * AGAINST_HABIT)

    def _entry_cost(self, number: int, link: Link, path: Path) -> float:
        if path[-1][1] == path[-2][1]:
            return 0 if self.forward[number] else AGAINST_HABIT
        if is_stop(self.box[link.target]):
            return NEVER
        from_below = path[-2][1] > path[-1][1]
        cost = THROUGH_NOTE if from_below and self.box[link.target].state != "unchanged" else 0
        return cost + (AGAINST_HABIT if self.forward[number] else 0) + (8 if from_below else 0)

    def _cost_beside(self, number: int, path: Path, most: float) -> float:
        """What meeting the other lines costs; no need to count beyond `most`."""
        link, mine, box = self.links[number], segments(path), _bounds(path)
        cost = 0.0
        for other, pieces in self.pieces.items():
            if not _meet(box, self.bounds[other]):
                continue
            beside = self.links[other]
            if beside.source == link.source and _side(path) == _side(self.paths[other]):
                cost += SHARED_EXIT
            is_kin = beside.net == link.net
            is_split = beside.source == link.source and beside.target != link.target
            for one in mine:
                for two in pieces:
                    cost += _meeting(one, two, is_kin=is_kin, is_split=is_split and one is mine[0] and two is pieces[0])
            if cost >= most:
                break
        return cost


def _bounds(path: Path) -> Bounds:
    across, down = zip(*path, strict=True)
    return min(across), max(across), min(down), max(down)


def _meet(one: Bounds, other: Bounds) -> bool:
    return one[0] <= other[1] and other[0] <= one[1] and one[2] <= other[3] and other[2] <= one[3]


def _side(path: Path) -> tuple[int, int]:
    """Where a path leaves its box: to the right, up or down."""
    (x, y), (to_x, to_y) = path[:2]
    return (to_x > x) - (to_x < x), (to_y > y) - (to_y < y)


def _meeting(one: Segment, two: Segment, *, is_kin: bool, is_split: bool) -> float:
    if one.is_level != two.is_level:
        if is_kin or not (one.low < two.at < one.high and two.low < one.at < two.high):
            return 0
        return CROSSING
    if one.at != two.at or one.low >= two.high or two.low >= one.high or is_kin:
        return 0
    if is_corridor_down(one.at) if one.is_level else is_corridor_across(one.at):
        return SAME_CORRIDOR
    is_stub = min(one.high, two.high) - max(one.low, two.low) <= COLUMN // 2
    return 0 if is_split and is_stub else SAME_LINE
