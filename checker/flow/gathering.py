"""Puts together what the gaps between kept steps say: one fate for each step. Part of `flow`."""

from collections.abc import Mapping

from checker.flow.aligning import Gap, Reading, Spot, Standing, spot_behind, standing
from checker.flow.seams import Case, Seam


def gaps_of(seams: list[Seam], case: Case, moved: frozenset[str]) -> list[Gap]:
    """One gap for all seams that show the same chains; replacement only where two ways agree."""
    together: dict[tuple[bool, tuple[str, ...], tuple[str, ...], str, str], list[Seam]] = {}
    for seam in seams:
        by = seam.source if seam.source in case.reworked else "", seam.came.target
        together.setdefault((seam.agrees, seam.went.through, seam.came.through, *by), []).append(seam)
    where = _where([(*went, *came) for _, went, came, *_ in together])
    gaps = []
    for (agrees, went, came, source, target), group in together.items():
        removed = [step for step in went if step not in moved] if agrees else []
        partners = _partners(removed, [step for step in came if step not in moved], where) if removed else {}
        spots = dict.fromkeys(spot_behind(case.permissions, seam.source, Spot(None)) for seam in group)
        gaps.append(
            Gap(
                went, came, tuple(spots), source, target, moved,
                case.reworked, case.types, partners,
            )
        )  # fmt: skip
    return gaps


def _where(seen: list[tuple[str, ...]]) -> dict[str, tuple[int, ...]]:
    """The gaps that show each step."""
    where: dict[str, list[int]] = {}
    for at, steps in enumerate(seen):
        for step in dict.fromkeys(steps):
            where.setdefault(step, []).append(at)
    return {step: tuple(places) for step, places in where.items()}


def _partners(removed: list[str], came: list[str], where: Mapping[str, tuple[int, ...]]) -> dict[str, frozenset[str]]:
    """For each removed step the steps that are seen exactly where it is; one set for all that are seen together."""
    together: dict[tuple[int, ...], list[str]] = {}
    for step in came:
        together.setdefault(where[step], []).append(step)
    sets = {places: frozenset(steps) for places, steps in together.items()}
    return {step: sets.get(where[step], frozenset()) for step in removed}


class Gathered:
    """Readings of all gaps as one: each step has one fate, the worst that it has anywhere."""

    def __init__(self, case: Case, readings: list[Reading]) -> None:
        pair = case.pair
        self._may = case.permissions.may
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
        chains: dict[str, list[str]] = {}
        for step, by in covering.items():
            chains.setdefault(by, []).append(step)
        self.covered = {by: tuple(chain) for by, chain in chains.items()}
        seen = {*standings, *covering, *in_chains}
        self.added = {step: standings[step] for step in pair.added if step in standings}
        self.added |= _aside(case, [step for step in pair.added if step not in seen], standings)
        self._gone = frozenset(self.removed)
        self._costly = self._gone | self.replaced.keys() | self.added.keys()

    def is_cost(self, seam: Seam) -> bool:
        return not self._costly.isdisjoint((*seam.went.through, *seam.came.through))

    def refused_in(self, seam: Seam, seen: Mapping[str, int]) -> int:
        """Refused edits of steps that are seen on this edge only, without those that are refused anyhow."""
        may = self._may
        added = [self.added[step] for step in seam.came.through if step in self.added and seen[step] == 1]
        gone = [step for step in seam.went.through if step in self._gone and seen[step] == 1]
        spared = [step for step in gone if not may(step, "skip") and may(step, "replace")]
        return sum(stands.refused is not None for stands in added) + len(spared)


def _goodness(stands: Standing) -> tuple[bool, bool, int]:
    return stands.refused is None, stands.point is not None, -stands.used


def _aside(case: Case, steps: list[str], standings: Mapping[str, Standing]) -> dict[str, Standing]:
    """Added steps on no way that both flows share, such as behind another branch of an added decision."""
    pair, found = case.pair, dict(standings)
    aside: dict[str, Standing] = {}
    for step in steps:
        before = [pair.names[edge.source] for edge in pair.local.entering[step]]
        spots = [_spot_of(source, found, case) for source in before] or [Spot(None)]
        options = [standing(case.permissions, spot, case.types[step]) for spot in spots]
        aside[step] = found[step] = min(options, key=_goodness)
    return aside


def _spot_of(source: str, standings: Mapping[str, Standing], case: Case) -> Spot:
    if source in standings:
        return Spot(standings[source].point, standings[source].used)
    return spot_behind(case.permissions, source, Spot(None))
