"""`checker history`. Part of `cli`."""

from pathlib import Path

import click

from checker.cache.folder import cache_folder
from checker.cache.store import Store
from checker.cli.options import place_of, request_of
from checker.cli.output import write
from checker.formats._moments import RENDERERS
from checker.pipeline.kept_history import kept_history


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
@click.option("--no-cache", is_flag=True, help="Judge every commit anew, and keep no answer.")
def command(*, root: Path | None, last: int, form: str, no_cache: bool) -> None:
    """Show conformance, governed and breaches by commit and market, each commit judged for its own day.

    Where a market's numbers moved, what did it is named: its variant, a standard, a law, a waiver, or the calendar alone.
    """
    folder = None if no_cache else cache_folder()
    request = request_of(place_of(root, None, None))
    write(RENDERERS[form](kept_history(request, last, Store(folder) if folder is not None else None)))
