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
from checker.model.nearest import did_you_mean
from checker.model.picture import Picture

FORMS = ("text", "json", "svg", "mermaid")


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
def command(*, market: str, process: str, root: Path | None, standards: Path | None, as_of: date | None, form: str) -> None:
    """Show one market's process beside the standard: every element, its status, where each value comes from.

    As svg or mermaid: the standard's flow with the market's laid over it.
    """
    report = run_check(place_of(root, standards, as_of), (market,), all_elements=True)
    result = report.markets[market]
    if process not in result.processes:
        raise UsageError(f"{market} has no process `{process}`{did_you_mean(process, result.processes)}")
    chosen = result.processes[process]
    picture = report.pictures.get(chosen.picture)
    if form == "text":
        write(comparison_text(result, chosen, picture))
    elif form == "json":
        write(process_text(chosen))
    elif picture is None:
        raise UsageError(f"there is no flow to draw: {chosen.not_checked_because or f'{process} has none here'}")
    else:
        write(_drawn(picture._replace(title=f"{chosen.title} – {result.name}"), form))


def _drawn(picture: Picture, form: str) -> str:
    if form == "mermaid":
        return mermaid(picture)
    return render_svg(picture, standalone=True)
