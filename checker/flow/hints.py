"""Added steps that look like removed ones: a hint to confirm with `same_as`, never a decision. Part of `flow`."""

from fractions import Fraction
from heapq import nlargest
from typing import NamedTuple

from checker.flow.edits import Comparison
from checker.flow.graph import Graph, Node

LIKELY = Fraction(65, 100)
MARGIN = Fraction(1, 10)
"""A candidate is named only where it is likely, and no other comes that near (background: matching of steps)."""

MOST_PAIRS = 10_000
"""Pairs of steps up to which names are compared: so much that is new is another flow, and no renaming."""


class Renaming(NamedTuple):
    """`added` (an id of the effective flow) looks like `removed` (one of the standard's)."""

    removed: str
    added: str


def renamings(standard: Graph, local: Graph, comparison: Comparison) -> tuple[Renaming, ...]:
    """The pairs of a step that is missing and one that was added which are likely the same, in the standard's order.

    A step that stands in the chain of a replaced one is a candidate too, whatever was allowed.
    """
    gone = [edit.step for edit in comparison.edits if edit.local is None and edit.kind in ("removed", "replaced")]
    carrying = set(comparison.carriers.values())
    new = [node for node in local.nodes if node not in carrying]
    if len(gone) * len(new) > MOST_PAIRS:
        return ()
    alike = [(old, node) for old in gone for node in new if _named_alike(standard.nodes[old], local.nodes[node])]
    likeness = {pair: _likeness(standard, local, comparison, *pair) for pair in alike}
    of_step: dict[str, list[Fraction]] = {}
    for pair, degree in likeness.items():
        for step in set(pair):
            of_step.setdefault(step, []).append(degree)
    return tuple(
        Renaming(*pair)
        for pair, degree in likeness.items()
        if degree >= LIKELY and all(_stands_out(degree, of_step[step]) for step in pair)
    )


def _stands_out(degree: Fraction, degrees: list[Fraction]) -> bool:
    """Whether a step is by far more alike to one step than to every other."""
    first, second = (*nlargest(2, degrees), Fraction(0))[:2]
    return degree - (second if degree == first else first) >= MARGIN


def _named_alike(one: Node, other: Node) -> bool:
    """A place in common is no hint without words in common."""
    return _name_likeness(one, other) >= Fraction(1, 2)


def _likeness(standard: Graph, local: Graph, comparison: Comparison, old: str, new: str) -> Fraction:
    """From 0 to 1: the name counts 45, type and owner 20, the steps around it 35 of 100."""
    one, other = standard.nodes[old], local.nodes[new]
    same = Fraction((one.type == other.type) + (one.owner == other.owner), 2)
    names = {node: step for step, node in comparison.carriers.items()}
    around = _shared(_neighbours(standard, old, {}), _neighbours(local, new, names))
    return _name_likeness(one, other) * Fraction(45, 100) + same * Fraction(20, 100) + around * Fraction(35, 100)


def _name_likeness(one: Node, other: Node) -> Fraction:
    """The share of words in common, or of letters in the same order, whichever is greater."""
    left, right = one.name.casefold(), other.name.casefold()
    words = _shared(frozenset(left.split()), frozenset(right.split()))
    from difflib import SequenceMatcher  # only where a step is new and another missing

    matcher = SequenceMatcher(None, left, right, autojunk=False)
    letters = Fraction(2 * sum(block.size for block in matcher.get_matching_blocks()), len(left) + len(right))
    return max(words, letters)


def _neighbours(graph: Graph, node: str, names: dict[str, str]) -> frozenset[str]:
    before = {f"before {names.get(edge.source, edge.source)}" for edge in graph.entering[node]}
    return frozenset(before | {f"after {names.get(edge.target or '', edge.target)}" for edge in graph.ways[node]})


def _shared(left: frozenset[str], right: frozenset[str]) -> Fraction:
    return Fraction(len(left & right), len(left | right) or 1)
