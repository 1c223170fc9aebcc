"""Mends the files of a workspace until no certain fix is left. Part of `authoring`."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from checker.authoring.certain_fixes import edits_for, key_order
from checker.authoring.edits import BYTE_ORDER_MARK, Edit, apply
from checker.authoring.places import Text
from checker.load.workspace import WorkspaceFiles
from checker.model.finding import Finding
from checker.pipeline.request import Request
from checker.pipeline.run import check, read_programme

ROUNDS = 5
"""What one fix brings to light, the next round mends: a name that was misspelt, then an entry that repeats the standard."""
MENDED = ("markets/", "standards/waivers/", "standards/law/", "standards/catalogue.yaml")
"""A released standard is never edited."""


class MendedFile(NamedTuple):
    """A file as it was and as it is to be, and what was done, in order."""

    path: str
    before: bytes
    after: bytes
    edits: tuple[Edit, ...]


def mended_files(request: Request) -> list[MendedFile]:
    """Every file that has certain fixes, by path; nothing is written. Raises CheckerError."""
    files: dict[str, MendedFile] = {}
    for _ in range(ROUNDS):
        buffers = {path: file.after for path, file in files.items()}
        found = list(_round(request._replace(buffers=buffers), files))
        if not found:
            break
        for file in found:
            earlier = files.get(file.path)
            done = earlier.edits if earlier else ()
            files[file.path] = MendedFile(file.path, earlier.before if earlier else file.before, file.after, (*done, *file.edits))
    return [files[path] for path in sorted(files)]


def _round(request: Request, earlier: dict[str, MendedFile]) -> Iterator[MendedFile]:
    files = WorkspaceFiles(request.root, request.standards, request.buffers)
    programme, report = read_programme(files), check(request)
    by_path: dict[str, list[Finding]] = {}
    for finding in report.findings:
        if finding.location.path.startswith(MENDED):
            by_path.setdefault(finding.location.path, []).append(finding)
    for path in sorted({*by_path, *_looked_at(files, request, report.selected)}):
        before = earlier[path].after if path in earlier else _bytes_of(request, path)
        text = _decoded(before)
        if text is None:
            continue
        mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
        read = Text(text.removeprefix(mark))
        if read.root is None:
            continue
        result = apply(read.text, edits_for(read, by_path.get(path, ()), report, programme))
        if not result.edits:
            result = apply(read.text, key_order(read))
        if result.edits:
            yield MendedFile(path, before, f"{mark}{result.text}".encode(), tuple(edit for edit in result.edits if edit.says))


def _looked_at(files: WorkspaceFiles, request: Request, selected: Iterable[str]) -> Iterator[str]:
    """The files of markets and regions, of those that were asked for."""
    words = set(selected)
    for region in files.layout.regions:
        of_region = (region.region_file, *region.variants.values())
        yield from (path for path in of_region if path and (not request.words or path in words))
        for market in region.markets:
            own = (market.market_file, *market.variants.values())
            yield from (path for path in own if path and (not request.words or market.id in words or path in words))


def _bytes_of(request: Request, path: str) -> bytes:
    try:
        if request.standards is not None and path.startswith("standards/"):
            return b""  # of another checkout, and not ours to mend
        return (request.root / path).read_bytes()
    except OSError:
        return b""  # the check says what is wrong with it


def _decoded(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None  # the check says so
