"""Work that is shared out over processes: all of it, in order, and nobody left behind."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from checker.pipeline.processes import in_processes, jobs_for

PARTS = list(range(57))


def squared(number: int) -> tuple[int, int]:
    return number * number, os.getpid()


@pytest.fixture(autouse=True)
def nobody_is_left_behind() -> Iterator[None]:
    yield
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.mark.parametrize("jobs", [1, 2, 3, 100])
def test_results_come_in_order_whatever_the_number_of_processes(jobs: int) -> None:
    found = list(in_processes(squared, PARTS, jobs))
    assert [square for square, _ in found] == [number * number for number in PARTS]
    assert (os.getpid() in {pid for _, pid in found}) == (jobs == 1)


def test_a_slow_part_holds_up_nobody_else() -> None:
    def work(number: int) -> tuple[int, int]:
        time.sleep(0.3 if number == 0 else 0)
        return number, os.getpid()

    found = list(in_processes(work, PARTS, 2))
    assert [number for number, _ in found] == PARTS
    slow = found[0][1]
    assert sum(pid == slow for _, pid in found) < len(PARTS) / 2


def test_results_larger_than_a_pipe_arrive_whole() -> None:
    found = list(in_processes(lambda number: bytes([number]) * 3_000_000, PARTS[:9], 3))
    assert found == [bytes([number]) * 3_000_000 for number in PARTS[:9]]


def test_what_the_work_raises_is_raised_with_where_it_was() -> None:
    def work(number: int) -> int:
        if number == 20:
            raise ValueError("the twentieth")
        return number

    with pytest.raises(ValueError, match="the twentieth") as raised:
        list(in_processes(work, PARTS, 2))
    assert "in work" in raised.value.__notes__[0]


def test_an_error_that_does_not_travel_says_what_it_was() -> None:
    def work(number: int) -> int:
        error = ValueError("the first")
        error.held = threading.Lock()  # type: ignore[attr-defined]
        raise error

    with pytest.raises(RuntimeError, match="ValueError: the first"):
        list(in_processes(work, PARTS, 2))


def test_a_result_that_does_not_travel_is_an_error() -> None:
    with pytest.raises(TypeError, match="pickle"):
        list(in_processes(lambda _: threading.Lock(), PARTS, 2))


def test_a_child_that_dies_is_no_silent_loss() -> None:
    def work(number: int) -> int:
        if number == 20:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    with pytest.raises(RuntimeError, match="ended before its work was done"):
        list(in_processes(work, PARTS, 2))


def test_who_wants_no_more_results_leaves_nobody_behind() -> None:
    results = in_processes(squared, PARTS, 2)
    assert next(results)[0] == 0
    results.close()  # type: ignore[attr-defined]


def test_beside_other_threads_the_work_is_done_here() -> None:
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        assert {pid for _, pid in in_processes(squared, PARTS, 2)} == {os.getpid()}
    finally:
        done.set()
        other.join()


def test_an_interrupted_check_ends_at_once_and_leaves_nobody_behind() -> None:
    code = """
import signal, time
from checker.pipeline.processes import in_processes
signal.signal(signal.SIGINT, signal.default_int_handler)  # as from a terminal, whoever started the tests
def work(number):
    time.sleep(60)
print("started", flush=True)
list(in_processes(work, list(range(4)), 2))
"""
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == b"started\n"
        time.sleep(0.3)
        started = time.monotonic()
        os.killpg(process.pid, signal.SIGINT)
        process.communicate(timeout=20)
        assert time.monotonic() - started < 10
        with pytest.raises(ProcessLookupError):
            os.killpg(process.pid, 0)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def test_few_markets_are_not_worth_a_process() -> None:
    assert jobs_for(1) == jobs_for(150) == 1
