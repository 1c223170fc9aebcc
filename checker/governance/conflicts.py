"""Which effective values of one process break the duties that bind its market (spec 2.7). Part of `governance`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import NamedTuple

from checker.decision_facts import DutyTerms, LawFact, LawStanding
from checker.facts import Layer, Where, in_unit
from checker.governance.bounds import Term, address_of, contradict, meets, terms_of
from checker.governance.law import KnownDuty, Law
from checker.model.amount import Amount
from checker.model.documents import Duty, Market, Reason, Severity
from checker.model.position import Document, Place
from checker.tailoring import Requirement


class Effective(NamedTuple):
    """A value that a market runs with. `requirement` None: the standard has none for the market's currency.

    `is_compared` False: that it does not compare with the standard, or has another type, is reported already.
    """

    element: str
    name: str
    severity: Severity
    requirement: Requirement | None
    amount: Amount
    layer: Layer
    place: Where
    standard_place: Place
    because: Reason | None = None
    is_compared: bool = True

    @property
    def unit(self) -> str | None:
        return self.requirement.unit if self.requirement is not None else None


class StepRuns(NamedTuple):
    """Whether a step happens on every run: of the standard's flow, of the market's. `run` names one where it does not.

    `is_local`: the market or its region changed the step itself. `here` None: too large to decide.
    """

    name: str
    in_standard: bool
    here: bool | None
    run: tuple[str, ...]
    is_local: bool
    place: Where
    standard_place: Where | None


@dataclass(frozen=True)
class LegalCase:
    """What law looks at in one process of one market. `values`: the effective values of an element, one a channel."""

    process: str
    market: Document[Market]
    day: date
    law: Law
    binding: tuple[KnownDuty, ...]
    values: Callable[[str], tuple[Effective, ...]]
    step: Callable[[str], StepRuns]


def conflict_facts(case: LegalCase) -> Iterator[LawFact]:
    """One fact an element for duties that its value breaks, for unverified ones, and for those that nothing meets."""
    judged: dict[str, tuple[Effective, list[Term]]] = {}
    for known in case.binding:
        if known.duty.bound == "exists":
            yield from _step_facts(case, known.duty)
        for term in terms_of(known.duty, case.process):
            for effective in case.values(term.element):
                judged.setdefault(effective.element, (effective, []))[1].append(term)
    for effective, terms in judged.values():
        yield from _element_facts(case, effective, terms)


def duty_terms(duty: Duty, asks: str) -> DutyTerms:
    return DutyTerms(duty.id, duty.citation, asks, duty.evidence == "verified")


def _element_facts(case: LegalCase, effective: Effective, terms: list[Term]) -> Iterator[LawFact]:
    verified = [term for term in terms if term.duty.evidence == "verified"]
    impossible = _contradictory(verified, effective.unit)
    if impossible:
        yield _fact(effective, "law-contradictory", impossible, Place(case.market, ("country",)))
        return
    doubtful = _contradictory(terms, effective.unit)
    if doubtful:
        yield _fact(effective, "law-contradictory", doubtful, Place(case.market, ("country",)))
    standing: LawStanding = "law-broken-by-standard" if effective.layer == "standard" else "law-broken"
    broken = [term for term in terms if meets(term, effective.amount, effective.unit) is False]
    yield from _of(effective, standing, [term for term in broken if term in verified])
    yield from _of(effective, standing, [term for term in broken if term not in verified and term not in doubtful])
    unclear = [term for term in terms if meets(term, effective.amount, effective.unit) is None]
    if effective.is_compared:
        yield from _of(effective, "law-not-comparable", unclear)


def _contradictory(terms: list[Term], unit: str | None) -> list[Term]:
    """The terms that leave no value, in their order; empty where some value meets all.

    Bounds of one value are intervals or sets of members: where each two can be met, all can (Helly in one dimension).
    """
    pairs = [pair for pair in combinations(terms, 2) if contradict(*pair, unit)]
    return [term for term in terms if any(term in pair for pair in pairs)]


def _of(effective: Effective, standing: LawStanding, terms: list[Term]) -> Iterator[LawFact]:
    if terms:
        yield _fact(effective, standing, terms, effective.place)


def _fact(effective: Effective, standing: LawStanding, terms: list[Term], place: Where) -> LawFact:
    return LawFact(
        standing,
        effective.element,
        effective.name,
        tuple(duty_terms(term.duty, term.expected(effective.unit).text) for term in terms),
        effective.layer,
        place,
        effective.standard_place,
        in_unit(effective.amount, effective.unit),
        local=effective.amount,
        requirement=effective.requirement,
        expected=terms[0].expected(effective.unit) if len(terms) == 1 else None,
        because=effective.because,
        severity=effective.severity if standing == "law-not-comparable" else Severity.COMPLIANCE,
    )


def _step_facts(case: LegalCase, duty: Duty) -> Iterator[LawFact]:
    process, element = address_of(duty.control or "")
    if process != case.process:
        return
    runs = case.step(element.removeprefix("step:"))
    if runs.here:
        return
    by_market = runs.in_standard or runs.is_local
    standing: LawStanding = "law-broken" if by_market else "law-broken-by-standard"
    yield LawFact(
        "law-not-comparable" if runs.here is None else standing,
        element,
        runs.name,
        (duty_terms(duty, "on every run"),),
        "market" if by_market else "standard",
        runs.place,
        runs.standard_place,
        duty.id,
        run=runs.run,
    )
