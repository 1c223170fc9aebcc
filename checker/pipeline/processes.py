"""Work shared out over processes, where there is enough of it. Part of `pipeline`.

Forks and pipes of our own: a pool's threads take half as much time again from the work as they bring. Children take the
number of the next part from one pipe, and each writes what came of it to a pipe of its own.
"""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import NamedTuple, NoReturn, TypeVar

T = TypeVar("T")
R = TypeVar("R")
WORTH_A_PROCESS = 150
"""Markets below which starting a process costs more than it saves."""
NUMBER = 4
"""Bytes of a part's number: what a child takes at once, so that no two take the same."""
SIZE = 8
"""Bytes of a message's length."""
MOST_PARTS = 8_000
"""Parts whose numbers surely fit into a pipe before anybody reads from it."""


def jobs_for(markets: int) -> int:
    """How many processes a check of so many markets is worth: one for each processor at most."""
    return max(1, min(len(_processors()), markets // WORTH_A_PROCESS))


def in_processes(work: Callable[[T], R], parts: Sequence[T], jobs: int) -> Iterator[R]:
    """The results of `work` on each part, in order. What `work` raises is raised here.

    Children are forks, so that they share what was read already; where a system cannot fork, or other threads hold locks
    that a fork would keep for ever, the work is done here.
    """
    jobs = min(jobs, len(parts))
    if jobs < 2 or len(parts) > MOST_PARTS or not hasattr(os, "fork") or _has_threads():
        yield from map(work, parts)
        return
    numbers = _numbers(len(parts))
    children = [_start(work, parts, numbers) for _ in range(jobs)]
    os.close(numbers)
    try:
        yield from _in_order(children, len(parts))
    finally:
        _end(children)


def ahead(work: Callable[[], R]) -> Callable[[], R]:
    """Do `work` in a process of its own from now on; what is returned waits for it. Where that cannot be, it works then."""
    if len(_processors()) < 2 or not hasattr(os, "fork") or _has_threads():
        return work
    numbers = _numbers(1)
    child = _start(lambda _: work(), [None], numbers)
    os.close(numbers)

    def result() -> R:
        found: Iterator[R] = _in_order([child], 1)
        try:
            return next(found)
        finally:
            _end([child])

    return result


class _Child(NamedTuple):
    pid: int
    pipe: int


class _Message(NamedTuple):
    """What came of a part: a result, or what was raised instead."""

    part: int
    result: object
    error: BaseException | None


def _numbers(parts: int) -> int:
    """A pipe that holds the numbers of all parts, and ends behind them."""
    reading, writing = os.pipe()
    os.write(writing, b"".join(number.to_bytes(NUMBER, "little") for number in range(parts)))
    os.close(writing)
    return reading


def _start(work: Callable[[T], R], parts: Sequence[T], numbers: int) -> _Child:
    reading, writing = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _work(work, parts, numbers, writing)
    os.close(writing)
    return _Child(pid, reading)


def _work(work: Callable[[T], R], parts: Sequence[T], numbers: int, pipe: int) -> NoReturn:
    """A child's whole life. However it ends, it never returns into what the parent would do next."""
    code = 1
    try:
        with suppress(BrokenPipeError, KeyboardInterrupt):  # the parent went first
            while number := os.read(numbers, NUMBER):
                part = int.from_bytes(number, "little")
                data = _done(work, parts[part], part)
                _write(pipe, len(data).to_bytes(SIZE, "little") + data)
            code = 0
    finally:
        os._exit(code)


def _done(work: Callable[[T], R], asked: T, part: int) -> bytes:
    """A message, ready to be sent."""
    import pickle
    import traceback

    try:
        return pickle.dumps(_Message(part, work(asked), None), pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        where = "".join(traceback.format_exception(error))
        error.add_note(where)
        try:
            return pickle.dumps(_Message(part, None, error), pickle.HIGHEST_PROTOCOL)
        except Exception:  # an error that does not travel: its words do
            return pickle.dumps(_Message(part, None, RuntimeError(where)), pickle.HIGHEST_PROTOCOL)


def _write(pipe: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(pipe, left) :]


def _in_order(children: Sequence[_Child], parts: int) -> Iterator[R]:
    """Results as soon as all before them are there; meanwhile every child is listened to, so that none has to wait."""
    import pickle
    import selectors

    buffers = {child.pipe: bytearray() for child in children}
    waiting: dict[int, _Message] = {}
    following = 0
    with selectors.DefaultSelector() as selector:
        for child in children:
            selector.register(child.pipe, selectors.EVENT_READ)
        while following < parts:
            if not selector.get_map():
                raise RuntimeError("a process ended before its work was done")
            for key, _ in selector.select():
                data = os.read(key.fd, 1 << 20)
                if not data:
                    selector.unregister(key.fd)
                buffers[key.fd] += data
                for body in _messages(buffers[key.fd]):
                    message: _Message = pickle.loads(body)  # noqa: S301 (of our own child)
                    waiting[message.part] = message
            while following in waiting:
                message = waiting.pop(following)
                if message.error is not None:
                    raise message.error
                following += 1
                yield message.result  # type: ignore[misc]


def _messages(buffer: bytearray) -> Iterator[bytes]:
    """Take whole messages from the front of a buffer."""
    while len(buffer) >= SIZE:
        end = SIZE + int.from_bytes(buffer[:SIZE], "little")
        if len(buffer) < end:
            return
        body = bytes(buffer[SIZE:end])
        del buffer[:end]
        yield body


def _end(children: Sequence[_Child]) -> None:
    """Let nobody stay behind: a child whose results nobody wants any more is broken off."""
    for child in children:
        os.close(child.pipe)
    for child in children:
        with suppress(ProcessLookupError):
            os.kill(child.pid, 15)
        with suppress(ChildProcessError):
            os.waitpid(child.pid, 0)


def _has_threads() -> bool:
    threading = sys.modules.get("threading")
    return threading is not None and threading.active_count() > 1


def _processors() -> set[int]:
    if hasattr(os, "sched_getaffinity"):
        return os.sched_getaffinity(0)
    return set(range(os.cpu_count() or 1))
