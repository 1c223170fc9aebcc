"""Where the files of a workspace come from: a folder, a commit, or parts of several. Part of `model`."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol


class Source(Protocol):
    """Files by their path, relative to the workspace and with `/`. Nothing is written, no link is followed."""

    def paths(self) -> Iterable[str]:
        """Every file and link, in any order."""

    def is_link(self, path: str) -> bool:
        """Whether what lies there is a symbolic link."""

    def read(self, path: str) -> bytes:
        """The bytes of a file; of a link, where it leads. Raises OSError."""

    def content_id(self, path: str) -> str:
        """A name of the bytes: equal for equal bytes of the sources that are compared. Raises OSError."""


class Part(NamedTuple):
    """The files of a source whose paths start so."""

    start: str
    source: Source


class Composed:
    """Files of several sources: of each path, those of the part whose start is the longest that fits."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = sorted(parts, key=lambda part: len(part.start), reverse=True)

    def paths(self) -> Iterable[str]:
        for part in self._parts:
            yield from (path for path in part.source.paths() if self._of(path) is part)

    def is_link(self, path: str) -> bool:
        part = self._of(path)
        return part is not None and part.source.is_link(path)

    def read(self, path: str) -> bytes:
        return self._source(path).read(path)

    def content_id(self, path: str) -> str:
        return self._source(path).content_id(path)

    def _source(self, path: str) -> Source:
        part = self._of(path)
        if part is None:
            raise FileNotFoundError(path)
        return part.source

    def _of(self, path: str) -> Part | None:
        return next((part for part in self._parts if path.startswith(part.start)), None)


class Mounted:
    """The files of a source as they are shown below another folder."""

    def __init__(self, start: str, source: Source) -> None:
        self.start, self.source = start, source

    def paths(self) -> Iterable[str]:
        return (f"{self.start}{path}" for path in self.source.paths())

    def is_link(self, path: str) -> bool:
        return self.source.is_link(path.removeprefix(self.start))

    def read(self, path: str) -> bytes:
        return self.source.read(path.removeprefix(self.start))

    def content_id(self, path: str) -> str:
        return self.source.content_id(path.removeprefix(self.start))


class Alike:
    """The files of a source, where `same` lie in another one too and are quicker to read there."""

    def __init__(self, source: Source, other: Source, same: frozenset[str]) -> None:
        self.source, self.other, self.same = source, other, same

    def paths(self) -> Iterable[str]:
        return self.source.paths()

    def is_link(self, path: str) -> bool:
        return self.source.is_link(path)

    def read(self, path: str) -> bytes:
        return (self.other if path in self.same else self.source).read(path)

    def content_id(self, path: str) -> str:
        return self.source.content_id(path)
