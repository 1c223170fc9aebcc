"""A value in a unit that does not convert: the same in the standard's unit where that is certain."""

from pathlib import Path

import pytest
from workspaces import DAY, ES, EU, variant, workspace

import checker

SAID = {
    "weeks beside calendar days": (
        "return_days: {value: 5, unit: weeks}", "write 35, the same in calendar days, and delete `unit:`"),
    "years beside months": ("record_months: {value: 2, unit: years}", "write 24, the same in months, and delete `unit:`"),
    "a slip": ("reply_hours: {value: 3, unit: hous}", "write `unit: hours`, if it is meant"),
    "another thing": ("max_offers: {value: 3, unit: turns}", "write it as the standard does (1), or ask the process owner"),
    "weeks beside business days": (
        "payout_days: {value: 1, unit: weeks}",
        "write it in business days as the standard does (5 business days), or ask the process owner"),
}  # fmt: skip


@pytest.mark.parametrize(("entry", "remedy"), SAID.values(), ids=SAID)
def test_what_to_write_instead(tmp_path: Path, entry: str, remedy: str) -> None:
    root = workspace(tmp_path / "w", {ES: variant(f"controls: {{{entry}}}")})
    (found,) = [each for each in checker.check(root, as_of=DAY).findings if each.rule == "control-not-comparable"]
    assert found.remedy == remedy


@pytest.mark.parametrize(
    ("entry", "remedy"),
    [
        ("payout_days: 4 days", "write the number alone, like `4`, in business days"),
        ('payout_days: "4"', "write the number alone, like `4`, in business days"),
        ("recording_notice: yes", "write `true`"),
        ("priority_cases: safety", "write it in brackets: `[safety]`"),
        ("tone: 3", "write one text, like `formal`"),
    ],
)
def test_a_value_of_another_type_is_shown_in_a_form_that_is_accepted(tmp_path: Path, entry: str, remedy: str) -> None:
    root = workspace(tmp_path / "w", {ES: variant(f"controls: {{{entry}}}")})
    (found,) = [each for each in checker.check(root, as_of=DAY).findings if each.rule == "control-wrong-type"]
    assert found.remedy == remedy


def test_over_a_region_s_value_deleting_is_no_advice(tmp_path: Path) -> None:
    files = {EU: variant("controls: {payout_days: 4}"), ES: variant("controls: {payout_days: 7}")}
    (found,) = [each for each in checker.check(workspace(tmp_path / "w", files), as_of=DAY).findings if each.level == "error"]
    assert found.remedy == "write the standard's 5 business days, or write a smaller number, or ask for a waiver"
