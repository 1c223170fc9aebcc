"""What a check was compared with, and what happened beside findings. Part of `model`."""

from datetime import date
from typing import NamedTuple

from checker.model.status import Level


class Event(NamedTuple):
    """Something that a change does and that is no finding of a rule: a market or a waiver goes, a narrowing is allowed.

    `level` says how loud it is; no event fails a check.
    """

    level: Level
    message: str
    market: str | None = None


class Comparison(NamedTuple):
    """The two sides of a check under a base.

    `reference` is what was asked for, `base` the merge base that was found, `commit` the commit that lies checked out;
    all commits are full names. `base_day`: the day of the base's commit, in UTC. `has_uncommitted`: files of the folder
    differ from that commit, and are what was judged. `touched`: the markets whose files or waivers the change edits.
    `unchecked_before`: (market, process) that could not be checked on the base either.
    """

    reference: str
    base: str
    commit: str
    base_day: date
    has_uncommitted: bool = False
    touched: frozenset[str] = frozenset()
    events: tuple[Event, ...] = ()
    unchecked_before: frozenset[tuple[str, str]] = frozenset()
    had_nothing_to_check: bool = False
