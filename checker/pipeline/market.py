"""One market: its files' faults, its processes judged, its numbers. Part of `pipeline`."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

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
from checker.alignment.flow_verdict import FlowJudge
from checker.alignment.process import Alignment, Background, align
from checker.alignment.elements import ElementsByView, StandardElements
from checker.facts import DocumentFact, Fact, ValueFact
from checker.governance.law import BindingLaw, binding_law, is_required_by_law
from checker.governance.numbers import Weights, gain_of, weights_of
from checker.model.documents import Market, Standard, Variant
from checker.model.fault import Fault
from checker.model.finding import Finding
from checker.model.numbers import NO_WEIGHT, Weight
from checker.model.position import FILE_START, Document, Location, Place
from checker.model.report import MarketResult, ProcessResult
from checker.model.status import CONFORMING, Disposition, ProcessStatus, Status
from checker.model.value import Version
from checker.model.workspace import MarketFiles, Programme
from checker.pipeline.drafts import Decided, Draft, findings
from checker.pipeline.process import (
    StandardWeights,
    Subject,
    checked_process,
    not_adopted_process,
    not_checked_process,
    standard_weights,
)
from checker.rules.registry import judge
from checker.rules.rule import Violated


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

    def check(self, files: MarketFiles) -> tuple[MarketResult, list[Finding]]:
        """The market's result, and its findings in output order."""
        drafts = list(self._file_drafts(files))
        if files.document is None or files.region.document is None:
            results = dict(self._nothing_checked(files))
        else:
            results = {}
            law = binding_law(self.programme, files.document.model, self.day)
            for found in adoptions(self.programme, files, files.document):
                if isinstance(found, Adoption):
                    result, of_process = self._process(files, files.document, found, law)
                    results[found.process] = result
                    drafts += of_process
                else:
                    drafts += self._drafts([found], files, None)
        document = files.document
        market = MarketResult(
            files.id,
            document.model.name if document else files.id,
            files.region.id,
            document.model.lead if document else None,
            results,
        )
        return market, findings(drafts, *_decided(market))

    @property
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
            yield process, not_checked_process(subject, self._weight(process, None, None), f"its {broken} cannot be used")

    def _process(
        self, files: MarketFiles, market: Document[Market], adoption: Adoption, law: BindingLaw
    ) -> tuple[ProcessResult, list[Draft]]:
        process, version = adoption.process, adoption.version
        confirmed = is_confirmed(self.programme, market.model, adoption, self.day)
        subject = Subject(adoption, self._title(process, version), confirmed, self.lists_all)
        facts: list[Fact] = [
            *adoption_facts(self.programme, files, adoption, self.day),
            *version_facts(self.programme, adoption, self.day),
        ]
        standard = self._standard(process, version)
        if standard is not None:
            facts += confirmation_facts(self.programme, market, adoption, self.day)
        weight = self._weight(process, version, market.model)
        if version is None:
            return not_adopted_process(subject, weight, self.weights), self._drafts(facts, files, process)
        obstacle = self._obstacle(files, process, version)
        if standard is None or obstacle:
            return not_checked_process(subject, weight, obstacle), self._drafts(facts, files, process)
        elements = self.views.of(standard, market.model)
        alignment = self._align(files, elements, adoption)
        drafts = self._decide(self._drafts([*facts, *alignment.facts], files, process), process, law)
        if not alignment.is_judgeable:
            return not_checked_process(subject, weight, "its variant cannot be applied"), drafts
        standing = self._standing(elements)
        return checked_process(subject, alignment, drafts, standing, self.weights), drafts

    def _align(self, files: MarketFiles, elements: StandardElements, adoption: Adoption) -> Alignment:
        region: Document[Variant] | None = files.region.variants.get(adoption.process)
        own = files.variants.get(adoption.process)
        adopted_at = adoption.place if isinstance(adoption.place, Place) else None
        return align(elements, region, own, Background(self.day, self.programme.duties, self.flows), adopted_at)

    def _decide(self, drafts: list[Draft], process: str, law: BindingLaw) -> list[Draft]:
        return [
            Draft(draft.violated, draft.market, draft.process, Disposition.REQUIRED_BY_LAW)
            if _required(draft.violated, process, law)
            else draft
            for draft in drafts
        ]

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

    def _weight(self, process: str, version: Version | None, market: Market | None) -> Weight:
        """All that a process weighs; without a usable version, by its newest active one in effect."""
        versions = {
            other: document
            for other, document in self.programme.standards.get(process, {}).items()
            if (process, other) not in self.unusable
        }
        chosen = version if version in versions else newest_in_effect(versions, self.day)
        if chosen is None:
            return NO_WEIGHT
        document = versions[chosen]
        elements = self.views.of(document, market) if market else self.views.of_all(document)
        return self._standing(elements).total

    def _standing(self, elements: StandardElements) -> StandardWeights:
        known = self._weighed.get(id(elements))
        if known is None:
            known = self._weighed[id(elements)] = (elements, standard_weights(elements, self.weights))
        return known[1]


def _required(violated: Violated, process: str, law: BindingLaw) -> bool:
    fact = violated.fact
    return violated.rule.level == "severity" and isinstance(fact, ValueFact) and is_required_by_law(fact, process, law)


def _decided(market: MarketResult) -> tuple[Mapping[tuple[str | None, str | None, str], Decided], Mapping[tuple[str, str], float]]:
    """What each element's status is and what mending it wins; and the same for processes as a whole."""
    elements: dict[tuple[str | None, str | None, str], Decided] = {}
    whole: dict[tuple[str, str], float] = {}
    for process in market.processes.values():
        tally = market.tally
        if process.status in (ProcessStatus.NOT_CHECKED, ProcessStatus.NOT_ADOPTED):
            whole[market.market, process.process] = gain_of(process.weight, tally) if process.due else 0.0
        for element in process.elements.values():
            conforms = element.status in CONFORMING or element.status is Status.NOT_APPLICABLE
            gain = 0.0 if conforms or not process.due else gain_of(element.weight, tally)
            elements[market.market, process.process, element.element] = Decided(element.status, gain)
    return elements, whole


def process_of_variant(path: str) -> str | None:
    """The process that a file in `markets/` is a variant of; None for market.yaml, region.yaml and strays."""
    parts = path.split("/")
    name = parts[-1].removesuffix(".yaml")
    is_variant = parts[0] == "markets" and 3 <= len(parts) <= 4 and name not in ("market", "region") and parts[-1] != name
    return name if is_variant else None


def document_drafts(
    programme: Programme, faults: Iterable[Fault], market: str | None = None, process: str | None = None
) -> list[Draft]:
    """Findings about files that all markets share."""
    facts = [DocumentFact(fault) for fault in faults]
    return [Draft(violated, market, process) for violated in judge(facts, programme.catalogue.model)]
