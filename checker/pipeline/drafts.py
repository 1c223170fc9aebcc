"""From what rules say to findings: places resolved, dispositions, gains, order. Part of `pipeline`."""

from collections.abc import Callable, Iterable, Mapping
from operator import itemgetter
from types import MappingProxyType
from typing import NamedTuple

from checker.decision_facts import LawFact
from checker.facts import (
    DefinitionFact,
    DocumentFact,
    EditFact,
    RuleFact,
    StandardFact,
    UnknownFact,
    ValueFact,
    VersionFact,
    Where,
)
from checker.governance.statuses import decides, status_of
from checker.model.fault import UNREADABLE
from checker.model.finding import Finding
from checker.model.position import Location, Place
from checker.model.status import Disposition, Status
from checker.pipeline.certain import certain_fix
from checker.pipeline.fingerprint import fingerprint
from checker.rules.rule import Violated


class Draft(NamedTuple):
    """A finding before its market's numbers are known.

    `is_not_applicable`: a waiver says that its element does not apply.
    """

    violated: Violated
    market: str | None
    process: str | None
    disposition: Disposition = Disposition.NONE
    waiver: str | None = None
    is_not_applicable: bool = False
    may_be_waived: bool = False

    @property
    def decides(self) -> bool:
        rule = self.violated.rule
        return decides(rule.id, has_severity_level=rule.level == "severity")


class Decided(NamedTuple):
    """What numbers know of an element that a finding may decide: its status, and the gain of mending it."""

    status: Status
    gain: float


def findings(
    drafts: Iterable[Draft],
    decided: Callable[[Draft], Decided | None] = lambda _: None,
    unchecked: Mapping[str, float] = MappingProxyType({}),
) -> list[Finding]:
    """The findings in output order.

    `decided`: what is known of the element that a draft is about. `unchecked`: the gains of processes that were not
    checked, each given to the first finding about it.
    """
    placed = [(_order(draft, location := located(draft.violated.fact.place)), draft, location) for draft in drafts]
    credited: set[tuple[str | None, str]] = set()
    result = []
    for _, draft, location in sorted(placed, key=itemgetter(0)):
        rule, fact, _, level = draft.violated
        known = decided(draft) if draft.decides else None
        gain, key = 0.0, (draft.process, fact.element)
        whole = unchecked.get(draft.process or "")
        if whole is not None:
            gain, key = whole, (draft.process, "")
        elif known is not None and status_of(rule.id, level, draft.disposition) is known.status:
            gain = known.gain
        else:
            key = (None, "")
        if key in credited:
            gain = 0.0
        credited.add(key)
        result.append(_finding(draft, location, known, gain))
    return result


def _order(draft: Draft, location: Location) -> tuple[bool, str, str, int, int, str, str]:
    """As `Finding.sort_key`."""
    line, column = location.span[:2]
    rule, fact, _, _ = draft.violated
    return (draft.market is not None, draft.market or "", location.path, line, column, rule.id, fact.element)


def _finding(draft: Draft, location: Location, decided: Decided | None, gain: float) -> Finding:
    rule, fact, violation, level = draft.violated
    value = fact if isinstance(fact, ValueFact) else None
    law = fact if isinstance(fact, LawFact) else None
    standard_place = fact.standard_place
    return Finding(
        rule=rule.id,
        level=level,
        message=violation.message,
        location=location,
        fingerprint=fingerprint(rule.id, draft.market, draft.process, fact.element, fact.identity),
        severity=fact.severity,
        market=draft.market,
        process=draft.process,
        element=fact.element,
        status=decided.status if decided else None,
        disposition=draft.disposition,
        waiver=draft.waiver,
        data=violation.data,
        expected=law.expected if law else value.requirement.expected if value else None,
        actual=law.actual if law else value.local if value else None,
        standard_location=located(standard_place) if standard_place is not None else None,
        because=fact.because,
        remedy=violation.remedy,
        run=fact.run or None if isinstance(fact, RuleFact) else None,
        fix=certain_fix(fact, location),
        why=_why(draft.violated),
        leaves_unchecked=leaves_unchecked(draft.violated),
        may_be_waived=draft.may_be_waived,
        gain=gain,
    )


def _why(violated: Violated) -> str | None:
    """What the standard says of the reason for what it asks; of a step, which has none of its own, what the rule says."""
    fact = violated.fact
    if isinstance(fact, EditFact):
        return None if fact.edit.allowed else " ".join(violated.rule.manual.why.split())
    if isinstance(fact, RuleFact):
        return fact.rule.why
    return fact.why if isinstance(fact, ValueFact | DefinitionFact) else None


def located(where: Where) -> Location:
    """The location of a place; positions are looked up here and nowhere earlier."""
    return where.location() if isinstance(where, Place) else where


def leaves_unchecked(violated: Violated) -> bool:
    """Whether a document could not be used, or a process not be judged, because of what was found."""
    fact = violated.fact
    if isinstance(fact, DocumentFact):
        return fact.fault.kind in UNREADABLE
    if isinstance(fact, VersionFact):
        return fact.standing == "unknown"
    return isinstance(fact, StandardFact) or (isinstance(fact, UnknownFact) and fact.leaves_unchecked)
