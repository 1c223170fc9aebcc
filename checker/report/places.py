"""`path:line` as it stands in the page, linked to the source where that is known. Part of `report`."""

from collections.abc import Sequence

from markupsafe import Markup

from checker.model.position import Location
from checker.report.links import SourceLinks
from checker.report.shelf import Shelf

LINE = "\x00"
"""Stands for the line's number, which is all that differs between the places of a file."""


class Places:
    """Makes places. What all lines of a file share is written once."""

    def __init__(self, links: SourceLinks, shelf: Shelf) -> None:
        self._links, self._shelf = links, shelf
        self._known: dict[str, Sequence[Markup]] = {}

    def of(self, location: Location | None) -> Markup:
        """Nothing for no location."""
        if location is None:
            return Markup("")
        around = self._known.get(location.path)
        if around is None:
            around = self._known[location.path] = self._around(location.path)
        return Markup(str(location.span.line).join(around))  # noqa: S704 (escaped below)

    def _around(self, path: str) -> Sequence[Markup]:
        path = path.replace(LINE, " ")
        href = self._links.href(path, LINE)
        if href:
            whole = Markup('<a class="place" href="{}" rel="noopener noreferrer">{}:{}</a>').format(href, path, LINE)
        else:
            whole = Markup('<span class="place">{}:{}</span>').format(path, LINE)
        return [self._shelf.once(part) for part in whole.split(LINE)]
