"""The states between a base and a change, each judged as a whole, each market once for equal inputs. Part of `pipeline`."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from checker.gate.change import MARKETS, Contents
from checker.load.layout import Layout
from checker.load.workspace import WorkspaceFiles
from checker.model.picture import Picture
from checker.model.report import Report
from checker.model.workspace import MarketFiles
from checker.pipeline.bench import Bench, Judged, Session
from checker.pipeline.request import Progress, Request
from checker.pipeline.run import Run
from checker.pipeline.selection import Selection

Adjust = Callable[[MarketFiles], MarketFiles]


class State(NamedTuple):
    """One state. `terms` names what of the standards, law and waivers is the change's, and the day: equal for equal ones.

    `adjusted`: the markets that `adjust` judges as something else than their files say, and a name for what.
    """

    files: WorkspaceFiles
    contents: Contents
    bench: Bench
    terms: tuple[object, ...]
    adjust: Adjust | None = None
    adjusted: Mapping[str, str] = MappingProxyType({})


class States:
    """Judges states one after the other, and remembers each market by what it was judged by."""

    def __init__(self, request: Request, progress: Progress | None) -> None:
        self.request, self.progress = request, progress
        self._known: dict[tuple[object, ...], Judged] = {}
        self._pictures: dict[str, Picture] = {}

    def report(self, state: State, selection: Selection) -> Report:
        """The report of a state; markets whose inputs another state had too are not judged again."""
        keys = _keys(state)
        known = {path: self._known[key] for path, key in keys.items() if key in self._known}
        kept: dict[str, Judged] = {}
        adjust = state.adjust if state.adjust is not None else _as_it_is
        session = Session(adjust, known, kept, self._pictures)
        report = Run(state.files, state.bench, self.request, selection, self.progress, None, session).report()
        for path, judged in kept.items():
            if path in keys:
                self._known[keys[path]] = judged
        return report


def _as_it_is(files: MarketFiles) -> MarketFiles:
    return files


def _keys(state: State) -> Mapping[str, tuple[object, ...]]:
    """Folder of a market → all that it is judged by. A market with two folders is judged anew each time."""
    contents = _by_folder(state.contents)
    found: dict[str, tuple[object, ...]] = {}
    for region in state.files.layout.regions:
        shared = contents.get(region.path, ())
        for market in region.markets:
            if market.id not in state.files.twice:
                own = contents.get(market.path, ())
                found[market.path] = (market.path, state.terms, shared, own, state.adjusted.get(market.id))
    return found


def _by_folder(contents: Contents) -> Mapping[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for path, name in sorted(contents.items()):
        if path.startswith(MARKETS):
            found.setdefault(path.rpartition("/")[0], []).append((path, name))
    return {folder: tuple(members) for folder, members in found.items()}


def markets_by_region(*layouts: Layout) -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for layout in layouts:
        for region in layout.regions:
            found[region.id] = found.get(region.id, frozenset()) | {market.id for market in region.markets}
    return found


def terms_of(bench_day: date, **edited: bool | None) -> tuple[object, ...]:
    """What names the terms of a state. `edited`: for each part whether it is the change's; None where nothing edits it."""
    return (bench_day, *sorted((part, side) for part, side in edited.items() if side is not None))
