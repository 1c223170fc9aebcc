"""The upgrade of one market: what is written, what changes silently, what is left for a person. Part of `pipeline`."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from checker.errors import UsageError
from checker.load.comments import Comment, comments_to_read
from checker.load.workspace import WorkspaceFiles, unknown_market
from checker.model.evolution import Impact
from checker.model.value import Version
from checker.pipeline.bench import bench_of
from checker.pipeline.impact import impacts_of, own_renames
from checker.pipeline.moving_regions import of_region
from checker.pipeline.run import read_programme
from checker.pipeline.upgrade import Moved, Target, judged, moved, pinned_version
from checker.pipeline.versions import version_named

SAID_ELSEWHERE = ("moves_by_itself", "changes_silently")


class Upgrade(NamedTuple):
    """`texts`: the old and new bytes of each file that changes, by path. `left`: what a person decides. `comments`: those that
    may no longer be true; they stay as they are."""

    market: str
    process: str
    version: Version
    texts: Mapping[str, tuple[bytes, bytes]]
    renamed: tuple[Impact, ...] = ()
    silent: tuple[Impact, ...] = ()
    left: tuple[Impact, ...] = ()
    comments: tuple[Comment, ...] = ()


def upgrade(files: WorkspaceFiles, market: str, process: str, word: str, day: date) -> Upgrade:
    """Work out the upgrade; nothing is written. Raises UsageError."""
    places = [(region, each) for region in files.layout.regions for each in region.markets if each.id == market]
    regions = [region for region in files.layout.regions if region.id == market]
    if len(places) != 1 and not (regions and not places):
        raise UsageError(unknown_market(market, files.layout, files.root) if not places else f"{market} has two folders")
    programme = read_programme(files)
    version = version_named(programme, process, word)
    if not places:
        raise UsageError(of_region(files, regions[0], process, version))
    target = Target(files, programme, bench_of(programme, day, all_elements=True).checker, process, version)
    region, layout = places[0]
    before = judged(target.checker, files.market(layout, files.region(region)), process)
    pinned = pinned_version(before.result, process)
    if pinned == version:
        return Upgrade(market, process, version, {})
    _refuse(target, market, pinned, before.result.processes)
    move = moved(target, before)
    found = impacts_of(target, move)
    texts = {path: ((files.root / path).read_bytes(), new) for path, new in move.texts.items()}
    left = [each for each in found if each.effect not in SAID_ELSEWHERE] + list(_regional(target, move))
    silent = [each for each in found if each.effect == "changes_silently"]
    renamed = tuple(each._replace(message=_without_advice(each.message)) for each in own_renames(target, move))
    return Upgrade(market, process, version, texts, renamed, tuple(silent), tuple(left), _comments(texts, move, version))


def _without_advice(message: str) -> str:
    """Whoever upgrades needs not be told to."""
    return message.partition(";")[0]


def _comments(texts: Mapping[str, tuple[bytes, bytes]], move: Moved, version: Version) -> tuple[Comment, ...]:
    renames = (move.names.controls, move.names.metrics, move.names.steps, move.names.rules)
    names = {str(move.pinned), str(version), *(name for each in renames for pair in each.items() for name in pair)}
    return tuple(each for path, (old, new) in texts.items() for each in comments_to_read(path, old, new, names))


def _refuse(target: Target, market: str, pinned: Version | None, processes: Mapping[str, object]) -> None:
    if pinned is None:
        why = "has not adopted" if target.process in processes else "does not owe"
        raise UsageError(f"{market} {why} {target.process}; write `adopts: {{{target.process}: {target.version}}}` first")
    if pinned > target.version:
        raise UsageError(f"{market} runs {pinned}, which is newer than {target.version}")
    status = target.programme.standards[target.process][target.version].model.status
    if status in ("draft", "retired"):
        shown = f"`checker standard impact {target.process} {target.version}` shows what it would do"
        raise UsageError(f"{target.process} {target.version} is {status}, and no market may adopt it; {shown}")
    if pinned not in target.programme.standards.get(target.process, {}):
        raise UsageError(f"{market} runs {target.process} {pinned}, which cannot be used, so that nobody knows what changes")


def _regional(target: Target, move: Moved) -> Iterator[Impact]:
    """Old names in the region's file, which holds for other markets too."""
    for each in own_renames(target, move, of_region=True):
        said = f"{_without_advice(each.message)}; the region's file holds for its other markets too"
        yield each._replace(effect="orphaned", message=said)
