"""The command group, and how runs end. Part of `cli`. Imports nothing but Click until a command is chosen."""

import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

import click

from checker.errors import CheckerError, InvalidCatalogueError
from checker.version import __version__

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

EXIT_USAGE, EXIT_BUG, EXIT_INTERRUPTED = 2, 70, 130


class Command(NamedTuple):
    """A command's module and its line in the list; the module is imported when the command is called."""

    module: str
    summary: str
    group: str


COMMANDS = {
    "check": Command("check", "Check markets against the standards, and print findings.", "Every day"),
    "diff": Command("diff", "Show one market's process beside the standard.", "Every day"),
    "explain": Command("explain", "Explain a rule, a finding or an element.", "Every day"),
    "fix": Command("fix", "Apply the fixes that are certain; comments and layout stay.", "Every day"),
    "new": Command("new", "Write a new market, variant or standard.", "Every day"),
    "confirm": Command("confirm", "Write down that a market runs its processes as declared.", "Every day"),
    "waivers": Command("waivers", "List the exceptions, or ask for a new one.", "Every day"),
    "upgrade": Command("upgrade", "Move a market to a version of a standard, and keep what it says.", "Every day"),
    "standard": Command("standard", "Look at standards and their versions before a release.", "Global team"),
    "report": Command("report", "Check, and write the HTML report.", "Global team"),
    "history": Command("history", "Show how conformance moved from commit to commit.", "Global team"),
    "rules": Command("rules", "List the rules.", "Global team"),
    "schema": Command("schema", "Show or write JSON Schemas, for editors.", "Editors and CI"),
    "doctor": Command("doctor", "Look at the repository's set-up for the gate.", "Editors and CI"),
}

EXAMPLES = """\b
Examples:
  checker check                     all markets, today
  checker check es                  one market
  checker diff es voice-support     one process beside the standard
  checker explain control-loosened  what a rule means and how to mend it
  checker report                    writes reports/index.html
"""


class Program(click.Group):
    """Lists the commands by who uses them, and imports the chosen one only."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        known = COMMANDS.get(cmd_name)
        if known is None:
            return None
        command: click.Command = import_module(f"checker.cli.{known.module}_command").command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if not name.startswith("-") and name not in COMMANDS:
            from checker.model.nearest import did_you_mean

            ctx.fail(f"there is no command `{name}`{did_you_mean(name, COMMANDS)}")
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem[str]]":
        """The commands with their lines; the options of `checker` itself. No command is imported for it."""
        from click.shell_completion import CompletionItem

        own = super(click.Group, self).shell_complete(ctx, incomplete)
        return [CompletionItem(name, help=each.summary) for name, each in COMMANDS.items() if name.startswith(incomplete)] + own

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        for group in dict.fromkeys(command.group for command in COMMANDS.values()):
            rows = [(name, command.summary) for name, command in COMMANDS.items() if command.group == group]
            with formatter.section(group):
                formatter.write_dl(rows)


@click.group(
    cls=Program,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=EXAMPLES,
)
@click.version_option(__version__, prog_name="checker", message="%(prog)s %(version)s")
def program() -> None:
    """Check each market's variant of a service process against the global standard.

    Exit codes: 0 nothing open; 1 open findings; 2 wrong usage; 3 something could not be checked; 4 no base to compare with;
    70 a fault of the tool.
    """


def run(arguments: Sequence[str]) -> int:  # noqa: PLR0911 (one return an end of a run)
    """Run the command line and return its exit code. A fault of the tool keeps its traceback."""
    try:
        result = program.main(list(arguments), prog_name="checker", standalone_mode=False)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.exceptions.NoArgsIsHelpError as asked:
        asked.show()
        return EXIT_USAGE
    except click.ClickException as wrong:
        return _wrong_usage(wrong)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return EXIT_INTERRUPTED
    except InvalidCatalogueError as error:
        return _invalid_catalogue(error)
    except CheckerError as error:
        click.echo(f"checker: {error}", err=True)
        return error.exit_code
    except BrokenPipeError:
        # The reader has gone (`checker check | head`): end quietly, and keep Python from failing again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception:
        traceback.print_exc()
        click.echo("checker: this is a fault of the tool, not of your files; please report it with the lines above", err=True)
        return EXIT_BUG
    return result if isinstance(result, int) else 0


def _wrong_usage(wrong: click.ClickException) -> int:
    """What is wrong comes first, as in every other message; how the command is written, below it."""
    said = wrong.format_message().rstrip(".")
    click.echo(f"checker: {said[:1].lower()}{said[1:]}", err=True)
    context = wrong.ctx if isinstance(wrong, click.UsageError) else None
    if context is not None:
        click.echo(f"\n{context.get_usage()}\nMore: {context.command_path} --help", err=True)
    return EXIT_USAGE


def _invalid_catalogue(error: InvalidCatalogueError) -> int:
    for place in error.places:
        click.echo(place, err=True)
    click.echo(f"checker: {error}", err=True)
    return error.exit_code
