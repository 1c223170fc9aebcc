"""A line on the terminal that says how far a long check has come. Part of `cli`."""

import sys
from time import monotonic
from types import TracebackType
from typing import Self

QUIET_SECONDS = 1.0
REFRESH_SECONDS = 0.1


class Progress:
    """Shows nothing in the first second, then rewrites one line, and wipes it at the end."""

    def __init__(self) -> None:
        self._started = monotonic()
        self._shown_at = 0.0

    def show(self, done: int, total: int) -> None:
        now = monotonic()
        if now - self._started < QUIET_SECONDS or now - self._shown_at < REFRESH_SECONDS:
            return
        self._shown_at = now
        sys.stderr.write(f"\r\x1b[Kchecking {done:,} of {total:,} markets")
        sys.stderr.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self._shown_at:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
