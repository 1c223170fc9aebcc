"""The edges along which two flows are compared, given which steps moved. Part of `flow`.

Both flows are cut down to the kept steps that did not move; each way out of one is laid beside its counterpart.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from checker.flow.outline import BEGIN, EXIT, Out, Pair, Walk, Way, entries
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


class Case:
    """Two flows and what S+ permits: all that stays the same while sets of moved steps are tried.

    `whole` turns False where there were too many ways between two steps to look at them all.
    """

    def __init__(self, pair: Pair, permissions: Permissions) -> None:
        self.pair = pair
        self.permissions = permissions
        self.types = {name: pair.local_type(name) for name in pair.local_outs if name != BEGIN}
        self.whole = True

    def is_plain(self, step: str) -> bool:
        """Whether a step of the effective flow has one way on."""
        return self.types[step] not in ("decision", "end")

    @cached_property
    def movable(self) -> frozenset[str]:
        """Steps that both flows reach: nobody moves to where no run comes."""
        reachable = frozenset(self.pair.names[node] for node in self.pair.local.breadth_first)
        return reachable & frozenset(self.pair.standard.breadth_first)

    @cached_property
    def reworked(self) -> frozenset[str]:
        """Steps that another id stands for and that may be replaced: a chain around that one is their replacement."""
        carriers, may = self.pair.local.carriers, self.permissions.may
        return frozenset(
            step for step in self.pair.kept if carriers[step] != step and may(step, "replace") and self.is_plain(step)
        )

    def seams(self, moved: frozenset[str]) -> tuple[list[str], list[Seam]]:
        """The steps whose ways differ though nothing that they lead to moved, and all edges that are not the same."""
        walk = Walk(frozenset(self.pair.kept) - moved)
        rerouted: dict[str, None] = {}
        seams: list[Seam] = []
        for source in (BEGIN, *self.pair.kept):
            if source in moved and self.is_plain(source) and self.permissions.steps[source].type != "decision":
                continue
            found, whole = self._seams_of(source, walk)
            disagreeing = sum(not seam.agrees for seam in found)
            if source in moved:
                found = [seam for seam in found if seam.agrees]
                disagreeing -= self._stands_elsewhere(source, walk.stops)
            if disagreeing > 0 or not whole:
                rerouted[source] = None
            seams += found
        self.whole = self.whole and walk.whole
        return list(rerouted), seams

    def _stands_elsewhere(self, step: str, stops: frozenset[str]) -> bool:
        """Whether other ways lead to a moved decision: then one of its branches leads elsewhere for that reason."""
        pair = self.pair
        return entries(pair.standard_into, step, stops) != entries(pair.local_into, step, stops)

    def _seams_of(self, source: str, walk: Walk) -> tuple[list[Seam], bool]:
        """A seam for each way out, and whether both flows have the same labels (or a refused retype says so)."""
        outs, local_outs = self.pair.standard_outs[source], self.pair.local_outs[source]
        if outs == local_outs and all(out.target in walk.stops or out.target == EXIT for out in outs):
            return [], True
        if _branching(outs) != _branching(local_outs):
            return self._reshaped(source, outs, local_outs, walk)
        pairs, whole = _by_label(outs, local_outs)
        seams = [self._seam(source, out, local, walk) for out, local in pairs]
        if self._became_or_was_end(source):
            seams = [seam for seam in seams if seam.agrees]
        return seams, whole

    def _became_or_was_end(self, step: str) -> bool:
        """Whether a refused change of type says already that the run ends here, or no longer does."""
        if step == BEGIN or self.permissions.may(step, "retype"):
            return False
        return (self.permissions.steps[step].type == "end") != (self.types[step] == "end")

    def _seam(self, source: str, out: Out, local: Out, walk: Walk) -> Seam:
        went = walk.ways_on(self.pair.standard_outs, out)
        came = walk.ways_on(self.pair.local_outs, local)
        ends = frozenset(way.target for way in (*went, *came)) | {source}
        one, other, agrees = self._nearest(went or (DEAD_END,), came or (DEAD_END,))
        return Seam(source, out.label, one, other, agrees, ends & walk.stops & self.movable)

    def _nearest(self, went: tuple[Way, ...], came: tuple[Way, ...]) -> tuple[Way, Way, bool]:
        """The shortest two ways that lead to the same step, or just the shortest; the first of equals."""
        order = sorted(range(len(went)), key=lambda at: len(went[at].through))
        by_end: dict[tuple[str, int | None], int] = {}
        for at in order:
            by_end.setdefault((went[at].target, went[at].bound), at)
        going_on = next((at for at in order if went[at].target != EXIT), None)
        options = []
        for at, way in enumerate(came):
            same = by_end.get((way.target, way.bound)) if way.target != DEAD_END.target else None
            cut = going_on if self._cuts_off(way) else None
            partners = [partner for partner in (same, cut) if partner is not None]
            options += [
                (not partners, len(went[partner].through) + len(way.through), partner, at) for partner in partners or order[:1]
            ]
        differs, _, one, other = min(options)
        return went[one], came[other], not differs

    def _cuts_off(self, came: Way) -> bool:
        """Whether a way ends at an added `end`, which explains where it cuts off what would go on."""
        cut = bool(came.through) and came.target == EXIT and self.types[came.through[-1]] == "end"
        return cut and came.through[-1] not in self.pair.local.carriers

    def _reshaped(self, source: str, outs: tuple[Out, ...], local_outs: tuple[Out, ...], walk: Walk) -> tuple[list[Seam], bool]:
        """A step that became a decision, or no longer is one: its type must be refused, and one way must agree."""
        seams = [self._seam(source, out, local, walk) for out in outs for local in local_outs]
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
    left: dict[str | None, list[Out]] = {}
    for local in local_outs:
        left.setdefault(local.label, []).append(local)
    pairs = []
    whole = True
    for out in outs:
        same = left.get(out.label)
        if same:
            pairs.append((out, same.pop(same.index(out) if out in same else 0)))
        else:
            whole = False
    return pairs, whole and not any(left.values())
