"""Which file of a workspace is what, by its place alone. Part of `load`."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from checker.model.fault import Fault, FaultKind
from checker.model.position import FILE_START, Location
from checker.model.value import Version, parse_version

YAML_SUFFIXES = (".yaml", ".yml")
RELEASES = "releases.yaml"


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
    """Paths are relative to the workspace, with `/`; `faults` are files and folders that lie where none belongs."""

    standards: dict[tuple[str, Version], str] = field(default_factory=dict)
    laws: dict[str, str] = field(default_factory=dict)
    waivers: dict[tuple[str, str], str] = field(default_factory=dict)
    regions: list[RegionLayout] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def lay_out(root: Path, standards: Path) -> Layout:
    """Walk `standards` (shown as `standards/`) and `root/markets` once, in sorted order."""
    layout = Layout()
    programme = _Walk(standards.parent if standards.name == "standards" else standards, layout, shown={})
    if standards.name != "standards":
        programme.shown = {str(standards): "standards"}
    _standards(programme, standards, layout)
    _markets(_Walk(root, layout, shown={}), root / "markets", layout)
    return layout


def misplaced(path: str, message: str, remedy: str = "") -> Fault:
    return Fault(FaultKind.MISPLACED, Location(path, FILE_START), message, remedy=remedy)


class _Entry:
    def __init__(self, entry: os.DirEntry[str], path: str) -> None:
        self.name = entry.name
        self.real = entry.path
        self.path = path
        self.is_folder = entry.is_dir()
        self.stem, self.suffix = os.path.splitext(entry.name)


class _Walk:
    """Lists folders and passes over what may not be followed, with a fault for each."""

    def __init__(self, root: Path, layout: Layout, shown: dict[str, str]) -> None:
        self.root = str(root)
        self.real_root = os.path.realpath(root)
        self.layout = layout
        self.shown = shown

    def entries(self, folder: Path | str) -> list[_Entry]:
        try:
            with os.scandir(folder) as scan:
                found = sorted(scan, key=lambda entry: entry.name)
        except FileNotFoundError:
            return []
        except OSError as error:
            self._fault(str(folder), f"the folder cannot be read: {(error.strerror or '').lower()}")
            return []
        return [self._entry(entry) for entry in found if self._is_wanted(entry)]

    def _entry(self, entry: os.DirEntry[str]) -> _Entry:
        return _Entry(entry, self.path(entry.path))

    def path(self, real: str) -> str:
        for folder, name in self.shown.items():
            if real == folder or real.startswith(folder + os.sep):
                return (name + real[len(folder) :]).replace(os.sep, "/")
        return os.path.relpath(real, self.root).replace(os.sep, "/")

    def _is_wanted(self, entry: os.DirEntry[str]) -> bool:
        if entry.name.startswith("."):
            return False
        is_yaml = entry.name.lower().endswith(YAML_SUFFIXES)
        if not is_yaml and not entry.is_dir():
            return False
        return self._has_printable_name(entry) and self._stays_inside(entry) and self._can_be_read(entry, is_yaml=is_yaml)

    def _has_printable_name(self, entry: os.DirEntry[str]) -> bool:
        """Names that are no UTF-8 or hold control characters would garble what people see."""
        if entry.name.isprintable():
            return True
        shown = os.fsencode(entry.path).decode("utf-8", "backslashreplace")
        shown = "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in shown)
        self._fault(shown, "the file's name holds characters that cannot be printed", "rename it")
        return False

    def _stays_inside(self, entry: os.DirEntry[str]) -> bool:
        if not entry.is_symlink():
            return True
        target = os.path.realpath(entry.path)
        if target != self.real_root and not target.startswith(self.real_root + os.sep):
            self._fault(entry.path, "a link that leaves the workspace is not followed", "put the file itself here")
            return False
        if os.path.realpath(os.path.dirname(entry.path)).startswith(target):
            self._fault(entry.path, "a link to a folder above itself is not followed", "delete it")
            return False
        return True

    def _can_be_read(self, entry: os.DirEntry[str], *, is_yaml: bool) -> bool:
        if entry.is_dir():
            return True
        if not entry.is_file():
            self._fault(entry.path, "this is no file that can be read", "delete it")
            return False
        if is_yaml and not entry.name.endswith(".yaml"):
            self._fault(entry.path, "a document's file ends in `.yaml`", f"rename it to `{Path(entry.name).stem}.yaml`")
            return False
        return True

    def _fault(self, real: str, message: str, remedy: str = "") -> None:
        self.layout.faults.append(misplaced(self.path(real), message, remedy))

    def stray(self, entry: _Entry, belongs: str) -> None:
        """Report every document at or below an entry that has no place here."""
        for stray in self._documents(entry):
            self.layout.faults.append(misplaced(stray.path, "no document belongs here", belongs))

    def _documents(self, entry: _Entry) -> Iterator[_Entry]:
        if not entry.is_folder:
            yield entry
            return
        for inner in self.entries(entry.real):
            yield from self._documents(inner)


def _standards(walk: _Walk, folder: Path, layout: Layout) -> None:
    for entry in walk.entries(folder):
        if entry.is_folder and entry.name == "processes":
            _processes(walk, entry, layout)
        elif entry.is_folder and entry.name == "law":
            _laws(walk, entry, layout)
        elif entry.is_folder and entry.name == "waivers":
            _waivers(walk, entry, layout)
        elif entry.name not in ("catalogue.yaml", RELEASES):
            walk.stray(entry, "standards lie in `processes/`, duties in `law/`, waivers in `waivers/`")


def _processes(walk: _Walk, folder: _Entry, layout: Layout) -> None:
    for process in walk.entries(folder.real):
        if not process.is_folder:
            walk.stray(process, f"move it to `standards/processes/{process.stem}/<version>.yaml`")
            continue
        for entry in walk.entries(process.real):
            version = None if entry.is_folder else _version(entry.stem)
            if version is None:
                walk.stray(entry, "a standard's file is named after its version, like `2.1.0.yaml`")
            else:
                layout.standards[process.name, version] = entry.path


def _version(text: str) -> Version | None:
    try:
        return parse_version(text)
    except ValueError:
        return None


def _laws(walk: _Walk, folder: _Entry, layout: Layout) -> None:
    for entry in walk.entries(folder.real):
        if entry.is_folder:
            walk.stray(entry, "a law's file lies in `standards/law/` itself")
        else:
            layout.laws[entry.stem] = entry.path


def _waivers(walk: _Walk, folder: _Entry, layout: Layout) -> None:
    for owner in walk.entries(folder.real):
        if not owner.is_folder:
            walk.stray(owner, "a waiver lies in `standards/waivers/<market or region>/`")
            continue
        for entry in walk.entries(owner.real):
            if entry.is_folder:
                walk.stray(entry, "a waiver lies in `standards/waivers/<market or region>/` itself")
            else:
                layout.waivers[owner.name, entry.stem] = entry.path


def _markets(walk: _Walk, folder: Path, layout: Layout) -> None:
    for entry in walk.entries(folder):
        if entry.is_folder:
            layout.regions.append(_region(walk, entry))
        else:
            walk.stray(entry, "documents of markets lie in `markets/<region>/` and `markets/<region>/<market>/`")


def _region(walk: _Walk, folder: _Entry) -> RegionLayout:
    region = RegionLayout(folder.name, folder.path)
    for entry in walk.entries(folder.real):
        if entry.is_folder:
            market = _market(walk, entry)
            if market.market_file or market.variants:
                region.markets.append(market)
        elif entry.name == "region.yaml":
            region.region_file = entry.path
        else:
            region.variants[entry.stem] = entry.path
    return region


def _market(walk: _Walk, folder: _Entry) -> MarketLayout:
    market = MarketLayout(folder.name, folder.path)
    for entry in walk.entries(folder.real):
        if entry.is_folder:
            walk.stray(entry, "documents of a market lie in its folder itself")
        elif entry.name == "market.yaml":
            market.market_file = entry.path
        else:
            market.variants[entry.stem] = entry.path
    return market


def place_buffer(layout: Layout, path: str) -> None:
    """Give a file that is not on disk yet its place among the others; nothing where it has none."""
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
