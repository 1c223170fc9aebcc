"""Changes applied in order: the edges that come out, and the words for what cannot be applied."""

import pytest
from flows import changes, new, standard, whole

from checker.flow import Applied, Refused, apply, build, defects, flow_faults

FORK = "a b c d{x>e,y>f,retry>b/2} e>end f end"
POINTS = "p@a:bot*2 q@c:bot*1"


def edges(graph):
    """`a>b c/2 d:e` in words: every way out, by layout."""
    found = [f"^{graph.start}"]
    for ways in graph.ways.values():
        for edge in ways:
            label = f":{edge.label}" if edge.label else ""
            bound = f"/{edge.max_repeats}" if edge.max_repeats else ""
            found.append(f"{edge.source}{label}>{edge.target or 'EXIT'}{bound}")
    return set(found)


BASE = edges(build(standard(FORK)))

TABLE = {
    "insert after": ([{"insert": new("n"), "after": "a"}], {"a>b": ["a>n", "n>b"]}),
    "insert before puts it on jumps too": (
        [{"insert": new("n"), "before": "b"}], {"a>b": ["a>n", "n>b"], "d:retry>b/2": ["d:retry>n/2"]},
    ),
    "insert before the first": ([{"insert": new("n"), "before": "a"}], {"^a": ["^n", "n>a"]}),
    "insert on a branch": (
        [{"insert": new("n"), "on_branch": {"of": "d", "label": "x"}}], {"d:x>e": ["d:x>n", "n>e"]},
    ),
    "the bound of a jump stays with the half that enters": (
        [{"insert": new("n"), "on_branch": {"of": "d", "label": "retry"}}], {"d:retry>b/2": ["d:retry>n/2", "n>b"]},
    ),
    "several at one anchor stand in the order written": (
        [{"insert": new("n"), "after": "a"}, {"insert": new("m"), "at": "p"}], {"a>b": ["a>n", "n>m", "m>b"]},
    ),
    "a later one stands behind what is anchored to the earlier": (
        [{"insert": new("n"), "after": "a"}, {"insert": new("o"), "after": "n"}, {"insert": new("m"), "after": "a"}],
        {"a>b": ["a>n", "n>o", "o>m", "m>b"]},
    ),
    "a moved step leaves its anchor's list": (
        [{"insert": new("n"), "after": "a"}, {"move": "n", "after": "e"}, {"insert": new("m"), "after": "a"}],
        {"a>b": ["a>m", "m>b"], "e>end": ["e>n", "n>end"]},
    ),
    "skip": ([{"skip": "c"}], {"b>c": ["b>d"], "c>d": []}),
    "skip the first": ([{"skip": "a"}], {"^a": ["^b"], "a>b": []}),
    "skip joins bounds to the smaller": ([{"skip": "b"}], {"a>b": ["a>c"], "b>c": [], "d:retry>b/2": ["d:retry>c/2"]}),
    "skip a decision with what only its other branches reach": (
        [{"skip": "d", "take": "x"}],
        {"c>d": ["c>e"], "d:x>e": [], "d:y>f": [], "d:retry>b/2": [], "f>end": []},
    ),
    "an extension point stays where its step was skipped": (
        [{"skip": "c"}, {"insert": new("n"), "at": "q"}], {"b>c": ["b>n"], "c>d": ["n>d"]},
    ),
    "an extension point stays behind what replaced its step": (
        [{"replace": "c", "with": [new("n")]}, {"insert": new("m"), "at": "q"}, {"insert": new("o"), "after": "n"}],
        {"b>c": ["b>n"], "c>d": ["n>o", "o>m", "m>d"]},
    ),
    "an extension point goes with its step": (
        [{"move": "c", "after": "e"}, {"insert": new("n"), "at": "q"}],
        {"b>c": ["b>d"], "c>d": [], "e>end": ["e>c", "c>n", "n>end"]},
    ),
    "move takes jumps along nowhere": (
        [{"move": "b", "after": "c"}],
        {"a>b": ["a>c"], "b>c": ["c>b"], "c>d": ["b>d"], "d:retry>b/2": ["d:retry>c/2"]},
    ),
    "replace by a chain": ([{"replace": "b", "with": [new("n"), new("m")]}],
        {"a>b": ["a>n"], "b>c": ["n>m", "m>c"], "d:retry>b/2": ["d:retry>n/2"]},
    ),
    "replace by itself with another way": ([{"replace": "e", "with": [new("e>f")]}], {"e>end": ["e>f"]}),
    "an inserted end ends the run there": ([{"insert": new("n:end"), "before": "e"}], {"d:x>e": ["d:x>n"]}),
    "a change names what an earlier one brought": (
        [{"insert": new("n"), "after": "a"}, {"tune": "n", "set": {"name": "N2"}}, {"skip": "n"}], {},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLE)
def test_change(name):
    made, exchanged = TABLE[name]
    applied = apply(standard(FORK, POINTS), [changes(*made)])
    assert isinstance(applied, Applied), applied
    assert edges(applied.graph) == (BASE - set(exchanged)) | {edge for edges in exchanged.values() for edge in edges}


def test_the_region_stands_before_the_market():
    region, market = changes({"insert": new("n"), "after": "a"}), changes({"insert": new("m"), "after": "a"})
    applied = apply(standard("a b"), [region, market])
    assert edges(applied.graph) == {"^a", "a>n", "n>m", "m>b", "b>EXIT"}


def test_a_market_changes_its_regions_whole_flow_and_its_own_replaces_it():
    flow = standard("a b c")
    layers = [whole(flow, "a c"), changes({"insert": new("n"), "after": "a"})]
    assert edges(apply(flow, layers).graph) == {"^a", "a>n", "n>c", "c>EXIT"}
    assert edges(apply(flow, [*layers, whole(flow, "a b")]).graph) == {"^a", "a>b", "b>EXIT"}


def test_a_whole_flow_inherits_what_it_leaves_out():
    flow = standard("a d{x>b,y>end} b>end c end", a={"turns": 3, "owner": "x", "params": {"limit": 4, "other": 5}})
    node = apply(flow, [whole(flow, "n=a d b end", n={"params": {"limit": 9}})]).graph.nodes["n"]
    assert (node.name, node.type, node.turns, node.owner, node.stands_for) == ("A", "bot", 3, "x", "a")
    assert {name: setting.value for name, setting in node.params.items()} == {"limit": 9, "other": 5}


def test_an_inherited_jump_to_a_step_that_is_missing_leads_to_the_next():
    flow = standard("a>c b c d{x>b,y>end} end")
    assert "a>d" in edges(apply(flow, [whole(flow, "a d b end")]).graph)
    assert "d:x>end" in edges(apply(flow, [whole(flow, "a c d end")]).graph)


def test_a_bound_goes_with_its_jump():
    flow = standard("a b>a/2 c d{x>b/3,y>end} end")
    assert {"b>a/2", "d:x>b/3"} <= edges(apply(flow, [whole(flow, "a b c d end")]).graph)
    assert "b>c" in edges(apply(flow, [whole(flow, "b c d end")]).graph)
    assert "d:x>end" in edges(apply(flow, [whole(flow, "a c d end")]).graph)


def test_turns_left_to_the_default_follow_the_type():
    flow = standard("a b", b={"turns": 1})
    tuned = apply(flow, [changes(*({"tune": step, "set": {"type": "system"}} for step in "ab"))]).graph.nodes
    assert (tuned["a"].turns, tuned["b"].turns) == (0, 1)


REFUSED = {
    "unknown step": ({"skip": "zz"}, "unknown", ("changes", 0, "skip")),
    "unknown anchor": ({"insert": new("n"), "after": "zz"}, "unknown", ("changes", 0, "after")),
    "unknown extension point": ({"insert": new("n"), "at": "zz"}, "unknown", ("changes", 0, "at")),
    "unknown branch": (
        {"insert": new("n"), "on_branch": {"of": "d", "label": "zz"}}, "unknown", ("changes", 0, "on_branch", "label"),
    ),
    "unknown target": ({"insert": new("n>zz"), "after": "a"}, "unknown", ("changes", 0, "insert", "go")),
    "unknown twin": ({"insert": new("n=zz"), "after": "a"}, "unknown", ("changes", 0, "insert", "same_as")),
    "unknown branch to take": ({"skip": "d", "take": "zz"}, "unknown", ("changes", 0, "take")),
    "after an end": ({"insert": new("n"), "after": "end"}, "impossible", ("changes", 0)),
    "after a decision": ({"insert": new("n"), "after": "d"}, "impossible", ("changes", 0)),
    "a move after a decision": ({"move": "a", "after": "d"}, "impossible", ("changes", 0)),
    "beside itself": ({"move": "a", "after": "a"}, "impossible", ("changes", 0)),
    "a decision without take": ({"skip": "d"}, "impossible", ("changes", 0)),
    "an id that is taken": ({"insert": new("b"), "after": "a"}, "impossible", ("changes", 0, "insert", "id")),
    "a decision tuned to a bot": ({"tune": "d", "set": {"type": "bot"}}, "impossible", ("changes", 0, "set", "type")),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_change_that_cannot_be_applied_says_why(name):
    change, kind, path = REFUSED[name]
    found = apply(standard(FORK, POINTS), [None, changes(change)])
    assert isinstance(found, Refused)
    fault = found.faults[0]
    assert (fault.kind, fault.path, fault.layer) == (kind, path, 1)
    assert fault.reason
    assert not fault.reason.endswith(".")
    assert kind == "impossible" or (fault.name == "zz" and fault.candidates)


def test_every_fault_is_named_but_none_that_follows_from_another():
    made = [{"insert": new("n"), "after": "zz"}, {"tune": "n", "set": {"name": "N2"}}, {"skip": "yy"}]
    found = apply(standard(FORK), [changes(*made)])
    assert [fault.name for fault in found.faults] == ["zz", "yy"]


def test_a_whole_flow_names_all_its_faults():
    flow = standard("a b")
    layer = whole(flow, "a a>zz n=yy")
    found = apply(flow, [layer])
    assert sorted(fault.path for fault in found.faults) == [
        ("steps", 1, "go"), ("steps", 1, "id"), ("steps", 2, "same_as"),
    ]  # fmt: skip


def test_the_change_behind_a_difference_is_known():
    applied = apply(standard(FORK), [changes({"skip": "c"}), changes({"tune": "a", "set": {"name": "A2"}})])
    assert applied.cause(["c"], "removed") == (0, ("changes", 0))
    assert applied.cause(["a"], "name") == (1, ("changes", 0, "set", "name"))
    assert applied.cause(["f"], "place", "name") is None


def test_faults_of_a_standard():
    flow = standard("a>zz a b{x>yy}", "p@ww:bot*1")
    assert [(fault.name, fault.path) for fault in flow_faults(flow)] == [
        (None, ("steps", 1, "id")),
        ("zz", ("steps", 0, "go")),
        ("yy", ("steps", 2, "branches", 0, "go")),
        ("ww", ("extension_points", 0, "after")),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FORK, []),
        ("a>end b end", [("unreachable", ("b",))]),
        ("a d{x>b,y>end} b>b/1 end", [("dead_end", ("b",))]),
        ("a b d{x>a,y>end} end", [("unbounded_loop", ("a", "b", "d"))]),
        ("a b d{x>a/3,y>end} end", []),
        ("a d{x>end} end", [("bad_branch", ("d",))]),
        ("a d{x>end,x>b} b end", [("bad_branch", ("d",))]),
    ],
)
def test_defects(text, expected):
    found = defects(build(standard(text)))
    assert [(defect.kind, defect.steps) for defect in found] == expected
