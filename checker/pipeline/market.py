"""One market: its files' faults, its processes judged, its numbers. Part of `pipeline`."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from checker.alignment.adoption import (
    Adoption,
    adoption_facts,
    adoptions,
    confirmation_facts,
    due_processes,
    is_confirmed,
    newest_in_effect,
    version_facts,
)
from checker.alignment.channels import known_channels, market_channels
from checker.alignment.elements import ElementsByView, StandardElements
from checker.alignment.flow_verdict import FlowJudge
from checker.alignment.process import Alignment, Background, align
from checker.alignment.programme import waiver_step_facts
from checker.facts import DocumentFact, Fact
from checker.governance.numbers import Weights, gain_of, weights_of
from checker.model.documents import Market, Standard, Variant
from checker.model.fault import Fault
from checker.model.finding import Finding
from checker.model.numbers import NO_WEIGHT
from checker.model.position import FILE_START, Document, Location, Place
from checker.model.register import WaiverRecord
from checker.model.results import MarketResult, ProcessResult
from checker.model.status import CONFORMING, ProcessStatus, Status
from checker.model.value import Version
from checker.model.workspace import MarketFiles, Programme
from checker.pipeline.decisions import Decisions, Holder, onboarded
from checker.pipeline.drafts import Decided, Draft, findings
from checker.pipeline.legal import Background as LegalBackground
from checker.pipeline.legal import LegalView
from checker.pipeline.process import (
    StandardWeights,
    Subject,
    checked_process,
    not_adopted_process,
    not_checked_process,
    standard_weights,
)
from checker.rules.registry import judge


class Judged(NamedTuple):
    """One process of one market: its result, what was found, its waivers for the register."""

    result: ProcessResult
    drafts: list[Draft]
    records: tuple[WaiverRecord, ...]


@dataclass(frozen=True)
class MarketChecker:
    """Judges markets one by one against the same programme, for one day.

    `unusable`: versions nobody can be judged by. `lists_all`: plainly aligned elements are listed too.
    """

    programme: Programme
    day: date
    unusable: frozenset[tuple[str, Version]] = frozenset()
    lists_all: bool = False
    views: ElementsByView = field(default_factory=ElementsByView)
    flows: FlowJudge = field(default_factory=FlowJudge)
    _weighed: dict[int, tuple[StandardElements, StandardWeights]] = field(default_factory=dict)

    @cached_property
    def decisions(self) -> Decisions:
        return Decisions(self.programme, self.day)

    def check(self, files: MarketFiles, only: str | None = None) -> tuple[MarketResult, list[Finding]]:
        """The market's result, and its findings in output order. `only`: no process but this one is judged."""
        drafts = list(self._file_drafts(files))
        results: dict[str, ProcessResult] = {}
        records: tuple[WaiverRecord, ...] = ()
        if files.document is None or files.region.document is None:
            results |= self._nothing_checked(files)
        else:
            for process, fact in waiver_step_facts(self.programme, files):
                drafts += self._drafts([fact], files, process)
            drafts += self._drafts(market_channels(files.document, self.channels), files, None)
            holder = Holder(files.id, files.document.model, files.region.document.model, files.region.id)
            for found in adoptions(self.programme, files, files.document):
                if isinstance(found, Adoption):
                    if only not in (None, found.process):
                        continue
                    judged = self._judged(files, files.document, found, holder)
                    results[found.process] = judged.result
                    drafts += judged.drafts
                    records += judged.records
                else:
                    drafts += self._drafts([found], files, None)
            named = self.decisions.processes_of(files.id) if only is None else self.decisions.processes_of(files.id) & {only}
            for process in sorted(named - results.keys()):
                is_known = process in self.programme.standards
                decided = self.decisions.by_waivers([], process, holder, None, is_judged=is_known)
                drafts += decided.drafts
                records += decided.records
        market = self._result(files, results, records)
        drafts = onboarded(drafts, self.programme.catalogue.model, self.day)
        numbers = _Decided(market)
        return market, findings(drafts, numbers.of, numbers.of_unchecked())

    def _result(
        self, files: MarketFiles, results: Mapping[str, ProcessResult], records: tuple[WaiverRecord, ...]
    ) -> MarketResult:
        if files.document is None:
            return MarketResult(files.id, files.id, files.region.id, None, results)
        market = files.document.model
        in_force, to_come = self.decisions.law.on(market, self.day)
        return MarketResult(files.id, market.name, files.region.id, market.lead, results, records, in_force, to_come)

    @cached_property
    def channels(self) -> frozenset[str]:
        return known_channels(self.programme)

    @cached_property
    def weights(self) -> Weights:
        return weights_of(self.programme.catalogue.model)

    def _drafts(self, facts: Iterable[Fact], files: MarketFiles, process: str | None) -> list[Draft]:
        violated = judge(facts, self.programme.catalogue.model)
        return [Draft(each, files.id, process) for each in violated]

    def _file_drafts(self, files: MarketFiles) -> Iterator[Draft]:
        for fault in files.faults:
            process = process_of_variant(fault.location.path)
            yield from self._drafts([DocumentFact(fault)], files, process)

    def _nothing_checked(self, files: MarketFiles) -> Iterator[tuple[str, ProcessResult]]:
        """Of a market that cannot be read, what is due always and by a channel counts as not checked."""
        broken = "market.yaml" if files.document is None else "region.yaml"
        for process in due_processes(self.programme, None):
            place = Location(f"{files.path}/market.yaml", FILE_START)
            adoption = Adoption(process, due=True, version=None, layer="market", place=place)
            subject = Subject(adoption, self._title(process, None), is_confirmed=False)
            weight = self._weights_of(process, None, None).total
            yield process, not_checked_process(subject, weight, f"its {broken} cannot be used")

    def _judged(self, files: MarketFiles, market: Document[Market], adoption: Adoption, holder: Holder) -> Judged:
        process, version = adoption.process, adoption.version
        standard = self._standard(process, version)
        facts = self._standing_facts(files, market, adoption)
        obstacle = self._obstacle(files, process, version) if version is not None else ""
        alignment = None
        if standard is not None and not obstacle:
            alignment = self._align(files, self.views.of(standard, market.model), adoption)
            facts += alignment.facts
            obstacle = "" if alignment.is_judgeable else "its variant cannot be applied"
        drafts = self._drafts(facts, files, process)
        if alignment is not None and not obstacle:
            drafts = self.decisions.by_law(drafts, self._legal_view(files, market, adoption, alignment))
        shown = standard or self._shown_standard(process)
        model = shown.model if shown is not None else None
        decided = self.decisions.by_waivers(drafts, process, holder, model, is_judged=not obstacle)
        result = self._process(market, adoption, None if obstacle else alignment, decided.drafts, obstacle)
        return Judged(result, decided.drafts, decided.records)

    def _standing_facts(self, files: MarketFiles, market: Document[Market], adoption: Adoption) -> list[Fact]:
        facts: list[Fact] = [
            *adoption_facts(self.programme, files, adoption, self.day),
            *version_facts(self.programme, adoption, self.day),
        ]
        if self._standard(adoption.process, adoption.version) is not None:
            facts += confirmation_facts(self.programme, market, adoption, self.day)
        return facts

    def _process(
        self,
        market: Document[Market],
        adoption: Adoption,
        alignment: Alignment | None,
        drafts: list[Draft],
        obstacle: str,
    ) -> ProcessResult:
        confirmed = is_confirmed(self.programme, market.model, adoption, self.day)
        subject = Subject(adoption, self._title(adoption.process, adoption.version), confirmed, self.lists_all)
        if adoption.version is None:
            standing = self._weights_of(adoption.process, None, market.model)
            return not_adopted_process(subject, standing, self.weights, drafts)
        if alignment is None:
            weight = self._weights_of(adoption.process, adoption.version, market.model).total
            return not_checked_process(subject, weight, obstacle)
        return checked_process(subject, alignment, drafts, self._standing(alignment.elements), self.weights)

    def _legal_view(self, files: MarketFiles, market: Document[Market], adoption: Adoption, alignment: Alignment) -> LegalView:
        layers = (files.region.variants.get(adoption.process), files.variants.get(adoption.process))
        background = LegalBackground(self.decisions.law, self.flows, self.day, market, self.decisions.happening)
        return LegalView(alignment, adoption, tuple(layer for layer in layers if layer is not None), background)

    def _align(self, files: MarketFiles, elements: StandardElements, adoption: Adoption) -> Alignment:
        region: Document[Variant] | None = files.region.variants.get(adoption.process)
        own = files.variants.get(adoption.process)
        adopted_at = adoption.place if isinstance(adoption.place, Place) else None
        return align(elements, region, own, Background(self.day, self.programme.duties, self.flows), adopted_at)

    def _obstacle(self, files: MarketFiles, process: str, version: Version) -> str:
        """Why an adopted process cannot be judged; empty if it can."""
        if self._standard(process, version) is None:
            exists = (process, version) in self.unusable | self.programme.unusable
            return f"version {version} cannot be used" if exists else f"there is no version {version}"
        if process in files.unusable:
            return "its variant cannot be used"
        return "its region's variant cannot be used" if process in files.region.unusable else ""

    def _standard(self, process: str, version: Version | None) -> Document[Standard] | None:
        if version is None or (process, version) in self.unusable:
            return None
        return self.programme.standards.get(process, {}).get(version)

    def _title(self, process: str, version: Version | None) -> str:
        versions = self.programme.standards.get(process, {})
        shown = version if version in versions else newest_in_effect(versions, self.day)
        return versions[shown].model.title if shown is not None else process

    def _shown_standard(self, process: str) -> Document[Standard] | None:
        """The newest version in effect that can be used."""
        versions = self.programme.standards.get(process, {})
        usable = {version: each for version, each in versions.items() if (process, version) not in self.unusable}
        newest = newest_in_effect(usable, self.day)
        return usable[newest] if newest is not None else None

    def _weights_of(self, process: str, version: Version | None, market: Market | None) -> StandardWeights:
        """What a process weighs; without a usable version, by its newest active one in effect."""
        document = self._standard(process, version) or self._shown_standard(process)
        if document is None:
            return StandardWeights({}, NO_WEIGHT)
        return self._standing(self.views.of(document, market) if market else self.views.of_all(document))

    def _standing(self, elements: StandardElements) -> StandardWeights:
        known = self._weighed.get(id(elements))
        if known is None:
            known = self._weighed[id(elements)] = (elements, standard_weights(elements, self.weights))
        return known[1]


class _Decided:
    """What each element's status is and what mending it wins, worked out for those that are asked for."""

    def __init__(self, market: MarketResult) -> None:
        self.market = market

    def of(self, draft: Draft) -> Decided | None:
        process = self.market.processes.get(draft.process or "")
        element = process.elements.get(draft.violated.fact.element) if process is not None else None
        if process is None or element is None or draft.market != self.market.market:
            return None
        conforms = element.status in CONFORMING or element.status is Status.NOT_APPLICABLE
        counts = process.due and not conforms
        tally = self.market.tally
        gain = gain_of(element.weight, tally, leaves_the_denominator=element.is_extra) if counts else 0.0
        return Decided(element.status, gain)

    def of_unchecked(self) -> Mapping[str, float]:
        """What it wins to mend a process that was not checked or not adopted."""
        tally = self.market.tally
        return {
            process.process: gain_of(process.weight, tally) if process.due else 0.0
            for process in self.market.processes.values()
            if process.status in (ProcessStatus.NOT_CHECKED, ProcessStatus.NOT_ADOPTED)
        }


def process_of_variant(path: str) -> str | None:
    """The process that a file in `markets/` is a variant of; None for market.yaml, region.yaml and strays."""
    parts = path.split("/")
    name = parts[-1].removesuffix(".yaml")
    is_named = name not in ("market", "region") and parts[-1] != name
    return name if is_named and parts[0] == "markets" and 3 <= len(parts) <= 4 else None


def document_drafts(
    programme: Programme, faults: Iterable[Fault], market: str | None = None, process: str | None = None
) -> list[Draft]:
    """Findings about files that all markets share."""
    facts = [DocumentFact(fault) for fault in faults]
    return [Draft(violated, market, process) for violated in judge(facts, programme.catalogue.model)]
