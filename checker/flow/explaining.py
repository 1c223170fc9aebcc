"""Explains all differences between two flows, given which steps moved. Part of `flow`."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from checker.flow.aligning import Gap, Reading, Standing
from checker.flow.gathering import Gathered, gaps_of
from checker.flow.permissions import Permissions
from checker.flow.programme import MOST_STATES, read_gap
from checker.flow.seams import Case, Seam

MOST_ROUNDS = 40
"""Times that all gaps are read again, as chains of one do not fit another; then chains are given up altogether."""


@dataclass(frozen=True)
class Explanation:
    """`rerouted`: steps whose ways differ though nothing that they lead to moved; the other parts by step id."""

    moved: frozenset[str]
    rerouted: tuple[str, ...]
    removed: tuple[str, ...]
    replaced: Mapping[str, tuple[str, ...]]
    covered: Mapping[str, tuple[str, ...]]
    added: Mapping[str, Standing]
    costly: tuple[Seam, ...]
    permissions: Permissions
    types: Mapping[str, str]

    @cached_property
    def cost(self) -> tuple[int, int, int]:
        """Refused edits, edits, reroutes: the order of what is least."""
        may = self.permissions.may
        refused = sum(not may(step, "move") for step in self.moved) + len(self.rerouted)
        refused += sum(not may(step, "skip") for step in self.removed)
        refused += sum(not self.may_replace(step) for step in self.replaced)
        refused += sum(standing.refused is not None for standing in self.added.values())
        parts = (self.moved, self.rerouted, self.removed, self.replaced, self.covered, self.added)
        return refused, sum(map(len, parts)), len(self.rerouted)

    @cached_property
    def rank(self) -> tuple[object, ...]:
        """What is compared between explanations: the cost, then fewest moves, then which steps they name."""
        return *self.cost, len(self.moved), self.permissions.move_preference(self.moved)

    def may_replace(self, step: str) -> bool:
        return self.permissions.may(step, "replace") and step not in self.chains_with_branches

    @cached_property
    def chains_with_branches(self) -> frozenset[str]:
        """Replaced steps in whose place a decision or an end stands."""
        branching = {name for name, step_type in self.types.items() if step_type in ("decision", "end")}
        return frozenset(step for step, chain in self.replaced.items() if not branching.isdisjoint(chain))


class Explainer:
    """Explains one case, for any set of moved steps that is asked for.

    `effort` is how much was looked at so far. `whole` turns False where something was too large to look at all of it.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        self.effort = 0
        self._least = True
        self._readings: dict[tuple[object, ...], Reading | None] = {}

    @property
    def whole(self) -> bool:
        return self._least and self.case.whole

    def explain(self, moved: frozenset[str]) -> Explanation:
        rerouted, seams = self.case.seams(moved)
        self.effort += len(self.case.pair.kept) + sum(map(_effort, seams))
        gaps = gaps_of([seam for seam in seams if seam.went.through or seam.came.through], self.case, moved)
        found = Gathered(self.case, self._consistent(gaps))
        alone = Counter(step for seam in seams for step in {*seam.went.through, *seam.came.through})
        costly = [
            seam._replace(refused=found.refused_in(seam, alone)) for seam in seams if not seam.agrees or found.is_cost(seam)
        ]
        return Explanation(
            moved, tuple(rerouted), found.removed, found.replaced, found.covered, found.added,
            tuple(costly), self.case.permissions, self.case.types,
        )  # fmt: skip

    def _consistent(self, gaps: list[Gap]) -> list[Reading]:
        """The readings of all gaps, so that a step seen in several has the same fate in each."""
        barred: dict[str, tuple[str, ...]] = {}
        for _ in range(MOST_ROUNDS):
            readings, unfit = self._round(gaps, barred)
            if not unfit:
                return readings
            barred |= dict.fromkeys(unfit, ())
        self._least = False
        nothing: tuple[str, ...] = ()
        return self._round(gaps, {step: nothing for gap in gaps for step in gap.went})[0]

    def _round(self, gaps: list[Gap], barred: Mapping[str, tuple[str, ...]]) -> tuple[list[Reading], tuple[str, ...]]:
        """Gap after gap, each bound by those before it: the readings, or the steps whose chains do not fit a later one.

        Without chains that are settled already, everything fits.
        """
        settled = dict(barred)
        replacing: dict[str, str] = {}
        readings: list[Reading] = []
        for gap in gaps:
            seen = (*gap.went, *(replacing[new] for new in gap.came if new in replacing))
            mine = {step: settled[step] for step in seen if step in settled}
            reading = self._read(gap, mine)
            if reading is None:
                return [], tuple(step for step, chain in mine.items() if chain)
            readings.append(reading)
            settled |= {**dict(reading.replaced), **dict.fromkeys(reading.removed, ())}
            replacing |= {new: step for step, chain in reading.replaced for new in chain}
        return readings, ()

    def _read(self, gap: Gap, settled: dict[str, tuple[str, ...]]) -> Reading | None:
        """A gap's reading; the same gap comes again and again while other steps are tried as moved."""
        moved = gap.moved & {*gap.went, *gap.came}
        partners: dict[frozenset[str], list[str]] = {}
        for step, steps in gap.partners.items():
            partners.setdefault(steps, []).append(step)
        fixed = (*settled.items(),)
        groups = tuple((steps, tuple(together)) for steps, together in partners.items())
        key = (gap.went, gap.came, gap.spots, gap.source, gap.target, moved, groups, fixed)
        if key not in self._readings:
            self.effort += min((len(gap.went) + 1) * (len(gap.came) + 1), MOST_STATES)
            self._readings[key] = read_gap(replace(gap, settled=settled), self.case.permissions)
        reading = self._readings[key]
        self._least = self._least and (reading is None or reading.least)
        return reading


def _effort(seam: Seam) -> int:
    """In the time that it takes to look at one step that is the same; measured."""
    return 20 + 2 * len(seam.went.through) + 2 * len(seam.came.through)
