"""Explains all differences between two flows, given which steps moved. Part of `flow`.

Both flows are cut down to the kept steps that did not move; each way out of one is compared with its counterpart.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from checker.flow.aligning import Gap, Reading, Spot, Standing, read_gap, spot_behind, standing
from checker.flow.outline import BEGIN, EXIT, Out, Pair, Way, entries, ways_on
from checker.flow.permissions import Permissions

DEAD_END = Way((), "?", None)
"""Where no way on leads to a kept step or an end; two of them never agree."""


class Seam(NamedTuple):
    """One way out of a kept step in both flows. `agrees`: they lead to the same step with the same bound.

    `ends`: the kept steps between which it lies and which may have moved: nobody moves to where no run comes.
    `refused`: edits that are refused here, and would not be only if one of the ends had moved.
    """

    source: str
    label: str | None
    went: Way
    came: Way
    agrees: bool
    ends: frozenset[str]
    refused: int = 0


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
    """Explains one pair of flows, once for each set of moved steps that is asked for."""

    def __init__(self, pair: Pair, permissions: Permissions) -> None:
        self.pair = pair
        self.permissions = permissions
        self._readings: dict[tuple[object, ...], Reading | None] = {}
        self.types = {name: pair.local_type(name) for name in pair.local_outs if name != BEGIN}
        self.reworked = frozenset(
            step
            for step in pair.kept
            if pair.local.carriers[step] != step and permissions.may(step, "replace") and self._plain(step)
        )

        reachable = frozenset(pair.names[node] for node in pair.local.breadth_first)
        before = frozenset(pair.standard.breadth_first)
        self.movable = reachable & before

    def _plain(self, step: str) -> bool:
        return self.types[step] not in ("decision", "end")

    def explain(self, moved: frozenset[str]) -> Explanation:
        stops = frozenset(self.pair.kept) - moved
        rerouted, seams = self._seams(stops, moved)
        gaps = _gaps([seam for seam in seams if seam.went.through or seam.came.through], self, moved)
        readings = self._consistent(gaps)
        found = _Gathered(self, readings)
        alone = Counter(step for seam in seams for step in {*seam.went.through, *seam.came.through})
        costly = [
            seam._replace(refused=found.refused_in(seam, alone))
            for seam in seams
            if not seam.agrees or found.is_cost(seam)
        ]
        return Explanation(
            moved, tuple(rerouted), found.removed, found.replaced, found.covered, found.added,
            tuple(costly), self.permissions, self.types,
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
        key = (
            gap.went,
            gap.came,
            gap.spots,
            gap.source,
            gap.target,
            moved,
            (*gap.partners.items(),),
            (*settled.items(),),
        )
        if key not in self._readings:
            self._readings[key] = read_gap(replace(gap, settled=settled), self.permissions)
        return self._readings[key]

    def _seams(self, stops: frozenset[str], moved: frozenset[str]) -> tuple[list[str], list[Seam]]:
        rerouted: dict[str, None] = {}
        seams: list[Seam] = []
        for source in (BEGIN, *self.pair.kept):
            if source in moved and self._plain(source) and self.permissions.steps[source].type != "decision":
                continue
            found, whole = self._seams_of(source, stops)
            disagreeing = sum(not seam.agrees for seam in found)
            if source in moved:
                found = [seam for seam in found if seam.agrees]
                disagreeing -= self._stands_elsewhere(source, stops)
            if disagreeing > 0 or not whole:
                rerouted[source] = None
            seams += found
        return list(rerouted), seams

    def _stands_elsewhere(self, step: str, stops: frozenset[str]) -> bool:
        """Whether other ways lead to a moved decision: then one of its branches leads elsewhere for that reason."""
        pair = self.pair
        return entries(pair.standard_outs, step, stops) != entries(pair.local_outs, step, stops)

    def _seams_of(self, source: str, stops: frozenset[str]) -> tuple[list[Seam], bool]:
        """A seam for each way out, and whether both flows have the same labels (or a refused retype says so)."""
        outs, local_outs = self.pair.standard_outs[source], self.pair.local_outs[source]
        if outs == local_outs and all(out.target in stops or out.target == EXIT for out in outs):
            return [], True
        if _branching(outs) != _branching(local_outs):
            return self._reshaped(source, outs, local_outs, stops)
        pairs, whole = _by_label(outs, local_outs)
        seams = [self._seam(source, out, local, stops) for out, local in pairs]
        if self._became_or_was_end(source):
            seams = [seam for seam in seams if seam.agrees]
        return seams, whole

    def _became_or_was_end(self, step: str) -> bool:
        """Whether a refused change of type says already that the run ends here, or no longer does."""
        if step == BEGIN or self.permissions.may(step, "retype"):
            return False
        return (self.permissions.steps[step].type == "end") != (self.types[step] == "end")

    def _seam(self, source: str, out: Out, local: Out, stops: frozenset[str]) -> Seam:
        went = ways_on(self.pair.standard_outs, out, stops)
        came = ways_on(self.pair.local_outs, local, stops)
        ends = frozenset(way.target for way in (*went, *came)) | {source}
        best = min(
            (
                (not self._same_end(one, other), len(one.through) + len(other.through), at, one, other)
                for at, (one, other) in enumerate(
                    (one, other) for one in went or (DEAD_END,) for other in came or (DEAD_END,)
                )
            ),
            key=lambda each: each[:3],
        )
        return Seam(source, out.label, best[3], best[4], not best[0], ends & stops & self.movable)

    def _same_end(self, went: Way, came: Way) -> bool:
        """Whether two ways lead to the same step with the same bound; an added `end` explains where it cuts off."""
        if went.target == came.target != DEAD_END.target:
            return went.bound == came.bound
        cut = bool(came.through) and came.target == EXIT and self.types[came.through[-1]] == "end"
        return cut and came.through[-1] not in self.pair.local.carriers

    def _reshaped(
        self, source: str, outs: tuple[Out, ...], local_outs: tuple[Out, ...], stops: frozenset[str]
    ) -> tuple[list[Seam], bool]:
        """A step that became a decision, or no longer is one: its type must be refused, and one way must agree."""
        seams = [self._seam(source, out, local, stops) for out in outs for local in local_outs]
        agreeing = [seam for seam in seams if seam.agrees][:1]
        ends = frozenset[str]().union(*(seam.ends for seam in seams))
        refused = not self.permissions.may(source, "retype")
        if agreeing or not seams or self._became_or_was_end(source):
            return agreeing, refused and bool(seams)
        return [seams[0]._replace(ends=ends)], refused


def _branching(outs: tuple[Out, ...]) -> bool:
    return not outs or outs[0].label is not None


def _by_label(outs: Iterable[Out], local_outs: Iterable[Out]) -> tuple[list[tuple[Out, Out]], bool]:
    """Ways of the same label together, and whether none is left over."""
    left = list(local_outs)
    pairs = []
    whole = True
    for out in outs:
        same = [local for local in left if local.label == out.label]
        exact = [local for local in same if local == out] or same
        if exact:
            left.remove(exact[0])
            pairs.append((out, exact[0]))
        else:
            whole = False
    return pairs, whole and not left


def _gaps(seams: list[Seam], explainer: Explainer, moved: frozenset[str]) -> list[Gap]:
    """One gap for all seams that show the same chains; replacement only where two ways agree."""
    together: dict[tuple[bool, tuple[str, ...], tuple[str, ...], str, str], list[Seam]] = {}
    for seam in seams:
        by = seam.source if seam.source in explainer.reworked else "", seam.came.target
        together.setdefault((seam.agrees, seam.went.through, seam.came.through, *by), []).append(seam)
    where: dict[str, set[int]] = {}
    for at, (_, went, came, *_rest) in enumerate(together):
        for step in (*went, *came):
            where.setdefault(step, set()).add(at)
    gaps = []
    for (agrees, went, came, source, target), group in together.items():
        removed = [step for step in went if step not in moved] if agrees else []
        partners = {step: frozenset(new for new in came if where[new] == where[step] and new not in moved) for step in removed}
        spots = dict.fromkeys(spot_behind(explainer.permissions, seam.source, Spot(None)) for seam in group)
        gaps.append(
            Gap(
                went, came, tuple(spots), source, target, moved,
                explainer.reworked, explainer.types, partners,
            )
        )  # fmt: skip
    return gaps


class _Gathered:
    """Readings of all gaps as one: each step has one fate, the worst that it has anywhere."""

    def __init__(self, explainer: Explainer, readings: list[Reading]) -> None:
        pair = explainer.pair
        self._may = explainer.permissions.may
        replaced = {step: chain for reading in readings for step, chain in reading.replaced}
        in_chains = {new for chain in replaced.values() for new in chain}
        self.replaced = {step: replaced[step] for step in pair.removed if step in replaced}
        self.removed = tuple(step for step in pair.removed if step not in replaced)
        standings: dict[str, Standing] = {}
        for reading in readings:
            for step, stands in reading.added:
                standings[step] = min(stands, standings.get(step, stands), key=_goodness)
        covering: dict[str, str] = {}
        for reading in readings:
            covering |= {step: by for by, step in reading.covered if step not in standings}
        self.covered: dict[str, tuple[str, ...]] = {}
        for step, by in covering.items():
            self.covered[by] = (*self.covered.get(by, ()), step)
        seen = {*standings, *covering, *in_chains}
        self.added = {step: standings[step] for step in pair.added if step in standings}
        self.added |= _aside(explainer, [step for step in pair.added if step not in seen], standings)

    def is_cost(self, seam: Seam) -> bool:
        steps = {*seam.went.through, *seam.came.through}
        return not steps.isdisjoint({*self.removed, *self.replaced, *self.added})

    def refused_in(self, seam: Seam, seen: Mapping[str, int]) -> int:
        """Refused edits of steps that are seen on this edge only, without those that are refused anyhow."""
        may = self._may
        added = [self.added[step] for step in seam.came.through if step in self.added and seen[step] == 1]
        gone = [step for step in seam.went.through if step in self.removed and seen[step] == 1]
        spared = [step for step in gone if not may(step, "skip") and may(step, "replace")]
        return sum(stands.refused is not None for stands in added) + len(spared)


def _goodness(stands: Standing) -> tuple[bool, bool, int]:
    return stands.refused is None, stands.point is not None, -stands.used


def _aside(explainer: Explainer, steps: list[str], standings: Mapping[str, Standing]) -> dict[str, Standing]:
    """Added steps on no way that both flows share, such as behind another branch of an added decision."""
    pair, found = explainer.pair, dict(standings)
    aside: dict[str, Standing] = {}
    for step in steps:
        before = [pair.names[edge.source] for edge in pair.local.entering[step]]
        spots = [_spot_of(source, found, explainer) for source in before] or [Spot(None)]
        options = [standing(explainer.permissions, spot, explainer.types[step]) for spot in spots]
        aside[step] = found[step] = min(options, key=_goodness)
    return aside


def _spot_of(source: str, standings: Mapping[str, Standing], explainer: Explainer) -> Spot:
    if source in standings:
        return Spot(standings[source].point, standings[source].used)
    return spot_behind(explainer.permissions, source, Spot(None))
