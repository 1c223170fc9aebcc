"""Rows of what differs as the standard allows: by far the longest list of a report. Part of `report`.

What rows share (an element with its values; a reason) is rendered once, however many markets have it.
"""

from collections.abc import Sequence

from jinja2.environment import TemplateModule
from markupsafe import Markup

from checker.model.finding import Finding
from checker.model.results import ElementResult
from checker.report.differences import LAYERS, Difference, Differences, because_of, values_key
from checker.report.lookup import Lookup

END = Markup("</td></tr>")
END_OF_PLACE = Markup("</span></td></tr>")


class AllowedRows:
    """Makes rows. `parts` are the macros of `_parts.html.j2`."""

    def __init__(self, lookup: Lookup, differences: Differences, parts: TemplateModule) -> None:
        self._lookup, self._differences, self._parts = lookup, differences, parts
        self._cells: dict[tuple[object, ...], Markup] = {}
        self._reasons: dict[tuple[object, ...], Markup] = {}

    def of(self, element: ElementResult, findings: Sequence[Finding]) -> Markup:
        """One row; notes about it stand below its reason."""
        cells, reason = self._cells_of(element), self._reason_of(element, findings)
        place = self._lookup.places.of(element.source)
        end = END_OF_PLACE if place else END
        if findings:
            noted: Difference = self._differences.of_element(element, findings)
            notes = "".join(self._parts.note(note, True) for note in noted.notes)  # type: ignore[attr-defined]  # noqa: FBT003
            end = Markup(("</span>" if place else "") + notes) + END  # noqa: S704 (made by a macro)
        return Markup("".join((cells, reason, place, end)))  # noqa: S704 (escaped above)

    def _cells_of(self, element: ElementResult) -> Markup:
        key = (element.element, element.status, element.title, *values_key(element))
        known = self._cells.get(key)
        if known is None:
            row = self._parts.allowed_cells(self._differences.of_element(element, ()))  # type: ignore[attr-defined]
            known = self._cells[key] = self._lookup.shelf.once(row)
        return known

    def _reason_of(self, element: ElementResult, findings: Sequence[Finding]) -> Markup:
        because = element.because or next((each.because for each in findings if each.because), None)
        layer = LAYERS.get(element.layer, element.layer) if element.source else ""
        key = (layer, *(() if because is None else (because.type, because.law, because.note)))
        known = self._reasons.get(key)
        if known is None:
            shown = because_of(because, self._lookup.duty_ids)
            known = self._reasons[key] = self._lookup.shelf.once(
                self._parts.allowed_reason(shown, layer)  # type: ignore[attr-defined]
            )
        return known
