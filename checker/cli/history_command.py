"""`checker history`. Part of `cli`."""

from pathlib import Path

import click

from checker.cli.options import place_of, request_of
from checker.cli.output import write
from checker.formats._moments import RENDERERS
from checker.pipeline.history import history


@click.command(
    "history",
    epilog="""\b
Examples:
  checker history                      the last 50 commits that touch the workspace
  checker history --last 200 --format csv > history.csv
""",
)
@click.option("--root", type=click.Path(path_type=Path), help="The workspace (default: the nearest one here or above).")
@click.option("--last", type=click.IntRange(min=1), default=50, show_default=True, help="At most so many commits.")
@click.option("--format", "form", type=click.Choice(list(RENDERERS)), default="text", show_default=True)
def command(*, root: Path | None, last: int, form: str) -> None:
    """Show conformance, governed and breaches by commit and market, each commit judged for its own day.

    Where a market's numbers moved, what did it is named: its variant, a standard, a law, a waiver, or the calendar alone.
    """
    write(RENDERERS[form](history(request_of(place_of(root, None, None)), last)))
