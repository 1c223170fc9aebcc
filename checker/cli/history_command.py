"""`checker history`. Part of `cli`."""

import os
import sys
from hashlib import sha256
from pathlib import Path

import click

from checker.cache.answers import tool_state
from checker.cache.folder import cache_folder
from checker.cache.store import Store
from checker.cli.options import place_of, request_of
from checker.cli.output import write
from checker.formats._moments import RENDERERS
from checker.git.repository import open_repository
from checker.pipeline.history import history
from checker.version import __version__


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
    request = request_of(place_of(root, None, None))
    folder = None if no_cache else cache_folder()
    if folder is None:
        write(RENDERERS[form](history(request, last)))
        return
    store, name = Store(folder), _entry(request.root, last, form)
    known = store.get(name)
    if known is not None:
        write(known.decode())
        return
    text = RENDERERS[form](history(request, last))
    store.put(name, [text.encode("utf-8", "replace")])
    store.tidy()
    write(text)


def _entry(root: Path, last: int, form: str) -> str:
    """What names the answer: a commit never changes, and neither does what was before it."""
    repository = open_repository(root)
    parts = (
        __version__, sys.version, tool_state(), "history", repository.commit("HEAD"), repository.prefix,
        str(repository.is_shallow), os.path.realpath(root), str(last), form,
    )  # fmt: skip
    return f"answers/{sha256(chr(0).join(parts).encode('utf-8', 'surrogateescape')).hexdigest()}"
