"""One market's process beside the standard: everything that differs, as facts. Part of `alignment`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from checker.alignment.elements import StandardElements
from checker.alignment.flow import align_flow
from checker.alignment.layers import Source, control_entries, metric_entries
from checker.alignment.values import LocalValue, judged_jointly, local_controls, local_metrics, value_fact
from checker.facts import DocumentFact, Fact, UnknownFact
from checker.model.documents import LocalControl, Reason, Variant
from checker.model.fault import Fault, FaultKind
from checker.model.nearest import nearest
from checker.model.position import Document, Place


@dataclass(frozen=True, slots=True)
class Alignment:
    """`values` are the controls and metrics that a layer sets, by address; `additions` the market's own controls.

    `is_judgeable` False: a variant is invalid against this standard, and the process counts as not checked.
    """

    elements: StandardElements
    facts: tuple[Fact, ...]
    values: Mapping[str, LocalValue]
    additions: Mapping[str, tuple[LocalControl, Place]]
    is_judgeable: bool = True


def align(
    elements: StandardElements,
    region: Document[Variant] | None,
    market: Document[Variant] | None,
    day: date,
    known_duties: Mapping[str, object],
) -> Alignment:
    """Lay the variants over the standard as of a day. `known_duties`: the ids that reasons may name."""
    sources = _sources(region, market)
    if not sources:
        return Alignment(elements, (), {}, {})
    facts: list[Fact] = []
    set_values: dict[str, LocalValue] = {}
    for found in (*_controls(elements, sources, day), *local_metrics(elements, metric_entries(sources, day))):
        if isinstance(found, LocalValue):
            set_values[found.element.address] = found
        else:
            facts.append(found)
    values = judged_jointly(elements, set_values) if elements.joint else set_values
    for value in values.values():
        facts += value_fact(elements, value)
    flow = align_flow(elements, sources)
    facts += flow.facts
    facts += _entries_of_other_days(elements, sources, day)
    facts += unknown_duties(sources, known_duties)
    additions, collisions = _additions(elements, sources)
    facts += collisions
    return Alignment(elements, tuple(facts), values, additions, is_judgeable=flow.is_applied and not collisions)


def _sources(region: Document[Variant] | None, market: Document[Variant] | None) -> tuple[Source, ...]:
    layers = (Source("region", region) if region else None, Source("market", market) if market else None)
    return tuple(layer for layer in layers if layer is not None)


def _controls(elements: StandardElements, sources: tuple[Source, ...], day: date) -> Iterator[LocalValue | Fact]:
    return local_controls(elements, control_entries(sources, day))


def _entries_of_other_days(elements: StandardElements, sources: tuple[Source, ...], day: date) -> Iterator[Fact]:
    """Names that name nothing in the market's entries that do not hold today."""
    for source in sources:
        if source.layer != "market":
            continue
        variant = source.document.model
        today = {entry.id for entry in control_entries((source,), day)} | {entry.id for entry in metric_entries((source,), day)}
        names = (
            *(("control", name, elements.controls, elements.standard.renamed.controls) for name in variant.controls),
            *(("metric", name, elements.metrics, elements.standard.renamed.metrics) for name in variant.metrics),
        )
        for what, name, known, renamed in names:
            if name not in known and name not in today:
                place = Place(source.document, (f"{what}s", name), at_key=True)
                yield UnknownFact(f"{what}:{name}", what, name, place, nearest(name, known), renamed.get(name))


def reasons(source: Source) -> Iterator[tuple[str, Reason, Place]]:
    """Every reason of a variant: the element it stands at, the reason, its place."""
    document, variant = source.document, source.document.model
    for section, entries in (("controls", variant.controls), ("metrics", variant.metrics)):
        for name, entry in entries.items():
            if entry.because is not None:
                yield f"{section[:-1]}:{name}", entry.because, Place(document, (section, name, "because"))
    flow = variant.flow
    if flow is None:
        return
    if flow.because is not None:
        yield "process", flow.because, Place(document, ("flow", "because"))
    for key, members in (("changes", flow.changes or ()), ("steps", flow.steps or ())):
        for index, member in enumerate(members):
            if member.because is not None:
                subject = getattr(member, "id", None) or _subject(member)
                yield f"step:{subject}", member.because, Place(document, ("flow", key, index, "because"))


def _subject(change: object) -> str:
    """The step that a change is about."""
    inserted = getattr(change, "insert", None)
    if inserted is not None:
        return str(inserted.id)
    return next(str(getattr(change, verb)) for verb in ("skip", "move", "replace", "tune") if hasattr(change, verb))


def unknown_duties(sources: tuple[Source, ...], known: Mapping[str, object]) -> Iterator[Fact]:
    """A fact for each reason that names a duty nobody has written down."""
    for source in sources:
        for element, reason, place in reasons(source):
            if reason.law is not None and reason.law not in known:
                at = Place(place.document, (*place.key_path, "law"))
                yield UnknownFact(element, "duty", reason.law, at, nearest(reason.law, known), because=reason)


def _additions(
    elements: StandardElements, sources: tuple[Source, ...]
) -> tuple[Mapping[str, tuple[LocalControl, Place]], list[Fact]]:
    """The market's own controls, a market's before its region's; a fact for each with an id that is taken."""
    additions: dict[str, tuple[LocalControl, Place]] = {}
    collisions: list[Fact] = []
    for source in sources:
        here: set[str] = set()
        for index, control in enumerate(source.document.model.local_controls):
            place = Place(source.document, ("local_controls", index, "id"))
            if control.id in elements.controls or control.id in here:
                whose = "the standard's" if control.id in elements.controls else "another local control's"
                message = f"the local control `{control.id}` has {whose} id"
                fault = Fault(FaultKind.INVALID, place.location(), message, place.key_path, control.id, "give it another id")
                collisions.append(DocumentFact(fault))
            here.add(control.id)
            additions[f"control:{control.id}"] = (control, place)
    return additions, collisions
