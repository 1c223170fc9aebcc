"""The summary of a step of GitHub Actions, which the runner shows on the run's page. Part of `cli`."""

import os
from pathlib import Path

import click

from checker.formats.registry import format_named
from checker.model.report import Report

VARIABLE = "GITHUB_STEP_SUMMARY"
MAX_BYTES = 1024 * 1024
"""Of one step, whoever writes it; a longer summary is not shown at all."""


def append_summary(report: Report) -> None:
    """Append the report as Markdown to the file that the runner names; nothing outside of a run.

    A summary that cannot be written is said and fails nothing: the findings stand in the annotations.
    """
    name = os.environ.get(VARIABLE)
    if not name:
        return
    file = Path(name)
    text = format_named("markdown")(report).encode("utf-8", "replace")
    try:
        written = file.stat().st_size if file.exists() else 0
        if written + len(text) > MAX_BYTES:
            click.echo(f"note: the step's summary has no room for this report ({written:,} bytes are written)", err=True)
            return
        with file.open("ab") as opened:
            opened.write(text)
    except OSError as error:
        click.echo(f"note: cannot write the step's summary: {(error.strerror or '').lower()}", err=True)
