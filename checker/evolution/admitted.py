"""Which local values a requirement admits, compared with another requirement's. Part of `evolution`.

The sets are compared exactly where they can be: finite ones by judging each member, ranges by their ends, lists by their
members. What cannot be shown (two different schemas) counts as not included, so that nothing is called looser that might
not be. A property test holds the answer to the judgement that markets get.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import NamedTuple

from checker.model.amount import Amount
from checker.model.documents import AllowedRange, AllowedSchema, Tailoring
from checker.model.evolution import Direction
from checker.model.value import Value, exact, json_type
from checker.tailoring import ALLOWED_OUTCOMES, BUSINESS_DAYS, Relation, Requirement


def direction(old: Requirement, new: Requirement, *, is_joint: bool = False) -> Direction:
    """What a market may write under `new` beside what it may under `old`.

    `is_joint`: the value is judged as one point with others wherever a market has them; of one by itself both answers
    must agree.
    """
    if json_type(old.value) != json_type(new.value) or old.unit != new.unit:
        return Direction.INCOMPARABLE  # the same text in a market's file would mean something else
    ways = (False, True) if is_joint else (False,)
    grows = all(_includes(new, old, joint) for joint in ways)
    shrinks = all(_includes(old, new, joint) for joint in ways)
    if grows and shrinks:
        return Direction.NEUTRAL
    if grows:
        return Direction.LOOSENS
    return Direction.TIGHTENS if shrinks else Direction.INCOMPARABLE


def admits(requirement: Requirement, local: Amount, *, joint: bool = False) -> bool:
    """Whether a market may write the value; a joint one is never looser than the standard's by itself."""
    fine = requirement.judge(local).outcome in ALLOWED_OUTCOMES
    if not fine or not joint or json_type(local.value) != "number":
        return fine
    return requirement.relation(local) is not Relation.LOOSER


def _includes(outer: Requirement, inner: Requirement, joint: bool) -> bool:  # noqa: FBT001 (passed through)
    if not _includes_days(outer, inner):
        return False
    members = _members(inner, joint)
    if members is not None:
        return all(admits(outer, Amount(each, outer.unit), joint=joint) for each in members)
    kind = json_type(inner.value)
    if kind == "number":
        return _includes_numbers(outer, inner, joint)
    if outer.tailoring is Tailoring.FREE:
        return True
    if kind == "list":
        return _includes_lists(outer, inner)
    return outer.tailoring is inner.tailoring and outer.allowed == inner.allowed


def _members(requirement: Requirement, joint: bool) -> tuple[Value, ...] | None:  # noqa: FBT001
    """All values that are admitted, where they can be counted. A list of allowed members admits any of them together."""
    value, allowed = requirement.value, requirement.allowed
    if requirement.tailoring is Tailoring.LOCKED:
        return (value,)
    candidates: tuple[Value, ...]
    if json_type(value) == "boolean":
        candidates = (True, False)
    elif requirement.tailoring is Tailoring.FREE or json_type(value) == "list" or not isinstance(allowed, tuple):
        return None
    else:
        candidates = (*allowed, value)
    return tuple(each for each in candidates if admits(requirement, Amount(each, requirement.unit), joint=joint))


def _includes_days(outer: Requirement, inner: Requirement) -> bool:
    """Calendar days beside business days: so many or fewer than the standard's are admitted, if any are."""
    most, own = _calendar_days(outer), _calendar_days(inner)
    return own is None or (most is not None and own <= most)


def _calendar_days(requirement: Requirement) -> Fraction | None:
    if requirement.unit != BUSINESS_DAYS or requirement.stricter != "lower" or requirement.tailoring is Tailoring.LOCKED:
        return None
    allowed = requirement.allowed
    is_open = allowed is None or (isinstance(allowed, AllowedRange) and allowed.min is None)
    return exact(requirement.value) if is_open and not isinstance(requirement.value, tuple | str) else None


class Numbers(NamedTuple):
    """All numbers from `low` to `high` (None: without end), and of those what `schema` allows."""

    low: Fraction | None
    high: Fraction | None
    schema: AllowedSchema | None = None


def _includes_numbers(outer: Requirement, inner: Requirement, joint: bool) -> bool:  # noqa: FBT001
    own = _numbers(inner, joint)
    if _members(outer, joint) is not None:
        is_one = own.low is not None and own.low == own.high
        return is_one and admits(outer, Amount(inner.value, outer.unit), joint=joint)
    others = _numbers(outer, joint)
    above = others.low is None or (own.low is not None and own.low >= others.low)
    below = others.high is None or (own.high is not None and own.high <= others.high)
    return above and below and (others.schema is None or others.schema == own.schema)


def _numbers(requirement: Requirement, joint: bool) -> Numbers:  # noqa: FBT001
    allowed, tailoring = requirement.allowed, requirement.tailoring
    low = high = None
    if isinstance(allowed, AllowedRange) and tailoring is not Tailoring.FREE:
        low, high = (None if end is None else exact(end) for end in (allowed.min, allowed.max))
    if tailoring is Tailoring.TIGHTEN_ONLY or joint:
        value = exact(requirement.value)
        if requirement.stricter == "lower":
            high = value if high is None else min(high, value)
        elif requirement.stricter == "higher":
            low = value if low is None else max(low, value)
    schema = allowed if isinstance(allowed, AllowedSchema) and tailoring is not Tailoring.FREE else None
    return Numbers(low, high, schema)


def _includes_lists(outer: Requirement, inner: Requirement) -> bool:
    compared = LISTS.get((inner.tailoring, outer.tailoring))
    own, others = _list_members(inner), _list_members(outer)
    if own is None or others is None:
        return inner.tailoring is outer.tailoring and inner.allowed == outer.allowed
    return compared is not None and compared(own, others)


def _list_members(requirement: Requirement) -> frozenset[object] | None:
    """What the lists are made of: at least these (superset), or only of these; None under a schema."""
    if requirement.tailoring is Tailoring.WITHIN:
        return frozenset(requirement.allowed) if isinstance(requirement.allowed, tuple) else None
    return frozenset(requirement.value) if isinstance(requirement.value, tuple) else None


def _fewer(inner: frozenset[object], outer: frozenset[object]) -> bool:
    return inner <= outer


def _more(inner: frozenset[object], outer: frozenset[object]) -> bool:
    return inner >= outer


LISTS: Mapping[tuple[Tailoring, Tailoring], Callable[[frozenset[object], frozenset[object]], bool]] = {
    (Tailoring.SUPERSET, Tailoring.SUPERSET): _more,
    (Tailoring.SUBSET, Tailoring.SUBSET): _fewer,
    (Tailoring.SUBSET, Tailoring.WITHIN): _fewer,
    (Tailoring.WITHIN, Tailoring.SUBSET): _fewer,
    (Tailoring.WITHIN, Tailoring.WITHIN): _fewer,
}
"""What the members of the inner lists must be to those of the outer; other pairs never include one another."""
