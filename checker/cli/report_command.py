"""`checker report`. Part of `cli`."""

from datetime import date
from pathlib import Path

import click

from checker.cli.options import place_of, run_check, workspace_options
from checker.errors import UsageError
from checker.formats._summary import summary_lines
from checker.front_door import render

EXIT_NOTHING_READ = 3


@click.command(
    "report",
    epilog="""\b
Examples:
  checker report                       writes reports/index.html
  checker report --output /tmp/report  writes it elsewhere
  checker report --as-of 2027-01-01    as it will be on that day
""",
)
@workspace_options
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder (default: reports/ in the workspace).",
)
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def command(*, root: Path | None, standards: Path | None, as_of: date | None, output: Path | None, quiet: bool) -> int:
    """Check everything, and write the HTML report: one page that opens by double click."""
    place = place_of(root, standards, as_of)
    report = run_check(place, quiet=quiet)
    page = (output or place.root / "reports") / "index.html"
    _write(page, render(report, "html"))
    if not quiet:
        click.echo("\n".join([*summary_lines(report), f"Wrote {_shown(page)}"]))
    nothing_read = not report.pairs or len(report.not_checked) == len(report.pairs)
    return EXIT_NOTHING_READ if nothing_read else 0


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
