"""What waivers decide about the findings of one process, and what is to be said of them. Part of `governance`."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from checker.decision_facts import WaiverFact, WaiverTrouble
from checker.facts import ValueFact
from checker.governance.envelope import envelope_text
from checker.governance.waivers import Found, Seat, Standing, severity_of, state_of
from checker.model.amount import unit_words
from checker.model.documents import Waiver
from checker.model.documents.waiver import Envelope
from checker.model.position import Document, KeyPath, Place
from checker.model.register import WaiverRecord, WaiverState
from checker.model.status import Disposition

EDIT_WORDS = {
    "step-removed": "that the step is left out", "step-added": "that the step is added", "step-moved": "that the step is moved",
    "step-replaced": "that the step is replaced", "step-retyped": "that somebody else does the step",
    "step-changed": "that the step is changed", "extension-not-allowed": "that the step is added",
    "flow-rule-broken": "that the rule is broken", "metric-definition-changed": "that the metric is counted otherwise",
}  # fmt: skip
"""What lies beyond a waiver where it is no value, by the rule that found it."""

WHY_NOT = {
    WaiverState.PENDING: Disposition.PENDING,
    WaiverState.EXCEEDED: Disposition.EXCEEDED,
    WaiverState.EXPIRED: Disposition.EXPIRED,
    WaiverState.INVALID: Disposition.INVALID,
}
"""Of several waivers that do not hold, the one nearest to holding is named."""


class Decision(NamedTuple):
    """What has been decided about one finding. `waiver`: the one that settles it, or the one that does not hold."""

    disposition: Disposition
    waiver: str | None = None
    is_not_applicable: bool = False


class Outcome(NamedTuple):
    """Decisions by the findings' indices, what is to be said of the waivers, and their lines in the register."""

    decisions: dict[int, Decision]
    facts: list[WaiverFact]
    records: list[WaiverRecord]


class _Judged(NamedTuple):
    """`is_replaced`: the change that is checked widens it, and what it would be then speaks for it."""

    document: Document[Waiver]
    standing: Standing
    is_replaced: bool = False

    @property
    def waiver(self) -> Waiver:
        return self.document.model

    @property
    def is_forgotten(self) -> bool:
        """Past its last day, and nothing is left that it was for."""
        return self.standing.days_left < 0 and not self.standing.matched


def decide(
    waivers: Sequence[Document[Waiver]],
    findings: Sequence[Found],
    seat: Seat,
    as_of: date,
    held: Sequence[Document[Waiver]] = (),
) -> Outcome:
    """Judge the waivers of one process of one market; a region's waiver that matches nothing here is left out.

    `held`: those that count only once the change that is checked is merged.
    """
    wider = {document.model.id for document in held}
    judged = [
        _Judged(document, state_of(document.model, findings, seat, as_of), document.model.id in wider) for document in waivers
    ]
    judged += [_Judged(document, state_of(document.model, findings, seat, as_of, is_held=True)) for document in held]
    concerned = [each for each in judged if each.waiver.region is None or each.standing.matched]
    decisions = {
        index: decision for index, found in enumerate(findings) if (decision := _decision(index, found, concerned)) is not None
    }
    facts = [fact for each in concerned for fact in _facts(each, findings, seat, decisions)]
    market = seat.market.market if seat.market is not None else None
    records = [_record(each, findings, market, decisions, seat) for each in concerned]
    listed = [record for each, record in zip(concerned, records, strict=True) if not each.is_replaced or record.waived_elements]
    return Outcome(decisions, facts, listed)


def decide_nowhere(document: Document[Waiver], seat: Seat, as_of: date) -> Outcome:
    """Judge a region's waiver that matches in none of its markets."""
    judged = _Judged(document, state_of(document.model, (), seat, as_of))
    return Outcome({}, list(_facts(judged, (), seat, {})), [_record(judged, (), None, {}, seat)])


def _decision(index: int, found: Found, judged: Sequence[_Judged]) -> Decision | None:
    """Law before waivers; one that holds before those that do not."""
    if found.is_required_by_law:
        return Decision(Disposition.REQUIRED_BY_LAW)
    matching = sorted((each for each in judged if index in each.standing.matched), key=lambda each: each.waiver.id)
    element = found.fact.element
    for each in matching:
        if each.standing.waives(element):
            return Decision(Disposition.WAIVED, each.waiver.id, is_not_applicable=_releases(each.waiver, found))
    states = list(WHY_NOT)
    nearest = min(matching, key=lambda each: states.index(each.standing.state), default=None)
    return Decision(WHY_NOT[nearest.standing.state], nearest.waiver.id) if nearest is not None else None


def _releases(waiver: Waiver, found: Found) -> bool:
    """Whether a claim takes the element out of the numbers. A version that a market runs does apply to it."""
    return waiver.category == "not_applicable" and not found.rule.startswith("version-")


def _facts(judged: _Judged, findings: Sequence[Found], seat: Seat, decisions: dict[int, Decision]) -> Iterator[WaiverFact]:
    standing = judged.standing
    if judged.is_forgotten or judged.is_replaced:
        return
    for trouble in standing.troubles:
        yield _fact(judged, seat, trouble.trouble, trouble.key_path, detail=trouble.detail)
    if standing.state is WaiverState.EXCEEDED:
        yield from _exceeded(judged, findings, seat)
    elif standing.state is WaiverState.EXPIRED:
        if not all(_is_settled(decisions[index]) for index in standing.matched):
            yield _fact(judged, seat, "expired", ("expires",))
    elif standing.state is WaiverState.UNUSED:
        yield _fact(judged, seat, "unused", ("elements",))
    elif standing.state is WaiverState.EXPIRING:
        yield _fact(judged, seat, "expiring", ("expires",))


def _is_settled(decision: Decision) -> bool:
    return decision.disposition in (Disposition.WAIVED, Disposition.REQUIRED_BY_LAW)


def _exceeded(judged: _Judged, findings: Sequence[Found], seat: Seat) -> Iterator[WaiverFact]:
    """One fact for each element on which something lies beyond what is accepted."""
    text = envelope_text(judged.waiver.accepts)
    seen: set[str] = set()
    for index in judged.standing.exceeding:
        found = findings[index]
        if found.fact.element not in seen:
            seen.add(found.fact.element)
            local, unit = EDIT_WORDS.get(found.rule, found.rule), ""
            if isinstance(found.fact, ValueFact):
                local, unit = found.fact.local.text, unit_words(found.fact.requirement.unit)
            limit = f"{text} {unit}" if unit and _is_limit(judged.waiver.accepts) else text
            fact = _fact(judged, seat, "exceeded", ("accepts",), detail=limit)
            yield fact._replace(element=found.fact.element, found=local, severity=found.fact.severity)


def _is_limit(envelope: Envelope | None) -> bool:
    """Whether an envelope is one number, behind which its unit can be said."""
    return envelope is not None and sum(each is not None for each in (envelope.at_most, envelope.at_least)) == 1


def _fact(judged: _Judged, seat: Seat, trouble: WaiverTrouble, key_path: KeyPath, *, detail: str = "") -> WaiverFact:
    waiver, standing = judged.waiver, judged.standing
    element = waiver.elements[0]
    severity = severity_of(seat.standard, element) if seat.standard is not None else None
    place = Place(judged.document, key_path)
    return WaiverFact(trouble, waiver.id, element, place, severity, detail, day=waiver.expires, days=standing.days_left)


def _record(
    judged: _Judged, findings: Sequence[Found], market: str | None, decisions: dict[int, Decision], seat: Seat
) -> WaiverRecord:
    waiver, standing = judged.waiver, judged.standing
    waived = {
        findings[index].fact.element
        for index in standing.matched
        if decisions[index].waiver == waiver.id and decisions[index].disposition is Disposition.WAIVED
        and standing.waives(findings[index].fact.element)
    }  # fmt: skip
    return WaiverRecord(
        waiver,
        market,
        standing.state,
        standing.days_left,
        standing.renewals,
        standing.missing_roles,
        len(standing.matched),
        tuple(sorted(waived)),
        Place(judged.document, ("id",)).location(),
        tuple(seat.is_proven(waiver, index) for index in range(len(waiver.approvals))),
    )
