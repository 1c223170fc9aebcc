"""`checker diff`. Part of `cli`."""

from datetime import date
from pathlib import Path

import click

from checker.cli.options import place_of, run_check, workspace_options
from checker.cli.output import write
from checker.errors import UsageError
from checker.formats._comparison import comparison_text
from checker.formats.json_format import process_text
from checker.model.nearest import did_you_mean


@click.command(
    "diff",
    epilog="""\b
Examples:
  checker diff es voice-support
  checker diff es voice-support --format json
  checker diff es voice-support --as-of 2027-01-01
""",
)
@click.argument("market")
@click.argument("process")
@workspace_options
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(
    *, market: str, process: str, root: Path | None, standards: Path | None, as_of: date | None, form: str
) -> None:
    """Show one market's process beside the standard: every element, its status, where each value comes from."""
    report = run_check(place_of(root, standards, as_of), (market,), all_elements=True)
    result = report.markets[market]
    if process not in result.processes:
        raise UsageError(f"{market} has no process `{process}`{did_you_mean(process, result.processes)}")
    chosen = result.processes[process]
    write(comparison_text(result, chosen) if form == "text" else process_text(chosen))
