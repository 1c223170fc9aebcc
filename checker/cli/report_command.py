"""`checker report`. Part of `cli`."""

from datetime import date
from pathlib import Path

import click

from checker.cache.folder import cache_folder
from checker.cache.store import Store
from checker.cli.commit import commit_of
from checker.cli.options import Place, place_of, request_of, run_check, workspace_options
from checker.errors import UsageError
from checker.formats._summary import summary_lines
from checker.formats.registry import format_named
from checker.load.workspace import WorkspaceFiles
from checker.model.moments import Moment, opened
from checker.model.report import Report
from checker.pipeline.history import with_first_seen
from checker.pipeline.kept_history import kept_history
from checker.pipeline.outlook import outlook
from checker.report.earlier import Earlier, read_earlier
from checker.report.page import Extras, render_pages

EXIT_NOTHING_READ = 3


@click.command(
    "report",
    epilog="""\b
Examples:
  checker report                       writes reports/index.html
  checker report --output /tmp/report  writes it elsewhere
  checker report --as-of 2027-01-01    as it will be on that day
  checker report --previous last.json  says what changed since that run
  checker report --history 100         with the trend of the last 100 commits
""",
)
@workspace_options
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder (default: reports/ in the workspace).",
)
@click.option(
    "--previous",
    "previous",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FILE",
    help="The JSON of an earlier run, or its report, to compare with; several make a trend.",
)
@click.option(
    "--history",
    "commits",
    type=click.IntRange(min=1),
    metavar="COMMITS",
    help="Take the trend, and since when findings are open, from so many of git's last commits.",
)
@click.option("--commit", help="The commit that links name (default: git's, where nothing is left to commit).")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def command(  # noqa: PLR0913 (one parameter an option)
    *,
    root: Path | None,
    standards: Path | None,
    as_of: date | None,
    output: Path | None,
    previous: tuple[Path, ...],
    commits: int | None,
    commit: str | None,
    quiet: bool,
) -> int:
    """Check everything, and write the HTML report: one page that opens by double click."""
    place = place_of(root, standards, as_of)
    earlier = _earlier_runs(previous, place.as_of)
    report = run_check(place, quiet=quiet, wants_proofs=True)
    ahead = outlook(WorkspaceFiles(place.root, place.standards), report, place.as_of)
    moments = _moments(place, commits)
    report = with_first_seen(report, opened(moments))
    extras = Extras(commit or commit_of(place.root), format_named("json")(report), earlier, ahead, moments)
    page = _written(output or place.root / "reports", report, extras)
    if not quiet:
        click.echo("\n".join([*summary_lines(report), f"Wrote {_shown(page)}"]))
    nothing_read = not report.pairs or len(report.not_checked) == len(report.pairs)
    return EXIT_NOTHING_READ if nothing_read else 0


def _moments(place: Place, commits: int | None) -> tuple[Moment, ...]:
    """The commits up to the report's day. Raises UsageError where there is nothing to look at."""
    if commits is None:
        return ()
    if place.standards is not None:
        raise UsageError("--history looks at the commits of one repository, and --standards names another one")
    folder = cache_folder()
    found = kept_history(request_of(place), commits, Store(folder) if folder is not None else None)
    return tuple(moment for moment in found if moment.day <= place.as_of)


def _earlier_runs(files: tuple[Path, ...], day: date) -> tuple[Earlier, ...]:
    """Raises UsageError for what is no earlier run, and for one of a later day."""
    found = []
    for file in files:
        try:
            run = read_earlier(file.read_text(encoding="utf-8"), str(file))
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"cannot read {file}") from error
        if run.as_of > day:
            raise UsageError(f"{file} is of {run.as_of}, which is later than {day}; name an earlier run")
        found.append(run)
    return tuple(found)


def _written(folder: Path, report: Report, extras: Extras) -> Path:
    """Write every page, and give the first one's place. Raises UsageError."""
    pages = render_pages(report, extras)
    for name, text in pages.items():
        _write(folder / name, text)
    return folder / next(iter(pages))


def _write(page: Path, text: str) -> None:
    """Replace the page in one step, so that nobody opens half of it. Raises UsageError."""
    try:
        page.parent.mkdir(parents=True, exist_ok=True)
        fresh = page.with_name(f".{page.name}.new")
        fresh.write_text(text, encoding="utf-8", newline="")
        fresh.replace(page)
    except OSError as error:
        raise UsageError(f"cannot write {page}: {(error.strerror or '').lower()}") from error


def _shown(page: Path) -> str:
    """Relative to where one stands, if it lies below."""
    try:
        return str(page.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(page)
