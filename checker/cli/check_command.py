"""`checker check`. Part of `cli`."""

import sys
from datetime import date
from pathlib import Path

import click

from checker.cli.options import place_of, run_check, wants_color, workspace_options
from checker.cli.output import format_option, read_outputs, write_outputs
from checker.formats.text_format import Appearance


@click.command(
    "check",
    epilog="""\b
Examples:
  checker check                                    all markets
  checker check es fr                              two markets
  checker check markets/eu/es/voice-support.yaml   what one file brings
  checker check --format concise                   a line for each finding
  checker check --format text --format json=out.json
  checker check --as-of 2027-01-01                 as it will be on that day
""",
)
@click.argument("words", nargs=-1, metavar="[MARKET… or PATH…]")
@workspace_options
@format_option
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "never"]),
    default="error",
    show_default=True,
    help="The lowest level of an open finding that makes the exit code 1.",
)
@click.option("--all-elements", is_flag=True, help="List plainly aligned elements in JSON too.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes to work in (default: by the size of the work).")
@click.option("--no-cache", is_flag=True, help="Judge everything anew. (No results are kept between runs yet.)")
@click.option("-q", "--quiet", is_flag=True, help="Errors and warnings only, no progress.")
@click.option("-v", "--verbose", is_flag=True, help="Notes whole, with their lines.")
def command(  # noqa: PLR0913 (one parameter an option)
    *,
    words: tuple[str, ...],
    root: Path | None,
    standards: Path | None,
    as_of: date | None,
    formats: tuple[str, ...],
    fail_on: str,
    all_elements: bool,
    jobs: int | None,
    no_cache: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Check markets against the standards, and print findings.

    Each finding says what is wrong, where (in the market's file and in the standard), why it matters and what to write
    instead. Without words, all markets are checked. A word with a `/`, or one that ends in `.yaml`, is a path.
    """
    del no_cache
    outputs = read_outputs(formats)
    report = run_check(place_of(root, standards, as_of), words, all_elements=all_elements, quiet=quiet, jobs=jobs)
    appearance = Appearance(color=wants_color(sys.stdout.isatty()), verbose=verbose, quiet=quiet)
    write_outputs(report, outputs, appearance)
    return report.exit_code(fail_on)
