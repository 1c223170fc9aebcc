"""The heaviest part of a sequence that is in order already: what two lines have in common. Part of `flow`."""

from collections.abc import Sequence


def heaviest_rising(values: Sequence[int], weights: Sequence[int]) -> list[int]:
    """The places of the members of the heaviest rising part, in order (a tree of prefix maxima, Fenwick 1994)."""
    rank = {value: at for at, value in enumerate(sorted(set(values)), 1)}
    tree = [(0, -1)] * (len(rank) + 1)
    before = [-1] * len(values)
    for at, value in enumerate(values):
        heaviest, before[at] = _below(tree, rank[value])
        _raise(tree, rank[value], (heaviest + weights[at], at))
    found = []
    last = _below(tree, len(tree))[1]
    while last >= 0:
        found.append(last)
        last = before[last]
    return found[::-1]


def _below(tree: list[tuple[int, int]], rank: int) -> tuple[int, int]:
    """The heaviest part that ends in a smaller value: its weight and last place."""
    found = (0, -1)
    rank -= 1
    while rank:
        found = max(found, tree[rank])
        rank -= rank & -rank
    return found


def _raise(tree: list[tuple[int, int]], rank: int, part: tuple[int, int]) -> None:
    while rank < len(tree):
        tree[rank] = max(tree[rank], part)
        rank += rank & -rank
