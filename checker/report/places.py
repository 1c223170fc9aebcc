"""`path:line` as it stands in the page, linked to the source where that is known. Part of `report`."""

from collections.abc import Sequence
from typing import NamedTuple

from checker.model.position import Location
from checker.report.links import SourceLinks

LINE = "\x00"
"""Stands for the line's number, which is all that differs between the places of a file."""


class Place(NamedTuple):
    """A line of a file. `around`: its address where the line's number belongs between; empty without one."""

    path: str
    line: int
    around: Sequence[str]


class Places:
    """Makes places. What all lines of a file share is put together once."""

    def __init__(self, links: SourceLinks) -> None:
        self._links = links
        self._known: dict[str, Sequence[str]] = {}

    def of(self, location: Location | None) -> Place | None:
        """Nothing for no location."""
        if location is None:
            return None
        around = self._known.get(location.path)
        if around is None:
            href = self._links.href(location.path.replace(LINE, " "), LINE)
            around = self._known[location.path] = tuple(href.split(LINE)) if href else ()
        return Place(location.path, location.span.line, around)
