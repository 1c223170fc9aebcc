"""The words after `check`: markets and paths. Part of `pipeline`."""

from pathlib import Path
from typing import NamedTuple

from checker.errors import UsageError
from checker.load.layout import Layout
from checker.load.market_names import instead_of_market
from checker.model.finding import Finding


def is_path(word: str) -> bool:
    return "/" in word or "\\" in word or word.endswith(".yaml")


class Selection(NamedTuple):
    """What a run is asked about. Both empty: everything."""

    markets: frozenset[str] = frozenset()
    paths: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        return not self.markets and not self.paths

    def judges(self, market: str, market_path: str, region_path: str) -> bool:
        """Whether a market must be judged: it is named, or a path touches its files or its region's own."""
        if self.is_whole or market in self.markets:
            return True
        return any(
            _inside(path, market_path)
            or _inside(market_path, path)
            or _own_file(path, region_path)
            or path.startswith("standards")
            for path in self.paths
        )

    def shows(self, finding: Finding) -> bool:
        """Whether a finding is asked about: of a market that is named, or in a file that a path names."""
        if self.is_whole or (finding.market is not None and finding.market in self.markets):
            return True
        return any(_inside(finding.location.path, path) for path in self.paths)


def _inside(path: str, folder: str) -> bool:
    return folder in ("", ".") or path == folder or path.startswith(f"{folder}/")


def _own_file(path: str, region_path: str) -> bool:
    return path.rpartition("/")[0] == region_path and path.endswith(".yaml")


def select(words: tuple[str, ...], layout: Layout, root: Path, here: Path) -> Selection:
    """Read the words. Paths may be relative to the folder one stands in, or to the workspace. Raises UsageError."""
    known = {market.id for region in layout.regions for market in region.markets}
    markets = {word for word in words if not is_path(word)}
    for market in sorted(markets - known):
        raise UsageError(f"there is no market `{market}`{_instead(market, layout, known, root)}")
    return Selection(frozenset(markets), tuple(_relative(word, root, here) for word in words if is_path(word)))


MAX_LISTED = 20


def _instead(word: str, layout: Layout, known: set[str], root: Path) -> str:
    """What the word may have meant: a region, a folder, a market that is written alike, or any that there is."""
    if word in {region.id for region in layout.regions}:
        return f"; `{word}` is a region: write `markets/{word}/`"
    if word in ("standards", "markets", "."):
        return f"; a folder ends in `/`: write `{word}/`"
    near = instead_of_market(word, layout, root)
    if near or len(known) > MAX_LISTED:
        return near
    return f" (markets: {', '.join(sorted(known))})"


def _relative(word: str, root: Path, here: Path) -> str:
    found = [path for path in ((base / word).resolve() for base in (here, root)) if path.exists()]
    inside = [path for path in found if path.is_relative_to(root.resolve())]
    if inside:
        return inside[0].relative_to(root.resolve()).as_posix()
    if found:
        raise UsageError(f"`{word}` lies outside the workspace {root}")
    raise UsageError(f"there is no file or folder `{word}`")
