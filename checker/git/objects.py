"""Reads git's objects one after the other through one `git cat-file --batch`. Part of `git`."""

import os
import subprocess
from pathlib import Path
from typing import IO

from checker.errors import BaseUnavailableError
from checker.git.command import start

PART = 1 << 16
TOO_MUCH = 1 << 22
"""Bytes of a file beyond which nothing is kept: every document's limit is far below, and its reader says so."""


class ObjectReader:
    """Each process that reads has a `git cat-file` of its own: forks would take answers away from one another."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self._started: tuple[int, subprocess.Popen[bytes]] | None = None

    def read(self, name: str) -> bytes | None:
        """The bytes of the object `name`, which may be `<commit>:<path>`; None where there is none.

        Of a file beyond a few megabytes only the start. Raises BaseUnavailableError where git gives up.
        """
        asking, answers = self._pipes()
        try:
            asking.write(os.fsencode(f"{name}\n"))
            asking.flush()
            about = answers.readline().decode("utf-8", "replace").split()
        except BrokenPipeError as error:
            raise missing(name) from error
        if not about:
            raise missing(name)
        if len(about) < 3 or not about[-1].isdigit():
            return None  # `<name> missing`
        return _content(answers, int(about[-1]), name)

    def close(self) -> None:
        """End the reader of this process."""
        if self._started is None or self._started[0] != os.getpid():
            return
        reader, self._started = self._started[1], None
        for pipe in (reader.stdin, reader.stdout):
            if pipe is not None:
                pipe.close()
        reader.wait()

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        own = os.getpid()
        if self._started is None or self._started[0] != own:
            self._started = (own, start(self.top, ("cat-file", "--batch")))
        reader = self._started[1]
        if reader.stdin is None or reader.stdout is None:
            raise AssertionError("git was started with pipes")
        return reader.stdin, reader.stdout


def _content(answers: IO[bytes], size: int, name: str) -> bytes:
    """The object's bytes, and past the line's end behind them."""
    left, kept, parts = size + 1, 0, list[bytes]()
    while left:
        part = answers.read(min(left, PART))
        if not part:
            raise missing(name)
        left -= len(part)
        if kept <= TOO_MUCH:
            parts.append(part)
            kept += len(part)
    return b"".join(parts)[:size]


def missing(name: str) -> BaseUnavailableError:
    return BaseUnavailableError(
        f"git does not have `{name}` here: the clone lacks objects, or is broken; get them with `git fetch --refetch --no-filter`"
    )
