"""`--format NAME[=FILE]`: reports to standard output and to files. Part of `cli`."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from checker.cli.completion import output_formats
from checker.cli.files import make_folder, replace_file
from checker.errors import UsageError
from checker.formats.registry import format_names, pieces_of, require_format

if TYPE_CHECKING:  # a command that knows its answer reads nothing
    from checker.formats.text_format import Appearance
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
        shell_complete=output_formats,
        help=f"{names}; repeatable, one to standard output.",
    )(command)


def read_outputs(formats: tuple[str, ...]) -> tuple[Output, ...]:
    """Read the values of `--format`; `text` without any. Raises UsageError."""
    outputs = []
    for value in formats or ("text",):
        name, equals, file = value.partition("=")
        require_format(name)
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


def write_outputs(report: "Report", outputs: tuple[Output, ...], appearance: "Appearance") -> None:
    """Write the report in every format; UTF-8, line ends as the format made them. Raises UsageError.

    With `github`, the step's summary is written too, where GitHub says.
    """
    deliver([(output, _pieces(report, output, appearance)) for output in outputs])
    summarise(report, outputs)


def rendered(report: "Report", outputs: tuple[Output, ...], appearance: "Appearance") -> list[list[bytes]]:
    """The report in every format, as it is written."""
    return [list(_pieces(report, output, appearance)) for output in outputs]


def deliver(made: Sequence[tuple[Output, Iterable[bytes]]]) -> None:
    """Write what was made to where it goes. Raises UsageError.

    Files come first, each in one step, so that no reader of standard output waits for one or finds half of it.
    """
    for output, pieces in made:
        if output.file is not None:
            replace_file(output.file, pieces)
    for output, pieces in made:
        if output.file is None:
            _write_all(pieces)


def summarise(report: "Report", outputs: tuple[Output, ...]) -> None:
    """Write the step's summary for who asked for GitHub's format."""
    if any(output.name == "github" for output in outputs):
        from checker.cli.step_summary import append_summary

        append_summary(report)


def encoded(pieces: Iterable[str]) -> Iterator[bytes]:
    """As UTF-8, whatever the locale says."""
    return (piece.encode("utf-8", "replace") for piece in pieces)


def _pieces(report: "Report", output: Output, appearance: "Appearance") -> Iterator[bytes]:
    """Files get no colour, and all that there is."""
    if output.name != "text":
        return encoded(pieces_of(output.name, report))
    from checker.formats.text_format import Appearance
    from checker.formats.text_format import render as render_text

    return encoded([render_text(report, appearance if output.file is None else Appearance())])


def write(text: str) -> None:
    """Write to standard output as UTF-8, whatever the locale says."""
    _write_all(encoded([text]))


def _write_all(pieces: Iterable[bytes]) -> None:
    sys.stdout.flush()
    for piece in pieces:
        sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()
