"""What is found about the documents that all markets share, and which standards nobody can be judged by.

Part of `pipeline`.
"""

from collections.abc import Mapping
from datetime import date

from checker.alignment.channels import shared_channels
from checker.alignment.elements import ElementsByView
from checker.alignment.flow import standard_flow_facts
from checker.alignment.flow_verdict import FlowJudge
from checker.alignment.programme import catalogue_facts, law_facts, region_facts, unlisted_facts, waiver_facts
from checker.alignment.standards import makes_unusable, standard_facts
from checker.evolution_facts import BumpFact
from checker.facts import DocumentFact, Fact
from checker.gate_facts import ReleaseFact
from checker.load.layout import Layout
from checker.model.fault import Fault
from checker.model.position import FILE_START, Location, Place
from checker.model.value import Version
from checker.model.workspace import Programme, RegionFiles
from checker.pipeline.drafts import Draft
from checker.pipeline.market import process_of_variant
from checker.rules.registry import judge

PROCESSES = "standards/processes/"


def standard_drafts(programme: Programme, flows: FlowJudge) -> tuple[list[Draft], frozenset[tuple[str, Version]]]:
    """Findings about each standard by itself, its own flow included, and the versions that they make unusable."""
    drafts: list[Draft] = []
    unusable: set[tuple[str, Version]] = set()
    for process, versions in programme.standards.items():
        for version, document in versions.items():
            facts = list(standard_facts(document))
            drafts += _drafts(programme, facts, process=process)
            if any(map(makes_unusable, facts)):
                unusable.add((process, version))
            else:
                drafts += _drafts(programme, list(standard_flow_facts(document, flows)), process=process)
    drafts += _bump_drafts(programme, unusable)
    return drafts, frozenset(unusable)


def _bump_drafts(programme: Programme, unusable: set[tuple[str, Version]]) -> list[Draft]:
    """Versions whose number is too small for what changes; those that nobody can be judged by are not compared."""
    drafts: list[Draft] = []
    for process, documents in programme.standards.items():
        models = {version: each.model for version, each in documents.items() if (process, version) not in unusable}
        if len(models) < 2:
            continue
        from checker.evolution.standards import diff, version_before

        for version in models:
            before = version_before(models, version)
            if before is not None and (compared := diff(models, before, version)).is_too_small:
                fact = BumpFact(compared, Place(documents[version], ("version",)))
                drafts += _drafts(programme, [fact], process=process)
    return drafts


def programme_drafts(programme: Programme, layout: Layout) -> list[Draft]:
    """Findings about the catalogue, laws and waivers, and about all faults of shared files."""
    regions_of = {market.id: region.id for region in layout.regions for market in region.markets}
    drafts = [draft for fault in (*layout.faults, *programme.faults) for draft in fault_drafts(programme, fault)]
    drafts += _drafts(programme, list(catalogue_facts(programme, regions_of)))
    for unlisted in unlisted_facts(programme):
        drafts += _drafts(programme, [unlisted], process=unlisted.process)
    for process, channel in shared_channels(programme):
        drafts += _drafts(programme, [channel], process=process)
    for process, fact in law_facts(programme):
        drafts += _drafts(programme, [fact], process=process)
    for process, version, path in programme.edited:
        document = programme.standards.get(process, {}).get(version)
        place = Place(document, ("version",)) if document is not None else Location(path, FILE_START)
        drafts += _drafts(programme, [ReleaseFact(process, str(version), "digest", place)], process=process)
    for market, process, fact in waiver_facts(programme, regions_of):
        drafts += _drafts(programme, [fact], market=market, process=process)
    return drafts


def region_drafts(
    programme: Programme,
    region: RegionFiles,
    adopted: Mapping[str, frozenset[Version]],
    views: ElementsByView,
    day: date,
) -> list[Draft]:
    """Findings about a region's own files. `adopted`: the versions that its markets run."""
    drafts = [draft for fault in region.faults for draft in fault_drafts(programme, fault)]
    for process, fact in region_facts(programme, region, adopted, views, day):
        drafts += _drafts(programme, [fact], process=process)
    return drafts


def fault_drafts(programme: Programme, fault: Fault) -> list[Draft]:
    """Findings about a fault of a shared file, with the process that its place names."""
    path = fault.location.path
    process = path.removeprefix(PROCESSES).partition("/")[0] if path.startswith(PROCESSES) else process_of_variant(path)
    return _drafts(programme, [DocumentFact(fault)], process=process)


def _drafts(programme: Programme, facts: list[Fact], market: str | None = None, process: str | None = None) -> list[Draft]:
    return [Draft(violated, market, process) for violated in judge(facts, programme.catalogue.model)]
