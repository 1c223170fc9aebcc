"""What a version of a standard would do to every market, each from the version that it runs. Part of `pipeline`."""

from collections.abc import Iterable, Iterator
from datetime import date

from checker.errors import UsageError
from checker.load.upgrading import added_steps, step_mentions
from checker.load.workspace import WorkspaceFiles
from checker.model.evolution import Change, Impact, MarketImpact, VersionImpact
from checker.model.position import Location, Place
from checker.model.register import WaiverState
from checker.model.workspace import MarketFiles
from checker.pipeline.bench import bench_of
from checker.pipeline.run import no_collection, read_programme
from checker.pipeline.upgrade import Moved, Side, Target, judged, moved, new_findings, renamed_element
from checker.pipeline.versions import version_named

WAIVES = frozenset({WaiverState.ACTIVE, WaiverState.EXPIRING})
EFFECTS = (
    "breaks", "orphaned", "waiver_no_longer_valid", "waiver_no_longer_needed", "now_standard", "moves_by_itself",
    "changes_silently",
)  # fmt: skip


def impact(files: WorkspaceFiles, process: str, word: str, day: date) -> VersionImpact:
    """Raises UsageError for a process or version that there is not."""
    programme = read_programme(files)
    version = version_named(programme, process, word)
    with no_collection():
        target = Target(files, programme, bench_of(programme, day, all_elements=True).checker, process, version)
        return _of_markets(target)


def _of_markets(target: Target) -> VersionImpact:
    files = target.files
    read = ((files.region(region), region.markets) for region in files.layout.regions)
    return version_impact(target, (files.market(market, region) for region, markets in read for market in markets))


def version_impact(target: Target, markets: Iterable[MarketFiles]) -> VersionImpact:
    """What the target's version does to these markets."""
    moving: list[MarketImpact] = []
    others: list[tuple[str, str]] = []
    for files in markets:
        before = judged(target.checker, files, target.process)
        because = _left_out(target, before)
        try:
            move = None if because else moved(target, before, with_region=True)
        except UsageError as error:  # one market that has to be written by hand hides no other
            move, because = None, str(error)
        if move is None:
            others.append((files.id, because))
        else:
            moving.append(MarketImpact(files.id, move.pinned, impacts_of(target, move)))
    return VersionImpact(target.process, target.version, tuple(sorted(moving)), tuple(sorted(others)))


def _left_out(target: Target, before: Side) -> str:
    """Why nothing can be told of a market; empty where it can."""
    process = before.result.processes.get(target.process)
    if before.files.document is None:
        return "its market.yaml cannot be used"
    if process is None or process.version is None:
        return "does not run the process"
    if process.version == target.version:
        return "runs it already"
    if process.version > target.version:
        return f"runs {process.version}, a newer one"
    return f"cannot be judged today: {process.not_checked_because}" if process.not_checked_because else ""


def impacts_of(target: Target, move: Moved) -> tuple[Impact, ...]:
    """All that the version does to the market, the gravest first."""
    found = [
        *_broken(target, move), *_waivers(target, move), *_now_standard(target, move), *_renames(target, move),
        *_silent(target, move),
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda each: (EFFECTS.index(each.effect), each.element, each.message)))


def _broken(target: Target, move: Moved) -> Iterator[Impact]:
    taken = {identity for identity, _ in _own_ids_taken(target, move)}
    for finding in new_findings(move, target.process):
        is_said = finding.rule == "document-invalid" and any(f"`{identity}`" in finding.message for identity in taken)
        if not is_said:
            effect = "orphaned" if finding.rule == "reference-unknown" else "breaks"
            yield Impact(effect, finding.element, f"{finding.message} [{finding.rule}]", finding.location)  # type: ignore[arg-type]


def _waivers(target: Target, move: Moved) -> Iterator[Impact]:
    """A waiver that held and no longer does: its finding is still there, or there is nothing left to waive."""
    after = {record.waiver.id: record for record in move.after.result.waivers}
    open_elements = {finding.element for finding in new_findings(move, target.process)}
    for record in move.before.result.waivers:
        now = after.get(record.waiver.id)
        held = record.state in WAIVES and record.waiver.process == target.process
        if not held or (now is not None and now.state in WAIVES):
            continue
        state = now.state.value if now is not None else "gone"
        elements = [renamed_element(element, move.names) for element in record.waiver.elements]
        still = [element for element in elements if any(each.partition("@")[0] == element for each in open_elements)]
        said = f"{record.waiver.id} holds for {record.waiver.standard or 'every version'}"
        if still:
            message = f"{said}, and would be {state}: what it covers is open again"
            yield Impact("waiver_no_longer_valid", still[0], message, record.location)
        else:
            message = f"{said}, and would be {state}: there is nothing left to waive"
            yield Impact("waiver_no_longer_needed", elements[0], message, record.location)


def _own_ids_taken(target: Target, move: Moved) -> Iterator[tuple[str, Place]]:
    """Ids of the market's own that the standard has now, and did not before."""
    standards = target.programme.standards[target.process]
    old, new = standards[move.pinned].model, standards[target.version].model
    document = move.after.files.variants.get(target.process)
    if document is None:
        return
    steps = {step.id for step in new.flow.steps} - {step.id for step in old.flow.steps} if new.flow and old.flow else set()
    for identity in added_steps(document.model):
        if identity in steps:
            yield identity, Place(document, ("flow", "changes"))
    for index, control in enumerate(document.model.local_controls):
        if control.id in {each.id for each in new.controls}:
            yield control.id, Place(document, ("local_controls", index, "id"))


def _now_standard(target: Target, move: Moved) -> Iterator[Impact]:
    for identity, place in _own_ids_taken(target, move):
        message = f"the market's own `{identity}` is the standard's now: delete it, or give it another id"
        yield Impact("now_standard", identity, message, place.location())
    known = {(finding.rule, renamed_element(finding.element, move.names)) for finding in move.before.findings}
    for finding in move.after.findings:
        if (
            finding.process == target.process
            and finding.rule == "control-redundant"
            and (finding.rule, finding.element) not in known
        ):
            yield Impact(
                "now_standard", finding.element, "the standard says now what the market says: delete it", finding.location
            )


def _renames(target: Target, move: Moved) -> Iterator[Impact]:
    yield from own_renames(target, move)
    yield from own_renames(target, move, of_region=True)


def own_renames(target: Target, move: Moved, *, of_region: bool = False) -> Iterator[Impact]:
    """Names in the market's variant (or its region's) that the standard has changed."""
    files = move.before.files
    document = (files.region.variants if of_region else files.variants).get(target.process)
    if document is None:
        return
    for kind, names in (("control", move.names.controls), ("metric", move.names.metrics)):
        for name in getattr(document.model, f"{kind}s"):
            if name in names:
                place = Place(document, (f"{kind}s", name), at_key=True)
                yield _rename(f"{kind}:{names[name]}", name, names[name], place.location())
    for mention in step_mentions(document.model):
        if mention.name in move.names.steps:
            new = move.names.steps[mention.name]
            yield _rename(f"step:{new}", mention.name, new, Place(document, mention.key_path).location())


def _rename(element: str, old: str, new: str, location: Location) -> Impact:
    return Impact("moves_by_itself", element, f"`{old}` is `{new}` now; `checker upgrade` writes it", location)


def _silent(target: Target, move: Moved) -> Iterator[Impact]:
    """What the market runs otherwise without a word of its own."""
    compared = target.since(move.pinned)
    own = {
        layer[target.process]
        for layer in (move.after.files.variants, move.after.files.region.variants)
        if target.process in layer
    }
    said = {name for document in own for name in (*document.model.controls, *document.model.metrics)}
    for change in compared.silent:
        if change.element.partition(":")[2].partition("@")[0] not in said and _concerns(change, move, target):
            is_named = change.title == change.element.partition(":")[2] or change.text.startswith(f"‘{change.title}’")
            yield Impact("changes_silently", change.element, change.text if is_named else f"{change.title}: {change.text}")


def _concerns(change: Change, move: Moved, target: Target) -> bool:
    """Whether the market has the element, in its own channel and currency."""
    process = move.after.result.processes.get(target.process)
    elements = process.elements if process is not None else {}
    if not elements:
        return True  # what cannot be judged yet hides nothing
    found = elements.get(change.element)
    if found is None or found.standard is None or change.kind.endswith("-added"):
        return found is not None or any(address.partition("@")[0] == change.element for address in elements)
    return found.standard.text in (change.now or "") or not change.kind.startswith("control-")
