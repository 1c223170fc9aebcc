"""A check under a base, from the two sides to one report. Part of `pipeline`."""

import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from checker.cache.answers import tool_state
from checker.gate.verdicts import Point, Sides, by_market, verdicts
from checker.load.workspace import WorkspaceFiles
from checker.model.comparison import Comparison
from checker.model.finding import Cause, Finding
from checker.model.later import Later
from checker.model.report import Aside, Report
from checker.model.status import ProcessStatus
from checker.model.totals import summed
from checker.pipeline.bench import Judged
from checker.pipeline.gate.programmes import Programmes, base_programme
from checker.pipeline.gate.proofs import known_proofs
from checker.pipeline.gate.scopes import Scopes, pairs, scopes
from checker.pipeline.gate.sides import BothSides, both_sides
from checker.pipeline.gate.states import Judgement, State, States, in_order, markets_by_region, terms_of
from checker.pipeline.gate.told import Told
from checker.pipeline.request import Progress, Request
from checker.pipeline.run import no_collection, read_programme
from checker.pipeline.selection import Selection, select
from checker.version import __version__

NOTHING_SELECTED = Selection(markets=frozenset({""}))


def check_change(request: Request, progress: Progress | None = None) -> Report:
    """Check a workspace against a commit. Raises CheckerError where a run is impossible."""
    with no_collection(), both_sides(request) as sides:
        return _Gate(request, sides, progress).report()


class _Gate:
    def __init__(self, request: Request, sides: BothSides, progress: Progress | None) -> None:
        self.request, self.sides, self.change = request, sides, sides.change
        self.head_files = WorkspaceFiles(request.root, request.standards, request.buffers, layout=sides.layout)
        shared = self.head_files.layout if sides.has_same_files and self.head_files.layout.is_plain else None
        self.base_files = WorkspaceFiles(request.root, source=sides.base_files, layout=shared)
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
        base = self._base()
        scoped = self._scopes(base)
        middle = [(cause, self.states.judgement(state, self.selection)) for cause, state in self._middle()]
        variant = self._variant(scoped)
        final = self.states.judgement(self._final(scoped), self.selection)
        points = [*middle, *self._last(variant, final)]
        self.states.keep()
        aside = self._aside([base, *(judgement for _, judgement in points)])
        told = Told(self.request, self.sides, self.programmes, scoped, self.selection)
        judged = _Judged(final.report, scoped, told.removed)
        changed = [Point(cause, judgement.without(aside)) for cause, judgement in points]
        found = verdicts(
            Sides(by_market(self._lapsed()), base.without(aside), changed, self.touched, self.change.moved, judged.holds)
        )
        others = in_order([found, told.findings({each.fingerprint for each in found})])
        report = replace(final.report, comparison=self._comparison(base.report, told))
        return put_aside(report, others, [final.markets[market] for market in aside])

    @staticmethod
    def _last(variant: Judgement | None, final: Judgement) -> tuple[tuple[Cause, Judgement], ...]:
        return (("variant", final),) if variant is None else (("variant", variant), ("scope", final))

    def _aside(self, judgements: Sequence[Judgement]) -> Collection[str]:
        """The markets that the change does not touch, and that all states judged by the same: as before in all they have."""
        first, *others = judgements
        return [
            market
            for market, judged in first.markets.items()
            if market not in self.touched and all(each.markets.get(market) is judged for each in others)
        ]

    def _base(self) -> Judgement:
        """The base as of the day of the check; an empty one where there was no workspace."""
        if self.sides.has_base:
            return self.states.judgement(self._base_state(), self.selection)
        nothing = self.states.judgement(self._base_state(), NOTHING_SELECTED)
        return Judgement(replace(nothing.report, findings=()), {})

    def _base_state(self) -> State:
        bench = self.programmes.bench(standards=False, law=False, waivers=False)
        terms = self._terms(standards=False, law=False, waivers=False)
        return State(self.base_files, self.change.base, bench, terms, kept_as=self._kept_as)

    @cached_property
    def _kept_as(self) -> str | None:
        """Names the base's terms for other runs, by the content of all that is shared."""
        if not self.sides.is_plain or not self.programmes.has_own_terms or self.request.store is None:
            return None
        shared = [(path, name) for path, name in sorted(self.change.base.items()) if path.startswith("standards/")]
        request, proofs = self.request, sorted(self.programmes.proofs.items())
        asked = (request.as_of.isoformat(), request.all_elements, request.demands_proof, str(request.root.resolve()))
        return repr((__version__, sys.version, tool_state(), *asked, proofs, shared))

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

    def _lapsed(self) -> Sequence[Finding]:
        """The base on its own day, of the markets that the change touches."""
        day = min(self.sides.base_day, self.request.as_of)
        state = self._base_state()
        there = {market.id for region in self.base_files.layout.regions for market in region.markets}
        markets = self.touched & there
        if not self.sides.has_base or not markets:
            return ()
        lapsed = state._replace(bench=state.bench.on(day), terms=(day, *state.terms[1:]), kept_as=None)
        return self.states.report(lapsed, Selection(markets=markets)).findings

    def _scopes(self, base: Judgement) -> Scopes:
        programme = self.programmes.base
        if programme is None:
            return Scopes({}, (), (), frozenset(), {})
        found = pairs(self.base_files, self.head_files, self.change)
        return scopes(found, programme, base.report, allows_narrowing=self.request.allows_narrowing)

    def _final(self, scoped: Scopes) -> State:
        adjusted = dict.fromkeys(scoped.kept, "kept")
        terms = self._terms(standards=True, law=True, waivers=True)
        kept_as = None if self.change.edits_below("standards/") else self._kept_as
        bench = self.programmes.bench()
        return State(self.head_files, self.change.head, bench, terms, scoped.adjust, adjusted, kept_as, self.touched)

    def _variant(self, scoped: Scopes) -> Judgement | None:
        """The change without what markets are judged on in addition; None where that is nothing."""
        if not scoped.widened:
            return None
        state = self._final(scoped)
        adjusted = {market: "base" if market in scoped.widened else "kept" for market in scoped.kept}
        return self.states.judgement(state._replace(adjust=scoped.adjust_to_base, adjusted=adjusted), self.selection)

    def _comparison(self, base: Report, told: Told) -> Comparison:
        sides = self.sides
        unchecked = frozenset((market.market, process.process) for market, process in base.not_checked)
        return Comparison(
            sides.reference, sides.base, sides.commit, sides.base_day, sides.has_uncommitted, self.touched,
            tuple(told.events()), unchecked, sides.has_base and not base.totals.pairs,
        )  # fmt: skip


def put_aside(report: Report, others: tuple[Finding, ...], aside: Sequence[Judged]) -> Report:
    """A report with all findings, of which those aside are read when somebody asks for them."""
    if not aside:
        return replace(report, findings=others)
    counts = summed(each.counts for each in aside)
    kinds = {kind._replace(change="unchanged"): number for kind, number in counts.findings.items()}

    def every() -> tuple[Finding, ...]:
        return in_order([others, *(map(_as_before, each.findings) for each in aside)])

    return replace(report, findings=Later(every), aside=Aside(others, counts._replace(findings=kinds)))


def _as_before(finding: Finding) -> Finding:
    return replace(finding, change="unchanged", blocks=False)


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
