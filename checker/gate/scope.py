"""What a market is judged on, by two versions of its files: what a change takes away, and what it adds. Part of `gate`."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from checker.gate_facts import Facet
from checker.model.documents import DueChannels, Market
from checker.model.documents.catalogue import Catalogue
from checker.model.position import Document, KeyPath, Place
from checker.model.value import Version
from checker.model.workspace import MarketFiles, Programme


class Scope(NamedTuple):
    """What decides which elements and duties a market is judged by. `adopted`: region's adoptions included."""

    country: str
    channels: frozenset[str]
    jurisdictions: frozenset[str]
    profile: frozenset[str]
    adopted: Mapping[str, Version]
    confirmed: frozenset[str]


class Loss(NamedTuple):
    """One thing that a market would no longer be judged on. `processes`: those that it concerns."""

    facet: Facet
    name: str
    processes: tuple[str, ...]
    key_path: KeyPath


def scope_of(files: MarketFiles) -> Scope | None:
    """None where the market cannot be read."""
    if files.document is None:
        return None
    market = files.document.model
    region = files.region.document.model.adopts if files.region.document is not None else {}
    adopts = {**region, **market.adopts}
    return Scope(
        market.country,
        frozenset(market.channels),
        frozenset((market.country, *market.jurisdictions)),
        frozenset(market.profile),
        {process: version for process, version in adopts.items() if version is not None},
        frozenset(market.confirms),
    )


def losses(before: Scope, after: Scope, programme: Programme) -> Iterator[Loss]:
    """What the later scope lacks, in a fixed order. `programme`: by which the processes concerned are found."""
    for channel in sorted(before.channels - after.channels):
        yield Loss("channel", channel, _of_channel(before, channel, programme), ("channels",))
    for jurisdiction in sorted(before.jurisdictions - after.jurisdictions):
        at: KeyPath = ("country",) if jurisdiction == before.country else ("jurisdictions",)
        yield Loss("jurisdiction", jurisdiction, tuple(sorted(before.adopted)), at)
    for word in sorted(before.profile - after.profile):
        yield Loss("profile", word, tuple(sorted(before.adopted)), ("profile",))
    for process in sorted(before.adopted.keys() - after.adopted.keys()):
        yield Loss("process", process, (process,), ("adopts",))
    for process in sorted((before.confirmed - after.confirmed) & after.adopted.keys()):
        yield Loss("confirmation", process, (process,), ("confirms",))


def gains(before: Scope, after: Scope) -> bool:
    """Whether the later scope holds anything more."""
    return bool(
        after.channels - before.channels
        or after.jurisdictions - before.jurisdictions
        or after.profile - before.profile
        or after.adopted.keys() - before.adopted.keys()
    )


def _of_channel(scope: Scope, channel: str, programme: Programme) -> tuple[str, ...]:
    """The adopted processes that are due by a channel, or whose standard names it."""
    return tuple(process for process in sorted(scope.adopted) if _concerns(process, channel, scope, programme))


def _concerns(process: str, channel: str, scope: Scope, programme: Programme) -> bool:
    entry = programme.catalogue.model.processes.get(process)
    if entry is not None and isinstance(entry.due, DueChannels) and channel in entry.due.channels:
        return True
    standard = programme.standards.get(process, {}).get(scope.adopted[process])
    return standard is None or channel in standard.model.channels or not standard.model.channels


def due_or_adopted(scope: Scope, catalogue: Catalogue) -> tuple[str, ...]:
    """Every process that a market owes or runs."""
    due = {
        process
        for process, entry in catalogue.processes.items()
        if entry.due == "always" or (isinstance(entry.due, DueChannels) and not scope.channels.isdisjoint(entry.due.channels))
    }
    return tuple(sorted(due | scope.adopted.keys()))


def with_scope(files: MarketFiles, scope: Scope, kept: frozenset[tuple[Facet, str]]) -> MarketFiles:
    """The market judged on its own scope and on what of another one is to be kept; its places stay."""
    document = files.document
    if document is None or not kept:
        return files
    model = document.model
    of = {facet: [name for each, name in sorted(kept) if each == facet] for facet, _ in kept}
    update: dict[str, object] = {
        "channels": (*model.channels, *of.get("channel", ())),
        "jurisdictions": (*model.jurisdictions, *of.get("jurisdiction", ())),
        "profile": (*model.profile, *of.get("profile", ())),
        "adopts": {**model.adopts, **{process: scope.adopted[process] for process in of.get("process", ())}},
    }
    return files._replace(document=_with_model(document, model.model_copy(update=update)))


def at_scope(files: MarketFiles, scope: Scope) -> MarketFiles:
    """The market judged on another scope alone; of what it adopts, versions stay its own."""
    document = files.document
    if document is None:
        return files
    model, region = document.model, files.region.document
    adopts = {**(region.model.adopts if region is not None else {}), **model.adopts}
    update: dict[str, object] = {
        "country": scope.country,
        "channels": tuple(sorted(scope.channels)),
        "jurisdictions": tuple(sorted(scope.jurisdictions)),
        "profile": tuple(sorted(scope.profile)),
        "adopts": {process: version if process in scope.adopted else None for process, version in adopts.items()},
    }
    return files._replace(document=_with_model(document, model.model_copy(update=update)))


def with_lead(files: MarketFiles, lead: str) -> MarketFiles:
    """The market with the lead that the base names."""
    document = files.document
    if document is None or document.model.lead == lead:
        return files
    return files._replace(document=_with_model(document, document.model.model_copy(update={"lead": lead})))


def _with_model(document: Document[Market], model: Market) -> Document[Market]:
    return Document(document.path, document.text, document.positions, model)


def place_of(files: MarketFiles, loss: Loss) -> Place | None:
    return Place(files.document, loss.key_path) if files.document is not None else None
