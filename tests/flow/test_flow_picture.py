"""The standard's flow and a market's as one picture."""

import pytest
from flows import standard, whole
from hypothesis import given
from random_flows import modest, variants

from checker.alignment.flow_picture import merged, plain
from checker.flow import Refused, apply, build, compare


def picture(flow, layer, lit=()):
    applied = apply(flow, [layer])
    return merged("t", flow, applied.graph, compare(flow, applied), lit)


@pytest.mark.parametrize(
    ("text", "points", "variant", "expected"),
    [
        ("a b c end", "", "a b c end", {}),
        ("a b c end", "", "a c end", {"b": ("removed", "")}),
        ("a b+skip c end", "", "a c end", {"b": ("removed", "allowed")}),
        ("a b c end", "p@a:bot*1", "a n b c end", {"n": ("added", "allowed")}),
        ("a b c end", "", "a b n c end", {"n": ("added", "")}),
        ("a b c end", "", "b a c end", {"b": ("moved", "")}),
        ("a b c end", "", "a n c end", {"b": ("replaced", ""), "n": ("added", "")}),
        ("a b+replace c end", "", "a n c end", {"b": ("replaced", "allowed"), "n": ("added", "allowed")}),
        ("a b c end", "", "a b:human c end", {"b": ("retyped", "was: chatbot")}),
        ("a d{x>b,y>end} b end", "", "a d{x>b,z>end} b end", {"d": ("changed", "branches")}),
        ("a b c end", "", "a n=b c end", {}),  # the same step under another id
    ],
)
def test_states_and_notes(text, points, variant, expected):
    flow = standard(text, points)
    found = picture(flow, whole(flow, variant))
    assert {box.id: (box.state, box.note) for box in found.boxes if box.state != "unchanged"} == expected


def test_an_added_step_stands_behind_the_step_that_leads_to_it():
    flow = standard("a b c end")
    assert [box.id for box in picture(flow, whole(flow, "a n m b c end")).boxes] == ["a", "n", "m", "b", "c", "end"]


def test_ways_that_differ_are_there_twice():
    flow = standard("a d{x>b,y>end} b end")
    found = picture(flow, whole(flow, "a d{x>b,y>a/2} b end"))
    states = {(way.source, way.target, way.label, way.max_repeats): way.state for way in found.arrows}
    assert states["d", "end", "y", None] == "removed"
    assert states["d", "a", "y", 2] == "added"
    assert states["a", "d", None, None] == "unchanged"


def test_a_lit_run_has_the_ids_of_the_picture():
    flow = standard("a b c end")
    assert picture(flow, whole(flow, "a n=b c end"), ("a", "n", "c", "end")).lit == ("a", "b", "c", "end")


@modest(150)
@given(variants(most=6))
def test_taking_one_side_away_leaves_the_other(variant):
    flow, layer = variant
    applied = apply(flow, [layer])
    if isinstance(applied, Refused):
        return
    found = merged("t", flow, applied.graph, compare(flow, applied))
    ids = [box.id for box in found.boxes]
    assert len(ids) == len(set(ids))
    assert {end for way in found.arrows for end in (way.source, way.target)} - {None} <= set(ids)
    here = [box for box in found.boxes if box.state not in ("removed", "replaced")]
    assert len(here) == len(applied.graph.nodes)
    old = {way[:3] + way[4:] for way in found.arrows if way.state != "added"}
    assert old == {(edge[0], edge[2], edge[1], edge[3]) for ways in build(flow).ways.values() for edge in ways}
    new = [way for way in found.arrows if way.state != "removed"]
    assert len(new) == len({edge for ways in applied.graph.ways.values() for edge in ways})


def test_a_standard_alone_has_no_differences():
    flow = standard("a d{x>b,y>end} b end")
    found = plain("t", flow)
    assert {box.state for box in found.boxes} == {way.state for way in found.arrows} == {"unchanged"}
    assert found.start == "a"
