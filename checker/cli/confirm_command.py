"""`checker confirm`. Part of `cli`."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import click

from checker.cli.completion import markets
from checker.cli.completion import processes as known_processes
from checker.cli.options import place_of, run_check, today, workspace_options
from checker.cli.output import write
from checker.errors import UsageError
from checker.load.confirmations import NewConfirmation, confirmed
from checker.load.workspace import WorkspaceFiles
from checker.model.nearest import meant
from checker.model.results import MarketResult
from checker.model.status import ProcessStatus
from checker.model.value import Version

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@click.command(
    "confirm",
    epilog="""\b
Examples:
  checker confirm es                       all processes that es has adopted
  checker confirm es voice-support         one of them
  checker confirm es --by lead-es@example.com --as-of 2026-11-22
""",
)
@click.argument("market", shell_complete=markets)
@click.argument("processes", nargs=-1, metavar="[PROCESS…]", shell_complete=known_processes)
@workspace_options
@click.option("--by", help="Who confirms, as an e-mail address (default: the market's lead).")
def command(
    *,
    market: str,
    processes: tuple[str, ...],
    root: Path | None,
    standards: Path | None,
    as_of: date | None,
    by: str | None,
) -> None:
    """Write into market.yaml that the market runs its processes as written and as declared here.

    Comments and layout stay as they are. A confirmation holds for the version's major and minor, and as long as the
    catalogue says. Silence is not conformance: what nobody confirms is not counted as confirmed.
    """
    place = place_of(root, standards, as_of)
    result = run_check(place, (market,), quiet=True).markets[market]
    versions = _versions(result, processes)
    _refuse_what_nobody_can_know(result, versions, place.as_of)
    if by is not None and EMAIL.fullmatch(by) is None:
        raise UsageError(f"`{by}` is no e-mail address like `lead-es@example.com`")
    who = by or result.lead
    if who is None:
        raise UsageError(f"the file of {market} cannot be used, so that nobody knows its lead; `checker check {market}` says why")
    path = _path_of(market, WorkspaceFiles(place.root, place.standards))
    file = place.root / path
    raw = file.read_bytes()
    changed = confirmed(path, raw, {process: NewConfirmation(version, who, place.as_of) for process, version in versions.items()})
    if changed != raw:
        file.write_bytes(changed)
    for process, version in versions.items():
        write(f"{market} confirms {process} {version}, by {who} on {place.as_of}\n")
    write(f"{path} {'is changed' if changed != raw else 'says so already'}\n")


def _versions(market: MarketResult, processes: tuple[str, ...]) -> Mapping[str, Version]:
    """The adopted version of each process that is to be confirmed. Raises UsageError."""
    adopted = {name: each.version for name, each in market.processes.items() if each.version is not None}
    for process in processes:
        if process not in adopted:
            titles = {name: each.title for name, each in market.processes.items()}
            raise UsageError(f"{market.market} has not adopted `{process}`{meant(process, adopted, titles)}")
    if not adopted:
        raise UsageError(f"{market.market} has adopted no process that could be confirmed")
    return {name: version for name, version in adopted.items() if not processes or name in processes}


def _refuse_what_nobody_can_know(market: MarketResult, versions: Iterable[str], day: date) -> None:
    """A day to come, and processes that could not be read. Raises UsageError; open breaches are only pointed out."""
    if day > today():
        raise UsageError(f"{day} is still to come; a confirmation says what runs today")
    for process in versions:
        result = market.processes[process]
        if result.not_checked_because:
            raise UsageError(f"{process} cannot be confirmed: {result.not_checked_because}")
        if result.status is ProcessStatus.BREACH:
            click.echo(f"note: {process} has open breaches; they stay open, whoever confirms it", err=True)


def _path_of(market: str, files: WorkspaceFiles) -> str:
    paths = [layout.market_file for region in files.layout.regions for layout in region.markets if layout.id == market]
    if len(paths) != 1 or paths[0] is None:
        raise UsageError(f"{market} has no one market.yaml to write into; `checker check {market}` says why")
    return paths[0]
