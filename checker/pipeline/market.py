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
    version_facts,
)
from checker.alignment.channels import known_channels, market_channels
from checker.alignment.elements import ElementsByView, StandardElements
from checker.alignment.flow_verdict import FlowJudge
from checker.alignment.process import Alignment, Background, align
from checker.alignment.programme import waiver_step_facts
from checker.facts import DocumentFact, Fact
from checker.model.documents import Market, Variant
from checker.model.fault import Fault
from checker.model.finding import Finding
from checker.model.position import FILE_START, Document, Location, Place
from checker.model.register import WaiverRecord
from checker.model.results import MarketResult, ProcessResult
from checker.model.value import Version
from checker.model.workspace import MarketFiles, Programme
from checker.pipeline.decisions import Decisions, Holder, onboarded
from checker.pipeline.drafts import Draft, findings
from checker.pipeline.gains import Gains
from checker.pipeline.legal import Background as LegalBackground
from checker.pipeline.legal import LegalView
from checker.pipeline.process import (
    Subject,
    checked_process,
    not_adopted_process,
    not_checked_process,
)
from checker.pipeline.standards import StandardsInUse
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

    @cached_property
    def standards(self) -> StandardsInUse:
        return StandardsInUse(self.programme, self.day, self.unusable, self.views)

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
        gains = Gains(market)
        return market, findings(drafts, gains.of, gains.of_unchecked())

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
            subject = Subject(adoption, self.standards.title(process, None), is_confirmed=False)
            weight = self.standards.weights_of(process, None, None).total
            yield process, not_checked_process(subject, weight, f"its {broken} cannot be used")

    def _judged(self, files: MarketFiles, market: Document[Market], adoption: Adoption, holder: Holder) -> Judged:
        process, version = adoption.process, adoption.version
        standard = self.standards.usable(process, version)
        facts = self._standing_facts(files, market, adoption)
        obstacle = self.standards.obstacle(files, process, version) if version is not None else ""
        alignment = None
        if standard is not None and not obstacle:
            alignment = self._align(files, self.views.of(standard, market.model), adoption)
            facts += alignment.facts
            obstacle = "" if alignment.is_judgeable else "its variant cannot be applied"
        drafts = self._drafts(facts, files, process)
        if alignment is not None and not obstacle:
            drafts = self.decisions.by_law(drafts, self._legal_view(files, market, adoption, alignment))
        shown = standard or self.standards.newest(process)
        model = shown.model if shown is not None else None
        decided = self.decisions.by_waivers(drafts, process, holder, model, is_judged=not obstacle)
        result = self._process(market, adoption, None if obstacle else alignment, decided.drafts, obstacle)
        return Judged(result, decided.drafts, decided.records)

    def _standing_facts(self, files: MarketFiles, market: Document[Market], adoption: Adoption) -> list[Fact]:
        facts: list[Fact] = [
            *adoption_facts(self.programme, files, adoption, self.day),
            *version_facts(self.programme, adoption, self.day),
        ]
        if self.standards.usable(adoption.process, adoption.version) is not None:
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
        subject = Subject(adoption, self.standards.title(adoption.process, adoption.version), confirmed, self.lists_all)
        if adoption.version is None:
            standing = self.standards.weights_of(adoption.process, None, market.model)
            return not_adopted_process(subject, standing, self.standards.weights, drafts)
        if alignment is None:
            weight = self.standards.weights_of(adoption.process, adoption.version, market.model).total
            return not_checked_process(subject, weight, obstacle)
        return checked_process(subject, alignment, drafts, self.standards.standing(alignment.elements), self.standards.weights)

    def _legal_view(self, files: MarketFiles, market: Document[Market], adoption: Adoption, alignment: Alignment) -> LegalView:
        layers = (files.region.variants.get(adoption.process), files.variants.get(adoption.process))
        background = LegalBackground(self.decisions.law, self.flows, self.day, market, self.decisions.happening)
        return LegalView(alignment, adoption, tuple(layer for layer in layers if layer is not None), background)

    def _align(self, files: MarketFiles, elements: StandardElements, adoption: Adoption) -> Alignment:
        region: Document[Variant] | None = files.region.variants.get(adoption.process)
        own = files.variants.get(adoption.process)
        adopted_at = adoption.place if isinstance(adoption.place, Place) else None
        return align(elements, region, own, Background(self.day, self.programme.duties, self.flows), adopted_at)

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
