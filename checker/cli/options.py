"""Options that several commands share, and what they mean. Part of `cli`."""

import os
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from checker.errors import NoWorkspaceError
from checker.load.root import find_root
from checker.model.value import parse_date

if TYPE_CHECKING:  # a command that knows its answer reads nothing
    from checker.model.report import Report
    from checker.pipeline.request import Progress as ProgressOf
    from checker.pipeline.request import Request

F = TypeVar("F", bound=Callable[..., Any])
R = TypeVar("R")


class DayParameter(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return parse_date(value)
        except ValueError:
            self.fail(f"`{value}` is no day; write it like 2026-12-31", param, ctx)


class Place(NamedTuple):
    """Where a run looks, and for which day."""

    root: Path
    standards: Path | None
    as_of: date


def today() -> date:
    """The day in UTC: front ends are the only place that reads the clock."""
    return datetime.now(UTC).date()


def workspace_options(command: F) -> F:
    """`--root`, `--standards` and `--as-of`."""
    for option in (
        click.option("--as-of", type=DayParameter(), help="The day to check for (default: today, in UTC)."),
        click.option("--standards", type=click.Path(path_type=Path), help="Standards from another checkout."),
        click.option("--root", type=click.Path(path_type=Path), help="The workspace (default: the nearest one here or above)."),
    ):
        command = option(command)
    return command


def place_of(root: Path | None, standards: Path | None, as_of: date | None) -> Place:
    """Resolve the workspace options. Raises NoWorkspaceError."""
    if root is None:
        return Place(_nearest(standards), standards, as_of or today())
    if not root.is_dir():
        raise NoWorkspaceError(f"there is no folder {root}")
    return Place(root, standards, as_of or today())


def _nearest(standards: Path | None) -> Path:
    """The nearest workspace; with standards of another checkout, the folder one stands in will do."""
    here = Path.cwd()
    return here if standards is not None else find_root(here)


def run_check(
    place: Place,
    words: tuple[str, ...] = (),
    *,
    all_elements: bool = False,
    quiet: bool = False,
    jobs: int | None = None,
    wants_proofs: bool = False,
) -> "Report":
    """Check, with progress on standard error if that is a terminal and the run takes longer than a second.

    `wants_proofs`: approvals are looked up in the history, where there is one.
    """
    from checker.pipeline.run import check

    request = request_of(place, words, all_elements=all_elements, jobs=jobs)._replace(wants_proofs=wants_proofs)
    return with_progress(partial(check, request), quiet=quiet)


def request_of(place: Place, words: tuple[str, ...] = (), *, all_elements: bool = False, jobs: int | None = None) -> "Request":
    """A check of the place, with paths as seen from where one stands."""
    from checker.pipeline.request import Request

    return Request(place.root, place.as_of, place.standards, words, here=Path.cwd(), all_elements=all_elements, jobs=jobs)


def with_progress(run: Callable[["ProgressOf | None"], R], *, quiet: bool) -> R:
    """What `run` gives, with progress shown to a terminal."""
    if quiet or not sys.stderr.isatty():
        return run(None)
    from checker.cli.progress import Progress

    with Progress() as progress:
        return run(progress.show)


def wants_color(stream_is_terminal: bool) -> bool:  # noqa: FBT001 (a question with one answer for one fact)
    """NO_COLOR and FORCE_COLOR win over the terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream_is_terminal and os.environ.get("TERM") != "dumb"
