"""Lists the folders of a source of files as `walk` lists those on disk. Part of `load`."""

import os
import posixpath
from collections.abc import Iterable, Iterator, Mapping

from checker.load.walk import (
    SUFFIXES,
    Entry,
    file_fault,
    leads_above,
    leads_nowhere,
    leaves_the_workspace,
    unprintable,
)
from checker.model.fault import Fault
from checker.model.source import Source

MAX_LINKS = 40


class SourceWalk:
    """Lists folders below the folder `top` of a source, sorted by name. `faults` takes what has no entry of its own.

    Links may lead anywhere inside the source. `root`: where it would lie on disk, for links that name that.
    """

    def __init__(self, source: Source, top: str, root: str, faults: list[Fault]) -> None:
        self.source, self.shown, self.root, self.faults = source, top, root, faults
        self._children = children_of(source.paths())

    def top(self) -> list[Entry]:
        return self.entries(Entry(self.shown, self.shown, self.shown, is_folder=True))

    def entries(self, folder: Entry) -> list[Entry]:
        """The documents and folders in a folder; none, but a fault, in one that may not be followed."""
        if folder.fault is not None:
            self.faults.append(folder.fault)
            return []
        names = sorted(self._children.get(folder.real, ()))
        entries = (self._entry(name, f"{folder.path}/{name}", f"{folder.real}/{name}") for name in names if name[0] != ".")
        return [entry for entry in entries if entry is not None]

    def documents(self, entry: Entry) -> Iterator[Entry]:
        waiting, seen = [entry], set()
        while waiting:
            each = waiting.pop()
            if not each.is_folder or each.fault is not None:
                yield each
            elif each.real not in seen:
                seen.add(each.real)
                waiting += reversed(self.entries(each))

    def _entry(self, name: str, path: str, real: str) -> Entry | None:
        """None for what is neither a folder nor a document."""
        is_link = self.source.is_link(real)
        target, fault = self._followed(path, real) if is_link else (real, None)
        is_folder = target is not None and target in self._children
        is_document = name.lower().endswith(SUFFIXES)
        if not is_document and not is_folder and not (is_link and target is None):
            return None
        if not name.isprintable():
            self.faults.append(unprintable(path))
            return None
        if is_document:
            fault = fault or file_fault(path, is_folder=is_folder, is_file=target is not None)
        elif target is None:
            fault = fault or leads_nowhere(path)
        return Entry(name, path, target or real, is_folder=not is_document, fault=fault)

    def _followed(self, path: str, real: str) -> tuple[str | None, Fault | None]:
        """Where a link, and the links that it leads to, end; None where that is nowhere, with a fault where it may not."""
        place: str | None = real
        for _ in range(MAX_LINKS):
            if place is None or not self.source.is_link(place):
                break
            place = target_of(place, os.fsdecode(self.source.read(place)), self.root)
        if place is None:
            return None, leaves_the_workspace(path)
        if place in self._children and (real == place or real.startswith(f"{place}/")):
            return None, leads_above(path)
        is_there = self._has(place) and not self.source.is_link(place)
        return (place if is_there else None), None

    def _has(self, path: str) -> bool:
        folder, _, name = path.rpartition("/")
        return name in self._children.get(folder, ())


def children_of(paths: Iterable[str]) -> Mapping[str, set[str]]:
    """Folder → the names in it."""
    found: dict[str, set[str]] = {}
    for path in paths:
        place = path
        while place:
            folder, _, name = place.rpartition("/")
            names = found.setdefault(folder, set())
            if name in names:
                break
            names.add(name)
            place = folder
    return found


def target_of(path: str, target: str, root: str) -> str | None:
    """Where a link leads inside the source; None where it leaves it."""
    absolute = posixpath.isabs(target)
    inner = posixpath.relpath(target, root) if absolute else posixpath.normpath(f"{posixpath.dirname(path)}/{target}")
    return None if inner == ".." or inner.startswith(("../", "/")) else inner
