"""Region's and market's entries for one process, laid over one another as of a day. Part of `alignment`."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from checker.facts import Layer
from checker.model.documents import ControlEntry, MetricEntry, Variant, holds_on
from checker.model.position import Document, KeyPath, Place

E = TypeVar("E", ControlEntry, MetricEntry)


class Source(NamedTuple):
    """A variant's document and the layer it speaks for."""

    layer: Layer
    document: Document[Variant]


class LayeredEntry(NamedTuple, Generic[E]):
    """The entry that holds, where it stands, and what lies beneath it on the day; `beneath_varies` on other days
    too."""

    id: str
    entry: E
    source: Source
    key_path: KeyPath
    beneath: E | None
    beneath_varies: bool


def place_of(entry: LayeredEntry[ControlEntry] | LayeredEntry[MetricEntry], *more: str) -> Place:
    """Where an entry stands, or a key inside it."""
    return Place(entry.source.document, (*entry.key_path, *more))


def control_entries(sources: tuple[Source, ...], day: date) -> Iterator[LayeredEntry[ControlEntry]]:
    """The control entries that hold on the day, in the order of the market's file, then the region's."""
    layers = [(source, "controls", source.document.model.controls) for source in sources]
    return _laid_over(layers, day)


def metric_entries(sources: tuple[Source, ...], day: date) -> Iterator[LayeredEntry[MetricEntry]]:
    """The metric entries that hold on the day."""
    layers = [(source, "metrics", source.document.model.metrics) for source in sources]
    return _laid_over(layers, day)


def _laid_over(layers: Sequence[tuple[Source, str, Mapping[str, E]]], day: date) -> Iterator[LayeredEntry[E]]:
    """`layers` from the lowest up; the highest whose entry holds on the day wins whole."""
    if len(layers) == 1:
        source, section, entries = layers[0]
        for identity, entry in entries.items():
            if holds_on(entry.since, entry.until, day):
                yield LayeredEntry(identity, entry, source, (section, identity), None, beneath_varies=False)
        return
    seen: set[str] = set()
    for top in range(len(layers) - 1, -1, -1):
        source, section, entries = layers[top]
        for identity, entry in entries.items():
            if identity in seen or not holds_on(entry.since, entry.until, day):
                continue
            seen.add(identity)
            below = [lower[identity] for _, _, lower in layers[:top] if identity in lower]
            beneath = next((low for low in reversed(below) if holds_on(low.since, low.until, day)), None)
            varies = any(low.since or low.until for low in below)
            yield LayeredEntry(identity, entry, source, (section, identity), beneath, varies)
