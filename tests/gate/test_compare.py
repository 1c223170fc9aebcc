"""Two lists of findings of one workspace at two times, compared."""

import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_findings import AT_MOST_60, findings, made, valued

from checker.gate.compare import compare
from checker.gate.distance import Trend, trend
from checker.model.amount import Amount, Expected
from checker.model.finding import Change, Finding
from checker.model.status import Disposition

SETTINGS = settings(derandomize=True, deadline=None, max_examples=150)
BETWEEN = Expected("between", (10, 60), "seconds", "10 to 60 seconds")
EQUALS = Expected("equals", 5, "hours", "5 hours")
INCLUDES = Expected("includes", ("a", "b", "c"), None, "a, b, c, and more if you like")
ONLY = Expected("only", ("a",), None, "only of a")


@SETTINGS
@given(findings())
def test_what_is_compared_with_itself_is_unchanged(found: list[Finding]) -> None:
    compared = compare(found, found)
    assert [change for _, change in compared.changes] == ["unchanged"] * len(found)
    assert compared.fixed == ()


@SETTINGS
@given(findings(), st.randoms(use_true_random=False))
def test_the_order_of_the_lists_never_matters(found: list[Finding], order: random.Random) -> None:
    base, head = found[::2], found[1::2]
    expected = _tally(base, head)
    order.shuffle(base)
    order.shuffle(head)
    assert _tally(base, head) == expected


def _tally(base: list[Finding], head: list[Finding]) -> Counter[tuple[str, str, Change]]:
    compared = compare(base, head)
    rows = [(each.fingerprint, each.level, change) for each, change in compared.changes]
    return Counter([*rows, *((each.fingerprint, each.level, "fixed") for each in compared.fixed)])


@SETTINGS
@given(findings(), findings())
def test_every_finding_of_both_sides_has_exactly_one_answer(base: list[Finding], head: list[Finding]) -> None:
    compared = compare(base, head)
    assert tuple(each for each, _ in compared.changes) == tuple(head)
    matched = sum(change != "new" for _, change in compared.changes)
    unusable = sum(each.leaves_unchecked for each in head)  # several faults may stand beside one of before
    assert len(base) - unusable <= matched + len(compared.fixed) <= len(base) + unusable


@SETTINGS
@given(findings(), findings())
def test_what_is_new_one_way_is_fixed_the_other_way(base: list[Finding], head: list[Finding]) -> None:
    base, head = ([each for each in side if not each.leaves_unchecked] for side in (base, head))
    there, back = compare(base, head), compare(head, base)
    assert Counter(each.fingerprint for each, change in there.changes if change == "new") == Counter(
        each.fingerprint for each in back.fixed
    )


@SETTINGS
@given(findings())
def test_lines_and_wording_make_nothing_new(found: list[Finding]) -> None:
    found = [each for each in found if each.element != "document"]
    moved = [
        replace(each, location=each.location._replace(span=each.location.span._replace(line=99)), message="other words")
        for each in found
    ]
    assert {change for _, change in compare(found, moved).changes} <= {"unchanged"}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (valued(90), valued(120), Trend.FURTHER),
        (valued(90), valued(70), Trend.NEARER),
        (valued(90), valued(90, line=7), Trend.SAME),
        (valued(120), valued(2, "minutes"), Trend.SAME),
        (valued(120), valued(3, "minutes"), Trend.FURTHER),
        (valued(5, expected=BETWEEN), valued(2, expected=BETWEEN), Trend.FURTHER),
        (valued(5, expected=BETWEEN), valued(70, expected=BETWEEN), Trend.FURTHER),
        (valued(70, expected=BETWEEN), valued(5, expected=BETWEEN), Trend.NEARER),
        (valued(8, "hours", EQUALS), valued(360, "minutes", EQUALS), Trend.NEARER),
        (valued(90), valued(90, expected=AT_MOST_60._replace(value=30)), Trend.FURTHER),
        (valued(3, "business_days"), valued(4, "business_days"), Trend.OTHER),
    ],
    ids=[
        "further", "nearer", "same", "same-in-another-unit", "further-in-another-unit", "below", "other-side-further",
        "other-side-nearer", "equal-is-the-aim", "the-standard-moved-away", "units-that-do-not-compare",
    ],
)  # fmt: skip
def test_a_value_is_nearer_or_further(before: Finding, after: Finding, expected: Trend) -> None:
    assert trend(before, after) is expected


def listed(expected: Expected, *members: str) -> Finding:
    return made(value=sorted(members), expected=expected, actual=Amount(members))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (listed(INCLUDES, "a"), listed(INCLUDES, "a", "b"), Trend.NEARER),
        (listed(INCLUDES, "a", "b"), listed(INCLUDES, "a"), Trend.FURTHER),
        (listed(INCLUDES, "a", "b"), listed(INCLUDES, "b", "c"), Trend.OTHER),
        (listed(INCLUDES, "a"), listed(INCLUDES, "a", "z"), Trend.SAME),
        (listed(ONLY, "a", "z"), listed(ONLY, "a", "y", "z"), Trend.FURTHER),
        (listed(ONLY, "a", "y", "z"), listed(ONLY, "z"), Trend.NEARER),
    ],
)
def test_a_list_is_as_far_off_as_its_members_at_fault(before: Finding, after: Finding, expected: Trend) -> None:
    assert trend(before, after) is expected


def test_what_was_settled_and_is_open_now_is_worse_whatever_its_value() -> None:
    waived = valued(120, disposition=Disposition.WAIVED)
    assert trend(waived, valued(70)) is Trend.FURTHER
    assert trend(valued(70), waived) is Trend.NEARER
    assert trend(waived, valued(130, disposition=Disposition.WAIVED)) is Trend.FURTHER


def test_a_heavier_level_is_worse() -> None:
    assert trend(valued(120, level="warning"), valued(70, level="error")) is Trend.FURTHER


def test_another_value_of_a_kind_that_has_no_order_counts_as_worse() -> None:
    texts = Expected("equals", "yes", None, "yes")
    before, after = (made(value=word, expected=texts, actual=Amount(word)) for word in ("no", "maybe"))
    assert [change for _, change in compare([before], [after]).changes] == ["worsened"]


def test_a_step_that_has_other_neighbours_now_is_the_same_edit() -> None:
    before, after = (made("step:a", place, "step-moved") for place in ("after b", "after c"))
    assert [change for _, change in compare([before], [after]).changes] == ["unchanged"]


def test_another_change_of_a_changed_step_is_worse() -> None:
    before, after = (made("step:a", settings, "step-changed") for settings in ("name", "name and owner"))
    assert [change for _, change in compare([before], [after]).changes] == ["worsened"]


def test_a_newer_version_that_is_overdue_too_is_nearer() -> None:
    before, after, newest = (
        made("process", pin, "version-overdue", data={"pinned": pin}) for pin in ("1.9.0", "1.10.0", "2.0.0")
    )
    assert trend(before, after) is Trend.NEARER
    assert trend(newest, after) is Trend.FURTHER


def test_the_other_value_of_a_pair_tells_by_its_direction() -> None:
    pair = {"expected": BETWEEN, "data": {"stricter": "lower"}}
    assert trend(valued(40, **pair), valued(50, **pair)) is Trend.FURTHER
    assert trend(valued(50, **pair), valued(40, **pair)) is Trend.NEARER


def test_one_mended_and_one_broken_is_not_nothing() -> None:
    """The count is the same, and a gate that counts would let it through."""
    compared = compare([valued(90, element="control:x")], [valued(90, element="control:y")])
    assert [change for _, change in compared.changes] == ["new"]
    assert len(compared.fixed) == 1


def test_another_fault_of_the_same_file_is_new() -> None:
    compared = compare(
        [made("document", "a", "document-invalid", message="unknown key a")],
        [made("document", "b", "document-invalid", message="unknown key b")],
    )
    assert [change for _, change in compared.changes] == ["new"]


def test_a_fault_of_a_file_that_lies_elsewhere_now_is_not_new() -> None:
    old, new = "markets/eu/es/refund.yaml", "markets/latam/es/refund.yaml"
    before = made("document", [old], "yaml-ambiguous-scalar", path=old, message="two meanings")
    after = made("document", [new], "yaml-ambiguous-scalar", path=new, message="two meanings")
    assert [change for _, change in compare([before], [after], {old: new}).changes] == ["unchanged"]
    assert [change for _, change in compare([before], [after]).changes] == ["new"]


def test_a_file_that_could_not_be_read_may_be_unreadable_for_another_reason() -> None:
    before = made("document", "tab", "yaml-syntax", message="a tab", leaves_unchecked=True)
    after = made("document", "brace", "yaml-duplicate-key", message="twice", leaves_unchecked=True)
    compared = compare([before], [after])
    assert [change for _, change in compared.changes] == ["unchanged"]
    assert compared.fixed == ()
