"""The state of a waiver: one function, which every surface uses (spec 2.8). Part of `governance`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from checker.decision_facts import WaiverTrouble
from checker.facts import Fact
from checker.governance.envelope import accepts
from checker.model.documents import Catalogue, Market, Region, Severity, Standard, Waiver
from checker.model.documents.waiver import TO_BE_WRITTEN, specifier_text
from checker.model.position import KeyPath
from checker.model.register import WaiverState
from checker.model.value import Version

SOON_DAYS = 30
"""From this many days before its last day on, a waiver is expiring."""
ALWAYS_COVERED = frozenset({"process-not-adopted", "control-not-comparable"})


class Found(NamedTuple):
    """A finding as waivers see it. `of_severity`: its rule is of level severity."""

    rule: str
    of_severity: bool
    fact: Fact
    is_required_by_law: bool = False


@dataclass(frozen=True, slots=True)
class Seat:
    """What of a workspace bears on the waivers of one process of one market; all but the first two may be unknown.

    `standard`: the version that the market runs, or the newest where it runs none. `is_judged` False: the process could
    not be judged, so that a waiver which matches nothing may be needed all the same.
    """

    catalogue: Catalogue
    waivers: Mapping[str, Waiver]
    market: Market | None = None
    region: Region | None = None
    standard: Standard | None = None
    is_judged: bool = True
    proofs: Mapping[str, tuple[bool, ...]] = field(default_factory=dict)
    demands_proof: bool = False

    def counts(self, waiver: Waiver, index: int) -> bool:
        """Whether the approval of this index is more than typed text, where that is asked for."""
        return not self.demands_proof or self.is_proven(waiver, index)

    def is_proven(self, waiver: Waiver, index: int) -> bool:
        proofs = self.proofs.get(waiver.id, ())
        return index < len(proofs) and proofs[index]


class Trouble(NamedTuple):
    """What is wrong with a waiver: the key it stands at, and the part of the sentence that varies."""

    trouble: WaiverTrouble
    key_path: KeyPath
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A waiver's state for one market. `matched` and `exceeding` are indices into the findings."""

    state: WaiverState
    days_left: int
    troubles: tuple[Trouble, ...]
    missing_roles: tuple[str, ...]
    renewals: int
    matched: tuple[int, ...]
    exceeding: tuple[int, ...]
    exceeded_elements: frozenset[str]

    @property
    def may_waive(self) -> bool:
        return self.state in (WaiverState.ACTIVE, WaiverState.EXPIRING, WaiverState.EXCEEDED)

    def waives(self, element: str) -> bool:
        """Whether a matched finding on the element is waived: all on it lie inside what is accepted."""
        return self.may_waive and element not in self.exceeded_elements


def state_of(waiver: Waiver, findings: Sequence[Found], seat: Seat, as_of: date, *, is_held: bool = False) -> Standing:
    """Derive the state of a waiver for one process of one market. `findings`: all of that process, settled or not.

    `is_held`: the change that is checked made it, so that it counts only once that is merged.
    """
    version = seat.standard.version if seat.standard is not None else None
    matched = tuple(index for index, found in enumerate(findings) if matches(waiver, found, version))
    exceeding = tuple(index for index in matched if not accepts(waiver.accepts, findings[index].rule, findings[index].fact))
    severities = _severities(waiver, [findings[index] for index in matched], seat.standard)
    before = renewals(waiver, seat.waivers)
    faults = [*_approval_faults(waiver, seat), *_limit_faults(waiver, severities, seat, before)]
    missing = _missing_roles(waiver, severities, seat, as_of)
    unknown = _unknown_signers(waiver, seat.catalogue)
    troubles = (*faults, *_unapproved(unknown, missing, waiver, seat, as_of))
    days_left = (waiver.expires - as_of).days
    state = WaiverState.ACTIVE
    if faults or (unknown and not is_held):
        state = WaiverState.INVALID
    elif missing or is_held or waiver.reason.startswith(TO_BE_WRITTEN):
        state = WaiverState.PENDING
    elif days_left < 0:
        state = WaiverState.EXPIRED
    elif not matched and seat.is_judged:
        state = WaiverState.UNUSED
    elif exceeding:
        state = WaiverState.EXCEEDED
    elif days_left <= SOON_DAYS:
        state = WaiverState.EXPIRING
    exceeded = frozenset(findings[index].fact.element for index in exceeding)
    return Standing(state, days_left, troubles, missing, before, matched, exceeding, exceeded)


def matches(waiver: Waiver, found: Found, version: Version | None) -> bool:
    """Whether a finding of the waiver's market and process is one that it is about."""
    element = found.fact.element
    if not is_coverable(found) or not covers(waiver, element):
        return False
    return element == "process" or (version is not None and holds_for(waiver.standard, version))


def is_coverable(found: Found) -> bool:
    """Whether waivers are about findings of this kind: never about law, reasons, documents, waivers or the gate."""
    return found.of_severity or found.rule in ALWAYS_COVERED or found.rule.startswith("version-")


def covers(waiver: Waiver, element: str) -> bool:
    """Whether a waiver names an element; a control is named in every channel, a step without its parameters."""
    return element in waiver.elements or element.partition("@")[0] in waiver.elements


@lru_cache(maxsize=4096)
def holds_for(specifier: str, version: Version) -> bool:
    """Whether a version lies inside a waiver's `standard`."""
    from packaging.specifiers import SpecifierSet

    return SpecifierSet(specifier_text(specifier)).contains(str(version), prereleases=True)


def renewals(waiver: Waiver, waivers: Mapping[str, Waiver]) -> int:
    """How many waivers came before this one; one that is named and gone counts too."""
    count, seen, before = 0, {waiver.id}, waiver.renews
    while before is not None and before not in seen:
        count += 1
        seen.add(before)
        earlier = waivers.get(before)
        before = earlier.renews if earlier is not None else None
    return count


def severity_of(standard: Standard, element: str) -> Severity | None:
    """The severity of an element, in every channel; None for one that the standard lacks."""
    kind, _, name = element.partition(":")
    flow = standard.flow
    if kind == "process":
        return Severity.BUSINESS
    if kind == "control":
        return next((each.severity for each in standard.controls if each.id == name.partition("@")[0]), None)
    if kind == "metric":
        return next((each.severity for each in standard.metrics if each.id == name), None)
    if kind == "step":
        steps = flow.steps if flow else ()
        return next((each.severity for each in steps if each.id == name.partition(".")[0]), None)
    return next((each.severity for each in (flow.rules if flow else ()) if each.id == name), None)


def is_waivable(standard: Standard, element: str) -> bool:
    kind, _, name = element.partition(":")
    if kind == "control":
        return all(each.waivable for each in standard.controls if each.id == name.partition("@")[0])
    rules = standard.flow.rules if standard.flow else ()
    return kind != "rule" or all(each.waivable for each in rules if each.id == name)


def _severities(waiver: Waiver, matched: Sequence[Found], standard: Standard | None) -> tuple[Severity, ...]:
    """The severities of the elements; of an addition, which no standard knows, that of its finding."""
    known = [severity_of(standard, element) for element in waiver.elements] if standard is not None else []
    found = [each.fact.severity for each in matched]
    given = {severity for severity in (*known, *found) if severity is not None}
    return tuple(severity for severity in Severity if severity in given) or (Severity.BUSINESS,)


def _approval_faults(waiver: Waiver, seat: Seat) -> list[Trouble]:
    """Signatures of those who ask, or who lead the market or the region."""
    own = _concerned(waiver, seat)
    signed = [(index, each.by) for index, each in enumerate(waiver.approvals) if each.by.casefold() in own]
    if not signed:
        return []
    words = " and ".join(dict.fromkeys(f"{by}, {own[by.casefold()]}" for _, by in signed))
    return [Trouble("self-approved", ("approvals", signed[0][0], "by"), words)]


def _concerned(waiver: Waiver, seat: Seat) -> Mapping[str, str]:
    """Who needs the waiver, and so may not sign it, with why."""
    own = {waiver.requested_by.casefold(): "who asked for it"}
    if seat.region is not None:
        own.setdefault(seat.region.lead.casefold(), "who leads the region")
    if seat.market is not None:
        own.setdefault(seat.market.lead.casefold(), "who leads the market")
    return own


def _limit_faults(waiver: Waiver, severities: Sequence[Severity], seat: Seat, before: int) -> list[Trouble]:
    """What no signature can mend: too long, not waivable, renewed too often."""
    catalogue, faults = seat.catalogue, list[Trouble]()
    longest, shortest = min((catalogue.severities.terms(severity).waiver_days, severity) for severity in severities)
    days = (waiver.expires - waiver.requested_on).days
    if days > longest:
        last = waiver.requested_on + timedelta(longest)
        words = f"{days} days, and the severity {shortest.value} allows at most {longest}: until {last}"
        faults.append(Trouble("too-long", ("expires",), words))
    for index, element in enumerate(waiver.elements):
        if seat.standard is not None and not is_waivable(seat.standard, element):
            faults.append(Trouble("not-waivable", ("elements", index), element))
            break
    if before > catalogue.max_renewals:
        words = f"{_times(before)}, and at most {_times(catalogue.max_renewals)} is allowed"
        faults.append(Trouble("renewed-too-often", ("renews",), words))
    return faults


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _is_known(by: str, role: str, catalogue: Catalogue) -> bool:
    return by.casefold() in {each.casefold() for each in catalogue.approvers.get(role, ())}


def _unknown_signers(waiver: Waiver, catalogue: Catalogue) -> list[tuple[int, str]]:
    """The signatures of people who may not sign in that role."""
    return [
        (index, f"{each.by} may not sign as {each.role}")
        for index, each in enumerate(waiver.approvals)
        if not _is_known(each.by, each.role, catalogue)
    ]


def _missing_roles(waiver: Waiver, severities: Sequence[Severity], seat: Seat, as_of: date) -> tuple[str, ...]:
    catalogue = seat.catalogue
    signed = {
        each.role
        for index, each in enumerate(waiver.approvals)
        if each.signed_on <= as_of and _is_known(each.by, each.role, catalogue) and seat.counts(waiver, index)
    }
    needed = [role for severity in severities for role in catalogue.severities.terms(severity).approvals]
    return tuple(role for role in dict.fromkeys(needed) if role not in signed)


def _unapproved(
    unknown: list[tuple[int, str]], missing: tuple[str, ...], waiver: Waiver, seat: Seat, as_of: date
) -> list[Trouble]:
    """What is said of signatures. One by somebody concerned is told as such: that it is not on the list is no second fault."""
    own = {index: each.role for index, each in enumerate(waiver.approvals) if each.by.casefold() in _concerned(waiver, seat)}
    unknown = [(index, text) for index, text in unknown if index not in own]
    later = {each.role: f"{each.role} signs on {each.signed_on}" for each in waiver.approvals if each.signed_on > as_of}
    typed = {
        each.role: f"the approval of {each.role} by {each.by} is recorded, and no signed commit proves it"
        for index, each in enumerate(waiver.approvals)
        if not seat.counts(waiver, index)
    }
    words = [text for _, text in unknown]
    words += [
        later.get(role) or typed.get(role) or f"nobody has signed as {role}" for role in missing if role not in own.values()
    ]
    if waiver.reason.startswith(TO_BE_WRITTEN):
        words.append("its reason is still to be written")
    if not words:
        return []
    path: KeyPath = ("approvals", unknown[0][0], "by") if unknown else ("approvals",)
    return [Trouble("unapproved", path, " and ".join(words))]
