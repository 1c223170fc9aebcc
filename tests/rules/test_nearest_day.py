"""A mistyped year: which day was meant."""

from datetime import date

import pytest

from checker.model.nearest import nearest_day

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2072-03-31", "2027-03-31"),  # two figures swapped
        ("2062-12-01", "2026-12-01"),
        ("2207-05-05", "2027-05-05"),
        ("2037-01-01", "2027-01-01"),  # one figure another
        ("2099-12-31", None),  # no slip leads to a day near
        ("2072-02-29", None),  # 2027 has no such day
        ("2062-03-31", None),  # 2026-03-31 is past
        ("2028-01-01", None),  # near as it is
    ],
)
def test_the_day_that_a_slip_makes_of_a_year(written: str, meant: str | None) -> None:
    assert nearest_day(date.fromisoformat(written), TODAY) == (date.fromisoformat(meant) if meant else None)
