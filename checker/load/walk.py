"""Lists the folders of a workspace: documents, folders, and what may not be followed or opened. Part of `load`."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from checker.model.fault import Fault, FaultKind
from checker.model.position import FILE_START, Location

SUFFIX = ".yaml"
SUFFIXES = (".yaml", ".yml")


class Entry(NamedTuple):
    """A document or a folder. `path` is relative to the workspace, with `/`; `real` is where it lies.

    `fault`: why it may not or cannot be opened; None where it can.
    """

    name: str
    path: str
    real: str
    is_folder: bool
    fault: Fault | None = None

    @property
    def stem(self) -> str:
        return self.name.rpartition(".")[0] or self.name


class Walk:
    """Lists folders below `folder`, which is shown as `shown`, in an order that does not depend on the disk's.

    Links may lead to `inside`, which are folders. `faults` takes what has no entry of its own: a name that nobody can
    print, a folder that cannot be listed.
    """

    def __init__(self, folder: Path, shown: str, inside: tuple[Path, ...], faults: list[Fault]) -> None:
        self.folder = str(folder)
        self.shown = shown
        self.inside = tuple(os.path.realpath(each) for each in inside)
        self.faults = faults

    def top(self) -> list[Entry]:
        """The entries of the folder itself; none where it does not exist."""
        if not os.path.lexists(self.folder):
            return []
        fault = self._link_fault(self.folder, self.shown) if Path(self.folder).is_symlink() else None
        return self.entries(Entry(self.shown, self.shown, self.folder, is_folder=True, fault=fault))

    def entries(self, folder: Entry) -> list[Entry]:
        """The documents and folders in a folder, sorted by name; none, but a fault, in one that may not be followed."""
        if folder.fault is not None:
            self.faults.append(folder.fault)
            return []
        try:
            with os.scandir(folder.real) as scan:
                found = sorted(scan, key=lambda entry: entry.name)
        except OSError as error:
            self.faults.append(unreadable(folder.path, "folder", error))
            return []
        entries = (self._entry(entry, f"{folder.path}/{entry.name}") for entry in found if entry.name[0] != ".")
        return [entry for entry in entries if entry is not None]

    def documents(self, entry: Entry) -> Iterator[Entry]:
        """Every document at or below an entry, and every folder that may not be followed; each folder once."""
        waiting, seen = [entry], set()
        while waiting:
            each = waiting.pop()
            if not each.is_folder or each.fault is not None:
                yield each
            elif (identity := _identity(each.real)) not in seen:
                seen.add(identity)
                waiting += reversed(self.entries(each))

    def _entry(self, entry: os.DirEntry[str], path: str) -> Entry | None:
        """None for what is neither a folder nor a document."""
        name = entry.name
        if name.isprintable() and not entry.is_symlink():  # almost all of them: nothing to be said of
            if name.endswith(SUFFIX) and entry.is_file():
                return Entry(name, path, entry.path, is_folder=False)
            if entry.is_dir() and not name.lower().endswith(SUFFIXES):
                return Entry(name, path, entry.path, is_folder=True)
        is_document = entry.name.lower().endswith(SUFFIXES)
        is_folder, is_file = _kind(entry)
        if not is_document and not is_folder and (is_file or not entry.is_symlink()):
            return None
        if not entry.name.isprintable():
            self.faults.append(unprintable(path))
            return None
        fault = self._link_fault(entry.path, path) if entry.is_symlink() else None
        if is_document:
            fault = fault or file_fault(path, is_folder=is_folder, is_file=is_file)
            return Entry(entry.name, path, entry.path, is_folder=False, fault=fault)
        if fault is None and not is_folder:
            fault = leads_nowhere(path)
        return Entry(entry.name, path, entry.path, is_folder=True, fault=fault)

    def _link_fault(self, real: str, path: str) -> Fault | None:
        target = os.path.realpath(real)
        if not any(_lies_in(target, folder) for folder in self.inside):
            return leaves_the_workspace(path)
        if _lies_in(os.path.realpath(Path(real).parent), target):
            return leads_above(path)
        return None


def _identity(folder: str) -> tuple[int, int]:
    """The same for every path and link to one folder; of one that is gone, no folder's."""
    try:
        status = Path(folder).stat()
    except OSError:
        return 0, 0
    return status.st_dev, status.st_ino


def _kind(entry: os.DirEntry[str]) -> tuple[bool, bool]:
    """Whether it is a folder, whether it is a file; neither where a link leads nowhere or in a circle."""
    try:
        return entry.is_dir(), entry.is_file()
    except OSError:
        return False, False


def leaves_the_workspace(path: str) -> Fault:
    return _misplaced(path, "a link that leaves the workspace is not followed", "put the file itself here")


def leads_above(path: str) -> Fault:
    return _misplaced(path, "a link to a folder above itself is not followed", "delete it")


def leads_nowhere(path: str) -> Fault:
    return _misplaced(path, "a link that leads nowhere", "delete it")


def unprintable(path: str) -> Fault:
    return _misplaced(_printable(path), "the file's name holds characters that cannot be printed", "rename it")


def file_fault(path: str, *, is_folder: bool, is_file: bool) -> Fault | None:
    if is_folder:
        return _misplaced(path, "a folder bears the name of a document", "rename it")
    if not is_file:
        place = Location(path, FILE_START)
        return Fault(FaultKind.SYNTAX, place, "this is no file that can be read", remedy="delete it")
    if not path.endswith(SUFFIX):
        name = path.rpartition("/")[2].rpartition(".")[0]
        return _misplaced(path, f"the name of a document ends in `{SUFFIX}`", f"rename it to `{name}{SUFFIX}`")
    return None


def unreadable(path: str, what: str, error: OSError) -> Fault:
    reason = (error.strerror or "unknown reason").lower()
    return Fault(FaultKind.SYNTAX, Location(path, FILE_START), f"the {what} cannot be read: {reason}")


def _misplaced(path: str, message: str, remedy: str) -> Fault:
    return Fault(FaultKind.MISPLACED, Location(path, FILE_START), message, remedy=remedy)


def _lies_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _printable(path: str) -> str:
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in text)
