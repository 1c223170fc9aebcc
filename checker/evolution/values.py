"""What changes of a value that markets may set: a control's (of a channel or currency), a metric's target, a parameter's.

Part of `evolution`.
"""

from collections.abc import Iterator
from typing import NamedTuple

from checker.evolution.admitted import direction
from checker.model.amount import members_text, with_unit
from checker.model.documents import AllowedForm, AllowedRange, Severity
from checker.model.evolution import Bump, Change, Direction
from checker.model.position import KeyPath
from checker.model.value import number_text, same_value
from checker.tailoring import PERMISSIONS, Requirement

SEVERITIES = tuple(Severity)
WHY = {
    Direction.TIGHTENS: "what a market has today may be refused",
    Direction.LOOSENS: "only more is allowed",
    Direction.INCOMPARABLE: "what a market has today may be refused, though others may write more",
    Direction.NEUTRAL: "nothing that a market has is refused or newly allowed",
}
INHERITED = "markets that say nothing of it run another value from then on"


class Subject(NamedTuple):
    """What changes: its address and name in the newer version, where it stands in both, and its older address."""

    element: str
    title: str
    kind: str
    old_path: KeyPath | None = None
    new_path: KeyPath | None = None
    old_element: str | None = None

    def change(self, what: str, way: Direction, bump: Bump, why: str, was: str | None = None, now: str | None = None) -> Change:
        kind = f"{self.kind}-{what}"
        return Change(kind, self.element, self.title, way, bump, why, was, now, False, self.old_path, self.new_path, self.old_element)  # fmt: skip # noqa: E501, FBT003

    def inside(self, *keys: str | int) -> "Subject":
        """The same at a key of it."""
        old = None if self.old_path is None else (*self.old_path, *keys)
        return self._replace(old_path=old, new_path=None if self.new_path is None else (*self.new_path, *keys))


def requirement_changes(subject: Subject, old: Requirement, new: Requirement, *, is_joint: bool = False) -> Iterator[Change]:
    """How what is asked changes: one change, whatever of value, permission and range it is made of."""
    changed = _changed_parts(old, new)
    if not changed:
        return
    way = direction(old, new, is_joint=is_joint)
    is_silent = not same_value(old.value, new.value) or old.unit != new.unit
    bump, why = _bump(way, is_silent, changed)
    was, now = (requirement_text(each, changed) for each in (old, new))
    yield subject.change(f"{changed[0]}-changed", way, bump, why, was, now)._replace(is_silent=is_silent)


def _changed_parts(old: Requirement, new: Requirement) -> tuple[str, ...]:
    parts = {
        "unit": old.unit != new.unit,
        "tailoring": old.tailoring is not new.tailoring,
        "direction": old.stricter != new.stricter,
        "value": not same_value(old.value, new.value),
        "allowed": old.allowed != new.allowed,
    }
    return tuple(part for part, differs in parts.items() if differs)


def _bump(way: Direction, is_silent: bool, changed: tuple[str, ...]) -> tuple[Bump, str]:  # noqa: FBT001
    if way in (Direction.TIGHTENS, Direction.INCOMPARABLE):
        if "unit" in changed:
            return Bump.MAJOR, "a bare number in a market's file would mean something else"
        return Bump.MAJOR, WHY[way]
    if is_silent:
        return Bump.MINOR, f"{WHY[way]}, but {INHERITED}"
    if way is Direction.LOOSENS:
        return Bump.MINOR, WHY[way]
    return Bump.MINOR, "what counts as stricter, or how it is said, changes; " + WHY[way]


def requirement_text(requirement: Requirement, changed: tuple[str, ...]) -> str:
    """The value, and of the rest what has changed."""
    words = [requirement.amount.text]
    if "tailoring" in changed:
        words.append(PERMISSIONS[requirement.tailoring])
    if "allowed" in changed:
        words.append(f"allowed: {allowed_text(requirement.allowed, requirement.unit)}")
    if "direction" in changed:
        words.append(f"{requirement.stricter} is stricter" if requirement.stricter else "neither way is stricter")
    return "; ".join(words)


def allowed_text(allowed: AllowedForm | None, unit: str | None = None) -> str:
    if allowed is None:
        return "no range"
    if isinstance(allowed, AllowedRange):
        low, high = allowed.min, allowed.max
        if low is None or high is None:
            return f"at most {with_unit(number_text(high), unit)}" if high is not None else f"at least {number_text(low or 0)}"
        return f"{number_text(low)} to {with_unit(number_text(high), unit)}"
    return members_text(allowed) if isinstance(allowed, tuple) else "what its schema allows"


def severity_changes(subject: Subject, old: Severity, new: Severity) -> Iterator[Change]:
    """A graver severity asks more approvals of waivers, and may turn a warning into an error."""
    if old is new:
        return
    graver = SEVERITIES.index(new) < SEVERITIES.index(old)
    way = Direction.TIGHTENS if graver else Direction.LOOSENS
    bump = Bump.MAJOR if graver else Bump.MINOR
    why = "a waiver or a warning of today may not do any more" if graver else "differences count for less"
    yield subject.inside("severity").change("severity-changed", way, bump, why, old.value, new.value)


def waivable_changes(subject: Subject, *, old: bool, new: bool) -> Iterator[Change]:
    if old == new:
        return
    way, bump = (Direction.LOOSENS, Bump.MINOR) if new else (Direction.TIGHTENS, Bump.MAJOR)
    why = "a waiver may be asked for" if new else "waivers of today end"
    was, now = ("may be waived" if each else "may not be waived" for each in (old, new))
    yield subject.inside("waivable").change("waivable-changed", way, bump, why, was, now)


def wording_change(subject: Subject, old: object, new: object, keys: tuple[str, ...]) -> Iterator[Change]:
    """One change for all that is only said in other words."""
    changed = [key for key in keys if getattr(old, key, None) != getattr(new, key, None)]
    if changed:
        why = "only words change"
        yield subject.change("reworded", Direction.NEUTRAL, Bump.PATCH, why, None, f"reworded: {', '.join(changed)}")


def renamed_change(subject: Subject, old: str, new: str) -> Iterator[Change]:
    if old != new:
        why = "a file that uses the old name is refused; `checker upgrade` writes the new one"
        yield subject.inside("id").change("renamed", Direction.NEUTRAL, Bump.MAJOR, why, old, new)
