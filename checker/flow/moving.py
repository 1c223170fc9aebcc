"""Finds the smallest explanation: which steps moved. A bounded search tree. Part of `flow`.

What an edge costs depends only on the steps between its two kept ends. So a better explanation, if there is one, moves
an end of an edge that costs something. Each branch of the tree moves one such end and keeps those before it.
"""

from collections.abc import Iterator
from itertools import product

from checker.flow.explaining import Explainer, Explanation
from checker.flow.rising import heaviest_rising
from checker.flow.seams import Seam

SMALL = 12
"""Steps that may have moved up to which all are searched together; above it, each group of touching differences."""

MOST_EXPLANATIONS = 300
"""Explanations that are tried for one group; above it the best so far is given, and said to be that."""

MOST_EFFORT = 1_500_000
"""Steps and places that are looked at for all explanations of one pair of flows; above it, as before."""

MOST_FOR_TIES = 60
"""Explanations that are tried for one group only to name the preferred one of equally small ones."""


class Search:
    """The search for one pair of flows. `complete` says whether it tried all that could be smaller."""

    def __init__(self, explainer: Explainer) -> None:
        self.explainer = explainer
        self.tried: dict[frozenset[str], Explanation] = {}
        self.complete = True
        self.ties = False
        self.spent = False
        self.left = 0
        may = explainer.case.permissions.may
        removed = explainer.case.pair.removed
        self.least_refused = sum(not may(step, "skip") and not may(step, "replace") for step in removed)
        self.least_edits = len(removed) if removed or explainer.case.reworked else len(explainer.case.pair.added)
        self.best = self._greedy(self._explain(frozenset()))

    def run(self) -> Explanation:
        """The least explanation; among equals the one that `rank` prefers, as far as a further search finds it."""
        finished = [self._search(part, MOST_EXPLANATIONS) for part in self._parts() if not self.spent]
        self.complete = all(finished) and not self.spent
        self._exchange()
        self.ties = True
        for part in self._parts():
            if not self.spent:
                self._search(part, MOST_FOR_TIES)
        self.complete = self.complete and self.explainer.whole
        return self.best

    def _search(self, part: frozenset[str], most: int) -> bool:
        """Search among the moves of one part, the others being as in the best so far; whether it came to an end."""
        self.left = most
        branches = [self._branch(self.best.moved - part, self.explainer.case.movable - part)]
        while branches:
            deeper = next(branches[-1], None)
            if deeper is None:
                branches.pop()
            else:
                branches.append(self._branch(*deeper))
        return self.left > 0

    def _parts(self) -> list[frozenset[str]]:
        """Groups of steps that may have moved; in large flows, one for each group of differences that touch."""
        if len(self.explainer.case.movable) <= SMALL:
            return [self.explainer.case.movable]
        parts: dict[int, set[str]] = {}
        part_of: dict[str, int] = {}
        for number, seam in enumerate((*self._explain(frozenset()).costly, *self.best.costly)):
            touching = sorted({part_of[end] for end in seam.ends if end in part_of}, key=lambda at: len(parts[at]))
            largest = touching.pop() if touching else number
            parts[largest] = parts.pop(largest, set())
            for fresh in (seam.ends, *(parts.pop(at) for at in touching)):
                parts[largest] |= fresh
                part_of.update(dict.fromkeys(fresh, largest))
        return [frozenset(part) for part in parts.values() if part]

    def _explain(self, moved: frozenset[str]) -> Explanation:
        if moved not in self.tried:
            self.tried[moved] = self.explainer.explain(moved)
        return self.tried[moved]

    def _affordable(self, moved: frozenset[str]) -> bool:
        """Whether one more explanation may be looked at; once one may not, nothing more is tried."""
        if moved not in self.tried and self.explainer.effort > MOST_EFFORT:
            self.spent = True
        return not self.spent

    def _greedy(self, found: Explanation) -> Explanation:
        """Move, again and again, the one step that helps most: a good bound to begin with."""
        while True:
            free = {end for seam in found.costly for end in seam.ends}
            sets = (found.moved | {end} for end in sorted(free) if not self.spent)
            nearby = [self._explain(moved) for moved in sets if self._affordable(moved)]
            better = min(nearby, key=lambda each: each.rank, default=found)
            if self.spent:
                return min(found, better, self._explain(self._out_of_order()), key=lambda each: each.rank)
            if better.rank >= found.rank:
                return found
            found = better

    def _out_of_order(self) -> frozenset[str]:
        """The steps to move for all others to stand in the order of the standard: a guess for very large flows."""
        case = self.explainer.case
        at = {step: place for place, step in enumerate(case.pair.standard.breadth_first)}
        names = (case.pair.names[node] for node in case.pair.local.breadth_first)
        steps = [step for step in names if step in case.movable]
        weights = [1 if case.permissions.may(step, "move") else len(steps) for step in steps]
        stay = heaviest_rising([at[step] for step in steps], weights)
        return frozenset(steps) - {steps[place] for place in stay}

    def _exchange(self) -> None:
        """Name another step in place of a moved one, as long as that is preferred."""
        around = sorted({end for seam in self._explain(frozenset()).costly for end in seam.ends})
        for old, new in product(sorted(self.best.moved), around):
            if self.spent:
                return
            if old in self.best.moved and new not in self.best.moved:
                moved = self.best.moved - {old} | {new}
                if self._affordable(moved):
                    self._keep_better(self._explain(moved))

    def _keep_better(self, found: Explanation) -> None:
        if found.rank < self.best.rank:
            self.best = found

    def _branch(self, moved: frozenset[str], fixed: frozenset[str]) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
        """Look at one node of the tree; yields the branches below it one by one, each to be searched before the
        next."""
        self.left = self.left - 1 if self._affordable(moved) else -1
        if self.left < 0:
            return
        found = self._explain(moved)
        self._keep_better(found)
        while not self._hopeless(found, fixed):
            seam = _next_seam(found, fixed)
            if seam is None:
                return
            for end in self._ordered(seam.ends - fixed):
                yield moved | {end}, fixed
                fixed |= {end}

    def _ordered(self, ends: frozenset[str]) -> list[str]:
        """The steps that S+ lets move first."""
        return sorted(ends, key=lambda end: self.explainer.case.permissions.move_preference(frozenset((end,))))

    def _hopeless(self, found: Explanation, fixed: frozenset[str]) -> bool:
        """Whether no explanation that moves these steps, and none of the fixed ones, can be better than the best."""
        may = self.explainer.case.permissions.may
        refused = self.least_refused + sum(not may(step, "move") for step in found.moved)
        edits = self.least_edits + len(found.moved)
        settled = [seam for seam in found.costly if not seam.ends - fixed]
        rerouted = {seam.source for seam in settled if not seam.agrees}
        refused += len(rerouted) + sum(seam.refused for seam in settled)
        edits += len(rerouted)
        used = set(rerouted)
        for seam in sorted(found.costly, key=lambda seam: (seam.agrees, len(seam.ends))):
            free = seam.ends - fixed
            if not free or (seam.agrees and not seam.refused) or not used.isdisjoint(seam.ends | {seam.source}):
                continue
            used |= seam.ends | {seam.source}
            edits += not seam.agrees
            refused += not any(may(end, "move") for end in free)
        reroutes = len(rerouted)
        least = (refused, edits, reroutes)
        return least > self.best.cost or (least == self.best.cost and not self._may_tie(found))

    def _may_tie(self, found: Explanation) -> bool:
        return self.ties and len(found.moved) <= len(self.best.moved)


def _next_seam(found: Explanation, fixed: frozenset[str]) -> Seam | None:
    """A costly edge with an end that may still move: ways that differ first."""
    open_seams = [seam for seam in found.costly if seam.ends - fixed]
    return min(open_seams, key=lambda seam: seam.agrees, default=None)
