"""Work shared out over processes, where there is enough of it. Part of `pipeline`."""

import os
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")
WORTH_A_PROCESS = 150
"""Markets below which starting a process costs more than it saves."""

_work: Callable[..., object] | None = None


def jobs_for(markets: int) -> int:
    """How many processes a check of so many markets is worth: one for each processor at most."""
    return max(1, min(len(_processors()), markets // WORTH_A_PROCESS))


def in_processes(work: Callable[[T], R], parts: Sequence[T], jobs: int) -> Iterator[R]:
    """The results of `work` on each part, in order.

    Children are forks, so that they share what was read already; where a system cannot fork, the work is done here.
    """
    jobs = min(jobs, len(parts))
    if jobs < 2 or not hasattr(os, "fork"):
        yield from map(work, parts)
        return
    import multiprocessing

    global _work  # noqa: PLW0603 (what a fork inherits need not be sent to it)
    _work = work
    context = multiprocessing.get_context("fork")
    with context.Pool(jobs) as pool:
        yield from pool.imap(_do, parts)
    _work = None


def _processors() -> set[int]:
    if hasattr(os, "sched_getaffinity"):
        return os.sched_getaffinity(0)
    return set(range(os.cpu_count() or 1))


def _do(part: object) -> object:
    if _work is None:
        raise AssertionError("a child was asked before it was given its work")
    return _work(part)
