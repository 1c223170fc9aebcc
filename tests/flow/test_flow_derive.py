"""Both forms of a variant are one model: what `derive` writes makes the same flow, with the same edits."""

import pytest
from flows import changes, new, standard, whole
from hypothesis import given
from random_flows import modest, variants

from checker.flow.compare import compare
from checker.flow.derive import derive
from checker.flow.effective import Applied, apply
from checker.flow.graph import build

LINE = "a b c d e end"


def applied(flow, layer):
    found = apply(flow, [layer])
    assert isinstance(found, Applied), found
    return found


@modest(250)
@given(variants())
def test_apply_undoes_derive(variant):
    flow, layer = variant
    graph = applied(flow, layer).graph
    assert applied(flow, derive(flow, graph)).graph == graph


@modest(100)
@given(variants())
def test_which_form_a_variant_has_never_matters(variant):
    flow, layer = variant
    one = applied(flow, layer)
    other = applied(flow, derive(flow, one.graph))
    assert edits(flow, one) == edits(flow, other)


def edits(flow, found):
    """What a comparison says, without the place in the file and without layout order."""
    return sorted((e.kind, e.step, e.allowed, e.local or "", repr(e.differences)) for e in compare(flow, found).edits)


@pytest.mark.parametrize(
    ("variant", "expected"),
    [
        (LINE, []),
        ("a c d e end", [{"skip": "b"}]),
        ("a n b c d e end", [{"insert": new("n"), "at": "p"}]),
        ("a b n c d e end", [{"insert": new("n"), "after": "b"}]),
        ("n a b c d e end", [{"insert": new("n"), "before": "a"}]),
        ("a c d b e end", [{"move": "b", "after": "d"}]),
        ("a n m c d e end", [{"replace": "b", "with": [new("n"), new("m")]}]),
        ("a b:human c d e end", [{"tune": "b", "set": {"type": "human"}}]),
        ("a n=b c d e end", [{"replace": "b", "with": [new("n=b")]}]),
    ],
)
def test_the_changes_are_those_that_a_person_would_write(variant, expected):
    flow = standard(LINE, "p@a:bot*1")
    found = derive(flow, applied(flow, whole(flow, variant)).graph)
    spoken = {"exclude_defaults": True, "by_alias": True}
    written = [change.model_dump(**spoken) for change in found.changes]
    wanted = [change.model_dump(**spoken) for change in changes(*expected).changes]
    assert strip(written) == strip(wanted)


def strip(value):
    """Without keys that say what is so anyway."""
    if isinstance(value, dict):
        return {key: strip(inner) for key, inner in value.items() if key not in ("turns", "minutes", "tags", "params")}
    return [strip(inner) for inner in value] if isinstance(value, list | tuple) else value


def test_the_standard_itself_needs_no_change():
    flow = standard(LINE)
    assert derive(flow, build(flow)).changes == ()
