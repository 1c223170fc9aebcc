"""`checker check`. Part of `cli`."""

import sys
from datetime import date
from pathlib import Path

import click

from checker.cli.asking import Asked, Look, answers_to, gathered_ahead
from checker.cli.completion import markets_and_paths
from checker.cli.options import place_of, wants_color, workspace_options
from checker.cli.output import deliver, format_option, read_outputs
from checker.errors import UsageError


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
  checker check --base origin/main                 what this branch makes worse
  checker check es --watch                         after each save, in a terminal beside the editor
""",
)
@click.argument("words", nargs=-1, metavar="[MARKET… or PATH…]", shell_complete=markets_and_paths)
@workspace_options
@format_option
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "never"]),
    default="error",
    show_default=True,
    help="The lowest level of an open finding that makes the exit code 1.",
)
@click.option("--base", metavar="REF", help="Only what was made worse since this branch left REF fails (needs git).")
@click.option("--allow-narrowing", is_flag=True, help="With --base: markets may be judged on less than before; printed.")
@click.option("--require-signed-approvals", is_flag=True, help="Only approvals that signed commits prove count (needs git).")
@click.option("--all-elements", is_flag=True, help="List plainly aligned elements in JSON too.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes to work in (default: by the size of the work).")
@click.option("--no-cache", is_flag=True, help="Judge everything anew, and keep nothing for the next run.")
@click.option("--watch", "watches", is_flag=True, help="Stay, and check again what each save touched.")
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
    base: str | None,
    allow_narrowing: bool,
    require_signed_approvals: bool,
    all_elements: bool,
    jobs: int | None,
    no_cache: bool,
    watches: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Check markets against the standards, and print findings.

    Each finding says what is wrong, where (in the market's file and in the standard), why it matters and what to write
    instead. Without words, all markets are checked. A word with a `/`, or one that ends in `.yaml`, is a path.

    With `--base`, files as they lie in the folder are compared with the commit at which the branch left REF, committed or
    not. What was there before is shown and does not fail; nor does what others brought to markets that nobody touched.
    """
    outputs = read_outputs(formats)
    if allow_narrowing and base is None:
        raise UsageError("`--allow-narrowing` says what a change may do; name what to compare with: `--base origin/main`")
    place = place_of(root, standards, as_of)
    look = Look(color=wants_color(sys.stdout.isatty()), verbose=verbose, quiet=quiet)
    trust = (base, allow_narrowing, require_signed_approvals)
    asked = Asked(place, words, outputs, look, fail_on, *trust, all_elements, jobs, keeps=not no_cache)
    if watches:
        return _watch(asked)
    answers = answers_to(asked)
    known = answers.known() if answers is not None else None
    if known is not None:
        deliver([(output, [text]) for output, text in zip(outputs, known.texts, strict=True)])
        return known.exit_code
    gathered = gathered_ahead(asked) if base is not None else None
    from checker.cli.checking import check_and_write

    return check_and_write(asked, answers, gathered)


def _watch(asked: Asked) -> int:
    if asked.base is not None or asked.demands_proof or [output.name for output in asked.outputs] != ["text"]:
        raise UsageError("`--watch` shows text, and goes with no `--base` and no other format")
    from checker.cli.watching import watch

    return watch(asked)
