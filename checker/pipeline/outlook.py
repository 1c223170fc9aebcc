"""What versions that markets do not run yet would do to them, for the report: the newest active one and drafts of each
process. Part of `pipeline`.

Nothing is read where no process has a newer version than some market runs.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from checker.load.workspace import WorkspaceFiles
from checker.model.evolution import NO_OUTLOOK, Ahead, Outlook
from checker.model.report import Report
from checker.model.value import Version
from checker.model.workspace import MarketFiles, Programme
from checker.pipeline.bench import bench_of
from checker.pipeline.impact import version_impact
from checker.pipeline.run import no_collection, read_programme
from checker.pipeline.upgrade import Target

MOST_MOVES = 400
"""Markets × versions that are worked out, so that a report of hundreds of markets is still written in two seconds."""

Pins = Mapping[str, Mapping[str, Version]]


def outlook(files: WorkspaceFiles, report: Report, day: date) -> Outlook:
    """`report`: of the same files and day. Versions come by process, then by number."""
    pins = _pins(report)
    if not any(_is_ahead(process, version, pins) for process, version in files.layout.standards):
        return NO_OUTLOOK
    with no_collection():
        return _of_versions(files, pins, day)


def _pins(report: Report) -> Pins:
    """By process, the version that each market runs."""
    found: dict[str, dict[str, Version]] = {}
    for market, result in report.pairs:
        if result.version is not None:
            found.setdefault(result.process, {})[market.market] = result.version
    return found


def _is_ahead(process: str, version: Version, pins: Pins) -> bool:
    return any(pinned < version for pinned in pins.get(process, {}).values())


def _of_versions(files: WorkspaceFiles, pins: Pins, day: date) -> Outlook:
    programme = read_programme(files)
    checker = bench_of(programme, day, all_elements=True).checker
    targets = tuple(_versions(programme, pins, checker.unusable))
    read = _Markets(files, frozenset(process for process, _ in targets))
    found: list[Ahead] = []
    left: list[tuple[str, Version]] = []
    moves = 0
    for process, version in targets:
        behind = sorted(market for market, pinned in pins[process].items() if pinned < version)
        moves += len(behind)
        if moves > MOST_MOVES:
            left.append((process, version))
            continue
        target = Target(files, programme, checker, process, version)
        impact = version_impact(target, (read[market] for market in behind))
        standard = programme.standards[process][version].model
        dates = (standard.effective_from, standard.enforced_from)
        found.append(Ahead(impact, standard.title, standard.status, *dates))
    return Outlook(tuple(found), tuple(left))


def _versions(programme: Programme, pins: Pins, unusable: frozenset[tuple[str, Version]]) -> Iterator[tuple[str, Version]]:
    """What a market may be asked to move to: the newest active version of a process, and its drafts."""
    for process, documents in sorted(programme.standards.items()):
        usable = {version: each.model.status for version, each in documents.items() if (process, version) not in unusable}
        newest = max((version for version, status in usable.items() if status == "active"), default=None)
        for version, status in usable.items():
            if (version == newest or status == "draft") and _is_ahead(process, version, pins):
                yield process, version


class _Markets(dict[str, MarketFiles]):
    """Markets by id, with their variants of some processes; each is read when it is first asked for."""

    def __init__(self, files: WorkspaceFiles, processes: frozenset[str]) -> None:
        super().__init__()
        self.files, self.processes = files, processes
        self.places = {market.id: (region, market) for region in files.layout.regions for market in region.markets}
        self.regions = {region.id: files.region(region) for region in files.layout.regions}

    def __missing__(self, market: str) -> MarketFiles:
        region, place = self.places[market]
        variants = {process: path for process, path in place.variants.items() if process in self.processes}
        self[market] = self.files.market(replace(place, variants=variants), self.regions[region.id])
        return self[market]
