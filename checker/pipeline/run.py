"""A whole check: from a request to a report. Part of `pipeline`."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from checker.errors import ToolVersionError
from checker.load.workspace import WorkspaceFiles
from checker.model.documents import Catalogue
from checker.model.finding import Finding
from checker.model.report import (
    Report,
    WrittenReport,
)
from checker.model.workspace import Programme
from checker.pipeline.bench import bench_of
from checker.pipeline.judging import Run
from checker.pipeline.request import Progress, Request, Write
from checker.pipeline.selection import select
from checker.version import __version__


def check(request: Request, progress: Progress | None = None) -> Report:
    """Check a workspace. Raises CheckerError where a run is impossible; faults of documents are findings."""
    if request.base is not None:
        from checker.pipeline.gate.check import check_change

        return check_change(request, progress)
    with no_collection():
        return _run(request, progress, None).report()


def check_written(request: Request, write: Write, progress: Progress | None = None) -> WrittenReport:
    """The same for a whole workspace whose markets `write` puts into text as they are judged, and nobody needs again.

    Where the work is shared out, text is handed on much faster than results.
    """
    if request.words:
        raise AssertionError("a part of a workspace is not written at once: what is shown of it is known at the end")
    with no_collection():
        run = _run(request, progress, write)
        return run.written() if run.write is not None else _written_later(run.report(), write)


def _run(request: Request, progress: Progress | None, write: Write | None) -> Run:
    files = WorkspaceFiles(request.root, request.standards, request.buffers)
    selection = select(request.words, files.layout, request.root, request.here)
    at_once = write if not files.twice else None  # of a market with two folders, all findings stand together
    bench = bench_of(read_programme(files), request.as_of, all_elements=request.all_elements)
    if request.wants_proofs or request.demands_proof:
        bench = bench.by(_proven(bench.programme, files, request))
    return Run(files, bench, request, selection, progress, at_once)


def _proven(programme: Programme, files: WorkspaceFiles, request: Request) -> Programme:
    """With what the history says of approvals."""
    from checker.pipeline.gate.proofs import known_proofs

    proofs = known_proofs(programme.waivers, files.standards, request)
    return replace(programme, proofs=proofs, demands_proof=request.demands_proof)


def _written_later(report: Report, write: Write) -> WrittenReport:
    found: dict[str | None, list[Finding]] = {}
    for finding in report.findings:
        found.setdefault(finding.market, []).append(finding)
    texts = tuple(write(market, found.get(market.market, ())) for market in report.markets.values())
    return WrittenReport(replace(report, findings=tuple(found.get(None, ()))), texts, report.totals)


def read_programme(files: WorkspaceFiles) -> Programme:
    """What all markets share. Raises InvalidCatalogueError with its findings, and ToolVersionError."""
    programme = files.programme()
    _require_this_tool(programme.catalogue.model)
    return programme


def _require_this_tool(catalogue: Catalogue) -> None:
    if catalogue.checker is None:
        return
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    try:
        allowed = SpecifierSet(catalogue.checker)
    except InvalidSpecifier as error:
        raise ToolVersionError(f"`checker: {catalogue.checker}` in the catalogue is no range of versions") from error
    if not allowed.contains(__version__, prereleases=True):
        raise ToolVersionError(f"the catalogue wants checker {catalogue.checker}, and this is {__version__}")


@contextmanager
def no_collection() -> Iterator[None]:
    """Documents hold no cycles; the collector would only walk them again and again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
