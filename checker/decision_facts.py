"""What `governance` states about law and waivers, and rules judge: beside `facts`, below the stages.

Law: which duties a value breaks, and which reasons of law do not hold. Waivers: what is wrong with one, or will be.
"""

from datetime import date
from typing import Literal, NamedTuple

from checker.facts import Layer, Where
from checker.model.amount import Amount, Expected
from checker.model.documents import Reason, Severity
from checker.model.position import Place
from checker.tailoring import Requirement

LawStanding = Literal["law-broken", "law-broken-by-standard", "law-contradictory", "law-not-comparable"]
Refusal = Literal["jurisdiction", "profile", "bill", "repealed", "not_in_force", "satisfied", "elsewhere", "unverified"]


class DutyTerms(NamedTuple):
    """A duty as a message names it. `asks` is what it wants of the element: `at least 60 months`."""

    id: str
    citation: str
    asks: str
    verified: bool


class LawFact(NamedTuple):
    """One element and the duties that its effective value breaks, that contradict one another, or do not compare.

    `local` is the effective value, None for a step; `value` the same for a fingerprint. `steps`: the run on which a
    step never happens.
    """

    standing: LawStanding
    element: str
    name: str
    duties: tuple[DutyTerms, ...]
    layer: Layer
    place: Where
    standard_place: Where | None
    value: object
    local: Amount | None = None
    requirement: Requirement | None = None
    expected: Expected | None = None
    run: tuple[str, ...] = ()
    because: Reason | None = None
    severity: Severity | None = Severity.COMPLIANCE

    @property
    def actual(self) -> Amount | None:
        """The effective value where the finding stands at it: not where it is the standard's, or no value would do."""
        return None if self.layer == "standard" or self.standing == "law-contradictory" else self.local

    @property
    def kind(self) -> str:
        verified = all(duty.verified for duty in self.duties)
        return self.standing if verified or self.standing == "law-not-comparable" else "law-unverified"

    @property
    def identity(self) -> object:
        return self.value


class LawReasonFact(NamedTuple):
    """A reason that names a duty, and why it does not hold. `day`: from which the duty is in force.

    `detail`: what the duty is about or asks, for the message.
    """

    refusal: Refusal
    element: str
    name: str
    duty: str
    citation: str
    place: Where
    standard_place: Where | None
    value: object
    severity: Severity | None
    because: Reason | None
    day: date | None = None
    detail: str = ""

    @property
    def kind(self) -> str:
        if self.refusal == "unverified":
            return "law-reason-unverified"
        return "law-does-not-require" if self.refusal in ("satisfied", "elsewhere") else "law-does-not-bind"

    @property
    def identity(self) -> object:
        return self.value


WaiverTrouble = Literal[
    "self-approved", "unapproved", "too-long", "not-waivable", "renewed-too-often", "exceeded", "expired", "unused",
    "expiring",
]  # fmt: skip


class WaiverFact(NamedTuple):
    """One thing to say of a waiver, on one of its elements. `detail` is the part of the sentence that varies.

    `accepts` and `found` for one that is exceeded; `day` and `days` for expiry.
    """

    trouble: WaiverTrouble
    waiver: str
    element: str
    place: Place
    severity: Severity | None
    detail: str = ""
    found: str = ""
    day: date | None = None
    days: int = 0
    standard_place: Where | None = None
    because: Reason | None = None

    @property
    def kind(self) -> str:
        return f"waiver-{self.trouble}"

    @property
    def identity(self) -> object:
        return self.waiver
