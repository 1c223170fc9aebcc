"""Which differences a duty leaves no choice in, and which reasons do not hold (spec 2.7). Part of `governance`."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from checker.decision_facts import LawReasonFact, Refusal
from checker.facts import EditFact, Fact, ValueFact, Where
from checker.governance.bounds import Term, address_of, meets, terms_of
from checker.governance.conflicts import Effective, LegalCase
from checker.governance.law import KnownDuty, in_force, jurisdictions_of, meets_profile
from checker.model.documents import Duty, ReasonType
from checker.model.position import Place
from checker.model.value import exact, json_type
from checker.tailoring import convert

COMING = frozenset({"added", "extension_refused", "moved"})
"""Edits by which a step that the law wants comes to happen on every run."""


class Answer(NamedTuple):
    """How a duty stands to a difference. None: it does not compare. `is_exact`: it goes no further than the duty."""

    standard_meets: bool | None
    local_meets: bool | None
    is_exact: bool


def named_duty(fact: Fact, case: LegalCase) -> KnownDuty | None:
    """The duty that a fact's reason says to follow; None for other reasons and for ids that nobody wrote down."""
    because = fact.because
    if because is None or because.type is not ReasonType.LAW_REQUIRES:
        return None
    return case.law.known.get(because.law or "")


def is_required_by_law(fact: Fact, case: LegalCase) -> bool:
    """Whether a verified duty in force leaves the market no choice.

    The reason names the duty, which is on this element; the standard breaks it, the local value meets it and goes no
    further than it needs: the bound itself, or the standard's members plus the duty's.
    """
    known = named_duty(fact, case)
    if known is None or known.duty.evidence != "verified" or not case.law.binds(known, case.market.model, case.day):
        return False
    answer = _answer(fact, known.duty, case)
    return answer is not None and _leaves_no_choice(answer)


def _leaves_no_choice(answer: Answer) -> bool:
    return answer.standard_meets is False and answer.local_meets is True and answer.is_exact


def reason_facts(case: LegalCase, facts: Iterable[Fact]) -> Iterator[LawReasonFact]:
    """A fact for each reason of law that does not hold; `facts` are those with a finding of level severity."""
    seen: set[tuple[str, str]] = set()
    for fact in facts:
        known = named_duty(fact, case)
        if known is None or (fact.element, known.duty.id) in seen:
            continue
        seen.add((fact.element, known.duty.id))
        refusal = _does_not_bind(known, case) or _does_not_require(fact, known.duty, case)
        if refusal is not None:
            yield _refused(fact, known, refusal, case)


def _does_not_bind(known: KnownDuty, case: LegalCase) -> Refusal | None:
    duty, market = known.duty, case.market.model
    if known.jurisdiction not in jurisdictions_of(case.law.catalogue, market):
        return "jurisdiction"
    if not meets_profile(duty, market):
        return "profile"
    if in_force(duty, case.day):
        return None
    return "not_in_force" if duty.status == "enacted" else duty.status


def _does_not_require(fact: Fact, duty: Duty, case: LegalCase) -> Refusal | None:
    answer = _answer(fact, duty, case)
    if answer is None:
        return "elsewhere"
    if answer.standard_meets:
        return "satisfied"
    return "unverified" if duty.evidence == "unverified" and _leaves_no_choice(answer) else None


def _answer(fact: Fact, duty: Duty, case: LegalCase) -> Answer | None:
    """None where the duty is about something else."""
    if duty.bound == "exists":
        return _step_answer(fact, duty, case)
    if not isinstance(fact, ValueFact):
        return None
    address, _, channel = fact.element.partition("@")
    terms = list(terms_of(duty, case.process))
    own = next((term for term in terms if term.element == address), None)
    if own is None:
        noted = duty.bound == "note" and duty.control is not None and address_of(duty.control) == (case.process, address)
        return Answer(None, None, False) if noted else None  # noqa: FBT003
    points = [(term, _of_point(term, fact, channel, case)) for term in terms]
    standard = [_standard_meets(term, point) for term, point in points]
    local = [meets(term, point.amount, point.unit) if point is not None else None for term, point in points]
    return Answer(_all(standard), _all(local), _goes_no_further(own, fact))


def _of_point(term: Term, fact: ValueFact, channel: str, case: LegalCase) -> Effective | None:
    """The value that a term of a point looks at, in the same channel as the fact's."""
    found = case.values(term.element)
    if term.element == fact.element.partition("@")[0]:
        return next((each for each in found if each.element == fact.element), None)
    return next((each for each in found if each.element.partition("@")[2] in (channel, "")), None)


def _standard_meets(term: Term, point: Effective | None) -> bool | None:
    if point is None or point.requirement is None:
        return None
    return meets(term, point.requirement.amount, point.unit)


def _all(answers: list[bool | None]) -> bool | None:
    if False in answers:
        return False
    return None if None in answers else True


def _goes_no_further(term: Term, fact: ValueFact) -> bool:
    limit = term.limit(fact.requirement.unit)
    if term.bound == "includes" and isinstance(limit.value, tuple) and isinstance(fact.local.value, tuple):
        standard = fact.requirement.value if isinstance(fact.requirement.value, tuple) else ()
        return set(fact.local.value) == {*standard, *limit.value}
    if json_type(limit.value) != "number" or json_type(fact.local.value) != "number":
        return True
    return convert(fact.local, limit.unit) == exact(limit.value)


def _step_answer(fact: Fact, duty: Duty, case: LegalCase) -> Answer | None:
    process, element = address_of(duty.control or "")
    if (process, element) != (case.process, fact.element):
        return None
    runs = case.step(element.removeprefix("step:"))
    comes = isinstance(fact, EditFact) and fact.edit.kind in COMING
    return Answer(runs.in_standard, runs.here, comes)


def _refused(fact: Fact, known: KnownDuty, refusal: Refusal, case: LegalCase) -> LawReasonFact:
    name = fact.name if isinstance(fact, ValueFact) else fact.element
    return LawReasonFact(
        refusal,
        fact.element,
        name,
        known.duty.id,
        known.duty.citation,
        reason_place(fact.place),
        fact.standard_place,
        fact.identity,
        fact.severity,
        fact.because,
        known.duty.in_force_from,
        _detail(refusal, known, fact, case),
    )


def _detail(refusal: Refusal, known: KnownDuty, fact: Fact, case: LegalCase) -> str:
    if refusal == "jurisdiction":
        return known.jurisdiction
    if refusal == "profile":
        return ", ".join(known.duty.applies_to)
    if refusal == "elsewhere":
        return known.duty.control or "nothing that is checked"
    asked = next((term for term in terms_of(known.duty, case.process) if term.element == fact.element.partition("@")[0]), None)
    if asked is None or not isinstance(fact, ValueFact):
        return "on every run"
    standard = fact.requirement.amount
    return f"{asked.expected(fact.requirement.unit).text}, and the standard says {standard.text}"


def reason_place(where: Where) -> Where:
    """The duty's id in the reason that holds for a place: its own, or of what it stands in."""
    if not isinstance(where, Place):
        return where
    positions = where.document.positions
    for length in range(len(where.key_path), 0, -1):
        path = (*where.key_path[:length], "because", "law")
        if positions.parent(path) == path:
            return Place(where.document, path)
    return where
