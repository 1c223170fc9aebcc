"""In which row of its lane each box stands, so that lines are short and few cross. Part of `diagram`."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import permutations

from checker.diagram.plan import Link

SWEEPS = 4
MOST_TRIED = 24
CROSSING = 3.0
Group = tuple[str, ...]


def lane_rows(lane: Mapping[str, str], layer: Mapping[str, int]) -> dict[str, int]:
    """How many rows each lane in use has: its fullest column's."""
    most: dict[str, int] = {}
    for (key, _), count in Counter((key, layer[name]) for name, key in lane.items()).items():
        most[key] = max(most.get(key, 0), count)
    return most


class Rows:
    """Rows while they are sought; `row` counts over all lanes from the top."""

    def __init__(self, layer: Mapping[str, int], links: Sequence[Link]) -> None:
        self.layer = layer
        self.row: dict[str, int] = {}
        self.links = [link for link in links if link.source != link.target]
        self.own: dict[str, list[int]] = {name: [] for name in layer}
        for index, link in enumerate(self.links):
            self.own[link.source].append(index)
            self.own[link.target].append(index)
        spans = [sorted((layer[link.source], layer[link.target])) for link in self.links]
        self.spans = spans
        self.beside = [
            [other for other, span in enumerate(spans) if other != index and span[0] < mine[1] and mine[0] < span[1]]
            for index, mine in enumerate(spans)
        ]

    def improve(self, group: Group, free: Sequence[int]) -> bool:
        """Give the group the best of the rows that its lane has. False: it has them already."""
        now = tuple(self.row[name] for name in group)
        best, least = now, self._cost(group)
        for rows in self._trials(group, free):
            self._put(group, rows)
            cost = self._cost(group)
            if cost < least:
                best, least = rows, cost
        self._put(group, best)
        return best != now

    def _put(self, group: Group, rows: Sequence[int]) -> None:
        self.row.update(zip(group, rows, strict=True))

    def _trials(self, group: Group, free: Sequence[int]) -> list[tuple[int, ...]]:
        """All ways to stand in the rows where they are few, else the order of the neighbours' mean rows."""
        ways = 1
        for taken in range(len(group)):
            ways *= len(free) - taken
        if ways <= MOST_TRIED:
            return list(permutations(free, len(group)))
        order = sorted(range(len(group)), key=lambda index: self._mean(group[index]))
        rows = dict(zip(order, free, strict=False))
        return [tuple(rows[index] for index in range(len(group)))]

    def _mean(self, name: str) -> float:
        others = [self.row[link.target if link.source == name else link.source] for link in self._own(name)]
        return sum(others) / len(others) if others else self.row[name]

    def _own(self, name: str) -> list[Link]:
        return [self.links[index] for index in self.own[name]]

    def _cost(self, group: Group) -> float:
        cost = 0.0
        for index in dict.fromkeys(index for name in group for index in self.own[name]):
            link = self.links[index]
            weight = 0.5 if link.state == "removed" else 1.0
            cost += weight * abs(self.row[link.source] - self.row[link.target])
            cost += CROSSING * sum(self._cross(index, other) for other in self.beside[index])
        return cost

    def _cross(self, one: int, other: int) -> bool:
        """Whether two links would cross if they were drawn straight."""
        left = max(self.spans[one][0], self.spans[other][0])
        right = min(self.spans[one][1], self.spans[other][1])
        before = self._height(one, left) - self._height(other, left)
        behind = self._height(one, right) - self._height(other, right)
        return before * behind < 0

    def _height(self, index: int, layer: int) -> float:
        link, (first, last) = self.links[index], self.spans[index]
        ends = self.row[link.source], self.row[link.target]
        low, high = ends if self.layer[link.source] == first else ends[::-1]
        return low if first == last else low + (high - low) * (layer - first) / (last - first)


def rows(lane: Mapping[str, str], layer: Mapping[str, int], links: Sequence[Link], order: Sequence[str]) -> dict[str, int]:
    """The row of each box, counted over all lanes from the top; `order` names the lanes from the top."""
    counts = lane_rows(lane, layer)
    free: dict[str, range] = {}
    for key in order:
        first = sum(len(span) for span in free.values())
        free[key] = range(first, first + counts[key])
    groups: dict[tuple[int, str], list[str]] = {}
    for name, column in layer.items():
        groups.setdefault((column, lane[name]), []).append(name)
    found = Rows(layer, links)
    for (_, key), names in groups.items():
        found.row.update(zip(names, free[key], strict=False))
    movable = [(tuple(groups[at]), free[at[1]]) for at in sorted(groups) if len(free[at[1]]) > 1]
    for sweep in range(SWEEPS):
        improved = [found.improve(group, span) for group, span in movable[:: 1 if sweep % 2 == 0 else -1]]
        if not any(improved):
            break
    return found.row
