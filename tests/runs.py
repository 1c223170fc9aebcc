"""The command line, run in this process."""

from contextlib import chdir, redirect_stderr, redirect_stdout
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import NamedTuple

from workspaces import SHARED

from checker.cli.program import run


class Ended(NamedTuple):
    code: int
    out: str
    err: str


def checker(*words: str, cwd: Path | None = None) -> Ended:
    """What `checker` with these words ends with."""
    held, err = BytesIO(), StringIO()
    out = TextIOWrapper(held, encoding="utf-8", newline="")
    with chdir(cwd or SHARED), redirect_stdout(out), redirect_stderr(err):
        code = run(words)
    out.flush()
    return Ended(code, held.getvalue().decode(), err.getvalue())
