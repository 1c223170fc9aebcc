"""Each template as a monitor: a few states that a run's steps move. Part of `flow`; definitions as in Declare.

A row gives, for one state, the next state by what the step is: neither, A, B, both. `SAFE`: no continuation breaks it.
"""

from collections.abc import Iterable
from typing import NamedTuple

from checker.model.documents.flow import BINARY, UNARY

SAFE = -1
NEITHER, ONLY_A, ONLY_B, BOTH, SILENT = range(5)
Row = tuple[int, int, int, int]


class Monitor(NamedTuple):
    """State 0 is where a run starts; `broken` are the states in which a run must not end."""

    rows: tuple[Row, ...]
    broken: frozenset[int]


def _monitor(*rows: Row, broken: set[int]) -> Monitor:
    return Monitor(rows, frozenset(broken))


_BAD_1, _BAD_2 = (1, 1, 1, 1), (2, 2, 2, 2)

SIMPLE = {
    "existence": _monitor((0, SAFE, 0, SAFE), broken={0}),
    "absence": _monitor((0, 1, 0, 1), _BAD_1, broken={1}),
    "at_most_once": _monitor((0, 1, 0, 1), (1, 2, 1, 2), _BAD_2, broken={2}),
    "exactly_once": _monitor((0, 1, 0, 1), (1, 2, 1, 2), _BAD_2, broken={0, 2}),
    "init": _monitor((1, SAFE, 1, SAFE), _BAD_1, broken={0, 1}),
    "last": _monitor((0, 1, 0, 1), (0, 1, 0, 1), broken={0}),
    "precedence": _monitor((0, SAFE, 1, SAFE), _BAD_1, broken={1}),
    "response": _monitor((0, 1, 0, 1), (1, 1, 0, 1), broken={1}),
    "responded_existence": _monitor((0, 1, SAFE, SAFE), (1, 1, SAFE, SAFE), broken={1}),
    "co_existence": _monitor((0, 1, 2, SAFE), (1, 1, SAFE, SAFE), (2, SAFE, 2, SAFE), broken={1, 2}),
    "not_co_existence": _monitor((0, 1, 2, 3), (1, 1, 3, 3), (2, 3, 2, 3), (3, 3, 3, 3), broken={3}),
    "not_succession": _monitor((0, 1, 0, 1), (1, 1, 2, 2), _BAD_2, broken={2}),
    "chain_response": _monitor((0, 1, 0, 1), (2, 2, 0, 1), _BAD_2, broken={1, 2}),
    "chain_precedence": _monitor((0, 1, 2, 1), (0, 1, 0, 1), _BAD_2, broken={2}),
    "not_chain_succession": _monitor((0, 1, 0, 1), (0, 1, 2, 2), _BAD_2, broken={2}),
    "alternate_response": _monitor((0, 1, 0, 1), (1, 2, 0, 1), _BAD_2, broken={1, 2}),
    "alternate_precedence": _monitor((0, 1, 2, 0), (1, 1, 0, 0), _BAD_2, broken={2}),
}

BOTH_OF = {
    "succession": ("precedence", "response"),
    "chain_succession": ("chain_precedence", "chain_response"),
    "alternate_succession": ("alternate_precedence", "alternate_response"),
}


def either_broken(left: Monitor, right: Monitor) -> Monitor:
    """The monitor that is broken where one of two is; a pair of states for each that can be reached."""
    pairs = [(0, 0)]
    rows: list[Row] = []
    for pair in pairs:
        row = [_step(left, right, pair, letter) for letter in (NEITHER, ONLY_A, ONLY_B, BOTH)]
        pairs += [after for after in dict.fromkeys(row) if after not in pairs and after != (SAFE, SAFE)]
        numbers = [pairs.index(after) if after in pairs else SAFE for after in row]
        rows.append((numbers[0], numbers[1], numbers[2], numbers[3]))
    broken = {at for at, (one, other) in enumerate(pairs) if one in left.broken or other in right.broken}
    return Monitor(tuple(rows), frozenset(broken))


def _step(left: Monitor, right: Monitor, pair: tuple[int, int], letter: int) -> tuple[int, int]:
    one, other = pair
    return (
        left.rows[one][letter] if one != SAFE else SAFE,
        right.rows[other][letter] if other != SAFE else SAFE,
    )


def broken_at(monitor: Monitor, read: Iterable[int]) -> int | None:
    """The place in a run, as letters, from which no continuation mends it; None: only its end breaks the rule."""
    lost = _lost(monitor)
    state = 0
    for at, letter in enumerate(read):
        if letter != SILENT and state != SAFE:
            state = monitor.rows[state][letter]
        if state in lost:
            return at
    return None


def _lost(monitor: Monitor) -> frozenset[int]:
    """The states that only lead to broken ones."""
    lost = monitor.broken
    while lost != (kept := frozenset(state for state in lost if lost.issuperset(monitor.rows[state]))):
        lost = kept
    return lost


MONITORS = SIMPLE | {name: either_broken(SIMPLE[one], SIMPLE[other]) for name, (one, other) in BOTH_OF.items()}

if set(MONITORS) != {*UNARY, *BINARY} - {"different_owner"}:
    raise AssertionError("every template of the documents has a monitor")
