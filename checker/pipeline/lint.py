"""Standards by themselves: what rules find in them, and advice for their authors. Part of `pipeline`."""

from collections.abc import Collection, Iterator

from checker.alignment.flow_verdict import FlowJudge
from checker.errors import UsageError
from checker.evolution.advice import advice_on
from checker.evolution.standards import diff, version_before
from checker.load.workspace import WorkspaceFiles
from checker.model.evolution import Remark
from checker.model.finding import Finding
from checker.model.nearest import meant
from checker.model.position import Document, Location, Place
from checker.model.value import Version
from checker.model.workspace import Programme
from checker.pipeline.drafts import findings
from checker.pipeline.releases import recorded_digests
from checker.pipeline.run import read_programme
from checker.pipeline.shared import PROCESSES, programme_drafts, standard_drafts


def lint(files: WorkspaceFiles, process: str | None = None) -> tuple[Remark, ...]:
    """All that is wrong with the standards (of one process) by themselves, in the order of their files.

    Raises InvalidCatalogueError and, for a process that there is not, UsageError.
    """
    programme = read_programme(files)
    if process is not None and process not in programme.process_ids():
        raise UsageError(f"there is no process `{process}`{meant(process, programme.process_ids())}")
    drafts, unusable = standard_drafts(programme, FlowJudge())
    found = findings([*drafts, *programme_drafts(programme, files.layout)])
    remarks = [*map(_remark, found), *_advice(programme, unusable, recorded_digests(files))]
    remarks = [each for each in remarks if each.location.path.startswith(PROCESSES)]
    return tuple(sorted((each for each in remarks if process in (None, each.process)), key=_order))


def _order(remark: Remark) -> tuple[str, int, int, str]:
    span = remark.location.span
    return (remark.location.path, span.line, span.column, remark.name)


def _remark(finding: Finding) -> Remark:
    return Remark(finding.level, finding.rule, finding.process, finding.message, finding.location, finding.remedy)


def _advice(
    programme: Programme, unusable: Collection[tuple[str, Version]], released: Collection[tuple[str, Version]]
) -> Iterator[Remark]:
    for process, documents in programme.standards.items():
        models = {version: each.model for version, each in documents.items() if (process, version) not in unusable}
        for version in models:
            document, before = documents[version], version_before(models, version)
            compared = diff(models, before, version) if before is not None else None
            grace = None if (process, version) in released else programme.catalogue.model.min_grace_days
            for advice in advice_on(document.model, compared, grace):
                where = _located(document, advice.key_path)
                yield Remark("error" if advice.is_binding else "info", advice.kind, process, advice.message, where, advice.remedy)


def _located(document: Document[object], key_path: tuple[str | int, ...]) -> Location:
    return Place(document, key_path).location()
