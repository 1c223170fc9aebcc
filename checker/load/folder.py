"""The documents of a folder on disk as a source of files. Part of `load`."""

import os
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from checker.load.document import start_of
from checker.load.walk import SUFFIXES

TOP = ("standards", "markets")


class FolderSource:
    """`standards` is shown as `standards/`, wherever it lies. `name` gives bytes the name that other sources give them.

    Files are read when they are first asked for, and kept: both to be named and to be parsed. `known`: the names of all
    documents, where somebody knows that there are these and no links.
    """

    def __init__(self, root: Path, standards: Path, name: Callable[[bytes], str], known: Mapping[str, str] | None = None) -> None:
        self.folders = {"standards": standards, "markets": root / "markets"}
        self.name, self.known = name, known
        self._read: dict[str, bytes] = {}

    @cached_property
    def _links(self) -> Mapping[str, bool]:
        """Whether each document, and each link to anything, is a link."""
        if self.known is not None:
            return dict.fromkeys(self.known, False)
        return {path: is_link for top in TOP for path, is_link in _below(str(self.folders[top]), top)}

    def paths(self) -> Iterator[str]:
        return iter(self._links)

    def is_link(self, path: str) -> bool:
        return self._links.get(path, False)

    def read(self, path: str) -> bytes:
        """Of a file beyond the limit of documents only the start: its reader refuses it all the same."""
        known = self._read.get(path)
        if known is None:
            known = self._read[path] = self._bytes(path)
        return known

    def content_id(self, path: str) -> str:
        if self.known is not None and path in self.known:
            return self.known[path]
        return self.name(self.read(path))

    def _bytes(self, path: str) -> bytes:
        top, _, rest = path.partition("/")
        real = Path(self.folders[top], rest)
        if self.is_link(path):
            return os.fsencode(real.readlink())
        return start_of(real)


def _below(folder: str, shown: str) -> Iterator[tuple[str, bool]]:
    """Every document and link below a folder, whether it is a link, and nothing through one."""
    try:
        with os.scandir(folder) as scan:
            entries = list(scan)
    except OSError:
        return  # the walk over the same folder says what is wrong with it
    for entry in entries:
        path = f"{shown}/{entry.name}"
        if entry.is_symlink():
            yield path, True
        elif entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path, path)
        elif entry.name.lower().endswith(SUFFIXES) and entry.is_file(follow_symlinks=False):
            yield path, False
