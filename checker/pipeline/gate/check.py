"""A check under a base, from the two sides to one report. Part of `pipeline`."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from checker.gate.findings import whole
from checker.gate.verdicts import Point, Sides, by_market, verdicts
from checker.load.workspace import WorkspaceFiles
from checker.model.comparison import Comparison
from checker.model.finding import Cause, Finding
from checker.model.report import Report
from checker.model.status import ProcessStatus
from checker.pipeline.gate.programmes import Programmes, base_programme
from checker.pipeline.gate.proofs import known_proofs
from checker.pipeline.gate.scopes import Scopes, pairs, scopes
from checker.pipeline.gate.sides import BothSides, both_sides
from checker.pipeline.gate.states import State, States, markets_by_region, terms_of
from checker.pipeline.gate.told import Told
from checker.pipeline.request import Progress, Request
from checker.pipeline.run import no_collection, read_programme
from checker.pipeline.selection import Selection, select

NOTHING_SELECTED = Selection(markets=frozenset({""}))


def check_change(request: Request, progress: Progress | None = None) -> Report:
    """Check a workspace against a commit. Raises CheckerError where a run is impossible."""
    with no_collection(), both_sides(request) as sides:
        return _Gate(request, sides, progress).report()


class _Gate:
    def __init__(self, request: Request, sides: BothSides, progress: Progress | None) -> None:
        self.request, self.sides, self.change = request, sides, sides.change
        self.head_files = WorkspaceFiles(request.root, request.standards, request.buffers)
        self.base_files = WorkspaceFiles(request.root, source=sides.base_files)
        self.selection = select(request.words, self.head_files.layout, request.root, request.here)
        self.states = States(request, progress)
        self.programmes = self._programmes()
        by_region = markets_by_region(self.base_files.layout, self.head_files.layout)
        self.touched = self.change.touched(by_region)

    def _programmes(self) -> Programmes:
        head = read_programme(self.head_files)
        proofs = known_proofs(head.waivers, self.head_files.standards, self.request)
        if not self.sides.has_base:
            return Programmes(None, head, self.change, self.request, has_own_terms=False, proofs=proofs)
        if not self.change.edits_below("standards/"):
            return Programmes(head, head, self.change, self.request, proofs=proofs)
        base, has_own_terms = base_programme(self.base_files, head)
        return Programmes(base, head, self.change, self.request, has_own_terms, proofs)

    def report(self) -> Report:
        base = self._base_report()
        scoped = self._scopes(base)
        middle = [Point(cause, by_market(self.states.report(state, self.selection).findings)) for cause, state in self._middle()]
        variant = self._variant(scoped)
        final = self.states.report(self._final(scoped), self.selection)
        last: Cause = "scope" if variant is not None else "variant"
        points = [*middle, *([variant] if variant is not None else []), Point(last, by_market(final.findings))]
        lapsed = by_market(self._lapsed())
        told = Told(self.request, self.sides, self.programmes, scoped, self.selection)
        judged = _Judged(final, scoped, told.removed)
        found = verdicts(Sides(lapsed, by_market(base.findings), points, self.touched, self.change.moved, judged.holds))
        own = told.findings({each.fingerprint for each in found})
        every = tuple(sorted((*found, *own), key=lambda finding: finding.sort_key))
        return replace(final, findings=every, comparison=self._comparison(base, told))

    def _base_report(self) -> Report:
        """The base as of the day of the check; an empty one where there was no workspace."""
        selection = self.selection if self.sides.has_base else NOTHING_SELECTED
        report = self.states.report(self._base_state(), selection)
        return report if self.sides.has_base else replace(report, findings=())

    def _base_state(self) -> State:
        bench = self.programmes.bench(standards=False, law=False, waivers=False)
        return State(self.base_files, self.change.base, bench, self._terms(standards=False, law=False, waivers=False))

    def _terms(self, *, standards: bool, law: bool, waivers: bool) -> tuple[object, ...]:
        edited = self.programmes
        return terms_of(
            self.request.as_of,
            standards=standards if edited.edits_standards else None,
            law=law if edited.edits_law else None,
            waivers=waivers if edited.edits_waivers else None,
        )

    def _middle(self) -> Iterator[tuple[Cause, State]]:
        """The base's markets under more and more of what judges them: only what the change edits makes a state."""
        sides = {"standards": False, "law": False, "waivers": False}
        edits = self.programmes
        if edits.base is None:
            return
        causes: tuple[tuple[Cause, str, bool], ...] = (
            ("standard", "standards", edits.edits_standards),
            ("law", "law", edits.edits_law),
            ("waiver", "waivers", edits.edits_waivers),
        )
        for cause, part, is_edited in causes:
            if is_edited:
                sides[part] = True
                bench, terms = edits.bench(**sides), self._terms(**sides)
                yield cause, State(self.base_files, self.change.base, bench, terms)

    def _lapsed(self) -> tuple[Finding, ...]:
        """The base on its own day, of the markets that the change touches."""
        day = min(self.sides.base_day, self.request.as_of)
        state = self._base_state()
        there = {market.id for region in self.base_files.layout.regions for market in region.markets}
        markets = self.touched & there
        if not self.sides.has_base or not markets:
            return ()
        lapsed = state._replace(bench=state.bench.on(day), terms=(day, *state.terms[1:]))
        return self.states.report(lapsed, Selection(markets=markets)).findings

    def _scopes(self, base: Report) -> Scopes:
        programme = self.programmes.base
        if programme is None:
            return Scopes({}, (), (), frozenset(), {})
        found = pairs(self.base_files, self.head_files, self.change)
        nearest = whole(self.programmes.head.catalogue)
        return scopes(found, programme, base, nearest, allows_narrowing=self.request.allows_narrowing)

    def _final(self, scoped: Scopes) -> State:
        adjusted = dict.fromkeys(scoped.kept, "kept")
        terms = self._terms(standards=True, law=True, waivers=True)
        return State(self.head_files, self.change.head, self.programmes.bench(), terms, scoped.adjust, adjusted)

    def _variant(self, scoped: Scopes) -> Point | None:
        """The change without what markets are judged on in addition; None where that is nothing."""
        if not scoped.widened:
            return None
        state = self._final(scoped)
        adjusted = {market: "base" if market in scoped.widened else "kept" for market in scoped.kept}
        report = self.states.report(state._replace(adjust=scoped.adjust_to_base, adjusted=adjusted), self.selection)
        return Point("variant", by_market(report.findings))

    def _comparison(self, base: Report, told: Told) -> Comparison:
        sides = self.sides
        unchecked = frozenset((market.market, process.process) for market, process in base.not_checked)
        return Comparison(
            sides.reference, sides.base, sides.commit, sides.base_day, sides.has_uncommitted, self.touched,
            tuple(told.events()), unchecked, sides.has_base and not base.pairs,
        )  # fmt: skip


class _Judged(NamedTuple):
    """What the change's report still judges."""

    report: Report
    scoped: Scopes
    removed: frozenset[str]

    def holds(self, finding: Finding) -> bool:
        """Whether a finding of the base that is gone is mended, rather than no longer looked at."""
        if finding.rule.startswith("waiver-") and finding.waiver in self.removed:
            return False
        if finding.market is None:
            return True
        market = self.report.markets.get(finding.market)
        if market is None or finding.market in self.scoped.removed:
            return False
        if finding.process in self.scoped.agreed.get(finding.market, ()):
            return False
        process = market.processes.get(finding.process or "")
        return finding.element == "document" or process is None or process.status is not ProcessStatus.NOT_CHECKED
