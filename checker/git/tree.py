"""The files of one commit, read from git's objects. Part of `git`."""

import os
import posixpath
from collections.abc import Iterator, Mapping
from functools import cached_property
from hashlib import new as new_hash
from pathlib import Path
from typing import Self

from checker.git.command import run
from checker.git.objects import ObjectReader, missing

LINK, SUBMODULE = "120000", "160000"
MODE = len("100644 ")


Listing = Mapping[str, str]
"""Path → mode and name of its bytes, as `100644 <name>`, of all files, links and submodules below a folder."""


class GitTree:
    """The files of a commit below `prefix`. Paths are relative to it, with `/`.

    Nothing is checked out and no content filter runs: bytes are those that were committed. `listing`: where it is known.
    """

    def __init__(self, top: Path, commit: str, prefix: str, hash_name: str, listing: Listing | None = None) -> None:
        self.top, self.commit, self.prefix, self.hash_name = top, commit, prefix, hash_name
        self._known = listing
        self._objects = ObjectReader(top)

    @cached_property
    def listing(self) -> Listing:
        """Raises BaseUnavailableError."""
        if self._known is not None:
            return self._known
        wanted = ("--", self.prefix) if self.prefix else ()
        answer = run(self.top, ("ls-tree", "-r", "-z", "--full-tree", self.commit, *wanted))
        if answer.code:
            raise missing(self.commit)
        return dict(self._entries(answer.output))

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The name of the bytes of every file and link by its path. Raises BaseUnavailableError."""
        return {path: about[MODE:] for path, about in self.listing.items() if not about.startswith(SUBMODULE)}

    @cached_property
    def links(self) -> frozenset[str]:
        return frozenset(path for path, about in self.listing.items() if about.startswith(LINK))

    @property
    def submodules(self) -> tuple[str, ...]:
        """The folders whose files lie in another repository."""
        return tuple(path for path, about in self.listing.items() if about.startswith(SUBMODULE))

    def paths(self) -> Iterator[str]:
        return iter(self.names)

    def is_link(self, path: str) -> bool:
        return path in self.links

    def read(self, path: str) -> bytes:
        """The bytes of a file; of a link, its target. Raises FileNotFoundError and BaseUnavailableError."""
        name = self.names.get(path)
        if name is None:
            raise FileNotFoundError(2, os.strerror(2), path)
        content = self._objects.read(name)
        if content is None:
            raise missing(name)
        return content

    def content_id(self, path: str) -> str:
        """What names the file's bytes: equal for equal bytes, as `id_of` says."""
        return self.names[path]

    def id_of(self, data: bytes) -> str:
        """The name that git would give to these bytes."""
        digest = new_hash(self.hash_name, b"blob %d\0" % len(data), usedforsecurity=False)
        digest.update(data)
        return digest.hexdigest()

    def close(self) -> None:
        """End the git that reads for this process; reading again starts another."""
        self._objects.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _entries(self, listing: bytes) -> Iterator[tuple[str, str]]:
        for line in os.fsdecode(listing).split("\0"):
            about, tab, path = line.partition("\t")
            if tab and path.startswith(self.prefix):
                mode, _, name = about.split(" ")
                yield path[len(self.prefix) :], f"{mode} {name}"


def link_target(path: str, target: str, root: str = "") -> str | None:
    """Where a link leads inside the tree, as a path; None where it leaves it. `root`: where the tree lies on disk."""
    if not posixpath.isabs(target):
        inner = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
    else:
        inner = posixpath.relpath(target, root) if root else ".."
    return None if inner == ".." or inner.startswith("../") else inner
