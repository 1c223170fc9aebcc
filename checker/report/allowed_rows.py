"""Rows of what differs as the standard allows: by far the longest list of a report. Part of `report`."""

from collections.abc import Sequence
from typing import NamedTuple

from checker.model.finding import Finding
from checker.model.results import ElementResult
from checker.report.differences import LAYERS, Because, Difference, Differences, Note, because_of, values_key
from checker.report.lookup import Lookup
from checker.report.places import Place


class AllowedRow(NamedTuple):
    """One element; notes about it stand below its reason. `item`: its values, the same for all markets that have them."""

    item: Difference
    because: Because | None
    layer: str
    source: Place | None
    notes: Sequence[Note]


class AllowedRows:
    """Makes rows."""

    def __init__(self, lookup: Lookup, differences: Differences) -> None:
        self._lookup, self._differences = lookup, differences
        self._items: dict[tuple[object, ...], Difference] = {}

    def of(self, element: ElementResult, findings: Sequence[Finding]) -> AllowedRow:
        because = element.because or next((each.because for each in findings if each.because), None)
        return AllowedRow(
            self._item(element),
            because_of(because, self._lookup.duty_ids),
            LAYERS.get(element.layer, element.layer),
            self._lookup.places.of(element.source),
            tuple(self._differences.note(finding) for finding in findings),
        )

    def _item(self, element: ElementResult) -> Difference:
        key = (element.element, element.status, element.title, *values_key(element))
        known = self._items.get(key)
        if known is None:
            known = self._items[key] = self._differences.of_element(element, ())
        return known
