"""Where keys, values and whole entries stand in a file's text. Part of `authoring`."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from checker.authoring.replacing import extent
from checker.load.reader import read
from checker.model.position import KeyPath, Positions, Span


class Spot(NamedTuple):
    """A key or a scalar of a document."""

    key_path: KeyPath
    at_key: bool


class Text:
    """A file's text (behind its byte order mark) with the places of what stands in it. `root` is None if unreadable."""

    def __init__(self, text: str) -> None:
        reading = read(text.encode("utf-8"))
        self.text = text
        self.root: Any = reading.root if not reading.faults else None
        self.positions: Positions = reading.positions

    def spot(self, span: Span) -> Spot | None:
        """The key or scalar that stands exactly there."""
        return next((spot for spot in self._spots() if self._span(spot) == span), None)

    def extent(self, spot: Spot) -> tuple[int, int]:
        return extent(self.text, self._span(spot))

    def _span(self, spot: Spot) -> Span:
        return self.positions.key_span(spot.key_path) if spot.at_key else self.positions.value_span(spot.key_path)

    def _spots(self) -> Iterator[Spot]:
        return _spots(self.root, ())

    def entry(self, key_path: KeyPath) -> tuple[int, int]:
        """The lines of an entry of a block, or its text between commas and braces."""
        start, _ = extent(self.text, self.positions.key_span(key_path))
        line = self.text.rfind("\n", 0, start) + 1
        if self.text[line:start].strip():
            return self._between_commas(start, key_path)
        return line, self._end_of_block(start - line, start)

    def _end_of_block(self, indent: int, start: int) -> int:
        """Behind the last line of the value; blank lines and comments after it belong to what follows.

        It is deeper than the key; the members of a list may stand as deep as the key itself.
        """
        at = end = self._next_line(start)
        while at < len(self.text):
            following = self._next_line(at)
            line = self.text[at:following].rstrip()
            own = line.lstrip(" ")
            if own and not own.startswith("#"):
                depth = len(line) - len(own)
                if depth < indent or (depth == indent and own != "-" and not own.startswith("- ")):
                    break
                end = following
            at = following
        return end

    def _next_line(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end + 1

    def _between_commas(self, start: int, key_path: KeyPath) -> tuple[int, int]:
        """With the comma behind it, or the one before it if it is the last."""
        end = self._end_of_value(key_path)
        rest = self.text[end:]
        if rest.lstrip(" ").startswith(","):
            end += len(rest) - len(rest.lstrip(" ")) + 1
            return start, end + len(self.text[end:]) - len(self.text[end:].lstrip(" "))
        before = self.text[:start].rstrip(" ")
        return (len(before) - 1 if before.endswith(",") else start), end

    def _end_of_value(self, key_path: KeyPath) -> int:
        return extent(self.text, self.positions.value_span(key_path))[1]


def _spots(node: Any, path: KeyPath) -> Iterator[Spot]:
    members = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, member in members:
        here = (*path, step)
        if isinstance(node, dict):
            yield Spot(here, at_key=True)
        if not isinstance(member, dict | list):
            yield Spot(here, at_key=False)
        yield from _spots(member, here)
