"""Columns give back what was put into them, whatever it is, and weigh what it says."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.report.column_reader import Reader, numbers
from checker.report.columns import Columns, digits, packed

texts = st.text(max_size=3) | st.sampled_from(["0a", "1b"])
scalars = st.none() | st.booleans() | st.integers(-3, 300) | st.floats(-2, 2) | texts
pairs = st.fixed_dictionaries({"d": scalars, "e": scalars})
objects = st.fixed_dictionaries({"a": scalars, "b": scalars, "c": st.none() | pairs})
values = st.recursive(scalars | objects, lambda inner: st.lists(inner, max_size=3), max_leaves=6)


@given(
    st.lists(values, max_size=30)
    | st.lists(objects | st.none(), max_size=60)
    | st.lists(st.sampled_from([1, True, 1.0, "1", None]))
)
def test_any_values_come_back(given_values: list[object]) -> None:
    columns = Columns(["0a", "1b"])
    node = json.loads(json.dumps(columns.of(given_values)))
    back = Reader(json.loads(json.dumps(columns.shared()))).values(node)
    assert json.dumps(back) == json.dumps(given_values)


@given(st.lists(st.tuples(scalars, scalars, scalars), max_size=60))
def test_any_table_comes_back(rows: list[tuple[object, ...]]) -> None:
    columns = Columns()
    node = columns.table([list(column) for column in zip(*rows, strict=True)] if rows else [[], [], []])
    back = Reader(columns.shared()).values(json.loads(json.dumps(node)))
    assert json.dumps(back) == json.dumps([list(row) for row in rows])


@given(st.lists(st.integers(-(10**9), 10**9)))
def test_any_whole_numbers_come_back(given_values: list[int]) -> None:
    assert numbers(digits(given_values)) == given_values


@pytest.mark.parametrize("step", [0, 1, 7])
def test_numbers_that_rise_evenly_weigh_nothing(step: int) -> None:
    assert len(packed(digits([step * place for place in range(10_000)]))) < 120


def test_what_another_column_determines_is_said_once_for_each_of_its_values() -> None:
    names = [f"m{place * 7 % 40}" for place in range(400)]
    node = Columns().of([{"name": name, "lead": f"lead of {name}", "row": row} for row, name in enumerate(names)])
    name, lead, _ = node["columns"]
    assert lead["by"] == [0]
    assert (len(numbers(lead["of"]["texts"])), len(numbers(name["at"]))) == (40, 400)


def test_what_two_columns_determine_is_said_once_for_each_pair() -> None:
    rows = [{"process": f"p{place % 7}", "element": f"e{place % 5}", "title": f"{place % 35}"} for place in range(400)]
    node = json.loads(json.dumps(Columns().of(rows)))
    assert node["columns"][2]["by"] == [0, 1]


def test_a_fingerprint_of_the_run_stands_there_once() -> None:
    columns = Columns(["00ff", "11ee", "22dd"])
    node = columns.of(["#/f/22dd", "#/f/00ff"])
    assert node["before"] == "#/f/"
    assert not columns.shared()["texts"]
    assert Reader(columns.shared()).values(node) == ["#/f/22dd", "#/f/00ff"]
    assert Reader(Columns(["no-hex", "0"]).shared()).values({"known": digits([1, 0]), "before": ""}) == ["0", "no-hex"]
