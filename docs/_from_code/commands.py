"""Every command with its options and examples, from Click."""

from collections.abc import Iterator
from textwrap import dedent

import click

from _from_code.markdown import code, fence, table
from checker.cli.program import COMMANDS, program


def page() -> str:
    return "\n\n".join(_sections())


def _sections() -> Iterator[str]:
    top = click.Context(program, info_name="checker")
    for group in dict.fromkeys(each.group for each in COMMANDS.values()):
        yield f"## {group}"
        for name in (name for name, each in COMMANDS.items() if each.group == group):
            command = program.get_command(top, name)
            if command is None:
                raise LookupError(name)
            yield from _command(command, click.Context(command, parent=top, info_name=name))


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    """A command, then those below it."""
    yield f"### {context.command_path}"
    yield fence(command.get_usage(context).removeprefix("Usage: "))
    yield _prose(command.help or "")
    yield from _options(command, context)
    yield from _epilog(command.epilog or "")
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is None:
                raise LookupError(name)
            yield from _command(below, click.Context(below, parent=context, info_name=name))


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    rows = [record for each in command.get_params(context) if (record := each.get_help_record(context)) is not None]
    yield table(("option", "does"), [(code(names), _escaped(says)) for names, says in rows])


def _epilog(text: str) -> Iterator[str]:
    """Paragraphs marked by \\b are kept as they are written: examples, or settings for editors."""
    for part in dedent(text).split("\n\n"):
        if "\b" not in part:
            yield _prose(part)
            continue
        title, _, body = part.replace("\b\n", "").partition("\n")
        yield _escaped(title)
        yield fence(dedent(body))


def _prose(text: str) -> str:
    return "\n\n".join(" ".join(part.split()) for part in dedent(text).split("\n\n"))


def _escaped(text: str) -> str:
    return text.replace("[", "\\[").replace("<", "\\<")
