"""How far a waiver reaches (2.8): a waived 60 never becomes an unseen 90, a waived move never a removal."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from waivers import payout, standard

from checker.facts import ValueFact
from checker.governance.envelope import accepts
from checker.model.amount import Amount
from checker.model.documents import AllowedRange, Severity, Tailoring
from checker.model.documents.waiver import Envelope
from checker.model.position import Place
from checker.model.value import Value
from checker.tailoring import Requirement

LOCKED, WITHIN, SUPERSET, SUBSET = Tailoring.LOCKED, Tailoring.WITHIN, Tailoring.SUPERSET, Tailoring.SUBSET
SIX_TO_36 = Requirement(24, WITHIN, "months", None, AllowedRange(min=6, max=36))
HOURS = Requirement(24, WITHIN, "hours", "lower", AllowedRange(min=1, max=48))
DAYS = Requirement(5, Tailoring.TIGHTEN_ONLY, "business_days", "lower")
ROLES = Requirement(("lead", "expert"), WITHIN, None, None, ("lead", "expert", "legal"))


def value(requirement: Requirement, local: Value, unit: str | None = None) -> ValueFact:
    place = Place(standard(), ("controls", 0))
    amount = Amount(local, unit or requirement.unit)
    return ValueFact(
        "control:x",
        "x",
        "control",
        Severity.MINOR,
        requirement,
        amount,
        requirement.judge(amount),
        "market",
        place,
        place,
    )


ROWS: list[tuple[dict[str, Any], Requirement, Value, str | None, bool]] = [
    ({"at_most": 60}, SIX_TO_36, 60, None, True),
    ({"at_most": 60}, SIX_TO_36, 60.5, None, False),
    ({"at_most": 60}, SIX_TO_36, 90, None, False),
    ({"at_most": 60}, SIX_TO_36, 3, None, False),
    ({"at_least": 3}, SIX_TO_36, 3, None, True),
    ({"at_least": 3}, SIX_TO_36, 2, None, False),
    ({"at_least": 3}, SIX_TO_36, 90, None, False),
    ({"at_least": 3, "at_most": 60}, SIX_TO_36, 3, None, True),
    ({"at_least": 3, "at_most": 60}, SIX_TO_36, 61, None, False),
    ({"equals": 60}, SIX_TO_36, 60.0, None, True),
    ({"equals": 60}, SIX_TO_36, 59, None, False),
    ({"only": ["control-out-of-range"]}, SIX_TO_36, 60, None, False),
    ({"missing": ["a"]}, SIX_TO_36, 60, None, False),
    # in the standard's unit
    ({"at_most": 72}, HOURS, 3, "calendar_days", True),
    ({"at_most": 71}, HOURS, 3, "calendar_days", False),
    ({"at_most": 72}, HOURS, 3, "months", False),
    ({"at_most": 9}, DAYS, 9, "calendar_days", True),
    ({"at_most": 9}, DAYS, 10, "calendar_days", False),
    # what no unit compares: the very number that a person looked at
    ({"equals": 3}, HOURS, 3, "months", True),
    ({"equals": 3}, HOURS, 4, "months", False),
    # members
    ({"missing": ["a"]}, Requirement(("a", "b"), SUPERSET), ("b", "z"), None, True),
    ({"missing": ["a"]}, Requirement(("a", "b"), SUPERSET), ("z",), None, False),
    ({"extra": ["z"]}, Requirement(("a", "b"), SUBSET), ("a", "z"), None, True),
    ({"extra": ["z"]}, Requirement(("a", "b"), SUBSET), ("z", "y"), None, False),
    ({"missing": ["a"]}, Requirement(("a", "b"), LOCKED), ("b",), None, True),
    ({"missing": ["a"]}, Requirement(("a", "b"), LOCKED), ("b", "z"), None, False),
    ({"missing": ["a"], "extra": ["z"]}, Requirement(("a", "b"), LOCKED), ("b", "z"), None, True),
    ({"extra": ["boss"]}, ROLES, ("lead", "legal", "boss"), None, True),
    ({"extra": ["boss"]}, ROLES, ("lead", "king"), None, False),
    ({"equals": ["b", "a"]}, Requirement(("a",), LOCKED), ("a", "b"), None, True),
    # another type than the limit's
    ({"equals": False}, Requirement(True, LOCKED), False, None, True),
    ({"equals": 0}, Requirement(True, LOCKED), False, None, False),
    ({"equals": "soon"}, SIX_TO_36, "soon", None, True),
    ({"at_most": 60}, SIX_TO_36, "soon", None, False),
    ({"at_most": 60}, SIX_TO_36, True, None, False),
]  # fmt: skip


@pytest.mark.parametrize(("envelope", "requirement", "local", "unit", "inside"), ROWS)
def test_a_value_lies_inside(
    envelope: dict[str, Any], requirement: Requirement, local: Value, unit: str | None, inside: bool
) -> None:
    fact = value(requirement, local, unit)
    assert accepts(Envelope.model_validate(envelope), "control-out-of-range", fact) is inside


def test_without_an_envelope_only_the_adoption_is_covered() -> None:
    assert accepts(None, "process-not-adopted", payout(9, "process").fact)
    assert accepts(Envelope(only=("version-overdue",)), "version-overdue", payout(9, "process").fact)
    assert not accepts(Envelope(only=("version-overdue",)), "version-retired", payout(9, "process").fact)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.integers(0, 100), st.integers(0, 100), st.integers(0, 100))
def test_what_a_tighter_envelope_accepts_a_wider_one_accepts_too(limit: int, more: int, local: int) -> None:
    fact = value(DAYS, local)
    tight, wide = Envelope(at_most=limit), Envelope(at_most=limit + more)
    assert not accepts(tight, "control-loosened", fact) or accepts(wide, "control-loosened", fact)
    assert accepts(tight, "control-loosened", fact) == (local <= limit)
