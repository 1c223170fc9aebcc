"""What changes from one version of a standard to another, and what it asks of the version number. Part of `model`."""

from collections.abc import Iterable
from datetime import date
from enum import IntEnum, StrEnum
from typing import Literal, NamedTuple

from checker.model.position import KeyPath, Location
from checker.model.status import Level
from checker.model.value import Version


class Direction(StrEnum):
    """What a change does to the variants that are fine: fewer, more, the same ones, or some others."""

    TIGHTENS = "tightens"
    LOOSENS = "loosens"
    NEUTRAL = "neutral"
    INCOMPARABLE = "incomparable"


class Bump(IntEnum):
    """The part of a version number that grows; a larger one covers a smaller one."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3

    @property
    def word(self) -> str:
        return self.name.lower()


class Change(NamedTuple):
    """One change of one element.

    `element` is its address in the newer version, or in the older one where it has gone; `old_element` where that is
    another one. `is_silent`: markets that say nothing of the element run another value with the newer version. `why`
    says what the bump is needed for. `old_path` and `new_path`: where it stands in each version's file, None where it
    does not.
    """

    kind: str
    element: str
    title: str
    direction: Direction
    bump: Bump
    why: str
    was: str | None = None
    now: str | None = None
    is_silent: bool = False
    old_path: KeyPath | None = None
    new_path: KeyPath | None = None
    old_element: str | None = None

    @property
    def text(self) -> str:
        """What became of what, for people."""
        if self.was is None or self.now is None:
            return self.now or self.was or ""
        return f"{self.was} → {self.now}"


class VersionDiff(NamedTuple):
    """All changes from `old` to `new`, in the order of the newer document, and the bump that the number makes."""

    process: str
    title: str
    old: Version
    new: Version
    changes: tuple[Change, ...]
    declared: Bump
    bump_reason: str | None = None

    @property
    def required(self) -> Bump:
        return required_bump(self.changes)

    @property
    def is_too_small(self) -> bool:
        return self.declared < self.required

    @property
    def is_larger(self) -> bool:
        return self.declared > max(self.required, Bump.PATCH)

    @property
    def silent(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.is_silent)


def required_bump(changes: Iterable[Change]) -> Bump:
    """The largest that any change needs."""
    return max((change.bump for change in changes), default=Bump.NONE)


def bump_between(old: Version, new: Version) -> Bump:
    """What of the number has grown; nothing where the newer is not the higher one."""
    if new <= old:
        return Bump.NONE
    if new.major != old.major:
        return Bump.MAJOR
    return Bump.MINOR if new.minor != old.minor else Bump.PATCH


class Remark(NamedTuple):
    """What the global team should look at in a standard. `level` as of findings; an `info` is advice.

    `name` is a rule's id, or for advice the kind of it.
    """

    level: Level
    name: str
    process: str | None
    message: str
    location: Location
    remedy: str | None = None


Effect = Literal[
    "breaks", "orphaned", "waiver_no_longer_valid", "waiver_no_longer_needed", "now_standard", "moves_by_itself",
    "changes_silently",
]  # fmt: skip
"""What a version does to something that a market has or inherits."""


class Impact(NamedTuple):
    """One thing that a version does to a market. `location`: the very place, None where the market says nothing."""

    effect: Effect
    element: str
    message: str
    location: Location | None = None


class MarketImpact(NamedTuple):
    """What a version does to one market, from the version that it runs. None at all: the market is unaffected."""

    market: str
    pinned: Version
    impacts: tuple[Impact, ...]

    def of(self, effect: Effect) -> tuple[Impact, ...]:
        return tuple(impact for impact in self.impacts if impact.effect == effect)


class VersionImpact(NamedTuple):
    """What a version does to every market that runs an older one. `others`: those that do not, with the reason."""

    process: str
    version: Version
    markets: tuple[MarketImpact, ...]
    others: tuple[tuple[str, str], ...] = ()


class Ahead(NamedTuple):
    """A version that some markets do not run yet, and what it would do to each of those."""

    impact: VersionImpact
    title: str
    status: str
    effective_from: date
    enforced_from: date | None


class Outlook(NamedTuple):
    """All versions that lie ahead of markets. `left`: those that were not worked out, since there are too many."""

    ahead: tuple[Ahead, ...]
    left: tuple[tuple[str, Version], ...]


NO_OUTLOOK = Outlook((), ())
