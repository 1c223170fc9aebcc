"""How conformance moved from commit to commit. Part of `model`."""

from datetime import date
from typing import Literal, NamedTuple

MovedBy = Literal["variant", "standard", "law", "waiver", "calendar"]


class Standing(NamedTuple):
    """One market at a commit. `moved_by`: what of the commit's files concerns it, where its numbers are others now.

    The calendar: no file did, only the day is another one.
    """

    market: str
    conformance: float | None
    governed: float | None
    breaches: int
    moved_by: tuple[MovedBy, ...] = ()


class Moment(NamedTuple):
    """All markets at a commit, judged for its day. `because`: why nothing could be judged; empty if it could."""

    commit: str
    day: date
    subject: str
    conformance: float | None
    governed: float | None
    breaches: int
    markets: tuple[Standing, ...] = ()
    because: str = ""
