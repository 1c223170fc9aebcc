"""The states between a base and a change, each judged as a whole, each market once for equal inputs. Part of `pipeline`."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from types import MappingProxyType
from typing import NamedTuple

from checker.gate.change import MARKETS, Contents
from checker.gate.verdicts import by_market
from checker.load.layout import Layout
from checker.load.workspace import WorkspaceFiles
from checker.model.finding import Finding
from checker.model.picture import Picture
from checker.model.report import Report
from checker.model.workspace import MarketFiles
from checker.pipeline.bench import Bench, Judged, Session
from checker.pipeline.judging import Run
from checker.pipeline.keeping import Keeper
from checker.pipeline.request import Progress, Request
from checker.pipeline.selection import Selection

Adjust = Callable[[MarketFiles], MarketFiles]
Members = tuple[tuple[str, str], ...]
"""The documents of a folder: paths, and names of their bytes."""
NEW_TO_OLD = 50
"""Markets are kept when more than one in so many of them is new: judging a few again is cheaper than writing all."""


class State(NamedTuple):
    """One state. `terms` names what of the standards, law and waivers is the change's, and the day: equal for equal ones.

    `adjusted`: the markets that `adjust` judges as something else than their files say, and a name for what. `kept_as`
    names the terms by their content, for other runs; None for terms that only this change has. `anew`: the markets of
    which all is wanted, and not only what is kept.
    """

    files: WorkspaceFiles
    contents: Contents
    bench: Bench
    terms: tuple[object, ...]
    adjust: Adjust | None = None
    adjusted: Mapping[str, str] = MappingProxyType({})
    kept_as: str | None = None
    anew: frozenset[str] = frozenset()


class Judgement(NamedTuple):
    """The report of a state, without the findings of the markets in `markets`, which are by their ids."""

    report: Report
    markets: Mapping[str, Judged]

    @property
    def whole(self) -> Mapping[str | None, tuple[Finding, ...]]:
        """All findings, by market."""
        return {**by_market(self.report.findings), **{market: tuple(each.findings) for market, each in self.markets.items()}}

    def without(self, markets: Collection[str]) -> Mapping[str | None, tuple[Finding, ...]]:
        """The findings of all but some markets, by market."""
        left = {market: each for market, each in self.markets.items() if market not in markets}
        return Judgement(self.report, left).whole


class States:
    """Judges states one after the other, and remembers each market by what it was judged by."""

    def __init__(self, request: Request, progress: Progress | None) -> None:
        self.request, self.progress = request, progress
        self._known: dict[Key, Judged] = {}
        self._pictures: dict[str, Picture] = {}
        self._keepers: dict[str, Keeper] = {}
        self._worth_keeping: dict[str, dict[Key, Judged]] = {}
        self._looked_up: set[Key] = set()

    def judgement(self, state: State, selection: Selection) -> Judgement:
        """The report of a state; markets whose inputs another state had too are not judged again."""
        keys = _keys(state)
        keeper = self._keeper(state)
        if keeper is not None:
            self._look_up((key for key in keys.values() if key.path.rpartition("/")[2] not in state.anew), keeper)
        known = {path: self._known[key] for path, key in keys.items() if key in self._known}
        kept: dict[str, Judged] = {}
        adjust = state.adjust if state.adjust is not None else _as_it_is
        session = Session(adjust, known, kept, self._pictures, leaves_out=selection.is_whole)
        report = Run(state.files, state.bench, self.request, selection, self.progress, None, session).report()
        self._known |= {keys[path]: judged for path, judged in kept.items()}
        if keeper is not None and selection.is_whole:
            own = self._worth_keeping.setdefault(state.kept_as or "", {})
            own.update((keys[path], judged) for path, judged in kept.items() if keys[path].adjusted is None)
        return Judgement(report, {judged.result.market: judged for judged in kept.values()} if selection.is_whole else {})

    def report(self, state: State, selection: Selection) -> Report:
        """The whole report of a part of a state."""
        found = self.judgement(state, selection)
        return replace(found.report, findings=in_order(found.whole.values()))

    def keep(self) -> None:
        """Hand what was judged to the runs that follow."""
        for kept_as, markets in self._worth_keeping.items():
            new = markets.keys() - self._looked_up
            if len(new) * NEW_TO_OLD > len(markets):
                self._keepers[kept_as].keep({key.name: judged for key, judged in markets.items()})

    def _keeper(self, state: State) -> Keeper | None:
        if self.request.store is None or state.kept_as is None:
            return None
        if state.kept_as not in self._keepers:
            waivers = {document.model.id: document.model for document in state.bench.checker.programme.waivers}
            self._keepers[state.kept_as] = Keeper(self.request.store, state.kept_as, waivers)
        return self._keepers[state.kept_as]

    def _look_up(self, keys: Iterable["Key"], keeper: Keeper) -> None:
        """Take what earlier runs judged by the same terms."""
        for key in keys:
            if key not in self._known and key.adjusted is None and (judged := keeper.known(key.name)) is not None:
                self._known[key] = judged
                self._looked_up.add(key)


def in_order(parts: Iterable[Iterable[Finding]]) -> tuple[Finding, ...]:
    return tuple(sorted((finding for part in parts for finding in part), key=lambda finding: finding.sort_key))


def _as_it_is(files: MarketFiles) -> MarketFiles:
    return files


class Key(NamedTuple):
    """All that a market is judged by: equal keys, equal findings."""

    path: str
    terms: tuple[object, ...]
    shared: Members
    own: Members
    adjusted: str | None

    @property
    def name(self) -> str:
        """A name of the market's own part, the same in every run."""
        members = "\n".join(f"{name} {path}" for path, name in (*self.shared, *self.own))
        return sha256(f"{self.path}\n{members}".encode("utf-8", "surrogateescape")).hexdigest()


def _keys(state: State) -> Mapping[str, Key]:
    """Folder of a market → all that it is judged by. A market with two folders is judged anew each time."""
    contents = _by_folder(state.contents)
    found: dict[str, Key] = {}
    for region in state.files.layout.regions:
        shared = contents.get(region.path, ())
        for market in region.markets:
            if market.id not in state.files.twice:
                own = contents.get(market.path, ())
                found[market.path] = Key(market.path, state.terms, shared, own, state.adjusted.get(market.id))
    return found


def _by_folder(contents: Contents) -> Mapping[str, Members]:
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
