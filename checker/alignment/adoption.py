"""Which processes a market runs, in which version, and how that version stands on a day (spec 2.6).

Part of `alignment`.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from checker.facts import AdoptionFact, ConfirmationFact, Fact, Layer, UnknownFact, VersionFact, Where
from checker.model.documents import DueChannels, Market, Standard
from checker.model.nearest import nearest
from checker.model.position import Document, Place
from checker.model.value import Version
from checker.model.workspace import MarketFiles, Programme


class Adoption(NamedTuple):
    """A process as a market has it. `version` is None where it is not adopted; `place` is where that is said."""

    process: str
    due: bool
    version: Version | None
    layer: Layer
    place: Where


def is_due(programme: Programme, process: str, channels: frozenset[str] | None) -> bool:
    """Whether a market with these channels owes the process. `channels` None: the market cannot be read."""
    entry = programme.catalogue.model.processes.get(process)
    if entry is None or entry.due == "optional":
        return False
    if isinstance(entry.due, DueChannels):
        return channels is None or not channels.isdisjoint(entry.due.channels)
    return True


def due_processes(programme: Programme, channels: frozenset[str] | None) -> tuple[str, ...]:
    return tuple(sorted(process for process in programme.catalogue.model.processes if is_due(programme, process, channels)))


def adoptions(programme: Programme, files: MarketFiles, market: Document[Market]) -> Iterator[Adoption | Fact]:
    """Every process that is due, adopted, or has a variant of the market's own, in the order of their ids.

    A fact for every adopted or varied process that does not exist.
    """
    channels = frozenset(market.model.channels)
    region_adopts = files.region.document.model.adopts if files.region.document else {}
    names = {
        *due_processes(programme, channels),
        *market.model.adopts,
        *region_adopts,
        *files.variants,
        *files.unusable,
    }
    known = programme.process_ids()
    for process in sorted(names):
        if process not in known:
            yield from _unknown(programme, files, market, process)
            continue
        adoption = _adoption(programme, files, market, process)
        if adoption.due or adoption.version is not None or process in files.variants or process in files.unusable:
            yield adoption


def _adoption(programme: Programme, files: MarketFiles, market: Document[Market], process: str) -> Adoption:
    due = is_due(programme, process, frozenset(market.model.channels))
    region = files.region.document
    if process in market.model.adopts:
        place = Place(market, ("adopts", process))
        return Adoption(process, due, market.model.adopts[process], "market", place)
    if region is not None and process in region.model.adopts:
        return Adoption(process, due, region.model.adopts[process], "region", Place(region, ("adopts", process)))
    return Adoption(process, due, None, "market", Place(market, ("adopts", process)))


def _unknown(programme: Programme, files: MarketFiles, market: Document[Market], process: str) -> Iterator[Fact]:
    near = nearest(process, programme.process_ids())
    if process in market.model.adopts:
        yield UnknownFact("process", "process", process, Place(market, ("adopts", process), at_key=True), near)
    if process in files.variants:
        yield UnknownFact("process", "process", process, Place(files.variants[process], ("process",)), near)


def newest_in_effect(versions: Mapping[Version, Document[Standard]], day: date) -> Version | None:
    """The newest active version in effect; failing that the newest active one, failing that the newest."""
    active = [version for version, document in versions.items() if document.model.status == "active"]
    in_effect = [version for version in active if versions[version].model.effective_from <= day]
    return max(in_effect or active or versions, default=None)


def version_facts(programme: Programme, adoption: Adoption, day: date) -> Iterator[VersionFact]:
    """How the pinned version stands, and whose file names it."""
    for fact in _standings(programme, adoption, day):
        yield fact._replace(layer=adoption.layer)


def _standings(programme: Programme, adoption: Adoption, day: date) -> Iterator[VersionFact]:
    """The first of the table in 2.6 that fits, and `early` beside the last two."""
    pinned = adoption.version
    if pinned is None:
        return
    versions = programme.standards.get(adoption.process, {})
    if pinned not in versions:
        if (adoption.process, pinned) not in programme.unusable:
            yield _unknown_version(programme, adoption, pinned, day)
        return
    standard = versions[pinned].model
    place = Place(versions[pinned], ("status",))
    newer = [version for version, other in versions.items() if version > pinned and other.model.status == "active"]
    newest = max(newer, default=None)
    if standard.status in ("draft", "retired"):
        standing = "draft" if standard.status == "draft" else "retired"
        advised = newest_in_effect(versions, day)
        yield VersionFact(standing, adoption.process, pinned, adoption.place, advised, standard_place=place)  # type: ignore[arg-type]
        return
    enforced = [versions[version].model.enforced_from for version in newer]
    due_days = sorted(moment for moment in enforced if moment is not None)
    if due_days and due_days[0] <= day:
        yield VersionFact("overdue", adoption.process, pinned, adoption.place, newest, due_days[0], standard_place=place)
    elif newest is not None or standard.status == "deprecated":
        last = due_days[0] if due_days else None
        left = (last - day).days if last else None
        standing = "behind" if newest is not None else "deprecated"
        yield VersionFact(standing, adoption.process, pinned, adoption.place, newest, last, left, place)  # type: ignore[arg-type]
    if standard.effective_from > day:
        yield VersionFact("early", adoption.process, pinned, adoption.place, None, standard.effective_from, standard_place=place)


def _unknown_version(programme: Programme, adoption: Adoption, pinned: Version, day: date) -> VersionFact:
    versions = programme.standards.get(adoption.process, {})
    near = nearest(str(pinned), [str(version) for version in versions])
    return VersionFact("unknown", adoption.process, pinned, adoption.place, newest_in_effect(versions, day), near=near)


def adoption_facts(programme: Programme, files: MarketFiles, adoption: Adoption, day: date) -> Iterator[AdoptionFact]:
    """A process that is due, or has a variant of the market's own, and that the market does not adopt."""
    if adoption.version is not None:
        return
    newest = newest_in_effect(programme.standards.get(adoption.process, {}), day)
    if adoption.due:
        entry = programme.catalogue.model.processes[adoption.process]
        channels = entry.due.channels if isinstance(entry.due, DueChannels) else ()
        place = Place(programme.catalogue, ("processes", adoption.process), at_key=True)
        yield AdoptionFact(adoption.process, "due", adoption.place, newest, channels, place)
    elif adoption.process in files.variants:
        place = Place(files.variants[adoption.process], ("process",))
        yield AdoptionFact(adoption.process, "variant", place, newest)


def is_confirmed(programme: Programme, market: Market, adoption: Adoption, day: date) -> bool:
    """Whether the market has confirmed the process at this version's major and minor, and that still holds."""
    confirmation = market.confirms.get(adoption.process)
    if confirmation is None or adoption.version is None or confirmation.version[:2] != adoption.version[:2]:
        return False
    age = (day - confirmation.confirmed_on).days
    return 0 <= age <= programme.catalogue.model.confirm_every_days


def confirmation_facts(
    programme: Programme, market: Document[Market], adoption: Adoption, day: date
) -> Iterator[ConfirmationFact]:
    """An adopted process that is not confirmed."""
    if adoption.version is None or is_confirmed(programme, market.model, adoption, day):
        return
    confirmation = market.model.confirms.get(adoption.process)
    yield ConfirmationFact(
        adoption.process,
        adoption.version,
        Place(market, ("confirms", adoption.process)),
        confirmation.version if confirmation else None,
        confirmation.confirmed_on if confirmation else None,
        programme.catalogue.model.confirm_every_days,
        market.model.market,
        confirmation is not None and confirmation.confirmed_on > day,
    )
