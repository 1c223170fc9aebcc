"""How conformance moved from commit to commit. Part of `model`."""

from collections.abc import Mapping, Sequence
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
    """All markets at a commit, judged for its day. `because`: why nothing could be judged; empty if it could.

    `open`: the fingerprints of the findings that were open.
    """

    commit: str
    day: date
    subject: str
    conformance: float | None
    governed: float | None
    breaches: int
    markets: tuple[Standing, ...] = ()
    because: str = ""
    open: frozenset[str] = frozenset()


class Opened(NamedTuple):
    """Since when a finding is open. `is_exact`: the commit before did not have it; else it may be older than all of them."""

    day: date
    is_exact: bool


def opened(moments: Sequence[Moment]) -> Mapping[str, Opened]:
    """Of what is open at the last commit, the first of the unbroken row of commits up to it that had it open.

    Commits that could not be judged are passed over.
    """
    judged = [moment for moment in moments if not moment.because]
    found: dict[str, Opened] = {}
    alive = judged[-1].open if judged else frozenset()
    for moment in reversed(judged):
        alive &= moment.open
        found |= dict.fromkeys(alive, Opened(moment.day, is_exact=moment is not judged[0]))
    return found
