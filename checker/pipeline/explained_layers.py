"""Where the value of an element comes from, layer by layer, for the explanation of it. Part of `pipeline`."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from checker.alignment.elements import StandardElements
from checker.facts import Layer
from checker.model.amount import Amount, value_text
from checker.model.documents import ControlEntry, Market, MetricEntry, Region, Variant, holds_on
from checker.model.position import Document, Location, Place
from checker.model.results import ElementResult
from checker.model.value import Value
from checker.model.workspace import MarketFiles


class LayerValue(NamedTuple):
    """What one layer says of an element. `days` is empty for an entry without dates."""

    layer: Layer
    text: str
    location: Location
    holds: bool
    days: str
    reason: str


def layers_of(
    elements: StandardElements, files: MarketFiles, process: str, result: ElementResult, day: date
) -> Iterator[LayerValue]:
    """What the standard, the region and the market say of the element, the weakest first."""
    element = result.element
    value = elements.values.get(element)
    if element == "process":
        yield from _adoption_layers(files, process)
        return
    if value is None or value.requirement is None:
        yield from _own_layer(result, "differs here")
        return
    yield LayerValue("standard", value.requirement.amount.text, elements.place(element).location(), True, "", "")  # noqa: FBT003
    layers: tuple[tuple[Layer, Document[Variant] | None], ...] = (
        ("region", files.region.variants.get(process)),
        ("market", files.variants.get(process)),
    )
    for layer, variant in layers:
        if variant is not None:
            yield from _entries(layer, variant, element, day, value.requirement.unit)
    if element.startswith("step:"):
        yield from _own_layer(result, result.local.text if result.local is not None else "differs here")


def _own_layer(result: ElementResult, text: str) -> Iterator[LayerValue]:
    """Where a change of the flow set it; nothing where it is the standard's."""
    if result.source is not None and result.layer != "standard":
        layer: Layer = "region" if result.layer == "region" else "market"
        yield LayerValue(layer, text, result.source, holds=True, days="", reason="")


def _adoption_layers(files: MarketFiles, process: str) -> Iterator[LayerValue]:
    """Which file says which version is run; the market's entry wins."""
    layers: tuple[tuple[Layer, Document[Region] | Document[Market] | None], ...] = (
        ("region", files.region.document),
        ("market", files.document),
    )
    for layer, document in layers:
        if document is not None and process in document.model.adopts:
            version = document.model.adopts[process]
            text = str(version) if version is not None else "none"
            yield LayerValue(layer, text, Place(document, ("adopts", process)).location(), holds=True, days="", reason="")


def _entries(layer: Layer, variant: Document[Variant], element: str, day: date, unit: str | None) -> Iterator[LayerValue]:
    kind, _, name = element.partition(":")
    identity, _, channel = name.partition("@")
    entry: ControlEntry | MetricEntry | None = None
    if kind == "control":
        entry = variant.model.controls.get(identity)
    elif kind == "metric":
        entry = variant.model.metrics.get(identity)
    if entry is None:
        return
    value: Value | dict[str, Value] | None = entry.value if isinstance(entry, ControlEntry) else entry.target
    if isinstance(value, dict):
        value = value.get(channel)
    if value is None:
        return
    key = "value" if isinstance(entry, ControlEntry) else "target"
    location = Place(variant, (f"{kind}s", identity, key)).location()
    reason = f"{entry.because.type.value}{f' {entry.because.law}' if entry.because.law else ''}" if entry.because else ""
    text = Amount(value, entry.unit or unit).text if not isinstance(value, tuple) else value_text(value)
    yield LayerValue(layer, text, location, holds_on(entry.since, entry.until, day), _days(entry), reason)


def _days(entry: ControlEntry | MetricEntry) -> str:
    since = f"from {entry.since}" if entry.since else ""
    until = f"until {entry.until}" if entry.until else ""
    return " ".join(part for part in (since, until) if part)
