"""One process of one market: what was aligned and judged becomes elements with statuses. Part of `pipeline`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from typing import NamedTuple

from checker.alignment.adoption import Adoption
from checker.alignment.elements import PROCESS, StandardElements
from checker.alignment.process import Alignment
from checker.facts import EditFact, Fact, ValueFact
from checker.flow_words import described
from checker.governance.numbers import Weights, tally_of, unchecked_tally
from checker.governance.statuses import OF_OUTCOME, process_status, status_of, worst
from checker.model.amount import Amount
from checker.model.documents import Severity
from checker.model.numbers import NO_WEIGHT, Tally, Weight
from checker.model.position import Place
from checker.model.results import AlignedShare, ElementResult, ProcessResult
from checker.model.status import ProcessStatus, Status
from checker.pipeline.drafts import Draft, located

Telling = Mapping[str, Fact]
"""The fact that tells what a market has, for elements that are not plain values of a variant."""


TELLING = (EditFact, ValueFact)


class StandardWeights(NamedTuple):
    """What a standard's elements weigh for one view: each, and all together (aligned, nothing found)."""

    each: Mapping[str, Weight]
    total: Weight
    severities: Mapping[str, Severity] = field(default_factory=dict)


def standard_weights(elements: StandardElements, weights: Weights) -> StandardWeights:
    each: dict[str, Weight] = {
        address: NO_WEIGHT if address in elements.weightless else weights[severity]
        for address, severity in elements.severities.items()
    }
    return StandardWeights(each, sum(each.values(), NO_WEIGHT), elements.severities)


class Subject(NamedTuple):
    """The process that a result is about. `lists_all`: plainly aligned elements are listed too."""

    adoption: Adoption
    title: str
    is_confirmed: bool
    lists_all: bool = False


def checked_process(
    subject: Subject, alignment: Alignment, drafts: Iterable[Draft], standing: StandardWeights, weights: Weights
) -> ProcessResult:
    """The result of a process that was adopted and could be judged."""
    deciding = [draft for draft in drafts if draft.decides]
    statuses = element_statuses(alignment, deciding)
    heavy = {draft.violated.fact.element for draft in deciding if draft.violated.rule.level == "severity"}
    results: dict[str, ElementResult] = {}
    telling = _telling_facts(alignment, deciding)
    severities = alignment.elements.severities
    if subject.lists_all:
        results |= {address: _aligned_element(alignment, address, standing) for address in severities}
    for address, status in statuses.items():
        severity = severities.get(address) or _severity_of_addition(address, deciding)
        weight = standing.each.get(address, NO_WEIGHT)
        is_extra = address in heavy and (address in alignment.elements.weightless or address not in severities)
        result = _element(alignment, address, status, severity, weights[severity] if is_extra else weight, telling)
        results[address] = result._replace(is_extra=True) if is_extra else result
    listed = [standing.each[address] for address in results if address in standing.each]
    aligned = AlignedShare(len(severities) - len(listed), standing.total - sum(listed, NO_WEIGHT))
    tally = tally_of(aligned.weight, results.values(), is_confirmed=subject.is_confirmed)
    whole = aligned.weight + sum((result.weight for result in results.values()), NO_WEIGHT)
    adoption = subject.adoption
    return ProcessResult(
        adoption.process, subject.title, adoption.version, adoption.due, process_status(statuses.values()),
        subject.is_confirmed, whole, aligned, dict(sorted(results.items())), tally, "", alignment.score, alignment.picture,
    )  # fmt: skip


def _aligned_element(alignment: Alignment, address: str, standing: StandardWeights) -> ElementResult:
    severity, weight = alignment.elements.severities[address], standing.each[address]
    if address in alignment.values:
        return _element(alignment, address, Status.ALIGNED, severity, weight, {})
    value = alignment.elements.values.get(address)
    amount = value.requirement.amount if value is not None and value.requirement is not None else None
    title = alignment.elements.titles.get(address)
    return ElementResult(address, Status.ALIGNED, severity, weight, amount, amount, title=title)


def element_statuses(alignment: Alignment, deciding: Sequence[Draft]) -> dict[str, Status]:
    """The status of every element that is not plainly aligned."""
    found: dict[str, Status] = dict.fromkeys(alignment.additions, Status.EXTENDED)
    for fact in alignment.facts:
        status = _status_of_fact(fact)
        if status is not None:
            known = found.get(fact.element)
            found[fact.element] = status if known is None else worst((known, status))
    for draft in deciding:
        rule, about, _, level = draft.violated
        status = status_of(rule.id, level, draft.disposition)
        known = found.get(about.element)
        found[about.element] = status if known is None else worst((known, status))
    found |= released(deciding)
    return found | _of_lacking_steps(alignment, found)


def _status_of_fact(fact: Fact) -> Status | None:
    """What an allowed difference makes of its element; None where a rule has to say."""
    if isinstance(fact, ValueFact):
        return OF_OUTCOME.get(fact.judgement.outcome)
    if isinstance(fact, EditFact) and fact.edit.allowed:
        return Status.EXTENDED if fact.edit.kind == "added" else Status.TAILORED
    return None


def released(deciding: Iterable[Draft]) -> dict[str, Status]:
    """The elements that a waiver says do not apply, and of which nothing else was found."""
    claims: dict[str, list[bool]] = {}
    for draft in deciding:
        claims.setdefault(draft.violated.fact.element, []).append(draft.is_not_applicable)
    return {address: Status.NOT_APPLICABLE for address, answers in claims.items() if all(answers)}


def _of_lacking_steps(alignment: Alignment, statuses: Mapping[str, Status]) -> dict[str, Status]:
    """A parameter of a step that the flow lacks has its step's status."""
    lacking = {
        fact.element
        for fact in alignment.facts
        if isinstance(fact, EditFact) and fact.edit.kind in ("removed", "replaced") and fact.edit.local is None
    }
    if not lacking:
        return {}
    return {
        address: statuses[address.partition(".")[0]]
        for address in alignment.elements.parameters
        if address.partition(".")[0] in lacking
    }


def _severity_of_addition(address: str, deciding: Iterable[Draft]) -> Severity:
    """A refused addition weighs its own severity; an allowed one, business, which then weighs nothing."""
    of_findings = (draft.violated.fact.severity for draft in deciding if draft.violated.fact.element == address)
    return next((severity for severity in of_findings if severity is not None), Severity.BUSINESS)


def _element(
    alignment: Alignment, address: str, status: Status, severity: Severity, weight: Weight, telling: Telling
) -> ElementResult:
    title = alignment.elements.titles.get(address)
    local = alignment.values.get(address)
    if local is not None:
        requirement, entry = local.element.requirement, local.entry
        return ElementResult(
            address, status, severity, weight, requirement.amount if requirement is not None else None, local.amount,
            entry.source.layer, local.place.point(), title, requirement.expected if requirement is not None else None,
            entry.entry.because,
        )  # fmt: skip
    result = ElementResult(address, status, severity, weight, title=title)
    if address in alignment.additions:
        control, place = alignment.additions[address]
        amount = Amount(control.value, control.unit)
        return result._replace(local=amount, layer="market", source=place.point(), title=control.title)
    return _element_of_fact(result, telling.get(address))


def _telling_facts(alignment: Alignment, deciding: Iterable[Draft]) -> Telling:
    """The first edit or value about each element; failing that the first fact that a finding is about."""
    found: dict[str, Fact] = {}
    for fact in alignment.facts:
        if isinstance(fact, TELLING):
            found.setdefault(fact.element, fact)
    for draft in deciding:
        found.setdefault(draft.violated.fact.element, draft.violated.fact)
    return found


def _element_of_fact(result: ElementResult, fact: Fact | None) -> ElementResult:
    """An element that only a fact tells of: a step or its parameter, a metric's definition, the adoption itself."""
    if fact is None:
        return result
    source = fact.place.point() if isinstance(fact.place, Place) else fact.place
    element, status, severity, weight = result[:4]
    if isinstance(fact, EditFact):
        standard, local = described(fact)
        title = result.title or fact.name(fact.edit.step)[1:-1]
        return ElementResult(
            element, status, severity, weight, Amount(standard) if standard else None, Amount(local) if local else None,
            "market", source, title, None, fact.because,
        )  # fmt: skip
    if isinstance(fact, ValueFact):
        return ElementResult(
            element, status, severity, weight, fact.requirement.amount, fact.local, fact.layer, source, result.title,
            fact.requirement.expected, fact.because,
        )  # fmt: skip
    return result._replace(layer="market", source=source)


def not_adopted_process(subject: Subject, standing: StandardWeights, weights: Weights, drafts: Iterable[Draft]) -> ProcessResult:
    """The result of a process that is not adopted: its weight stays in the denominators, unless it does not apply."""
    deciding = [draft for draft in drafts if draft.decides and draft.violated.fact.element == PROCESS]
    if PROCESS in released(deciding):
        return _not_applicable_process(subject, standing)
    status = worst(status_of(draft.violated.rule.id, draft.violated.level, draft.disposition) for draft in deciding)
    place = located(subject.adoption.place)
    own = ElementResult(PROCESS, status, Severity.BUSINESS, weights[Severity.BUSINESS], source=place)
    return _unjudged(subject, standing.total, ProcessStatus.NOT_ADOPTED, {PROCESS: own})


def _not_applicable_process(subject: Subject, standing: StandardWeights) -> ProcessResult:
    """Every element of it is left out, and weighs in the share that is not applicable."""
    adoption = subject.adoption
    elements = {
        address: ElementResult(address, Status.NOT_APPLICABLE, standing.severities[address], weight)
        for address, weight in sorted(standing.each.items())
    }
    return ProcessResult(
        adoption.process, subject.title, None, adoption.due, ProcessStatus.NOT_APPLICABLE, False, standing.total,  # noqa: FBT003
        AlignedShare(0, NO_WEIGHT), elements, Tally(not_applicable=standing.total),
    )  # fmt: skip


def not_checked_process(subject: Subject, weight: Weight, because: str) -> ProcessResult:
    """The result of a process that could not be judged: its weight stays in the denominators."""
    return _unjudged(subject, weight, ProcessStatus.NOT_CHECKED, {}, because)


def _unjudged(
    subject: Subject, weight: Weight, status: ProcessStatus, elements: Mapping[str, ElementResult], because: str = ""
) -> ProcessResult:
    adoption = subject.adoption
    return ProcessResult(
        adoption.process, subject.title, adoption.version, adoption.due, status, False, weight,  # noqa: FBT003
        AlignedShare(0, NO_WEIGHT), elements, unchecked_tally(weight), because,
    )  # fmt: skip
