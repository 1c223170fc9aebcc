"""Pairs of flows with the edits that a person would name.

An edit is written `kind step`, in brackets where it is allowed; `changed step.key` names what differs,
`replaced step>a,b` the chain, `added n@p` the step behind whose extension point it stands.
"""

from itertools import combinations

import pytest
from flows import changes, new, standard, whole
from hypothesis import given
from hypothesis import strategies as st
from random_flows import modest, variants

from checker.flow import Applied, Edit, apply, build, compare
from checker.flow.explaining import Explainer
from checker.flow.moving import Search
from checker.flow.outline import Pair
from checker.flow.permissions import Permissions
from checker.flow.seams import Case
from checker.model.documents.flow import Flow, LocalFlow


def word(edit: Edit) -> str:
    text = f"{edit.kind} {edit.step}"
    if edit.kind == "changed":
        text += f".{edit.parameter.name}" if edit.parameter else "." + ",".join(d.key for d in edit.differences)
    if edit.kind == "replaced":
        text += ">" + ",".join(edit.chain)
    if edit.kind in ("added", "extension_refused") and edit.point:
        text += f"@{edit.point}"
    if edit.reason:
        text += f" {edit.reason}"
    return f"({text})" if edit.allowed else text


def edits(flow: Flow, *layers: LocalFlow) -> list[str]:
    applied = apply(flow, list(layers))
    assert isinstance(applied, Applied), applied
    return [word(edit) for edit in compare(flow, applied).edits]


LINE = "a b c d e end"
FORK = "a d{x>b,y>e} b c>end e f>end end"
LOOP = "a b d{retry>b/2,on>c} c end"

# standard, its extension points, the variant's whole flow, the edits
PAIRS = {
    "the same flow": (LINE, "", LINE, []),
    "the same flow, its list in another order": (FORK, "", "a d{x>b,y>e} e f>end b c>end end", []),
    "branches in another order": (FORK, "", "a d{y>e,x>b} b c>end e f>end end", []),
    "a step left out": (LINE, "", "a c d e end", ["removed b"]),
    "a step left out that may be": ("a b+skip c end", "", "a c end", ["(removed b)"]),
    "the first step left out": (LINE, "", "b c d e end", ["removed a"]),
    "the last step left out": (LINE, "", "a b c d end", ["removed e"]),
    "the end left out": (LINE, "", "a b c d e", ["removed end"]),
    "two neighbours left out": (LINE, "", "a d e end", ["removed b", "removed c"]),
    "two steps left out": (LINE, "", "a c e end", ["removed b", "removed d"]),
    "a step added": (LINE, "", "a b n c d e end", ["added n"]),
    "a step added before the first": (LINE, "", "n a b c d e end", ["added n"]),
    "a step added behind the last": ("a b", "", "a b n", ["added n"]),
    "a step added on a branch": (FORK, "", "a d{x>n,y>e} n b c>end e f>end end", ["added n"]),
    "a step added before a join": (LOOP, "", "a n b d{retry>n/2,on>c} c end", ["added n"]),
    "a step added where it may stand": (LINE, "p@a:bot*1", "a n b c d e end", ["(added n@a)"]),
    "a second step added where one may stand": (
        LINE, "p@a:bot*1", "a n m b c d e end", ["(added n@a)", "extension_refused m@a too_many"],
    ),
    "an added step of a type that may not stand there": (
        LINE, "p@a:system*1", "a n b c d e end", ["extension_refused n@a type"],
    ),
    "a wrong type uses up a place": (
        LINE, "p@a:bot*1", "a n:human m b c d e end", ["extension_refused n@a type", "extension_refused m@a too_many"],
    ),
    "two points at one step join their types and places": (
        LINE, "p@a:bot*1 q@a:human*1", "a n:human m:human b c d e end", ["(added n@a)", "(added m@a)"],
    ),
    "an added step away from the point": (LINE, "p@a:bot*1", "a b n c d e end", ["added n"]),
    "a step moved down": (LINE, "", "a c d b e end", ["moved b"]),
    "a step moved up": (LINE, "", "a e b c d end", ["moved e"]),
    "neighbours swapped: the later moved": (LINE, "", "a c b d e end", ["moved c"]),
    "neighbours swapped: the heavier moved": ("a b!compliance c d e end", "", "a c b d e end", ["moved b"]),
    "neighbours swapped: the one that may move moved": (
        "a b+move c!compliance d e end", "", "a c b d e end", ["(moved b)"],
    ),
    "the first step moved": (LINE, "", "b c a d e end", ["moved a"]),
    "a step moved to another branch": (FORK, "", "a d{x>c,y>e} c>end e b f>end end", ["moved b"]),
    "a step moved out of a loop": (LOOP, "", "b d{retry>b/2,on>a} a c end", ["moved a"]),
    "two steps moved": ("a b c d e f g end", "", "a c d b e g f end", ["moved b", "moved g"]),
    "a block moved step by step": ("a b c d e f g end", "", "a d e f b c g end", ["moved b", "moved c"]),
    "a step replaced by one": (LINE, "", "a n c d e end", ["replaced b>n"]),
    "a step replaced by a chain": (LINE, "", "a n m c d e end", ["replaced b>n,m"]),
    "a step replaced that may be": ("a b+replace c end", "", "a n m c end", ["(replaced b>n,m)"]),
    "a step replaced by one that is the same": ("a b+replace c end", "", "a n m=b c end", ["(replaced b>n,m)"]),
    "a step under another id": (LINE, "", "a n=b c d e end", []),
    "two steps replaced by two": (LINE, "", "a n m d e end", ["replaced b>n", "replaced c>m"]),
    "a step left out and one added elsewhere": (LINE, "", "a c d n e end", ["removed b", "added n"]),
    "a replaced step on a branch": (FORK, "", "a d{x>n,y>e} n c>end e f>end end", ["replaced b>n"]),
    "a replaced step that two ways enter": (LOOP, "", "a n d{retry>n/2,on>c} c end", ["replaced b>n"]),
    "a replaced step and an addition where it may be": (
        "a b+replace c end", "p@a:human*1", "a n:human m c end", ["(replaced b>n,m)"],
    ),
    "a branch that leads elsewhere": (FORK, "", "a d{x>b,y>c} b c>end e f>end end", ["changed d.branches"]),
    "a step that jumps elsewhere": ("a b c d e end", "", "a b>d c d e end", ["changed b.go"]),
    "a branch of another name": (FORK, "", "a d{x>b,z>e} b c>end e f>end end", ["changed d.branches"]),
    "a branch more": (FORK, "", "a d{x>b,y>e,z>end} b c>end e f>end end", ["changed d.branches"]),
    "a loop with another bound": (LOOP, "", "a b d{retry>b/3,on>c} c end", ["changed d.branches"]),
    "a loop left out": (LOOP, "", "a b d{on>c,off>end} c end", ["changed d.branches"]),
    "a step of another type": (LINE, "", "a b:human c d e end", ["retyped b"]),
    "a step of another type that may be": ("a b+retype c end", "", "a b:human c end", ["(retyped b)"]),
    "a step moved and of another type": (LINE, "", "a c d b:human e end", ["moved b", "retyped b"]),
    "a decision left out with the branch it does not take": (
        FORK, "", "a b c end", ["removed d", "removed e", "removed f"],
    ),
    "a decision added": (LINE, "", "a n{x>b,y>end} b c d e end", ["added n"]),
    "a decision added with a step on its other branch": (
        LINE, "p@a:decision|bot*2", "a n{x>b,y>m} m>end b c d e end", ["(added n@a)", "(added m@a)"],
    ),
    "a decision moved": ("a d{x>b,y>end} b c end", "", "a b d{x>c,y>end} c end", ["moved b"]),
    "a decision replaced by a step": (FORK, "", "a n b c end", ["replaced d>n", "removed e", "removed f"]),
    "an end added on a branch": (FORK, "", "a d{x>b,y>stop} b c>end stop:end e f>end end", ["added stop"]),
    "an addition allowed once the step between has moved": (
        "a b+move c end", "p@a:bot*1", "a b n c end", ["(moved b)", "(added n@a)"],
    ),
    "one refused move rather than two refused additions": (
        "a b c d end", "p@a:bot*2", "a b n m c d end", ["moved b", "(added n@a)", "(added m@a)"],
    ),
    "a place that stays where a step was left out": (
        "a b+skip c end", "p@b:bot*1", "a n c end", ["(removed b)", "(added n@b)"],
    ),
    "a place that goes with its step": (LINE, "p@b:bot*1", "a c d b n e end", ["moved b", "(added n@b)"]),
    "several steps that are one: the last carries it": (
        "a b!compliance c d e end", "", "a n=b c m=b d e end", ["moved b", "added n"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PAIRS)
def test_a_person_would_name_these_edits(name):
    text, points, variant, expected = PAIRS[name]
    flow = standard(text, points)
    assert edits(flow, whole(flow, variant)) == expected


def test_each_pair_shows_something_else():
    assert len(PAIRS) >= 50
    assert len({(text, points, variant) for text, points, variant, _ in PAIRS.values()}) == len(PAIRS)


WORDS = {
    "another name": ({"name": "Other"}, (), ["changed b.name"]),
    "another name that may be": ({"name": "Other"}, ("reword",), ["(changed b.name)"]),
    "another owner": ({"owner": "x"}, (), ["changed b.owner"]),
    "another owner that may be": ({"owner": "x"}, ("reassign",), ["(changed b.owner)"]),
    "name and owner, one allowed": (
        {"name": "Other", "owner": "x"}, ("reword",), ["changed b.owner", "(changed b.name)"],
    ),
    "turns": ({"turns": 3}, ("reword", "tune", "retype"), ["changed b.turns"]),
    "minutes": ({"minutes": 3}, (), ["changed b.minutes"]),
    "tags": ({"tags": ["pii"]}, (), ["changed b.tags"]),
    "turns that follow the type": ({"type": "system"}, ("retype",), ["(retyped b)"]),
    "a parameter": ({"params": {"limit": 9}}, (), ["changed b.limit"]),
    "a parameter that may be tuned": ({"params": {"limit": 9}}, ("tune",), []),
    "a parameter as it was": ({"params": {"limit": 4}}, (), []),
}  # fmt: skip


@pytest.mark.parametrize("name", WORDS)
def test_what_a_step_says_of_itself(name):
    said, may, expected = WORDS[name]
    flow = standard("a b c end", b={"market_may": list(may), "params": {"limit": 4}})
    assert edits(flow, whole(flow, "a b c end", b=said)) == expected


def test_a_tuned_parameter_is_left_to_the_caller():
    limit = {"value": 4, "unit": "minutes", "tailoring": "free"}
    flow = standard("a b end", b={"market_may": ["tune"], "params": {"limit": limit}})
    applied = apply(flow, [changes({"tune": "b", "set": {"params": {"limit": 9, "other": 1}}})])
    known, other = compare(flow, applied).parameters
    assert (known.step, known.name, known.standard.value) == ("b", "limit", 4)
    assert (known.local.value, known.local.unit) == (9, "minutes")
    assert known.cause == (0, ("changes", 0, "set", "params", "limit"))
    assert (other.name, other.standard) == ("other", None)


def test_replace_covers_name_owner_and_type_of_a_step_of_another_id():
    flow = standard("a b+replace c end")
    said = {"name": "Other", "owner": "x", "type": "human", "minutes": 5}
    found = edits(flow, whole(flow, "a n=b c end", n=said))
    assert found == ["changed b.minutes", "(changed b.name,owner)", "(retyped b)"]


def test_which_step_a_move_names_never_matters():
    flow = standard(LINE)
    one, other = ({"move": "b", "after": "c"}, {"move": "c", "before": "b"})
    assert edits(flow, changes(one)) == edits(flow, changes(other)) == ["moved c"]


def test_an_edit_knows_its_place_and_its_change():
    flow = standard(LINE)
    applied = apply(flow, [changes({"insert": new("n"), "after": "b"}, {"move": "e", "before": "a"})])
    moved, added = compare(flow, applied).edits
    assert (moved.was.after, moved.place.before, moved.cause) == (("d",), ("a",), (0, ("changes", 1)))
    assert (added.place.after, added.place.before, added.cause) == (("b",), ("c",), (0, ("changes", 0)))


# The number of edits, against searches that know no shortcut.


@modest(150)
@given(variants(most=7))
def test_no_other_set_of_moved_steps_explains_it_with_less(variant):
    flow, layer = variant
    case = Case(Pair(build(flow), apply(flow, [layer]).graph), Permissions(flow))
    explainer = Explainer(case)
    steps = sorted(case.movable)
    sets = (frozenset(moved) for size in range(len(steps) + 1) for moved in combinations(steps, size))
    assert Search(explainer).run().rank == min(explainer.explain(moved).rank for moved in sets)


@modest(300)
@given(variants(most=7))
def test_every_difference_has_an_edit_and_nothing_else_has_one(variant):
    flow, layer = variant
    applied = apply(flow, [layer])
    found = compare(flow, applied)
    renamed = any(node.stands_for not in (None, name) for name, node in applied.graph.nodes.items())
    assert renamed or bool(found.edits or found.parameters) == (applied.graph != build(flow))


@st.composite
def lines(draw: st.DrawFn):
    """Two flows without jumps: steps in order with permissions and one extension point."""
    ids = "abcdefg"[: draw(st.integers(1, 7))]
    may = {name: draw(st.sets(st.sampled_from(["skip", "move", "replace"]), max_size=2)) for name in ids}
    point, places = draw(st.sampled_from(ids)), draw(st.integers(0, 2))
    kept = (
        [name for name in draw(st.permutations(ids)) if draw(st.integers(0, 4))] if draw(st.booleans()) else list(ids)
    )
    line = list(kept)
    for name in ["n", "m", "o"][: draw(st.integers(0 if kept else 1, 3))]:
        line.insert(draw(st.integers(0, len(line))), name)
    if draw(st.booleans()) and len(line) > 1:
        line.remove(draw(st.sampled_from(sorted(set(line)))))
    return ids, may, (point, places), line


@modest(250)
@given(lines())
def test_as_few_edits_as_a_search_through_all_explanations(drawn):
    ids, may, (point, places), line = drawn
    words = ["+".join([name, *sorted(may[name])]) for name in ids]
    flow = standard(" ".join(words), f"p@{point}:bot*{places}" if places else "")
    found = compare(flow, apply(flow, [whole(flow, " ".join(line))])).edits
    cost = (sum(not edit.allowed for edit in found), len(found))
    assert cost == least(ids, may, (point, places), line)


def least(ids, may, room, line):
    """Refused edits and edits of the best explanation: every set of moves, every reading of what lies between."""
    kept = [name for name in ids if name in line]
    sets = [set(moved) for size in range(len(kept) + 1) for moved in combinations(kept, size)]
    return min(explained(ids, may, room, line, moved) for moved in sets)


def explained(ids, may, room, line, moved):
    refused, number = sum("move" not in may[name] for name in moved), len(moved)
    stops = {name for name in ids if name in line} - moved
    for source in ("", *sorted(stops)):
        went, target = between(list(ids), source, stops)
        came, local_target = between(line, source, stops)
        same = target == local_target
        spot = (source == room[0] and room[1] > 0, 0)
        reading = min(readings(went, came, may, room, (moved, same, spot)))
        refused, number = refused + reading[0] + (not same), number + reading[1] + (not same)
    return refused, number


def between(line, source, stops):
    """What stands behind a step up to the next one that neither went nor moved."""
    rest = line[line.index(source) + 1 :] if source else line
    at = next((at for at, name in enumerate(rest) if name in stops), len(rest))
    return rest[:at], rest[at : at + 1]


def readings(went, came, may, room, state):
    """(refused, edits) of every way to read what went and what came."""
    moved, same, (there, used) = state
    if not went and not came:
        yield 0, 0
    if went and went[0] in moved:
        yield from readings(went[1:], came, may, room, state)
    elif went:
        name = went[0]
        behind = (name == room[0] and room[1] > 0, 0)
        for spot in {(there, used), behind if behind[0] else (there, used)}:
            yield from plus("skip" not in may[name], readings(went[1:], came, may, room, (moved, same, spot)))
        for end in range(1, len(came) + 1):
            if same and not set(came[:end]) & (moved | set(may)):
                rest = readings(went[1:], came[end:], may, room, (moved, same, behind))
                yield from plus("replace" not in may[name], rest)
    if came and came[0] in may:
        yield from readings(went, came[1:], may, room, state)
        if came[0] == room[0] and room[1] > 0:
            yield from readings(went, came[1:], may, room, (moved, same, (True, 0)))
    elif came:
        rest = readings(went, came[1:], may, room, (moved, same, (there, used + 1)))
        yield from plus(not there or used >= room[1], rest)


def plus(refused, rest):
    for each_refused, number in rest:
        yield each_refused + refused, number + 1
