"""What lies in folders, file by file and by content; files that were not touched since are not read again.

Part of `cache`. As in git's index a file is known by its size, its times and its number on the disk, and only where it
had been left alone for a while when it was read: a change within the tick of a clock would go unseen.
"""

import json
import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import NamedTuple

from checker.cache.store import Store

SETTLED = 2_000_000_000
"""Nanoseconds that a file must have been left alone before its content is taken as known by its times."""

Stamp = tuple[int, int, int, int]
"""Times of content and of the entry in nanoseconds, size in bytes, number on the disk."""


class Unusual(Exception):  # noqa: N818 (never leaves this module)
    """A link, a device, something unreadable: what it means is decided elsewhere, each time."""


class Inventory(NamedTuple):
    """`files`: the SHA-256 of each document, empty for what is no document, by path below the folder's name."""

    files: Mapping[str, str]

    @property
    def digest(self) -> str:
        """SHA-256 over all paths and contents, in hex."""
        return sha256(
            "".join(f"{digest} {path}\n" for path, digest in self.files.items()).encode("utf-8", "surrogateescape")
        ).hexdigest()


class Naming(NamedTuple):
    """Another way to name bytes. `name` tells it from others."""

    name: str
    of: Callable[[bytes], str]


def take(
    root: str, folders: Iterable[str], suffixes: tuple[str, ...], store: Store, naming: Naming | None = None
) -> Inventory | None:
    """All that lies in some folders of `root`; None where something unusual does. `naming`: what stands for SHA-256."""
    about = os.path.realpath(root) if naming is None else f"{naming.name}\0{os.path.realpath(root)}"
    name = f"inventories/{sha256(about.encode('utf-8', 'surrogateescape')).hexdigest()}"
    digest_of = _sha256 if naming is None else naming.of
    known = _known(store.get(name))
    now = time.time_ns()
    files: dict[str, str] = {}
    stamps: dict[str, tuple[Stamp, str]] = {}
    try:
        for folder in folders:
            for path, found in _walk(f"{root}{os.sep}{folder}", folder):
                if not path.lower().endswith(suffixes):
                    files[path] = ""
                    continue
                stamp = (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)
                before = known.get(path)
                digest = before[1] if before is not None and before[0] == stamp else _digest(f"{root}{os.sep}{path}", digest_of)
                files[path] = digest
                if max(stamp[:2]) + SETTLED < now:
                    stamps[path] = stamp, digest
    except (Unusual, OSError):
        return None
    if stamps != known:
        store.put(name, [json.dumps(stamps, separators=(",", ":")).encode()])
    return Inventory(dict(sorted(files.items())))


def _known(entry: bytes | None) -> dict[str, tuple[Stamp, str]]:
    if entry is None:
        return {}
    try:
        return {path: (tuple(stamp), digest) for path, (stamp, digest) in json.loads(entry).items()}
    except (ValueError, TypeError, AttributeError):  # of another version of the tool
        return {}


def _walk(folder: str, shown: str) -> Iterator[tuple[str, os.stat_result]]:
    """Every file that may count, with its state; hidden ones never do."""
    if not stat.S_ISDIR(os.lstat(folder).st_mode):
        raise Unusual
    with os.scandir(folder) as scan:
        for entry in scan:
            if entry.name[0] == ".":
                continue
            path = f"{shown}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path, path)
            elif entry.is_file(follow_symlinks=False):
                yield path, entry.stat(follow_symlinks=False)
            else:
                raise Unusual


def _digest(path: str, digest_of: Callable[[bytes], str]) -> str:
    with open(path, "rb") as file:  # noqa: PTH123 (thousands of them)
        return digest_of(file.read())


def _sha256(data: bytes) -> str:
    return sha256(data).hexdigest()
