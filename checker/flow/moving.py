"""Finds the smallest explanation: which steps moved. A bounded search tree. Part of `flow`.

What an edge costs depends only on the steps between its two kept ends, so a better explanation moves one of the ends of an
edge that costs something, or none can be better. Each branch of the tree moves one such end and keeps those before it.
"""

from checker.flow.explaining import Explainer, Explanation, Seam
from checker.flow.outline import BEGIN, EXIT

MOST_EXPLANATIONS = 1500
"""Explanations that are tried for one pair of flows; above it the best so far is given, and said to be that."""


class Search:
    """The search for one pair of flows. `complete` says whether it tried all that could be smaller."""

    def __init__(self, explainer: Explainer) -> None:
        self.explainer = explainer
        self.tried: dict[frozenset[str], Explanation] = {}
        self.complete = True
        may = explainer.permissions.may
        removed = explainer.pair.removed
        self.least_refused = sum(not may(step, "skip") and not may(step, "replace") for step in removed)
        self.least_edits = len(removed) if removed or explainer.reworked else len(explainer.pair.added)
        self.best = self._greedy(self._explain(frozenset()))

    def run(self) -> Explanation:
        self._branch(frozenset(), frozenset())
        return self.best

    def _explain(self, moved: frozenset[str]) -> Explanation:
        if moved not in self.tried:
            self.tried[moved] = self.explainer.explain(moved)
        return self.tried[moved]

    def _greedy(self, found: Explanation) -> Explanation:
        """Move, again and again, the one step that helps most: a good bound to begin with."""
        while True:
            free = {end for seam in found.costly for end in seam.ends} - {BEGIN, EXIT}
            nearby = [self._explain(found.moved | {end}) for end in sorted(free)]
            better = min(nearby, key=lambda each: each.rank, default=found)
            if better.rank >= found.rank:
                return found
            found = better

    def _branch(self, moved: frozenset[str], fixed: frozenset[str]) -> None:
        if len(self.tried) > MOST_EXPLANATIONS:
            self.complete = False
            return
        found = self._explain(moved)
        if found.rank < self.best.rank:
            self.best = found
        while not self._hopeless(found, fixed):
            seam = _next_seam(found, fixed)
            if seam is None:
                return
            for end in self._ordered(seam.ends - fixed):
                self._branch(moved | {end}, fixed)
                fixed |= {end}

    def _ordered(self, ends: frozenset[str]) -> list[str]:
        """The steps that S+ lets move first."""
        return sorted(ends, key=lambda end: self.explainer.permissions.move_preference(frozenset((end,))))

    def _hopeless(self, found: Explanation, fixed: frozenset[str]) -> bool:
        """Whether no explanation that moves these steps, and none of the fixed ones, can be better than the best."""
        may = self.explainer.permissions.may
        refused = self.least_refused + sum(not may(step, "move") for step in found.moved)
        edits = self.least_edits + len(found.moved)
        reroutes = 0
        used: set[str] = set()
        for seam in sorted(found.costly, key=lambda seam: len(seam.ends - fixed)):
            free = seam.ends - fixed - {seam.source} if seam.source == BEGIN else seam.ends - fixed
            if seam.agrees or not used.isdisjoint(seam.ends | {seam.source}):
                continue
            used |= seam.ends | {seam.source}
            edits += 1
            refused += not any(may(end, "move") for end in free - {BEGIN, EXIT})
            reroutes += not free - {BEGIN, EXIT}
        least = (refused, edits, reroutes)
        return least > self.best.cost or (least == self.best.cost and len(found.moved) > len(self.best.moved))


def _next_seam(found: Explanation, fixed: frozenset[str]) -> Seam | None:
    """A costly edge with an end that may still move: ways that differ first."""
    open_seams = [seam for seam in found.costly if seam.ends - fixed - {BEGIN, EXIT}]
    return min(open_seams, key=lambda seam: seam.agrees, default=None)
