"""From what rules say to findings: places resolved, dispositions, gains, order. Part of `pipeline`."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from checker.decision_facts import LawFact
from checker.facts import (
    DefinitionFact,
    DocumentFact,
    Fact,
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


Elements = Mapping[tuple[str | None, str | None, str], Decided]


def findings(drafts: Iterable[Draft], elements: Elements, gains: Mapping[tuple[str, str], float]) -> list[Finding]:
    """The findings in output order.

    `elements`: what is decided, by (market, process, element). `gains`: of processes that were not checked, by
    (market, process), given to the first finding about them.
    """
    found = sorted((_finding(draft, elements) for draft in drafts), key=lambda pair: pair[0].sort_key)
    credited: set[tuple[str | None, str | None, str]] = set()
    result = []
    for finding, decides_status in found:
        key = (finding.market, finding.process, finding.element)
        gain = 0.0
        unchecked = gains.get((finding.market or "", finding.process or ""))
        if unchecked is not None:
            key = (finding.market, finding.process, "")
            gain = 0.0 if key in credited else unchecked
            credited.add(key)
        elif decides_status and key not in credited:
            gain = elements[key].gain
            credited.add(key)
        result.append(replace(finding, gain=gain) if gain else finding)
    return result


def _finding(draft: Draft, elements: Elements) -> tuple[Finding, bool]:
    """The finding without its gain, and whether its element has its status from this finding."""
    rule, fact, violation, level = draft.violated
    decided = elements.get((draft.market, draft.process, fact.element)) if draft.decides else None
    value = fact if isinstance(fact, ValueFact) else None
    law = fact if isinstance(fact, LawFact) else None
    standard_place = fact.standard_place
    return Finding(
        rule=rule.id,
        level=level,
        message=violation.message,
        location=located(fact.place),
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
        why=_why(fact),
        leaves_unchecked=leaves_unchecked(draft.violated),
        may_be_waived=draft.may_be_waived,
    ), decided is not None and status_of(rule.id, level, draft.disposition) is decided.status


def _why(fact: Fact) -> str | None:
    """What the standard says of the reason for what it asks."""
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
