"""Which file of a workspace is what, by its place alone. Part of `load`."""

import os
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from checker.load.source_walk import SourceWalk
from checker.load.walk import Entry, Walk
from checker.model.fault import Fault, FaultKind
from checker.model.paths import CATALOGUE_PATH
from checker.model.position import FILE_START, Location
from checker.model.source import Source
from checker.model.value import Version, parse_version

RELEASES = "releases.yaml"
K = TypeVar("K")


@dataclass
class MarketLayout:
    id: str
    path: str
    market_file: str | None = None
    variants: dict[str, str] = field(default_factory=dict)


@dataclass
class RegionLayout:
    id: str
    path: str
    region_file: str | None = None
    variants: dict[str, str] = field(default_factory=dict)
    markets: list[MarketLayout] = field(default_factory=list)


@dataclass
class Layout:
    """Paths are relative to the workspace, with `/`.

    `faults` are files and folders that lie where none belongs. `blocked`: files that have a place and may not or cannot
    be opened (a link that leaves the workspace, a `.yml`), with the reason. `behind_links`: of a source of files, where
    links lead; those of a folder are the disk's to follow.
    """

    standards: dict[tuple[str, Version], str] = field(default_factory=dict)
    laws: dict[str, str] = field(default_factory=dict)
    waivers: dict[tuple[str, str], str] = field(default_factory=dict)
    regions: list[RegionLayout] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    blocked: dict[str, Fault] = field(default_factory=dict)
    behind_links: dict[str, str] = field(default_factory=dict)

    @property
    def is_plain(self) -> bool:
        """Whether nothing is misplaced, blocked or empty: any other source of the same files has the same layout."""
        has_all = all(region.region_file or region.variants or region.markets for region in self.regions)
        markets = (market for region in self.regions for market in region.markets)
        return not self.faults and not self.blocked and has_all and all(each.market_file or each.variants for each in markets)

    def real(self, path: str) -> str:
        """Where a file of a source lies, if a link leads to it."""
        return self.behind_links.get(path, path)


def lay_out(root: Path, standards: Path) -> Layout:
    """Walk `standards` (shown as `standards/`) and `root/markets` once, in sorted order."""
    layout = Layout()
    _Placing(layout, Walk(standards, "standards", _may_lead_to(root, standards), layout.faults)).standards()
    _Placing(layout, Walk(root / "markets", "markets", (root,), layout.faults)).markets()
    return layout


def lay_out_source(source: Source, root: Path) -> Layout:
    """The same for a source of files. `root`: where it would lie on disk."""
    layout = Layout()
    _Placing(layout, SourceWalk(source, "standards", str(root), layout.faults)).standards()
    _Placing(layout, SourceWalk(source, "markets", str(root), layout.faults)).markets()
    return layout


def _may_lead_to(root: Path, standards: Path) -> tuple[Path, ...]:
    """The folders that links below `standards` may lead to: the workspace that the folder belongs to."""
    if standards == root / "standards":
        return (root,)
    target = Path(os.path.realpath(standards))
    return (target.parent if target.name == "standards" else target,)


def misplaced(path: str, message: str, remedy: str = "") -> Fault:
    return Fault(FaultKind.MISPLACED, Location(path, FILE_START), message, remedy=remedy)


@dataclass
class _Placing:
    """Gives each file below one of the two folders its place."""

    layout: Layout
    walk: Walk | SourceWalk

    def standards(self) -> None:
        for entry in self.walk.top():
            if entry.is_folder and entry.name == "processes":
                self._processes(entry)
            elif entry.is_folder and entry.name == "law":
                self._laws(entry)
            elif entry.is_folder and entry.name == "waivers":
                self._waivers(entry)
            elif entry.path == CATALOGUE_PATH:
                self._block(entry)
            elif entry.name != RELEASES or entry.fault:
                self._stray(entry, "standards lie in `processes/`, duties in `law/`, waivers in `waivers/`")

    def _processes(self, folder: Entry) -> None:
        for process in self.walk.entries(folder):
            if not process.is_folder:
                self._stray(process, f"move it to `standards/processes/{process.stem}/<version>.yaml`")
                continue
            for entry in self.walk.entries(process):
                version = None if entry.is_folder else _version(entry.stem)
                if version is None:
                    self._stray(entry, "a standard's file is named after its version, like `2.1.0.yaml`")
                else:
                    self._put(self.layout.standards, (process.name, version), entry)

    def _laws(self, folder: Entry) -> None:
        for entry in self.walk.entries(folder):
            if entry.is_folder:
                self._stray(entry, "a law's file lies in `standards/law/` itself")
            else:
                self._put(self.layout.laws, entry.stem, entry)

    def _waivers(self, folder: Entry) -> None:
        for owner in self.walk.entries(folder):
            if not owner.is_folder:
                self._stray(owner, "a waiver lies in `standards/waivers/<market or region>/`")
                continue
            for entry in self.walk.entries(owner):
                if entry.is_folder:
                    self._stray(entry, "a waiver lies in `standards/waivers/<market or region>/` itself")
                else:
                    self._put(self.layout.waivers, (owner.name, entry.stem), entry)

    def markets(self) -> None:
        for entry in self.walk.top():
            if entry.is_folder:
                self.layout.regions.append(self._region(entry))
            else:
                self._stray(entry, "documents of markets lie in `markets/<region>/` and `markets/<region>/<market>/`")

    def _region(self, folder: Entry) -> RegionLayout:
        region = RegionLayout(folder.name, folder.path)
        for entry in self._inside(folder):
            if entry.is_folder:
                region.markets.append(self._market(entry))
            else:
                self._put(region.variants, entry.stem, entry)
        region.region_file = region.variants.pop("region", None) or self._blocked_folder(folder, "region")
        return region

    def _market(self, folder: Entry) -> MarketLayout:
        market = MarketLayout(folder.name, folder.path)
        for entry in self._inside(folder):
            if entry.is_folder:
                self._stray(entry, "documents of a market lie in its folder itself")
            else:
                self._put(market.variants, entry.stem, entry)
        market.market_file = market.variants.pop("market", None) or self._blocked_folder(folder, "market")
        return market

    def _inside(self, folder: Entry) -> list[Entry]:
        return [] if folder.fault else self.walk.entries(folder)

    def _put(self, places: MutableMapping[K, str], key: K, entry: Entry) -> None:
        """Give an entry its place; beside a `.yaml` file, one that cannot be opened is only a fault."""
        taken = places.get(key)
        if taken is not None and entry.fault:
            self.layout.faults.append(entry.fault)
            return
        if taken in self.layout.blocked:
            self.layout.faults.append(self.layout.blocked.pop(taken))
        places[key] = entry.path
        self._block(entry)

    def _block(self, entry: Entry) -> None:
        if entry.fault:
            self.layout.blocked[entry.path] = entry.fault
        elif isinstance(self.walk, SourceWalk) and entry.real != entry.path:
            self.layout.behind_links[entry.path] = entry.real

    def _blocked_folder(self, folder: Entry, document: str) -> str | None:
        """A folder that is not followed has a document for the fault to be about, so that its market stays in sight."""
        if folder.fault is None:
            return None
        path = f"{folder.path}/{document}.yaml"
        self.layout.blocked[path] = folder.fault
        return path

    def _stray(self, entry: Entry, belongs: str) -> None:
        """Report every document at or below an entry that has no place here."""
        for stray in self.walk.documents(entry):
            self.layout.faults.append(stray.fault or misplaced(stray.path, "no document belongs here", belongs))


def _version(text: str) -> Version | None:
    try:
        return parse_version(text)
    except ValueError:
        return None


def place_buffer(layout: Layout, path: str) -> None:
    """Give a file that is not on disk yet its place among the others; nothing where it has none."""
    if not path.endswith(".yaml"):
        return
    layout.blocked.pop(path, None)
    match path.removesuffix(".yaml").split("/"):
        case ["standards", "processes", process, name] if (version := _version(name)) is not None:
            layout.standards[process, version] = path
        case ["standards", "law", name]:
            layout.laws[name] = path
        case ["standards", "waivers", owner, name]:
            layout.waivers[owner, name] = path
        case ["markets", region, name]:
            _set_file(_region_named(layout, region), name, path)
        case ["markets", region, market, name]:
            _set_file(_market_named(_region_named(layout, region), market), name, path)


def _set_file(folder: RegionLayout | MarketLayout, name: str, path: str) -> None:
    if isinstance(folder, RegionLayout) and name == "region":
        folder.region_file = path
    elif isinstance(folder, MarketLayout) and name == "market":
        folder.market_file = path
    else:
        folder.variants[name] = path


def _region_named(layout: Layout, name: str) -> RegionLayout:
    for region in layout.regions:
        if region.id == name:
            return region
    layout.regions.append(RegionLayout(name, f"markets/{name}"))
    layout.regions.sort(key=lambda region: region.id)
    return _region_named(layout, name)


def _market_named(region: RegionLayout, name: str) -> MarketLayout:
    for market in region.markets:
        if market.id == name:
            return market
    region.markets.append(MarketLayout(name, f"{region.path}/{name}"))
    region.markets.sort(key=lambda market: market.id)
    return _market_named(region, name)
