"""Explains all differences between two flows, given which steps moved. Part of `flow`."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from checker.flow.aligning import Gap, Reading, Standing, read_gap
from checker.flow.gathering import Gathered, gaps_of
from checker.flow.permissions import Permissions
from checker.flow.seams import Case, Seam


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
    """Explains one case, for any set of moved steps that is asked for."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._readings: dict[tuple[object, ...], Reading | None] = {}

    def explain(self, moved: frozenset[str]) -> Explanation:
        rerouted, seams = self.case.seams(moved)
        gaps = gaps_of([seam for seam in seams if seam.went.through or seam.came.through], self.case, moved)
        found = Gathered(self.case, self._consistent(gaps))
        alone = Counter(step for seam in seams for step in {*seam.went.through, *seam.came.through})
        costly = [
            seam._replace(refused=found.refused_in(seam, alone))
            for seam in seams
            if not seam.agrees or found.is_cost(seam)
        ]
        return Explanation(
            moved, tuple(rerouted), found.removed, found.replaced, found.covered, found.added,
            tuple(costly), self.case.permissions, self.case.types,
        )  # fmt: skip

    def _consistent(self, gaps: list[Gap]) -> list[Reading]:
        """The readings of all gaps, so that a step seen in several has the same fate in each."""
        barred: dict[str, tuple[str, ...]] = {}
        while True:
            settled = dict(barred)
            readings: list[Reading] = []
            for gap in gaps:
                mine = {
                    step: chain for step, chain in settled.items() if step in gap.went or set(chain) & set(gap.came)
                }
                reading = self._read(gap, mine)
                if reading is None:
                    barred |= {step: () for step, chain in mine.items() if chain}
                    break
                readings.append(reading)
                settled |= {**dict(reading.replaced), **dict.fromkeys(reading.removed, ())}
            else:
                return readings

    def _read(self, gap: Gap, settled: dict[str, tuple[str, ...]]) -> Reading | None:
        """A gap's reading; the same gap comes again and again while other steps are tried as moved."""
        moved = gap.moved & {*gap.went, *gap.came}
        partners, fixed = (*gap.partners.items(),), (*settled.items(),)
        key = (gap.went, gap.came, gap.spots, gap.source, gap.target, moved, partners, fixed)
        if key not in self._readings:
            self._readings[key] = read_gap(replace(gap, settled=settled), self.case.permissions)
        return self._readings[key]
