"""Laws of tailoring, and the oracle's second opinion, over random standards and values."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from spec_oracle import ALLOWED, Said, outcome
from test_tailoring_tables import judged, requirement_of

from checker.model.amount import Amount
from checker.model.value import exact, json_type, number_text
from checker.tailoring import SECONDS, Relation, compare, convert, schema_of

quick = settings(derandomize=True, max_examples=300, deadline=None)
UNITS = ("seconds", "minutes", "hours", "calendar_days", "business_days", "months", "percent", "ratio", "count")
numbers = st.one_of(
    st.integers(-3, 12), st.sampled_from([0.1, 0.2, 0.3, 0.5, 0.7, 1.5, 2.0, 24, 48, 60, 120, 3600, 86400])
)
texts = st.sampled_from(["safety", "fraud", "minors", ""])
lists = st.lists(texts, max_size=4).map(tuple)
directions = st.sampled_from(["lower", "higher"])
ranges = st.tuples(numbers, numbers).map(lambda pair: {"min": min(pair), "max": max(pair)})
half_ranges = st.one_of(numbers.map(lambda n: {"min": n}), numbers.map(lambda n: {"max": n}), ranges)
number_forms = st.one_of(
    half_ranges,
    st.lists(numbers, min_size=1, max_size=4),
    numbers.map(lambda n: {"schema": {"type": "number", "minimum": n}}),
)


@st.composite
def sayings_of_numbers(draw: st.DrawFn) -> Said:
    mode = draw(st.sampled_from(["locked", "tighten_only", "within", "free"]))
    stricter = draw(directions if mode == "tighten_only" else st.one_of(st.none(), directions))
    allowed = draw(number_forms if mode == "within" else st.one_of(st.none(), number_forms))
    if mode in ("locked", "free"):
        allowed = None
    return Said(draw(numbers), mode, draw(st.sampled_from(UNITS)), stricter, allowed)


@st.composite
def sayings_of_lists(draw: st.DrawFn) -> Said:
    mode = draw(st.sampled_from(["locked", "within", "superset", "subset", "free"]))
    allowed = draw(st.lists(texts, min_size=1, max_size=4)) if mode == "within" else None
    return Said(draw(lists), mode, allowed=allowed)


sayings = st.one_of(
    sayings_of_numbers(),
    sayings_of_lists(),
    st.tuples(st.one_of(texts, st.booleans()), st.sampled_from(["locked", "free"])).map(lambda pair: Said(*pair)),
    st.tuples(texts, st.lists(texts, min_size=1)).map(lambda pair: Said(pair[0], "within", allowed=pair[1])),
)
values = st.one_of(numbers, texts, lists, st.booleans())


@quick
@given(sayings, values, st.one_of(st.none(), st.sampled_from(UNITS)))
def test_the_oracle_agrees_on_any_value(said: Said, value: Any, unit: str | None) -> None:
    assert judged(said, value, unit).outcome == outcome(said, value, unit)


@settings(quick, max_examples=800)
@given(sayings_of_numbers(), numbers, st.sampled_from(UNITS))
@example(Said(5, "within", "business_days", "lower", {"max": 3}), 4, "calendar_days")
def test_the_oracle_agrees_on_numbers(said: Said, value: float, unit: str) -> None:
    assert judged(said, value, unit).outcome == outcome(said, value, unit)


@quick
@given(sayings_of_lists(), lists)
def test_the_oracle_agrees_on_lists(said: Said, value: tuple[str, ...]) -> None:
    assert judged(said, value).outcome == outcome(said, value)


@quick
@given(st.one_of(half_ranges, st.lists(st.one_of(numbers, texts, st.booleans()), min_size=1, max_size=4)), values)
def test_what_is_allowed_is_what_its_json_schema_accepts(allowed: Any, value: Any) -> None:
    requirement = requirement_of(Said(value, "within", "turns", None, allowed))
    schema = schema_of(requirement.allowed, json_type(value))  # type: ignore[arg-type]
    instance = list(value) if isinstance(value, tuple) else value
    assert requirement.admits(Amount(value, "turns")) is Draft202012Validator(schema).is_valid(instance)


@quick
@given(sayings)
def test_the_standard_s_own_value_is_aligned(said: Said) -> None:
    assert judged(said, said.value).outcome == "aligned"


@quick
@given(sayings_of_numbers(), numbers)
def test_what_is_stricter_one_way_is_looser_the_other(said: Said, value: float) -> None:
    local, standard = Amount(value, said.unit), Amount(said.value, said.unit)
    opposite = {Relation.STRICTER: Relation.LOOSER, Relation.LOOSER: Relation.STRICTER, Relation.EQUAL: Relation.EQUAL}
    low, high = compare(local, standard, "lower"), compare(local, standard, "higher")
    assert opposite[low] is high
    assert compare(standard, local, "lower") is high


@quick
@given(numbers, numbers, numbers, directions)
def test_stricter_than_stricter_is_stricter(standard: float, local: float, further: float, stricter: str) -> None:
    said = Said(standard, "tighten_only", "turns", stricter)
    assume(judged(said, local).outcome == "tightened")
    assume((exact(further) <= exact(local)) is (stricter == "lower") or further == local)
    assert judged(said, further).outcome == "tightened"


@quick
@given(numbers, numbers, half_ranges, directions)
def test_a_wider_range_never_refuses_what_a_narrower_one_allows(
    standard: float, local: float, allowed: dict[str, float], stricter: str
) -> None:
    narrow = Said(standard, "within", "turns", stricter, allowed)
    wider = {key: limit - 1 if key == "min" else limit + 1 for key, limit in allowed.items()}
    assume(judged(narrow, local).outcome in ALLOWED)
    assert judged(narrow._replace(allowed=wider), local).outcome == judged(narrow, local).outcome


@quick
@given(sayings, values, st.one_of(st.none(), st.sampled_from(UNITS)))
def test_free_allows_whatever_another_mode_allows(said: Said, value: Any, unit: str | None) -> None:
    if judged(said, value, unit).outcome in ALLOWED:
        assert judged(said._replace(tailoring="free", allowed=None), value, unit).outcome in ALLOWED


@quick
@given(sayings, values)
def test_locked_allows_nothing_but_the_value_itself(said: Said, value: Any) -> None:
    locked = judged(said._replace(tailoring="locked", allowed=None), value).outcome
    assert locked in ("aligned", "locked", "wrong_type")


@quick
@given(sayings_of_lists(), lists, st.randoms(use_true_random=False))
def test_lists_are_sets(said: Said, value: tuple[str, ...], random: Any) -> None:
    again = [*value, *value[:2]]
    random.shuffle(again)
    assert judged(said, tuple(again)).outcome == judged(said, value).outcome
    standard = [*said.value, *said.value[:2]]
    random.shuffle(standard)
    assert judged(said._replace(value=tuple(standard)), value).outcome == judged(said, value).outcome


@quick
@given(lists, lists, texts)
def test_one_member_more_never_breaks_a_superset_and_one_less_never_a_subset(
    standard: tuple[str, ...], value: tuple[str, ...], member: str
) -> None:
    if judged(Said(standard, "superset"), value).outcome in ALLOWED:
        assert judged(Said(standard, "superset"), (*value, member)).outcome in ALLOWED
    if judged(Said(standard, "subset"), value).outcome in ALLOWED:
        assert judged(Said(standard, "subset"), value[1:]).outcome in ALLOWED


@quick
@given(lists, lists)
def test_superset_and_subset_are_each_other_s_mirror(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    forward = judged(Said(one, "superset"), other).outcome in ALLOWED
    assert forward is (judged(Said(other, "subset"), one).outcome in ALLOWED)


@quick
@given(numbers, st.sampled_from(sorted(SECONDS)), st.sampled_from(sorted(SECONDS)))
def test_times_convert_there_and_back_exactly(value: float, unit: str, other: str) -> None:
    there = convert(Amount(value, unit), other)
    assert there is not None
    assert there * SECONDS[other] == exact(value) * SECONDS[unit]
    back = convert(Amount(1, other), unit)
    assert back is not None
    assert there * back == exact(value)


@quick
@given(st.sampled_from(UNITS), st.sampled_from(UNITS), numbers)
def test_units_convert_both_ways_or_not_at_all(unit: str, other: str, value: float) -> None:
    assert (convert(Amount(value, unit), other) is None) is (convert(Amount(value, other), unit) is None)


@quick
@given(sayings_of_numbers(), st.integers(-3, 12))
def test_the_unit_in_which_a_value_is_written_does_not_matter(said: Said, days: int) -> None:
    assume(said.unit in SECONDS or said.unit == "business_days")
    written = {"calendar_days": days, "hours": days * 24, "minutes": days * 1440, "seconds": days * 86400}
    assert len({judged(said, value, unit).outcome for unit, value in written.items()}) == 1


@quick
@given(sayings_of_numbers(), numbers)
def test_what_a_market_is_told_to_write_is_what_it_may_write(said: Said, value: float) -> None:
    """The sentence names a range; whatever lies in it passes, whatever lies outside does not."""
    if said.allowed is not None:
        assume(judged(said._replace(tailoring="within", value=1e6), said.value).outcome in ALLOWED)
    expected = requirement_of(said).expected
    assume(said.tailoring != "free" and expected.op != "schema")
    passes = judged(said, value).outcome in ALLOWED
    target: Any = expected.value
    told = {
        "equals": lambda: exact(value) == exact(target),
        "at_most": lambda: exact(value) <= exact(target),
        "at_least": lambda: exact(value) >= exact(target),
        "between": lambda: exact(target[0]) <= exact(value) <= exact(target[1]),
        "one_of": lambda: exact(value) in [exact(each) for each in target],
    }[expected.op]()
    assert passes is told


@settings(quick, max_examples=500)
@given(st.one_of(st.integers(-(10**17), 10**17), st.floats(-1e15, 1e15, allow_subnormal=False)))
@example(1234567.5)
@example(12345.678)
def test_a_number_is_shown_as_it_is(value: float) -> None:
    assert Fraction(number_text(value)) == exact(value)


@pytest.mark.parametrize("value", [1.0, True])
def test_equal_keys_of_other_types_are_not_mixed_up_when_judgements_are_kept(value: Any) -> None:
    requirement = requirement_of(Said(1, "free", "count"))
    first = requirement.judge(Amount(1, "count")).outcome
    assert (first, requirement.judge(Amount(value, "count")).outcome) == (
        "aligned",
        "wrong_type" if value is True else "aligned",
    )
