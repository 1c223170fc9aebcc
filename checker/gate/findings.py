"""What is to be said of a change itself: what it loosens, narrows and mixes. Part of `gate`."""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from checker.gate.change import Change
from checker.gate.loosened_catalogue import loosened_catalogue, loosened_law
from checker.gate.loosened_standards import loosened_standard
from checker.gate.loosening import Loosening
from checker.gate.scope import Loss, due_or_adopted, losses, place_of, scope_of
from checker.gate_facts import LooseningFact, MixedFact, NarrowingFact, ReleaseFact
from checker.model.documents import Standard
from checker.model.documents.shape import Shape
from checker.model.position import FILE_START, Document, Location, Place
from checker.model.value import Version
from checker.model.workspace import MarketFiles, Programme

GONE = "nothing"


class Stretch(NamedTuple):
    """A loosening, the process it concerns (None: all), and where it stands."""

    process: str | None
    fact: LooseningFact


def mixed(change: Change, head: Programme) -> Iterator[MixedFact]:
    """One fact where a change edits markets and what judges them, at the first of these that is there to be looked at."""
    shared = change.of_judging
    if change.of_markets and shared:
        there = {document.path: document for document in _judging(head)}
        document = next((there[path] for path in shared if path in there), head.catalogue)
        yield MixedFact(change.of_markets, shared, whole(document))


def _judging(programme: Programme) -> Iterator[Document[Shape]]:
    yield programme.catalogue
    for versions in programme.standards.values():
        yield from versions.values()
    yield from programme.laws


def weakened(base: Programme, head: Programme, change: Change) -> Iterator[Stretch]:
    """What the change loosens, if it also edits markets or waivers."""
    beside = (*change.of_markets, *change.of_waivers)
    if beside and change.of_judging:
        yield from loosened(base, head, beside)


def loosened(base: Programme, head: Programme, beside: tuple[str, ...] = ()) -> Iterator[Stretch]:
    """What the change loosens, whatever else it edits."""
    for loosening in loosened_catalogue(base.catalogue.model, head.catalogue.model):
        yield Stretch(None, _fact(loosening, head.catalogue, beside))
    yield from _standards(base, head, beside)
    yield from _laws(base, head, beside)


def _fact(loosening: Loosening, document: Document[Shape], beside: tuple[str, ...]) -> LooseningFact:
    key_path, what, was, now = loosening
    return LooseningFact(what, was, now, (document.path, what), beside, Place(document, key_path))


def _standards(base: Programme, head: Programme, beside: tuple[str, ...]) -> Iterator[Stretch]:
    for process, versions in sorted(base.standards.items()):
        later = head.standards.get(process, {})
        for version, document in versions.items():
            if version in later:
                for loosening in loosened_standard(document.model, later[version].model):
                    yield Stretch(process, _fact(loosening, later[version], beside))
            elif (process, version) not in head.unusable:
                fact = _gone(f"version {version} of {process}", "released", document.path, head, beside)
                yield Stretch(process, fact)
        for version in sorted(later.keys() - versions.keys()):
            yield from _new_version(process, version, versions, later, beside)


def _new_version(
    process: str,
    version: Version,
    before: Mapping[Version, Document[Standard]],
    after: Mapping[Version, Document[Standard]],
    beside: tuple[str, ...],
) -> Iterator[Stretch]:
    """A new version beside the next lower one of the base that is no draft."""
    lower = [each for each in before if each < version and before[each].model.status != "draft"]
    if lower and after[version].model.status != "draft":
        for loosening in loosened_standard(before[max(lower)].model, after[version].model):
            yield Stretch(process, _fact(loosening, after[version], beside))


def _laws(base: Programme, head: Programme, beside: tuple[str, ...]) -> Iterator[Stretch]:
    later = {document.model.jurisdiction: document for document in head.laws}
    for document in base.laws:
        jurisdiction = document.model.jurisdiction
        now = later.get(jurisdiction)
        if now is None:
            yield Stretch(None, _gone(f"the law of {jurisdiction}", "a law", document.path, head, beside))
            continue
        for loosening in loosened_law(document.model, now.model):
            yield Stretch(None, _fact(loosening, now, beside))


def _gone(what: str, was: str, path: str, head: Programme, beside: tuple[str, ...]) -> LooseningFact:
    return LooseningFact(what, was, GONE, (path, what), beside, whole(head.catalogue))


def whole(document: Document[Shape]) -> Place:
    """The place of a document as a whole: of something that has gone, the nearest that is left."""
    return Place(document, ("kind",), at_key=True)


def edited_releases(base: Programme, head: Programme) -> Iterator[tuple[str, ReleaseFact]]:
    """Released versions that say something else than on the base."""
    for process, versions in sorted(base.standards.items()):
        for version, document in versions.items():
            now = head.standards.get(process, {}).get(version)
            if now is not None and document.model.status != "draft" and not _says_the_same(document.model, now.model):
                yield process, ReleaseFact(process, str(version), "base", Place(now, ("version",)))


def _says_the_same(old: Standard, new: Standard) -> bool:
    """Apart from what a released version says of its own life."""
    return old.model_copy(update={"status": new.status, "enforced_from": new.enforced_from}) == new


def narrowed(before: MarketFiles, after: MarketFiles, programme: Programme) -> Iterator[Loss]:
    """What the market would no longer be judged on; nothing where either side cannot be read."""
    was, now = scope_of(before), scope_of(after)
    if was is not None and now is not None:
        yield from losses(was, now, programme)


def narrowing_fact(loss: Loss, files: MarketFiles) -> NarrowingFact:
    place = place_of(files, loss) or Location(f"{files.path}/market.yaml", FILE_START)
    return NarrowingFact(files.id, loss.facet, loss.name, loss.processes, place)


def removed_market(files: MarketFiles, base: Programme) -> NarrowingFact:
    """A market that the change takes away, at the file in which it stood on the base."""
    scope = scope_of(files)
    processes = due_or_adopted(scope, base.catalogue.model) if scope is not None else ()
    stood = Location(f"{files.path}/market.yaml", FILE_START)
    place = Place(files.document, ("market",)) if files.document is not None else stood
    waivers = tuple(sorted(each.model.id for each in base.waivers if each.model.market == files.id))
    return NarrowingFact(files.id, "market", files.id, processes, place, folder=files.path, waivers=waivers)


def is_claimed(processes: Collection[str], claims: Collection[str]) -> bool:
    """Whether an approved waiver of the base says of every process concerned that it does not apply."""
    return bool(processes) and set(processes) <= set(claims)
