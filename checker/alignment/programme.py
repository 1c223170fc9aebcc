"""What all markets share, by itself: names in the catalogue, laws, waivers and regions that name nothing.

Part of `alignment`.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from checker.alignment.adoption import newest_in_effect
from checker.alignment.dated import out_of_days
from checker.alignment.elements import ElementsByView, StandardElements
from checker.alignment.flow_signature import added_ids
from checker.alignment.layers import LayeredEntry, Source, control_entries, metric_entries
from checker.alignment.values import LocalValue, local_controls, local_metrics
from checker.facts import Fact, UnknownFact, UnlistedFact, ValueFact
from checker.model.documents import Law, Region, Standard, Waiver
from checker.model.documents.law import Duty
from checker.model.nearest import nearest
from checker.model.position import Document, KeyPath, Place
from checker.model.value import Version
from checker.model.workspace import MarketFiles, Programme, RegionFiles
from checker.tailoring import Outcome


def catalogue_facts(programme: Programme, markets: Iterable[str]) -> Iterator[Fact]:
    """Processes and markets that the catalogue names and that do not exist."""
    catalogue, known = programme.catalogue, programme.process_ids()
    for process in catalogue.model.processes:
        if process not in known:
            yield _unknown("process", process, known, catalogue, ("processes", process))
    known_markets = frozenset(markets)
    for market in catalogue.model.onboarding:
        if market not in known_markets:
            yield _unknown("market", market, known_markets, catalogue, ("onboarding", market))


def unlisted_facts(programme: Programme) -> Iterator[UnlistedFact]:
    """Processes with an active standard that the catalogue does not name: they are due nowhere."""
    listed = programme.catalogue.model.processes
    for process, versions in programme.standards.items():
        active = [version for version, document in versions.items() if document.model.status == "active"]
        if process not in listed and active:
            yield UnlistedFact(process, Place(versions[max(active)], ("process",)))


def law_facts(programme: Programme) -> Iterator[tuple[str | None, Fact]]:
    """Duties on what no version of a standard has, each with its process if that exists."""
    for law in programme.laws:
        for index, duty in enumerate(law.model.duties):
            for target, path in _targets(duty, index):
                yield from _target_facts(programme, law, target, path, may_be_local=duty.bound == "exists")


def _targets(duty: Duty, index: int) -> Iterator[tuple[str, KeyPath]]:
    if duty.control is not None:
        yield duty.control, ("duties", index, "control")
    for target in duty.joint_with:
        yield target, ("duties", index, "with", target)


def _target_facts(
    programme: Programme, law: Document[Law], target: str, path: KeyPath, *, may_be_local: bool
) -> Iterator[tuple[str | None, Fact]]:
    process, _, element = target.partition("/")
    if process not in programme.process_ids():
        yield None, _unknown("process", process, programme.process_ids(), law, path, at_key=path[-1] == target)
        return
    kind, _, name = element.rpartition(":")
    known = _names(programme, process, kind or "control")
    if name not in known and known and not (kind == "step" and may_be_local):
        yield process, _unknown(kind or "control", name, known, law, path, at_key=path[-1] == target)


def _names(programme: Programme, process: str, kind: str) -> frozenset[str]:
    """The ids of one kind in any version of a process."""
    standards = [document.model for document in programme.standards.get(process, {}).values()]
    return frozenset(name for standard in standards for name in _names_in(standard, kind))


def _names_in(standard: Standard, kind: str) -> Iterator[str]:
    flow = standard.flow
    if kind == "control":
        yield from (control.id for control in standard.controls)
    elif kind == "metric":
        yield from (metric.id for metric in standard.metrics)
    elif kind == "step" and flow is not None:
        for step in flow.steps:
            yield step.id
            yield from (f"{step.id}.{name}" for name in step.params)
    elif kind == "rule" and flow is not None:
        yield from (rule.id for rule in flow.rules)


def waiver_facts(programme: Programme, regions_of: Mapping[str, str]) -> Iterator[tuple[str | None, str | None, Fact]]:
    """Markets, regions, processes and elements that waivers name and that do not exist, with market and process.

    `regions_of`: market id → region id. Steps may be the market's own, so they are looked up when it is judged.
    """
    ids = frozenset(waiver.model.id for waiver in programme.waivers)
    for document in programme.waivers:
        waiver = document.model
        owner, key = (waiver.market, "market") if waiver.market is not None else (waiver.region, "region")
        known = frozenset(regions_of) if key == "market" else frozenset(regions_of.values())
        if owner not in known:
            fact = _unknown(key, str(owner), known, document, (key,))
            yield None, None, fact._replace(known=tuple(sorted(known)), holder=f"waiver {waiver.id}")
        market = waiver.market if waiver.market in regions_of else None
        if waiver.process not in programme.process_ids():
            yield market, None, _unknown("process", waiver.process, programme.process_ids(), document, ("process",))
        else:
            yield from ((market, waiver.process, fact) for fact in _element_facts(programme, document))
        if waiver.renews is not None and waiver.renews not in ids:
            yield market, waiver.process, _unknown("waiver", waiver.renews, ids, document, ("renews",))


def _element_facts(programme: Programme, document: Document[Waiver]) -> Iterator[Fact]:
    waiver = document.model
    for index, element in enumerate(waiver.elements):
        kind, _, name = element.partition(":")
        if kind not in ("control", "metric", "rule"):
            continue
        known = _names(programme, waiver.process, kind)
        if name.partition("@")[0] not in known:
            yield _unknown(kind, name, known, document, ("elements", index))


def waiver_step_facts(programme: Programme, files: MarketFiles) -> Iterator[tuple[str, Fact]]:
    """Steps that a market's waivers name and that neither a version of the process nor the market's flow has."""
    for document in programme.waivers:
        waiver = document.model
        if waiver.market != files.id or waiver.process not in programme.process_ids():
            continue
        local = _local_steps(files, waiver.process)
        known = _names(programme, waiver.process, "step") | local
        for index, element in enumerate(waiver.elements):
            kind, _, name = element.partition(":")
            if kind == "step" and known and name not in known and name.partition(".")[0] not in local:
                yield waiver.process, _unknown("step", name, known, document, ("elements", index))


def _local_steps(files: MarketFiles, process: str) -> frozenset[str]:
    """The steps that a market or its region adds."""
    variants = [layer[process].model for layer in (files.region.variants, files.variants) if process in layer]
    return frozenset(added_ids([each.flow for each in variants if each.flow is not None], ()))


def region_facts(
    programme: Programme,
    region: RegionFiles,
    adopted: Mapping[str, frozenset[Version]],
    views: ElementsByView,
    day: date,
) -> Iterator[tuple[str | None, Fact]]:
    """What a region's own files name that does not exist, and entries that repeat the standard, each with its process.

    `adopted`: process → the versions that the region's markets run.
    """
    known = programme.process_ids()
    if region.document is not None:
        for process in region.document.model.adopts:
            if process not in known:
                yield None, _unknown("process", process, known, region.document, ("adopts", process))
    for process, variant in region.variants.items():
        if process not in known:
            yield None, _unknown("process", process, known, variant, ("process",), at_key=False)
            continue
        usable = programme.standards.get(process, {})
        versions = [version for version in adopted.get(process, ()) if version in usable]
        newest = newest_in_effect(usable, day)
        looked_up = versions or ([newest] if newest is not None else [])
        elements = [views.of_all(usable[version]) for version in sorted(looked_up)]
        source = Source("region", variant)
        for fact in _variant_facts(elements, source, day, runs=bool(versions)):
            yield process, fact
        if versions:
            yield from ((process, fact) for fact in out_of_days(elements[0], (source,), day, programme.duties))


def _variant_facts(elements: list[StandardElements], source: Source, day: date, *, runs: bool) -> Iterator[Fact]:
    variant = source.document.model
    for what, names in (("control", variant.controls), ("metric", variant.metrics)):
        for name in names:
            lacking = [seen for seen in elements if name not in (seen.controls if what == "control" else seen.metrics)]
            if lacking:
                standard = lacking[0].standard
                known = lacking[0].controls if what == "control" else lacking[0].metrics
                renamed = standard.renamed.controls if what == "control" else standard.renamed.metrics
                place = Place(source.document, (f"{what}s", name), at_key=True)
                yield UnknownFact("document", what, name, place, nearest(name, known), renamed.get(name))
    yield from _unknown_keys(elements, source)
    if runs:
        yield from _redundant(elements, source, day)


def _unknown_keys(elements: list[StandardElements], source: Source) -> Iterator[Fact]:
    """Channels and currencies of the region's entries that a version lacks which its markets run."""
    for name, entry in source.document.model.controls.items():
        controls = [seen.controls[name][0] for seen in elements if name in seen.controls]
        for key in entry.value if isinstance(entry.value, dict) else ():
            lacking = [(each.per, each.value) for each in controls if isinstance(each.value, dict) and key not in each.value]
            for what, known in lacking[:1]:
                place = Place(source.document, ("controls", name, "value", key), at_key=True)
                yield UnknownFact("document", str(what), key, place, nearest(key, known), known=tuple(known))


def _redundant(elements: list[StandardElements], source: Source, day: date) -> Iterator[Fact]:
    """The region's entries that equal the standard's value in every version that its markets run."""
    repeated: dict[str, list[LocalValue]] = {}
    for seen in elements:
        for entry in _undated(control_entries((source,), day)):
            values = [value for value in local_controls(seen, [entry]) if isinstance(value, LocalValue)]
            repeated.setdefault(f"control:{entry.id}", []).extend(values)
        for metric in _undated(metric_entries((source,), day)):
            targets = [value for value in local_metrics(seen, [metric]) if isinstance(value, LocalValue)]
            repeated.setdefault(f"metric:{metric.id}", []).extend(targets)
    for address, values in repeated.items():
        if values and all(value.judgement.outcome is Outcome.ALIGNED for value in values):
            yield _redundant_fact(address, values[0], elements[0])


def _undated(entries: Iterator[LayeredEntry]) -> Iterator[LayeredEntry]:  # type: ignore[type-arg]
    return (entry for entry in entries if getattr(entry.entry, "definition", None) is None)


def _redundant_fact(address: str, value: LocalValue, elements: StandardElements) -> ValueFact:
    element = value.element
    if element.requirement is None:
        raise AssertionError(f"{address} is aligned with a value that the standard does not have")
    return ValueFact(
        address, element.name, element.subject, element.severity, element.requirement, value.amount, value.judgement,
        "region", value.place, Place(elements.document, element.key_path), value.entry.entry.because, redundant=True,
    )  # fmt: skip


def _unknown(
    what: str,
    name: str,
    known: Iterable[str],
    document: Document[Region] | Document[object],
    path: KeyPath,
    *,
    at_key: bool | None = None,
) -> UnknownFact:
    """`at_key` None: at the key where the path ends in the name itself."""
    place = Place(document, path, path[-1] == name if at_key is None else at_key)
    return UnknownFact("document", what, name, place, nearest(name, known))
