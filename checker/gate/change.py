"""What a change edits, told from the files of its two sides by their places. Part of `gate`."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from checker.model.paths import CATALOGUE_PATH

MARKETS, WAIVERS = "markets/", "standards/waivers/"
JUDGING = (CATALOGUE_PATH, "standards/processes/", "standards/law/")
Contents = Mapping[str, str]
"""Path → a name of the bytes, equal for equal bytes."""


@dataclass(frozen=True)
class Change:
    """The files of the two sides. `people`: the addresses of those who made the change."""

    base: Contents
    head: Contents
    people: frozenset[str] = frozenset()

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Every file that was added, removed or edited, sorted."""
        both = self.base.keys() | self.head.keys()
        return tuple(sorted(path for path in both if self.base.get(path) != self.head.get(path)))

    @property
    def of_markets(self) -> tuple[str, ...]:
        return self._below(MARKETS)

    @property
    def of_waivers(self) -> tuple[str, ...]:
        return self._below(WAIVERS)

    @property
    def of_judging(self) -> tuple[str, ...]:
        """The catalogue, standards and laws that it edits."""
        return self._below(*JUDGING)

    def edits_below(self, folder: str) -> bool:
        return bool(self._below(folder))

    @cached_property
    def moved(self) -> Mapping[str, str]:
        """Old path → new path: of equal bytes, or of a document of the same name in a market's new folder."""
        gone = [path for path in self.paths if path not in self.head]
        come = [path for path in self.paths if path not in self.base]
        by_bytes = _first_by(come, lambda path: self.head[path])
        by_name = _first_by(come, _own_name)
        found = {path: by_bytes.get(self.base[path]) or by_name.get(_own_name(path)) for path in gone}
        return {old: new for old, new in found.items() if new is not None}

    def touched(self, markets_by_region: Mapping[str, Collection[str]]) -> frozenset[str]:
        """The markets whose files or waivers it edits. A region's files and waivers are those of each of its markets."""
        found: set[str] = set()
        for path in (*self.of_markets, *self.of_waivers):
            match path.split("/"):
                case ["markets", _, market, _, *_]:
                    found.add(market)
                case ["markets", region, _]:
                    found.update(markets_by_region.get(region, ()))
                case ["standards", "waivers", owner, *_]:
                    found.update((owner, *markets_by_region.get(owner, ())))
        return frozenset(found)

    def _below(self, *starts: str) -> tuple[str, ...]:
        return tuple(path for path in self.paths if path.startswith(starts))


def _own_name(path: str) -> str:
    """The market and the file's name: what stays when a market's folder goes to another region."""
    match path.split("/"):
        case ["markets", _, market, name]:
            return f"{market}/{name}"
    return path


def _first_by(paths: Iterable[str], key: Callable[[str], str]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for path in paths:
        found.setdefault(key(path), path)
    return found
