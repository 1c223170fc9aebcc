"""What the registers list: waivers with their state, duties with whom they bind. Part of `model`."""

from datetime import date
from enum import StrEnum
from typing import Literal, NamedTuple

from checker.model.documents import Waiver
from checker.model.position import Location


class WaiverState(StrEnum):
    """The first that holds, in this order (spec 2.8); only the last two waive."""

    INVALID = "invalid"
    PENDING = "pending"
    EXPIRED = "expired"
    UNUSED = "unused"
    EXCEEDED = "exceeded"
    EXPIRING = "expiring"
    ACTIVE = "active"


Proof = Literal["recorded", "signed"]


class WaiverRecord(NamedTuple):
    """One waiver as it stands for one market. `market` None: a region's, which matches in none of its markets.

    `days_left` is negative after the last day; `renewals` counts the waivers before it; `missing_roles` have no
    signature yet. `findings`: how many it matches. `waived_elements`: what it waives here. `proofs`: for each approval
    whether a signed commit proves it; otherwise it is typed text.
    """

    waiver: Waiver
    market: str | None
    state: WaiverState
    days_left: int
    renewals: int
    missing_roles: tuple[str, ...]
    findings: int
    waived_elements: tuple[str, ...]
    location: Location
    proofs: tuple[bool, ...] = ()

    @property
    def approval_proofs(self) -> tuple[Proof, ...]:
        """`recorded` or `signed` for each approval."""
        return tuple("signed" if proven else "recorded" for proven in self.proofs)

    @property
    def is_claim(self) -> bool:
        """Whether it says that something does not apply."""
        return self.waiver.category == "not_applicable"


DutyStanding = Literal["in_force", "to_come", "bill", "repealed"]


class DutyRecord(NamedTuple):
    """One duty, how it stands on the day, and the markets that it binds or will bind."""

    id: str
    jurisdiction: str
    citation: str
    says: str
    control: str | None
    asks: str
    standing: DutyStanding
    in_force_from: date | None
    verified: bool
    applies_to: tuple[str, ...]
    markets: tuple[str, ...]
    location: Location
