"""`checker diff`. Part of `cli`."""

from datetime import date
from pathlib import Path

import click

from checker.cli.completion import markets, processes
from checker.cli.options import place_of, run_check, workspace_options
from checker.cli.output import write
from checker.diagram import render_svg
from checker.errors import UsageError
from checker.formats._comparison import comparison_text
from checker.formats._mermaid import mermaid
from checker.formats.json_format import process_text
from checker.model.finding import Finding
from checker.model.nearest import meant
from checker.model.picture import Picture
from checker.model.report import Report

FORMS = ("text", "json", "svg", "mermaid")
OUT_OF_DAYS = frozenset({"value-early", "value-lapsed", "value-refused-later", "until-far-off"})
EXIT_INCOMPLETE = 3


@click.command(
    "diff",
    epilog="""\b
Examples:
  checker diff es voice-support
  checker diff es voice-support --format json
  checker diff es voice-support --format svg > flow.svg
  checker diff es voice-support --format mermaid
  checker diff es voice-support --as-of 2027-01-01
""",
)
@click.argument("market", shell_complete=markets)
@click.argument("process", shell_complete=processes)
@workspace_options
@click.option("--format", "form", type=click.Choice(FORMS), default="text", show_default=True)
def command(*, market: str, process: str, root: Path | None, standards: Path | None, as_of: date | None, form: str) -> int:
    """Show one market's process beside the standard: every element, its status, where each value comes from.

    As svg or mermaid: the standard's flow with the market's laid over it. Exits 3 where the process could not be checked.
    """
    report = run_check(place_of(root, standards, as_of), (market,), all_elements=True)
    result = report.markets[market]
    titles = {name: each.title for name, each in result.processes.items()}
    if process not in result.processes:
        raise UsageError(f"{market} has no process `{process}`{meant(process, result.processes, titles)}")
    chosen = result.processes[process]
    picture = report.pictures.get(chosen.picture)
    if form == "text":
        write(comparison_text(result, chosen, picture, _remarks(report, market, process)))
    elif form == "json":
        write(process_text(market, chosen))
    elif picture is None:
        raise UsageError(f"there is no flow to draw: {chosen.not_checked_because or f'{process} has none here'}")
    else:
        write(_drawn(picture._replace(title=f"{chosen.title} – {result.name}"), form))
    return EXIT_INCOMPLETE if chosen.not_checked_because else 0


def _remarks(report: Report, market: str, process: str) -> tuple[Finding, ...]:
    """What a table of elements does not show: why nothing could be compared, and values that do not hold today."""
    own = (each for each in report.findings if each.process == process and each.market in (market, None))
    return tuple(each for each in own if each.leaves_unchecked or each.rule in OUT_OF_DAYS)


def _drawn(picture: Picture, form: str) -> str:
    if form == "mermaid":
        return mermaid(picture)
    return render_svg(picture, standalone=True)
