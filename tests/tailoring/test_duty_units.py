"""Whether a value meets a duty's bound, across units (2.3 and 2.7)."""

from datetime import date

import pytest

from checker.governance.law import in_force, satisfies
from checker.model.amount import Amount
from checker.model.documents import Duty


def duty(bound: str, value: object, unit: str | None = None, **more: object) -> Duty:
    head = {"id": "X", "citation": "x", "says": "x", "control": "a/b", "status": "enacted", "evidence": "verified"}
    return Duty.model_validate({**head, "bound": bound, "value": value, "unit": unit, **more})


ROWS = [
    ("max", 5, "calendar_days", 5, "calendar_days", True),
    ("max", 5, "calendar_days", 121, "hours", False),
    ("max", 5, "calendar_days", 120, "hours", True),
    ("min", 60, "months", 59.9, "months", False),
    ("min", 60, "months", 60, "months", True),
    ("exact", 2, "hours", 120, "minutes", True),
    ("exact", 2, "hours", 119, "minutes", False),
    # n or fewer calendar days meet a maximum of n business days
    ("max", 5, "business_days", 5, "calendar_days", True),
    ("max", 5, "business_days", 120, "hours", True),
    ("max", 5, "business_days", 6, "calendar_days", None),
    # n or more business days meet a minimum of n calendar days
    ("min", 14, "calendar_days", 14, "business_days", True),
    ("min", 14, "calendar_days", 13, "business_days", None),
    # and nothing else crosses
    ("max", 5, "calendar_days", 3, "business_days", None),
    ("min", 5, "business_days", 30, "calendar_days", None),
    ("exact", 5, "business_days", 5, "calendar_days", None),
    ("min", 5, "months", 500, "calendar_days", None),
    ("max", 5, "percent", 0.05, "ratio", None),
    ("exact", True, None, True, None, True),
    ("exact", True, None, False, None, False),
    ("exact", 1, None, True, None, None),
    ("includes", ["a"], None, ("b", "a"), None, True),
    ("includes", ["a", "c"], None, ("b", "a"), None, False),
]


@pytest.mark.parametrize(("bound", "value", "unit", "local", "local_unit", "expected"), ROWS)
def test_a_value_meets_a_bound(
    bound: str, value: object, unit: str | None, local: object, local_unit: str | None, expected: bool | None
) -> None:
    assert satisfies(duty(bound, value, unit), Amount(local, local_unit), local_unit) is expected  # type: ignore[arg-type]


def test_a_duty_binds_from_its_day_on() -> None:
    later = duty("max", 5, "hours", in_force_from="2026-12-28")
    assert [in_force(later, date(2026, 12, day)) for day in (27, 28)] == [False, True]
    assert in_force(duty("max", 5, "hours"), date(1, 1, 1))
