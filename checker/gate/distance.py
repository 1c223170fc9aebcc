"""How far a finding's value lies from what is allowed, so that two can be compared. Part of `gate`."""

from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from checker.model.amount import Amount, Expected
from checker.model.finding import Finding
from checker.model.status import LEVELS
from checker.model.value import exact, json_type, parse_version
from checker.tailoring import convert

ONE_WAY_ONLY = frozenset({"step-added", "step-moved", "extension-not-allowed", "process-not-adopted", "process-unconfirmed"})
"""What a market cannot do more or less of, though its fingerprint holds on to the steps beside it or to a version.

A waiver covers such an edit wherever the step stands.
"""


class Trend(StrEnum):
    """How a finding stands to the one it was before. `other`: neither is shown to be nearer to what is allowed."""

    SAME = "same"
    NEARER = "nearer"
    FURTHER = "further"
    OTHER = "other"


class Excess(NamedTuple):
    """What lies outside: a number's distance in the standard's unit, or the members at fault."""

    distance: Fraction | None = None
    members: frozenset[str] | None = None


def trend(before: Finding, after: Finding) -> Trend:
    """Compare two findings of one rule on one element: first whether they count, then how far they are off."""
    weights = _weight(before), _weight(after)
    if weights[0] != weights[1]:
        return Trend.FURTHER if weights[1] > weights[0] else Trend.NEARER
    if before.expected is not None and after.expected is not None and before.actual and after.actual:
        measured = _of_values(before, after)
        if measured is not None:
            return measured
    if before.fingerprint == after.fingerprint or before.rule in ONE_WAY_ONLY or after.element == "document":
        return Trend.SAME  # of a document's faults, only equal ones are compared at all
    return _of_versions(before, after)


def _weight(finding: Finding) -> tuple[bool, int]:
    """An open finding weighs more than a settled one, an error more than a warning."""
    return finding.is_open, -LEVELS.index(finding.level)


def _of_values(before: Finding, after: Finding) -> Trend | None:
    """None where the distances do not compare."""
    was, now = excess(before.expected, before.actual), excess(after.expected, after.actual)
    if was is None or now is None:
        return None
    if was.distance is not None and now.distance is not None:
        return _of_distances(was.distance, now.distance, before, after)
    if was.members is not None and now.members is not None and was.members != now.members:
        is_nearer, is_further = now.members < was.members, now.members > was.members
        return _ordered(is_nearer, is_further) if is_nearer or is_further else Trend.OTHER
    return Trend.SAME if was == now else None


def _of_distances(was: Fraction, now: Fraction, before: Finding, after: Finding) -> Trend | None:
    if _unit(before) != _unit(after):
        return None
    return _inside_the_range(before, after) if was == now == 0 else _ordered(now < was, now > was)


def _inside_the_range(before: Finding, after: Finding) -> Trend | None:
    """Of a pair that is looser together, each value may lie inside its own range: then its direction tells."""
    stricter = after.data.get("stricter")
    if stricter is None or before.actual is None or after.actual is None:
        return None
    was, now = (convert(amount, _unit(after)) for amount in (before.actual, after.actual))
    if was is None or now is None:
        return None
    return _ordered((now < was) == (stricter == "lower") and now != was, (now > was) == (stricter == "lower") and now != was)


def _ordered(is_nearer: bool, is_further: bool) -> Trend:  # noqa: FBT001 (two answers to one question)
    if is_nearer:
        return Trend.NEARER
    return Trend.FURTHER if is_further else Trend.SAME


def _unit(finding: Finding) -> str | None:
    return finding.expected.unit if finding.expected is not None else None


def excess(expected: Expected | None, actual: Amount | None) -> Excess | None:
    """How far the value is off; None where that is no question of more or less."""
    if expected is None or actual is None:
        return None
    if isinstance(actual.value, tuple):
        return _members(expected, actual.value)
    if json_type(actual.value) != "number":
        return None
    number = convert(actual, expected.unit)
    low, high = _limits(expected)
    if number is None or (low is None and high is None):
        return None
    below = low - number if low is not None else Fraction(0)
    above = number - high if high is not None else Fraction(0)
    return Excess(distance=max(below, above, Fraction(0)))


def _limits(expected: Expected) -> tuple[Fraction | None, Fraction | None]:
    value = expected.value
    if expected.op == "between" and isinstance(value, tuple):
        low, high = value
        return exact(low), exact(high)
    if isinstance(value, tuple) or json_type(value) != "number":
        return None, None
    number = exact(value)
    return {"at_least": (number, None), "at_most": (None, number), "equals": (number, number)}.get(expected.op, (None, None))


def _members(expected: Expected, local: tuple[str, ...]) -> Excess | None:
    if not isinstance(expected.value, tuple):
        return None
    asked = {str(each) for each in expected.value}
    if expected.op == "includes":
        return Excess(members=frozenset(asked - set(local)))
    if expected.op in ("only", "one_of"):
        return Excess(members=frozenset(set(local) - asked))
    return None


def _of_versions(before: Finding, after: Finding) -> Trend:
    """A market that moved to a newer version, if not to the newest, is nearer."""
    was, now = (_pinned(finding) for finding in (before, after))
    if was is None or now is None or not before.rule.startswith("version-"):
        return Trend.OTHER
    return _ordered(now > was, now < was)


def _pinned(finding: Finding) -> tuple[int, ...] | None:
    pinned = finding.data.get("pinned")
    return tuple(parse_version(pinned)) if pinned else None
