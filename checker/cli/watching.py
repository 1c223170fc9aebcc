"""`checker check --watch`: after each save, what is new and what is gone. Part of `cli`."""

import os
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import click

from checker.cli.asking import Asked
from checker.cli.options import request_of
from checker.cli.output import write
from checker.errors import CheckerError, InvalidCatalogueError
from checker.formats._excerpt import printable
from checker.model.finding import Finding
from checker.model.report import Report
from checker.model.status import LEVELS, ProcessStatus
from checker.pipeline.watching import Watched

FOLDERS = ("standards", "markets")
POLL_SECONDS = 0.05
SHARE_OF_LOOKING = 20
"""Looking takes at most a twentieth of the time: of a large workspace the files are looked at less often."""
COLORS = {"error": "red", "warning": "yellow", "info": "blue", "gone": "green", "unknown": "yellow"}
COVERING = ("market.yaml", "region.yaml")
"""Files without which nothing in their folder can be judged."""
Stamp = tuple[int, int, int, int]
Stamps = Mapping[str, Stamp]


def watch(asked: Asked) -> int:
    """Check now and after each save, until the person ends it."""
    root = asked.place.root
    watched, stamps = Watched(request_of(asked.place, asked.words, all_elements=asked.all_elements, jobs=1)), look(root)
    last = _start(watched)
    try:
        while True:
            started = time.monotonic()
            now = look(root)
            if now == stamps:
                time.sleep(max(POLL_SECONDS, SHARE_OF_LOOKING * (time.monotonic() - started)))
                continue
            touched, stamps = touched_between(stamps, now), now
            last = _again(watched, touched, last, asked)
    except KeyboardInterrupt:
        return 0


def look(root: Path) -> Stamps:
    """When each file of the workspace was last written, or let be read, by its path relative to it."""
    return {path: stamp for folder in FOLDERS for path, stamp in _files(f"{root}{os.sep}{folder}", folder)}


def _files(folder: str, shown: str) -> Iterator[tuple[str, Stamp]]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                path = f"{shown}/{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    yield from _files(entry.path, path)
                else:
                    found = entry.stat(follow_symlinks=False)
                    yield path, (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)
    except OSError:
        return  # it went while it was looked at; the next look sees what is there


def touched_between(before: Stamps, after: Stamps) -> tuple[str, ...]:
    """What was written, made or removed."""
    return tuple(sorted(path for path in {*before, *after} if before.get(path) != after.get(path)))


def _start(watched: Watched) -> Report | None:
    started = time.monotonic()
    report = _checked(watched, ())
    if report is not None:
        write(f"{open_counts(report)} Looked at in {_milliseconds(started)}. Waiting for a save; Ctrl-C ends.\n")
    return report


def _again(watched: Watched, touched: tuple[str, ...], last: Report | None, asked: Asked) -> Report | None:
    started = time.monotonic()
    report = _checked(watched, touched)
    if report is None:
        return last
    clock = datetime.now(UTC).astimezone().strftime("%H:%M:%S")
    names = printable(", ".join(touched[:3])) + (f" and {len(touched) - 3} more" if len(touched) > 3 else "")
    write(f"\n{clock}  {names}  ({_milliseconds(started)})\n")
    for line in lines_between(last, report, touched):
        write(f"{_colored(line) if asked.look.color else line}\n")
    write(f"{open_counts(report)}\n")
    return report


def _checked(watched: Watched, touched: tuple[str, ...]) -> Report | None:
    """A save that makes a check impossible is told, and the next one is waited for."""
    try:
        return watched.check(touched)
    except CheckerError as error:
        places = error.places if isinstance(error, InvalidCatalogueError) else ()
        click.echo("\n".join([*places, f"checker: {error}"]), err=True)
        return None


def lines_between(last: Report | None, report: Report, touched: tuple[str, ...]) -> Iterator[str]:
    """What is open in the saved files or new anywhere, worst first; then what is gone, or not known while a file is not read."""
    before = {finding.fingerprint: finding for finding in (last.findings if last is not None else ()) if finding.is_open}
    now = {finding.fingerprint: finding for finding in report.findings if finding.is_open}
    shown = [each for each in now.values() if each.fingerprint not in before or each.location.path in touched]
    for finding in sorted(shown, key=lambda each: LEVELS.index(each.level)):
        yield from _lines(finding, is_new=finding.fingerprint not in before)
    unread = [each for each in now.values() if each.leaves_unchecked]
    for fingerprint, finding in before.items():
        if fingerprint not in now:
            yield _left(finding, next((each for each in unread if _hides(each, finding, report)), None))


def _left(finding: Finding, hidden_by: Finding | None) -> str:
    said = f"{finding.market or '-'} · {finding.rule}: {printable(finding.message)}"
    if hidden_by is None:
        return f"gone     {said}"
    why = f"{printable(hidden_by.location.path)} cannot be read: {printable(hidden_by.message)}"
    return f"unknown  {said}\n         not mended: {why}"


def _hides(fault: Finding, finding: Finding, report: Report) -> bool:
    """Whether a finding is no longer there only because of a file that cannot be used."""
    broken, path = fault.location.path, finding.location.path
    folder, _, name = broken.rpartition("/")
    if broken == path or (name in COVERING and path.startswith(f"{folder}/")):
        return True
    if fault.process is None or fault.process != finding.process or fault.market not in (None, finding.market):
        return False
    market = report.markets.get(finding.market or "")
    process = market.processes.get(finding.process) if market is not None else None
    return process is None or process.status is ProcessStatus.NOT_CHECKED


def _lines(finding: Finding, *, is_new: bool) -> Iterator[str]:
    span = finding.location.span
    mark = "" if is_new else " (as before)"
    yield f"{finding.level:<8} {printable(finding.location.path)}:{span.line}:{span.column}  {printable(finding.message)}{mark}"
    if finding.remedy and finding.level != "info":
        yield f"         do: {printable(finding.remedy)}"


def open_counts(report: Report) -> str:
    words = {"error": "error", "warning": "warning", "info": "note"}
    counts = {level: sum(1 for each in report.findings if each.is_open and each.level == level) for level in LEVELS}
    told = (f"{counts[level]} {words[level]}{'' if counts[level] == 1 else 's'}" for level in LEVELS)
    return f"Open: {', '.join(told)}."


def _colored(line: str) -> str:
    word = line.partition(" ")[0]
    return click.style(line, fg=COLORS[word]) if word in COLORS else line


def _milliseconds(started: float) -> str:
    return f"{(time.monotonic() - started) * 1000:.0f} ms"
