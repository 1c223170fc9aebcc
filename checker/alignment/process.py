"""One market's process beside the standard: everything that differs, as facts. Part of `alignment`."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from checker.alignment.dated import out_of_days
from checker.alignment.elements import StandardElements
from checker.alignment.flow import align_flow
from checker.alignment.flow_verdict import FlowJudge
from checker.alignment.layers import Source, control_entries, metric_entries
from checker.alignment.values import (
    LocalValue,
    judged_jointly,
    local_controls,
    local_metrics,
    unknown_names,
    value_fact,
    without_value,
)
from checker.facts import DocumentFact, Fact, UnknownFact
from checker.model.documents import LocalControl, Reason, Variant
from checker.model.fault import Fault, FaultKind
from checker.model.nearest import nearest
from checker.model.position import Document, KeyPath, Place
from checker.model.results import FlowScore


class Alignment(NamedTuple):
    """`values` are the controls and metrics that a layer sets, by address; `additions` the market's own controls.

    `is_judgeable` False: a variant is invalid against this standard, and the process counts as not checked. `score` is
    the flow's, None without one; `picture` the key of the flow's picture, or empty.
    """

    elements: StandardElements
    facts: tuple[Fact, ...]
    values: Mapping[str, LocalValue]
    additions: Mapping[str, tuple[LocalControl, Place]]
    is_judgeable: bool = True
    score: FlowScore | None = None
    picture: str = ""


class Background(NamedTuple):
    """What aligning needs beside the documents: the day, the ids that reasons may name, the judge of flows."""

    day: date
    known_duties: Mapping[str, object]
    flows: FlowJudge


def align(
    elements: StandardElements,
    region: Document[Variant] | None,
    market: Document[Variant] | None,
    background: Background,
    adopted_at: Place | None = None,
) -> Alignment:
    """Lay the variants over the standard as of a day.

    `adopted_at`: where findings stand that no variant caused, such as a rule that the standard itself breaks.
    """
    day, known_duties = background.day, background.known_duties
    sources = _sources(region, market)
    if not sources:
        flow = align_flow(elements, sources, background.flows, adopted_at)
        return Alignment(
            elements,
            (*flow.facts, *without_value(elements, (), adopted_at)),
            {},
            {},
            is_judgeable=True,
            score=flow.score,
            picture=flow.picture,
        )
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
    flow = align_flow(elements, sources, background.flows, adopted_at)
    facts += flow.facts
    facts += without_value(elements, set_values, adopted_at)
    for source in sources:
        if source.layer == "market":  # a region's names are looked up once for all its markets
            facts += unknown_names(elements, source)
            facts += out_of_days(elements, sources, day, known_duties)
        facts += unknown_duties(source, known_duties)
    additions, collisions = _additions(elements, sources)
    facts += collisions
    is_judgeable = flow.is_applied and not collisions
    return Alignment(elements, tuple(facts), values, additions, is_judgeable, flow.score, flow.picture)


def _sources(region: Document[Variant] | None, market: Document[Variant] | None) -> tuple[Source, ...]:
    layers = (Source("region", region) if region else None, Source("market", market) if market else None)
    return tuple(layer for layer in layers if layer is not None)


def _controls(elements: StandardElements, sources: tuple[Source, ...], day: date) -> Iterator[LocalValue | Fact]:
    return local_controls(elements, control_entries(sources, day))


def unknown_duties(source: Source, known: Mapping[str, object]) -> Iterator[Fact]:
    """A fact for each reason of a variant that names a duty nobody has written down."""
    for element, reason, key_path in duty_reasons(source.document.model):
        if reason.law is not None and reason.law not in known:
            place = Place(source.document, (*key_path, "law"))
            yield UnknownFact(element, "duty", reason.law, place, nearest(reason.law, known), because=reason)


def duty_reasons(variant: Variant) -> Iterator[tuple[str, Reason, KeyPath]]:
    """Every reason that names a duty: the element it stands at, the reason, its key path."""
    for name, control in variant.controls.items():
        if control.because is not None and control.because.law is not None:
            yield f"control:{name}", control.because, ("controls", name, "because")
    for name, metric in variant.metrics.items():
        if metric.because is not None and metric.because.law is not None:
            yield f"metric:{name}", metric.because, ("metrics", name, "because")
    flow = variant.flow
    if flow is None:
        return
    if flow.because is not None and flow.because.law is not None:
        yield "process", flow.because, ("flow", "because")
    for key, members in (("changes", flow.changes or ()), ("steps", flow.steps or ())):
        for index, member in enumerate(members):
            if member.because is not None and member.because.law is not None:
                subject = getattr(member, "id", None) or _subject(member)
                yield f"step:{subject}", member.because, ("flow", key, index, "because")


def _subject(change: object) -> str:
    """The step that a change is about."""
    inserted = getattr(change, "insert", None)
    if inserted is not None:
        return str(inserted.id)
    return next(str(getattr(change, verb)) for verb in ("skip", "move", "replace", "tune") if hasattr(change, verb))


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
