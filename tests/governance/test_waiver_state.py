"""The state of a waiver: the first that holds, on each day (2.8)."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from waivers import OWNER, findings, payout, seat, waiver

from checker.governance.waivers import Found, matches, renewals, state_of
from checker.model.register import WaiverState
from checker.model.value import Version

DAY = date(2026, 11, 22)
SIGNED_LATER = {**OWNER, "signed_on": "2026-12-01"}
STRANGER = {**OWNER, "by": "stranger@example.com"}

ROWS = [
    ("active", {}, [9], "2026-11-22"),
    ("active", {}, [9], "2027-01-28"),
    ("expiring", {}, [9], "2027-01-29"),
    ("expiring", {}, [9], "2027-02-28"),
    ("expired", {}, [9], "2027-03-01"),
    ("exceeded", {}, [10], "2026-11-22"),
    ("unused", {}, [], "2026-11-22"),
    ("unused", {"standard": ">=2.0"}, [9], "2026-11-22"),
    ("pending", {"approvals": []}, [9], "2026-11-22"),
    ("pending", {"approvals": [SIGNED_LATER]}, [9], "2026-11-30"),
    ("active", {"approvals": [SIGNED_LATER]}, [9], "2026-12-01"),
    ("invalid", {"approvals": [STRANGER]}, [9], "2026-11-22"),
    ("invalid", {"approvals": [OWNER], "requested_by": "owner@example.com"}, [9], "2026-11-22"),
    ("invalid", {"expires": "2027-03-31"}, [9], "2026-11-22"),
    # the order: each one hides all that come after it
    ("invalid", {"approvals": [STRANGER, SIGNED_LATER]}, [], "2027-03-01"),
    ("pending", {"approvals": []}, [], "2027-03-01"),
    ("expired", {}, [], "2027-03-01"),
    ("expired", {}, [10], "2027-03-01"),
    ("unused", {}, [], "2027-02-28"),
    ("exceeded", {}, [10], "2027-02-28"),
]


@pytest.mark.parametrize(("state", "changes", "days", "day"), ROWS)
def test_the_first_state_that_holds(state: str, changes: dict[str, object], days: list[float], day: str) -> None:
    found = findings(*days)
    assert state_of(waiver(**changes), found, seat(), date.fromisoformat(day)).state == state


def test_only_active_and_expiring_waivers_waive_and_an_exceeded_one_what_it_covers() -> None:
    both = [payout(9), payout(8, "control:return_days")]
    standing = state_of(
        waiver(elements=["control:payout_days", "control:return_days"], accepts={"at_most": 8}), both, seat(), DAY
    )
    assert standing.state is WaiverState.EXCEEDED
    assert [standing.waives(found.fact.element) for found in both] == [False, True]


def test_a_process_that_was_not_judged_says_nothing_about_use() -> None:
    assert state_of(waiver(), [], seat(is_judged=False), DAY).state is WaiverState.ACTIVE


def test_a_chain_of_renewals_is_counted_and_a_circle_ends() -> None:
    first, second = waiver(id="A", renews="B"), waiver(id="B", renews="A")
    assert renewals(first, {"A": first, "B": second}) == 1
    third = waiver(id="C", renews="B")
    assert renewals(third, {"A": waiver(id="A"), "B": second, "C": third}) == 2
    assert renewals(waiver(renews="GONE"), {}) == 1


NEVER_COVERED = [
    "law-conflict", "law-does-not-bind", "waiver-unused", "document-invalid", "control-redundant", "flow-not-decided",
    "process-unconfirmed", "reason-missing",
]  # fmt: skip


@pytest.mark.parametrize("rule", NEVER_COVERED)
def test_what_no_waiver_covers(rule: str) -> None:
    found = Found(rule, of_severity=False, fact=payout(9).fact)
    assert not matches(waiver(), found, Version(1, 0, 0))


def test_a_step_is_not_its_parameters_and_a_control_is_all_its_channels() -> None:
    step = waiver(elements=["step:handoff"], accepts={"only": ["step-moved"]})
    assert not matches(step, payout(9, "step:handoff.wait_minutes"), Version(1, 0, 0))
    assert matches(waiver(), payout(9, "control:payout_days@email"), Version(1, 0, 0))
    one = waiver(elements=["control:payout_days@email"])
    assert not matches(one, payout(9, "control:payout_days@voice"), Version(1, 0, 0))


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.integers(-400, 800), st.sampled_from([[], [9.0], [10.0]]), st.booleans())
def test_a_waiver_only_ages(days: int, found: list[float], is_signed: bool) -> None:
    """From one day to the next it comes into force by a signature, then ends; it never comes back."""
    order = ["pending", "unused", "exceeded", "active", "expiring", "expired"]
    changes = {} if is_signed else {"approvals": [SIGNED_LATER]}
    day = DAY + timedelta(days)
    today = state_of(waiver(**changes), findings(*found), seat(), day)
    tomorrow = state_of(waiver(**changes), findings(*found), seat(), day + timedelta(1))
    assert order.index(tomorrow.state) >= order.index(today.state)
    assert tomorrow.days_left == today.days_left - 1
