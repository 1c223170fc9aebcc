"""Entries of bytes by name, each written whole or not at all, and checked when it is read. Part of `cache`."""

import os
import zlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

MAGIC = b"checker-cache 1"
MOST_BYTES = 512 * 1024 * 1024
"""When entries pass this, the oldest go until half of it is left."""


class Store:
    """A folder of entries. A folder that cannot be written keeps nothing, and nobody is told: it only costs time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, name: str) -> bytes | None:
        """The bytes of an entry; None where there is none, or it is damaged."""
        try:
            whole = (self.folder / name).read_bytes()
        except OSError:
            return None
        head, _, body = whole.partition(b"\n")
        return body if head == _head(zlib.crc32(body), len(body)) else None

    def put(self, name: str, body: Iterable[bytes]) -> bool:
        """Write an entry in one step; whether that was possible. Others may read or write the same one meanwhile."""
        pieces = list(body)
        check = 0
        for piece in pieces:
            check = zlib.crc32(piece, check)
        target = self.folder / name
        fresh = target.with_name(f"{target.name}.{os.getpid()}.new")
        try:
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with fresh.open("wb") as file:
                file.write(_head(check, sum(map(len, pieces))) + b"\n")
                file.writelines(pieces)
            fresh.replace(target)
        except OSError:
            with suppress(OSError):
                fresh.unlink()
            return False
        return True

    def tidy(self, most: int = MOST_BYTES) -> None:
        """Let the oldest entries go where there are too many bytes."""
        entries = sorted(self._entries())
        left = sum(size for _, size, _ in entries)
        if left <= most:
            return
        for _, size, path in entries:
            if left <= most // 2:
                return
            Path(path).unlink(missing_ok=True)
            left -= size

    def _entries(self) -> Iterable[tuple[int, int, str]]:
        """When each entry was written, in nanoseconds, its size and its path."""
        for folder, _, names in os.walk(self.folder):
            for name in names:
                path = Path(folder) / name
                try:
                    found = path.stat()
                except OSError:  # another run tidied meanwhile
                    continue
                yield found.st_mtime_ns, found.st_size, str(path)


def _head(check: int, size: int) -> bytes:
    return b"%s %08x %d" % (MAGIC, check, size)
