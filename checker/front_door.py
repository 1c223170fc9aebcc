"""The functions of the library's front door; `import checker` hands them out. Above the pipeline, beside `cli`."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from checker.alignment.elements import ElementsByView
from checker.alignment.flow_verdict import FlowJudge
from checker.alignment.process import Alignment, Background
from checker.alignment.process import align as align_process
from checker.errors import UsageError
from checker.formats.registry import format_named
from checker.load.workspace import WorkspaceFiles
from checker.model.documents import Market, Standard, Variant
from checker.model.finding import Finding
from checker.model.position import Document
from checker.model.report import Report
from checker.model.workspace import Workspace
from checker.pipeline.buffer import check_buffer
from checker.pipeline.request import Request
from checker.pipeline.run import check as run_check

Folder = str | Path


def check(  # noqa: PLR0913 (what a check can be asked for)
    root: Folder,
    *,
    as_of: date,
    standards: Folder | None = None,
    words: tuple[str, ...] = (),
    base: str | None = None,
    allow_narrowing: bool = False,
    require_signed_approvals: bool = False,
) -> Report:
    """Check a workspace for one day.

    `standards`: the standards folder of another checkout. `words`: ids of markets, or paths, to which the run is
    limited; none checks everything. `base`: a commit of the git repository that the workspace lies in; then each finding
    says what became of it since, and only what the change makes worse fails. `allow_narrowing`: the change may take away
    what markets are judged on. `require_signed_approvals`: only approvals that signed commits prove count.

    Raises CheckerError where a run is impossible; faults of documents are findings.
    """
    standards_folder = Path(standards) if standards is not None else None
    request = Request(Path(root), as_of, standards_folder, words, here=Path(root), base=base)
    return run_check(
        request._replace(allows_narrowing=allow_narrowing, demands_proof=require_signed_approvals, wants_proofs=base is not None)
    )


def check_text(text: str, path: str, workspace: Folder, *, as_of: date) -> tuple[Finding, ...]:
    """The findings of one unsaved buffer, as if `text` stood at `path` (relative to the workspace, with `/`).

    All other files are read from disk. Raises CheckerError where the workspace cannot be checked at all.
    """
    return check_buffer(text, path, Path(workspace), as_of)


def render(report: Report, name: str = "text") -> str:
    """The report in one of the formats (`text`, `json`, `sarif`, …: what `checker check --format` offers, and `html`).

    Raises UsageError for another name.
    """
    if name == "html":
        from checker.report.page import Extras, render_page

        return render_page(report, Extras(run_json=format_named("json")(report)))
    return format_named(name)(report)


def read_workspace(path: Folder) -> Workspace:
    """Read every document of a workspace at once. Raises NoWorkspaceError and InvalidCatalogueError."""
    return WorkspaceFiles(Path(path)).workspace()


def align(
    standard: Document[Standard],
    variant: Document[Variant] | None,
    *,
    market: Market,
    as_of: date,
    region_variant: Document[Variant] | None = None,
    duties: Mapping[str, object] | None = None,
) -> Alignment:
    """Lay a market's variant (over its region's) on a standard: facts without judgement.

    `duties`: the ids that reasons may name; None: any.
    """
    if variant is not None and variant.model.process != standard.model.process:
        raise UsageError(f"a variant of {variant.model.process} cannot be aligned with {standard.model.process}")
    elements = ElementsByView().of(standard, market)
    named = _AnyDuty() if duties is None else duties
    return align_process(elements, region_variant, variant, Background(as_of, named, FlowJudge()))


class _AnyDuty(dict[str, object]):
    """Holds every id."""

    def __contains__(self, _key: object) -> bool:
        return True
