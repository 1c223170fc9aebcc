"""Where something stands: spans in files, documents with their text, places named by key paths.

Part of `model`. Positions are resolved last: facts carry a `Place`, and only what is printed asks for its span.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Generic, NamedTuple, Protocol, TypeVar

M_co = TypeVar("M_co", covariant=True)

KeyPath = tuple[str | int, ...]


class Span(NamedTuple):
    """Lines and columns count from 1, the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


FILE_START = Span(1, 1, 1, 1)


class Location(NamedTuple):
    """A span of a file, with the text of its first line for people. `path` is relative to the workspace, with `/`."""

    path: str
    span: Span
    excerpt: str = ""


class Positions(Protocol):
    """The positions of a read document, by key path."""

    def value_span(self, key_path: KeyPath) -> Span:
        """The span of the value there.

        If it is missing, of the nearest parent that exists: a bare value whole, of a mapping or list its key.
        """

    def key_span(self, key_path: KeyPath) -> Span:
        """The span of the key there; of a list's member, its value."""

    def parent(self, key_path: KeyPath) -> KeyPath:
        """The longest part of the path that exists."""


@dataclass(frozen=True, eq=False)
class Document(Generic[M_co]):
    """One read and valid document: its model beside the text and positions it came from."""

    path: str
    text: str
    positions: Positions
    model: M_co

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The text's lines without their ends."""
        return tuple(line.removesuffix("\r") for line in self.text.split("\n"))

    def location(self, span: Span) -> Location:
        return Location(self.path, span, self.lines[span.line - 1] if span.line <= len(self.lines) else "")


class Place(NamedTuple):
    """A key path in a document; `at_key` points at the key rather than at its value."""

    document: Document[object]
    key_path: KeyPath
    at_key: bool = False

    def location(self) -> Location:
        positions = self.document.positions
        span = positions.key_span(self.key_path) if self.at_key else positions.value_span(self.key_path)
        return self.document.location(span)

    def point(self) -> Location:
        """The location without the text of its line."""
        positions = self.document.positions
        span = positions.key_span(self.key_path) if self.at_key else positions.value_span(self.key_path)
        return Location(self.document.path, span)


def line_of(text: str, line: int) -> str:
    """Line `line` of a text, counted from 1; empty beyond its end."""
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
        if start == 0:
            return ""
    end = text.find("\n", start)
    return text[start : len(text) if end < 0 else end].rstrip("\r")
