"""`--format NAME[=FILE]`: reports to standard output and to files. Part of `cli`."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import click

from checker.cli.files import make_folder, replace_file
from checker.cli.step_summary import append_summary
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
    _make_room([output.file for output in outputs if output.file is not None])
    return tuple(outputs)


def _make_room(files: list[Path]) -> None:
    """See before a long run that each file can be one. Raises UsageError."""
    for file in files:
        if file.is_dir():
            raise UsageError(f"{file} is a folder; name a file in it, like {file / 'report.json'}")
        if files.count(file) > 1:
            raise UsageError(f"two formats would go to {file}; give each a file of its own")
    for file in files:
        make_folder(file.parent)


def write_outputs(report: Report, outputs: tuple[Output, ...], appearance: Appearance) -> None:
    """Write the report in every format; UTF-8, line ends as the format made them. Raises UsageError.

    Files come first, each in one step, so that no reader of standard output waits for one or finds half of it. With
    `github`, the step's summary is written too, where GitHub says.
    """
    for output in outputs:
        if output.file is not None:
            replace_file(output.file, _pieces(report, output.name, Appearance()))
    if any(output.name == "github" for output in outputs):
        append_summary(report)
    for output in outputs:
        if output.file is None:
            _write_all(_pieces(report, output.name, appearance))


def write_pieces(pieces: Iterable[str], output: Output) -> None:
    """Write one format that is made bit by bit to where it goes. Raises UsageError."""
    if output.file is not None:
        replace_file(output.file, pieces)
    else:
        _write_all(pieces)


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
