"""The score of a flow, and hints at renamed steps."""

from fractions import Fraction

import pytest
from flows import standard, whole
from hypothesis import given
from random_flows import modest, variants

from checker.flow import apply, build, compare, percent, renamings, score
from checker.flow.routes import routes


def scored(flow, layer):
    applied = apply(flow, [layer])
    return score(flow, applied, compare(flow, applied))


@pytest.mark.parametrize(
    ("text", "points", "variant", "expected"),
    [
        ("a b c end", "", "a b c end", Fraction(1)),
        ("a b+skip c end", "", "a c end", Fraction(1)),
        ("a b c end", "p@a:bot*1", "a n b c end", Fraction(1)),
        ("a b+replace c end", "", "a n m c end", Fraction(1)),
        ("a b+move c end", "", "a c b end", Fraction(1)),
        # 1 for the added step, of 21 + 20; the standard's run passes over it for 1 of 20 + 21
        ("a b c end", "", "a b n c end", Fraction(40, 41)),
        # 5 for the missing step, of 15 + 20
        ("a b c end", "", "a c end", Fraction(6, 7)),
        # 3 for the human
        ("a b c end", "", "a b n:human c end", Fraction(40, 43)),
    ],
)
def test_alignment(text, points, variant, expected):
    flow = standard(text, points)
    assert scored(flow, whole(flow, variant)).alignment == expected


def test_the_worst_route_is_named():
    flow = standard("a d{x>b,y>c} b>end c end")
    found = scored(flow, whole(flow, "a d{x>b,y>n} b>end n c end"))
    assert found.worst.run == ("a", "d", "n", "c", "end")
    assert found.conformity == (1 + found.worst.fitness) / 2


def test_a_refused_difference_that_no_route_shows_still_costs():
    flow = standard("a b d{r>b/2,o>end} end")
    assert percent(scored(flow, whole(flow, "a b d{r>b/3,o>end} end")).alignment) == 99.9


def test_allowed_steps_never_raise_a_mean_by_giving_more_routes():
    flow = standard("a d{x>b,y>c} b>end c end", "p@a:bot|decision*2")
    plain = scored(flow, whole(flow, "a d{x>b,y>n} b>end n c end"))
    padded = scored(flow, whole(flow, "a o{u>d,v>m} m d{x>b,y>n} b>end n c end"))
    assert padded.alignment == plain.alignment < 1


def test_percent_is_truncated():
    assert percent(Fraction(2, 3)) == 66.6
    assert percent(Fraction(99999, 100000)) == 99.9
    assert percent(Fraction(1)) == 100.0


def test_routes_cover_every_way_and_take_a_loop_once():
    graph = build(standard("a b d{r>b/3,o>c,p>end} c end"))
    found = routes(graph)
    assert found == (("a", "b", "d", "end"), ("a", "b", "d", "b", "d", "end"), ("a", "b", "d", "c", "end"))


STRUCTURAL = {"removed", "added", "extension_refused", "moved", "replaced"}


@modest(200)
@given(variants(most=6))
def test_a_score_lies_between_nothing_and_all_and_reaches_all_only_where_nothing_is_refused(variant):
    flow, layer = variant
    applied = apply(flow, [layer])
    comparison = compare(flow, applied)
    found = score(flow, applied, comparison)
    assert 0 <= found.alignment <= 1
    assert all(0 <= route.fitness <= 1 for route in found.routes)
    if any(edit.kind in STRUCTURAL and not edit.allowed for edit in comparison.edits):
        assert percent(found.alignment) < 100


@pytest.mark.parametrize(
    ("name", "variant", "expected"),
    [
        ("Verify the identity", "a v c end", [("b", "v")]),
        ("Offer a voucher", "a v c end", []),
        ("Verify the identity", "a c v end", []),
    ],
)
def test_a_likely_rename_is_a_hint(name, variant, expected):
    flow = standard("a b c end", b={"name": "Verify identity"})
    applied = apply(flow, [whole(flow, variant, v={"name": name})])
    found = renamings(build(flow), applied.graph, compare(flow, applied))
    assert [(each.removed, each.added) for each in found] == expected
