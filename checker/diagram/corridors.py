"""The tracks of all corridors of a grid. Part of `diagram`."""

from collections.abc import Sequence
from typing import NamedTuple

from checker.diagram.grid import Path, Segment, is_corridor_across, is_corridor_down, segments
from checker.diagram.plan import Link
from checker.diagram.tracks import Arm, Run, tracks

PASSES = 2
Key = tuple[int, int]


class Corridors(NamedTuple):
    """`track` by (number of the link, number of its piece), for pieces in corridors; `counts` by (is_level, at)."""

    track: dict[Key, int]
    counts: dict[tuple[bool, int], int]


def in_corridor(piece: Segment) -> bool:
    return is_corridor_down(piece.at) if piece.is_level else is_corridor_across(piece.at)


def assign(paths: Sequence[Path], links: Sequence[Link]) -> Corridors:
    """Tracks for the level pieces, then for the upright ones, then for both again, knowing the others' tracks."""
    pieces = [segments(path) for path in paths]
    found = Corridors({}, {})
    for is_level in (True, False) * PASSES:
        by_corridor: dict[int, list[Run]] = {}
        for number, path in enumerate(paths):
            for index, piece in enumerate(pieces[number]):
                if piece.is_level == is_level and in_corridor(piece):
                    run = _run(found, path, pieces[number], (number, index), links[number].net)
                    by_corridor.setdefault(piece.at, []).append(run)
        for at, runs in by_corridor.items():
            numbers, count = tracks(runs)
            found.track.update(numbers)
            found.counts[is_level, at] = count
    return found


def _run(found: Corridors, path: Path, pieces: Sequence[Segment], key: Key, net: object) -> Run:
    number, index = key
    piece = pieces[index]
    along, beside = (0, 1) if piece.is_level else (1, 0)
    arms = []
    for near, end, far in ((index - 1, index, index - 1), (index + 1, index + 1, index + 2)):
        at = path[end][along] + (_fraction(found, pieces[near], (number, near)) if 0 <= near < len(pieces) else 0)
        if 0 <= far < len(path):
            arms.append(Arm(at, 1 if path[far][beside] > piece.at else -1))
        else:
            arms.append(Arm(at, 0))
    low, high = sorted(arm.at for arm in arms)
    return Run(key, net, low, high, tuple(arm for arm in arms if arm.side))


def _fraction(found: Corridors, piece: Segment, key: Key) -> float:
    """How far from the middle of its corridor a piece runs, between -0.5 and 0.5; 0 outside corridors."""
    if key not in found.track:
        return 0
    return (found.track[key] + 1) / (found.counts[piece.is_level, piece.at] + 1) - 0.5
