"""What to write instead of a value of the wrong form; both meanings where a date has two."""

import pytest

from checker.load.rewriting import day_instead, form_instead, keys_instead, version_instead


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("01.03.2027", "write 2027-03-01"),
        ("1.3.2027", "write 2027-03-01"),
        ("03/01/2027", "write 2027-01-03 for 3 January, or 2027-03-01 for 1 March"),
        ("31/03/2027", "write 2027-03-31"),
        ("03/31/2027", "write 2027-03-31"),
        ("05/05/2027", "write 2027-05-05"),
        ("2027/03/01", "write 2027-03-01"),
        ("20270301", "write 2027-03-01"),
        ("2027-3-1", "write 2027-03-01"),
        ("2027-03-01T00:00:00Z", "write 2027-03-01"),
        ("2027-02-30", "write a day that the calendar has"),
        ("next year", "write year, month and day in figures, like 2027-03-01"),
        (True, "write year, month and day in figures, like 2027-03-01"),
    ],
)
def test_a_day(written: object, instead: str) -> None:
    assert day_instead(written) == instead


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("1.2", "write 1.2.0"), (1.2, "write 1.2.0"), ("v2.1.0", "write 2.1.0"), (2, "write 2.0.0"), ("01.2.3", "write 1.2.3"),
        ("newest", "write three numbers with points between them, like 2.1.0"),
    ],
)  # fmt: skip
def test_a_version(written: object, instead: str) -> None:
    assert version_instead(written) == instead


@pytest.mark.parametrize(
    ("pattern", "written", "instead"),
    [
        ("^[a-z][a-z0-9_]*$", "Payout Days", "write `payout_days`"),
        ("^[a-z][a-z0-9_]*$", "PayoutDays", "write `payout_days`"),
        ("^[a-z0-9]+(-[a-z0-9]+)*$", "Refund & return", "write `refund-return`"),
        ("^[A-Z]{2}$", "es", "write `ES`"),
        ("^[A-Z]{2}$", "Spain", ""),
    ],
)
def test_an_id_or_a_code(pattern: str, written: str, instead: str) -> None:
    assert form_instead(pattern, written) == instead


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("few people", "write `because: {type: capacity, note: few people}`, with the type that fits best"),
        ("few, and late", 'write `because: {type: capacity, note: "few, and late"}`, with the type that fits best'),
        ("capacity", "write `because: {type: capacity}`"),
    ],
)
def test_a_reason_in_own_words_becomes_its_note(written: str, instead: str) -> None:
    assert keys_instead(("controls", "x", "because"), written) == instead
