"""From drafts to decided drafts: law first, then waivers, then onboarding. Part of `pipeline`."""

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from checker.facts import Fact, ValueFact
from checker.governance.conflicts import LegalCase, conflict_facts
from checker.governance.exceptions import Outcome, decide, decide_nowhere
from checker.governance.law import Law
from checker.governance.reasons import is_required_by_law, reason_facts
from checker.governance.waivers import Found, Seat, is_coverable, is_waivable
from checker.model.documents import Catalogue, Market, ReasonType, Region, Standard, Waiver
from checker.model.position import Document
from checker.model.register import WaiverRecord
from checker.model.results import MarketResult
from checker.model.status import Disposition
from checker.model.workspace import Programme, RegionFiles
from checker.pipeline.drafts import Draft
from checker.pipeline.legal import Happening, LegalView
from checker.rules.registry import judge

Waivers = Sequence[Document[Waiver]]
ByOwner = Mapping[tuple[str, str], Waivers]


class Decided(NamedTuple):
    """The drafts of one process with what has been decided about each, and its waivers for the register."""

    drafts: list[Draft]
    records: tuple[WaiverRecord, ...] = ()


class Holder(NamedTuple):
    """Whose waivers are looked at: a market of a region; None where its file cannot be used."""

    market_id: str
    market: Market | None
    region: Region | None
    region_id: str


class Decisions:
    """The law and the waivers of a programme, looked up by process."""

    def __init__(self, programme: Programme, day: date) -> None:
        self.programme, self.day = programme, day
        self.catalogue: Catalogue = programme.catalogue.model
        self.law = Law(programme)
        self.happening = Happening()
        self.waivers = {document.model.id: document.model for document in programme.waivers}
        self._of_owner = _by_owner(programme.waivers)
        self._held = _by_owner(programme.held)

    def by_law(self, drafts: list[Draft], view: LegalView) -> list[Draft]:
        """Add what law says, and mark what it requires. Free where no duty binds and no reason names one."""
        market = view.background.market.model
        binding = self.law.binding(view.adoption.process, market, self.day)
        named = [draft for draft in drafts if _names_a_duty(draft)]
        if not binding and not named:
            return drafts
        case = view.case(binding)
        required = {id(draft) for draft in named if is_required_by_law(draft.violated.fact, case)}
        of_severity = [draft.violated.fact for draft in named if draft.violated.rule.level == "severity"]
        conflicts = list(_conflicts(drafts, case))
        facts: list[Fact] = [*conflicts, *reason_facts(case, of_severity)]
        decided = [
            draft._replace(disposition=Disposition.REQUIRED_BY_LAW) if id(draft) in required else draft
            for draft in _without_bad_advice(drafts, {fact.element for fact in conflicts})
        ]
        return decided + self._drafts(facts, market.market, view.adoption.process)

    def by_waivers(
        self, drafts: list[Draft], process: str, holder: Holder, standard: Standard | None, *, is_judged: bool
    ) -> Decided:
        """Mark what waivers settle or fail to settle, and add what is to be said of the waivers."""
        drafts = [_waivable(draft, standard) for draft in drafts]
        waivers, held = self.of_market(process, holder), self._of(self._held, process, holder)
        if not waivers and not held:
            return Decided(drafts)
        seat = self._seat(holder.market, holder.region, standard, is_judged=is_judged)
        outcome = decide(waivers, [_found(draft) for draft in drafts], seat, self.day, held)
        decided = [_decided(draft, index, outcome) for index, draft in enumerate(drafts)]
        said = self._drafts(outcome.facts, holder.market_id, process)
        return Decided(decided + said, tuple(outcome.records))

    def of_market(self, process: str, holder: Holder) -> Waivers:
        """The waivers on a process of a market: its own, then its region's."""
        return self._of(self._of_owner, process, holder)

    def _of(self, of_owner: ByOwner, process: str, holder: Holder) -> Waivers:
        owners = (("market", holder.market_id), ("region", holder.region_id))
        return [each for owner in owners for each in of_owner.get(owner, ()) if each.model.process == process]

    def processes_of(self, market_id: str) -> frozenset[str]:
        """The processes that the market's own waivers are for."""
        owner = ("market", market_id)
        every = (*self._of_owner.get(owner, ()), *self._held.get(owner, ()))
        return frozenset(each.model.process for each in every)

    def _seat(self, market: Market | None, region: Region | None, standard: Standard | None, *, is_judged: bool) -> Seat:
        programme = self.programme
        proofs, demands = programme.proofs, programme.demands_proof
        return Seat(self.catalogue, self.waivers, market, region, standard, is_judged, proofs, demands)

    def nowhere(self, region: RegionFiles, results: Sequence[MarketResult]) -> Decided:
        """The region's waivers that match in none of its markets, which are all in `results`."""
        model = region.document.model if region.document is not None else None
        matched = {identity for market in results for identity in market.waiver_ids}
        drafts: list[Draft] = []
        records: list[WaiverRecord] = []
        for document in self._of_owner.get(("region", region.id), ()):
            waiver = document.model
            if waiver.id not in matched:
                unknown = any(waiver.process in market.unchecked for market in results)
                outcome = self._nowhere(document, model, is_judged=not unknown)
                drafts += self._drafts(outcome.facts, None, waiver.process)
                records += outcome.records
        return Decided(drafts, tuple(records))

    def of_nobody(self, known: Iterable[str]) -> tuple[WaiverRecord, ...]:
        """The register's lines of waivers whose market or region does not exist or cannot be read."""
        seen = frozenset(known)
        left = [document for document in self.programme.waivers if document.model.id not in seen]
        return tuple(record for document in left for record in self._nowhere(document, None, is_judged=True).records)

    def _nowhere(self, document: Document[Waiver], region: Region | None, *, is_judged: bool) -> Outcome:
        versions = self.programme.standards.get(document.model.process, {})
        standard = versions[max(versions)].model if versions else None
        return decide_nowhere(document, self._seat(None, region, standard, is_judged=is_judged), self.day)

    def _drafts(self, facts: Iterable[Fact], market: str | None, process: str | None) -> list[Draft]:
        return [_with_waiver(Draft(violated, market, process)) for violated in judge(facts, self.catalogue)]


def _by_owner(waivers: Iterable[Document[Waiver]]) -> ByOwner:
    found: dict[tuple[str, str], list[Document[Waiver]]] = {}
    for document in waivers:
        waiver = document.model
        found.setdefault(("market", waiver.market) if waiver.market else ("region", waiver.region or ""), []).append(document)
    return found


def onboarded(drafts: list[Draft], catalogue: Catalogue, day: date) -> list[Draft]:
    """What is open in an onboarding market is shown and fails nothing, up to and including the market's day."""
    return [
        draft._replace(disposition=Disposition.ONBOARDING)
        if draft.market is not None and _is_onboarding(draft.market, catalogue, day) and not _is_settled(draft)
        else draft
        for draft in drafts
    ]


def _is_onboarding(market: str, catalogue: Catalogue, day: date) -> bool:
    until = catalogue.onboarding.get(market)
    return until is not None and day <= until


def _is_settled(draft: Draft) -> bool:
    return draft.disposition in (Disposition.WAIVED, Disposition.REQUIRED_BY_LAW)


def _names_a_duty(draft: Draft) -> bool:
    """Whether a difference is said to be required by law: one of level severity, or of a pair that does not compare."""
    fact = draft.violated.fact
    because = fact.because
    if because is None or because.type is not ReasonType.LAW_REQUIRES:
        return False
    is_joint = isinstance(fact, ValueFact) and fact.joint is not None and draft.decides
    return draft.violated.rule.level == "severity" or is_joint


def _without_bad_advice(drafts: Iterable[Draft], in_conflict: Container[str]) -> list[Draft]:
    """Deleting a line that repeats the standard changes something where law forbids the value: whose fault that is."""
    return [
        draft
        for draft in drafts
        if draft.violated.rule.id != "control-redundant" or draft.violated.fact.element not in in_conflict
    ]


def _conflicts(drafts: list[Draft], case: LegalCase) -> list[Fact]:
    """What breaks duties; that a value does not compare is said once."""
    said = {draft.violated.fact.element for draft in drafts if draft.violated.rule.id == "control-not-comparable"}
    return [fact for fact in conflict_facts(case) if fact.kind != "law-not-comparable" or fact.element not in said]


def _waivable(draft: Draft, standard: Standard | None) -> Draft:
    """Mark what a waiver could cover; most drafts are of kinds that none does."""
    if standard is None or not is_coverable(_found(draft)) or not is_waivable(standard, draft.violated.fact.element):
        return draft
    return draft._replace(may_be_waived=True)


def _found(draft: Draft) -> Found:
    rule, fact, _, _ = draft.violated
    required = draft.disposition is Disposition.REQUIRED_BY_LAW
    return Found(rule.id, rule.level == "severity", fact, required)


def _decided(draft: Draft, index: int, outcome: Outcome) -> Draft:
    decision = outcome.decisions.get(index)
    if decision is None:
        return draft
    return draft._replace(disposition=decision.disposition, waiver=decision.waiver, is_not_applicable=decision.is_not_applicable)


def _with_waiver(draft: Draft) -> Draft:
    """A finding about a waiver names it."""
    waiver: str | None = getattr(draft.violated.fact, "waiver", None)
    return draft._replace(waiver=waiver) if waiver is not None else draft
