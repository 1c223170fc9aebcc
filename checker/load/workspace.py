"""Files → one workspace: every document in its place, or a fault that says why not. Part of `load`."""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from checker.errors import InvalidCatalogueError
from checker.load.document import Loaded, load_document, load_from, parse_document, start_of
from checker.load.layout import (
    RELEASES,
    Layout,
    MarketLayout,
    RegionLayout,
    lay_out,
    lay_out_source,
    misplaced,
    place_buffer,
)
from checker.load.market_names import instead_of_market
from checker.load.releases import RELEASES_PATH, Releases, read_releases
from checker.load.root import standards_folder
from checker.model.documents import Catalogue, Law, Market, Region, Standard, Variant, Waiver
from checker.model.documents.shape import Shape
from checker.model.fault import Fault, FaultKind
from checker.model.paths import CATALOGUE_PATH
from checker.model.position import Document, KeyPath, Place
from checker.model.source import Source
from checker.model.value import Version
from checker.model.workspace import MarketFiles, Programme, RegionFiles, Workspace

M = TypeVar("M", bound=Shape)
Claims = dict[str, tuple[str, KeyPath]]
"""Id → the path of the document that claims it, and where in it."""


class WorkspaceFiles:
    """The files of a workspace, read when asked for; a market's documents are not kept after its turn."""

    def __init__(
        self,
        root: Path,
        standards: Path | None = None,
        buffers: Mapping[str, bytes] | None = None,
        source: Source | None = None,
        layout: Layout | None = None,
    ) -> None:
        """`standards`: the standards folder of another checkout. `buffers` stand for files. Raises NoWorkspaceError.

        `source`: where the files come from instead of the folders. `layout`: of a source, where it is known already.
        """
        self.root = root
        self.source = source
        self.standards = standards_folder(root, standards) if source is None else root / "standards"
        self.buffers = buffers or {}
        self.layout = layout or (lay_out(root, self.standards) if source is None else lay_out_source(source, root))
        for path in sorted(self.buffers):
            place_buffer(self.layout, path)
        self.digests: dict[str, str] = {}
        self.twice = _ids_claimed_twice(self.layout)

    def programme(self) -> Programme:
        """Read all that markets share. Raises InvalidCatalogueError."""
        catalogue = self._load(CATALOGUE_PATH, Catalogue)
        if catalogue.document is None:
            message = f"{CATALOGUE_PATH} cannot be used, so nothing can be checked"
            raise InvalidCatalogueError(message, tuple(map(_place_and_message, catalogue.faults)))
        return self.programme_with(catalogue.document, catalogue.faults)

    def programme_with(self, catalogue: Document[Catalogue], found: Iterable[Fault] = ()) -> Programme:
        """The same with a catalogue that was read already. `found`: its faults."""
        faults = list(found)
        standards, unusable = self._standards(faults)
        releases = self._releases()
        faults += releases.faults
        return Programme(
            catalogue,
            standards,
            unusable,
            tuple(self._laws(faults)),
            tuple(self._waivers(faults)),
            tuple(faults),
            tuple(self._edited(releases.digests)),
        )

    def regions(self) -> Iterator[tuple[RegionFiles, tuple[MarketLayout, ...]]]:
        """Each region with the places of its markets."""
        for layout in self.layout.regions:
            yield self.region(layout), tuple(layout.markets)

    @property
    def digest(self) -> str:
        """SHA-256 over the paths and digests of all files read so far."""
        lines = "".join(f"{digest}  {path}\n" for path, digest in sorted(self.digests.items()))
        return sha256(lines.encode()).hexdigest()

    def region(self, layout: RegionLayout) -> RegionFiles:
        faults: list[Fault] = []
        path = layout.region_file or f"{layout.path}/region.yaml"
        document = self._own_document(layout.region_file, path, Region, "region", layout.id, faults)
        variants, unusable = self._variants(layout.variants, faults)
        return RegionFiles(layout.id, layout.path, document, variants, unusable, tuple(faults))

    def market(self, layout: MarketLayout, region: RegionFiles) -> MarketFiles:
        faults: list[Fault] = []
        path = layout.market_file or f"{layout.path}/market.yaml"
        document = self._own_document(layout.market_file, path, Market, "market", layout.id, faults)
        others = [f"`{other}`" for other in self.twice.get(layout.id, ()) if other != layout.path]
        if others:
            message = f"the market `{layout.id}` has a second folder, {' and '.join(others)}"
            fault = misplaced(path, message, "keep one of them")
            faults.append(fault._replace(location=Place(document, ("market",)).location()) if document else fault)
            document = None
        variants, unusable = self._variants(layout.variants, faults)
        return MarketFiles(layout.id, layout.path, region, document, variants, unusable, tuple(faults))

    def workspace(self) -> Workspace:
        """Read everything at once. Raises InvalidCatalogueError."""
        programme = self.programme()
        faults = [*self.layout.faults, *programme.faults]
        markets: dict[str, MarketFiles] = {}
        for region, layouts in self.regions():
            faults += region.faults
            for layout in layouts:
                market = self.market(layout, region)
                markets[market.id] = market
                faults += market.faults
        return Workspace(programme, dict(sorted(markets.items())), tuple(faults))

    def _load(self, path: str, model: type[M]) -> Loaded[M]:
        if path in self.buffers:
            loaded = parse_document(self.buffers[path], path, model)
        elif path in self.layout.blocked:
            return Loaded(None, (self.layout.blocked[path],))
        elif self.source is not None:
            loaded = load_from(self.source, path, model, self.layout.real(path))
        elif path.startswith("standards/"):
            loaded = _shown_below_standards(load_document(self.standards, path.removeprefix("standards/"), model))
        else:
            loaded = load_document(self.root, path, model)
        self.digests[path] = loaded.digest
        return loaded

    def _standards(
        self, faults: list[Fault]
    ) -> tuple[Mapping[str, Mapping[Version, Document[Standard]]], frozenset[tuple[str, Version]]]:
        usable: dict[str, dict[Version, Document[Standard]]] = {}
        unusable: set[tuple[str, Version]] = set()
        for (process, version), path in self.layout.standards.items():
            loaded = self._load(path, Standard)
            faults += loaded.faults
            document = loaded.document
            if document is not None and _agrees(document, {"process": process, "version": version}, faults):
                usable.setdefault(process, {})[version] = document
            else:
                unusable.add((process, version))
        return {process: dict(sorted(versions.items())) for process, versions in usable.items()}, frozenset(unusable)

    def _releases(self) -> Releases:
        """The digests that were recorded; none where nothing was. A link is not followed."""
        own = self.standards / RELEASES
        if self.source is None and (own.is_symlink() or not own.is_file()):
            return Releases({})
        try:
            data = self.source.read(RELEASES_PATH) if self.source is not None else start_of(own)
        except OSError:
            return Releases({})
        self.digests[RELEASES_PATH] = sha256(data).hexdigest()
        return read_releases(data)

    def _edited(self, recorded: Mapping[tuple[str, Version], str]) -> Iterator[tuple[str, Version, str]]:
        """The released versions whose bytes are others now, by process and version."""
        for (process, version), path in sorted(self.layout.standards.items()):
            known, now = recorded.get((process, version)), self.digests.get(path)
            if known is not None and now and known != now:
                yield process, version, path

    def _laws(self, faults: list[Fault]) -> Iterator[Document[Law]]:
        claimed: Claims = {}
        for jurisdiction, path in self.layout.laws.items():
            loaded = self._load(path, Law)
            faults += loaded.faults
            if loaded.document is None or not _agrees(loaded.document, {"jurisdiction": jurisdiction}, faults):
                continue
            if _claims(((duty.id, ("duties", index, "id")) for index, duty in enumerate(loaded.document.model.duties)),
                       "duty", loaded.document, claimed, faults):  # fmt: skip
                yield loaded.document

    def _waivers(self, faults: list[Fault]) -> Iterator[Document[Waiver]]:
        claimed: Claims = {}
        for (owner, identity), path in self.layout.waivers.items():
            loaded = self._load(path, Waiver)
            faults += loaded.faults
            if loaded.document is None:
                continue
            key = "market" if loaded.document.model.market is not None else "region"
            agrees = _agrees(loaded.document, {key: owner, "id": identity}, faults)
            if agrees and _claims([(identity, ("id",))], "waiver", loaded.document, claimed, faults):
                yield loaded.document

    def _own_document(
        self, found: str | None, path: str, model: type[M], key: str, identity: str, faults: list[Fault]
    ) -> Document[M] | None:
        if found is None:
            remedy = f"write `{path}`, or remove the folder"
            faults.append(misplaced(path, f"the folder of {key} `{identity}` has no `{key}.yaml`", remedy))
            return None
        loaded = self._load(path, model)
        faults += loaded.faults
        if loaded.document is None or not _agrees(loaded.document, {key: identity}, faults):
            return None
        return loaded.document

    def _variants(self, paths: Mapping[str, str], faults: list[Fault]) -> tuple[Mapping[str, Document[Variant]], frozenset[str]]:
        variants: dict[str, Document[Variant]] = {}
        unusable: set[str] = set()
        for process, path in paths.items():
            loaded = self._load(path, Variant)
            faults += loaded.faults
            if loaded.document is not None and _agrees(loaded.document, {"process": process}, faults):
                variants[process] = loaded.document
            else:
                unusable.add(process)
        return variants, frozenset(unusable)


def _place_and_message(fault: Fault) -> str:
    path, span, _ = fault.location
    remedy = f" ({fault.remedy})" if fault.remedy else ""
    return f"{path}:{span.line}:{span.column}: error: {fault.message}{remedy}"


def _shown_below_standards(loaded: Loaded[M]) -> Loaded[M]:
    document = loaded.document
    if document is not None:
        document = Document(f"standards/{document.path}", document.text, document.positions, document.model)
    places = (fault.location._replace(path=f"standards/{fault.location.path}") for fault in loaded.faults)
    faults = tuple(fault._replace(location=place) for fault, place in zip(loaded.faults, places, strict=True))
    return Loaded(document, faults, loaded.digest)


def _agrees(document: Document[Shape], place: Mapping[str, object], faults: list[Fault]) -> bool:
    """Whether the ids in the document are those of its place; a fault at each that is not."""
    agrees = True
    for key, expected in place.items():
        written = getattr(document.model, key)
        if written != expected:
            agrees = False
            message = f"`{key}` is `{written}`, and the file lies where `{expected}` belongs"
            location = Place(document, (key,)).location()
            remedy = f"rename or move the file to where `{written}` belongs, or write `{key}: {expected}`"
            faults.append(Fault(FaultKind.MISPLACED, location, message, (key,), str(written), remedy))
    return agrees


def _claims(
    ids: Iterable[tuple[str, KeyPath]],
    what: str,
    document: Document[Shape],
    claimed: Claims,
    faults: list[Fault],
) -> bool:
    """Claim ids for a document; a fault at each that another one (or this one) holds already."""
    unique = True
    for identity, key_path in ids:
        own = (document.path, key_path)
        other, _ = taken = claimed.setdefault(identity, own)
        if taken != own:
            unique = False
            location = Place(document, key_path).location()
            where = f"in `{other}` already" if other != document.path else "twice in this file"
            message = f"the {what} `{identity}` stands {where}"
            faults.append(Fault(FaultKind.MISPLACED, location, message, key_path, identity, "give it an id of its own"))
    return unique


def _ids_claimed_twice(layout: Layout) -> Mapping[str, tuple[str, ...]]:
    folders: dict[str, list[str]] = {}
    for region in layout.regions:
        for market in region.markets:
            folders.setdefault(market.id, []).append(market.path)
    return {identity: tuple(paths) for identity, paths in folders.items() if len(paths) > 1}


def unknown_market(word: str, layout: Layout, root: Path) -> str:
    """The sentence for a market that no folder bears."""
    return f"there is no market `{word}`{instead_of_market(word, layout, root)}"
