"""`--format NAME[=FILE]`: reports to standard output and to files. Part of `cli`."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import click

from checker.errors import UsageError
from checker.formats.registry import format_named, format_names, pieces_of
from checker.formats.text_format import Appearance
from checker.formats.text_format import render as render_text
from checker.model.report import Report


class Output(NamedTuple):
    """A format, and the file it goes to; None is standard output."""

    name: str
    file: Path | None


def format_option(command: click.decorators.FC) -> click.decorators.FC:
    """`--format`, which may be given several times."""
    names = ", ".join(format_names())
    return click.option(
        "--format",
        "formats",
        multiple=True,
        metavar="NAME[=FILE]",
        help=f"{names}; repeatable, one to standard output.",
    )(command)


def read_outputs(formats: tuple[str, ...]) -> tuple[Output, ...]:
    """Read the values of `--format`; `text` without any. Raises UsageError."""
    outputs = []
    for value in formats or ("text",):
        name, equals, file = value.partition("=")
        format_named(name)
        if equals and not file:
            raise UsageError(f"`--format {value}` names no file")
        outputs.append(Output(name, Path(file) if file else None))
    if sum(output.file is None for output in outputs) > 1:
        raise UsageError("one format at most goes to standard output; give the others a file: `--format json=out.json`")
    return tuple(outputs)


def write_outputs(report: Report, outputs: tuple[Output, ...], appearance: Appearance) -> None:
    """Write the report in every format; UTF-8, line ends as the format made them. Raises UsageError."""
    for output in outputs:
        if output.file is None:
            _write_all(_pieces(report, output.name, appearance))
            continue
        try:
            output.file.parent.mkdir(parents=True, exist_ok=True)
            with output.file.open("w", encoding="utf-8", newline="") as file:
                file.writelines(_pieces(report, output.name, Appearance()))
        except OSError as error:
            raise UsageError(f"cannot write {output.file}: {(error.strerror or '').lower()}") from error


def _pieces(report: Report, name: str, appearance: Appearance) -> Iterable[str]:
    return (render_text(report, appearance),) if name == "text" else pieces_of(name, report)


def write(text: str) -> None:
    """Write to standard output as UTF-8, whatever the locale says."""
    _write_all((text,))


def _write_all(pieces: Iterable[str]) -> None:
    sys.stdout.flush()
    for piece in pieces:
        sys.stdout.buffer.write(piece.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
