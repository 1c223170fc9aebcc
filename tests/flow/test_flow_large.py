"""Flows as large as a file may hold: every answer comes, and what was not looked at is never taken for allowed.

No test measures time; one that hangs is stopped by an alarm that no machine comes near.
"""

import random
import signal
from itertools import pairwise

import pytest
from flows import changes, new, standard, whole

from checker.flow import Applied, Holds, apply, build, compare, defects, judge_rules, renamings, score
from checker.flow.aligning import Gap, Spot
from checker.flow.permissions import Permissions
from checker.flow.programme import read_gap

MANY = 2000
PATIENCE = 120


@pytest.fixture(autouse=True)
def never_hangs():
    def stop(*_):
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(PATIENCE)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def line(name, count=MANY):
    return [f"{name}{at}" for at in range(count)]


def forks(name, last, count=MANY):
    """Decisions one behind another, each with two branches that join again."""
    made = []
    for at in range(count // 3):
        after = f"{name}d{at + 1}" if at + 1 < count // 3 else last
        made += [f"{name}d{at}{{x>{name}a{at},y>{name}b{at}}}", f"{name}a{at}>{after}", f"{name}b{at}>{after}"]
    return made


def shuffled(words):
    return random.Random(1).sample(words, len(words))  # noqa: S311 (any fixed order will do)


SHORT = ["a", "b", "c", "d{retry>b/2,on>e}", "e:human", "f", "end"]
STEPS = line("s")
RULE = {"id": "order", "severity": "business", "precedence": ["a", "c"]}

# The standard, its extension points, the variant, and how many steps it adds.
LARGE = {
    "steps added": (SHORT, "", [*SHORT[:2], *line("n"), *SHORT[2:]]),
    "steps added where five may stand": (SHORT, "p@b:bot*5", [*SHORT[:2], *line("n"), *SHORT[2:]]),
    "decisions added": (SHORT, "", [*SHORT[:2], *forks("n", "c"), *SHORT[2:]]),
    "one decision added, with a branch for every step": (
        SHORT, "", [*SHORT[:2], "k{" + ",".join(f"l{n}>{n}" for n in line("n")) + "}",
                    *(f"{n}>c" for n in line("n")), *SHORT[2:]],
    ),
    "a long standard, and nothing of it": (line("s", 300), "", line("n")),
    "two long flows that share nothing": (STEPS, "p@s3:bot*2", line("n")),
    "two flows of decisions that share nothing": (
        [*forks("s", "end"), "end"], "", [*forks("n", "stop"), "stop:end"],
    ),
    "all left out": ([*STEPS, "end"], "", ["end"]),
    "all in another order": ([*STEPS, "end"], "", [*shuffled(STEPS), "end"]),
    "all in reverse": ([*STEPS, "end"], "", [*STEPS[::-1], "end"]),
    "every other step replaced": ([*STEPS, "end"], "", [*(s.replace("s", "n") if at % 2 else s
                                                        for at, s in enumerate(STEPS)), "end"]),
}  # fmt: skip


@pytest.mark.parametrize("name", LARGE)
def test_every_difference_of_a_large_flow_is_named(name):
    text, points, variant = LARGE[name]
    flow = standard(" ".join(text), points, [RULE] if text is SHORT else None)
    applied = apply(flow, [whole(flow, " ".join(variant))])
    assert isinstance(applied, Applied)
    found = compare(flow, applied)
    places = sum(point.max_steps for point in flow.extension_points)
    allowed = [edit for edit in found.edits if edit.allowed]
    assert all(edit.kind == "added" for edit in allowed)
    assert len(allowed) <= places
    named = {edit.step for edit in found.edits} | {step for edit in found.edits for step in edit.chain}
    differing = set(applied.graph.nodes) ^ set(build(flow).nodes)
    assert differing <= named
    assert len(found.edits) <= len(applied.graph.nodes) + len(flow.steps)
    assert any(not edit.allowed for edit in found.edits)
    assert defects(applied.graph) == ()
    judge_rules(flow.rules, applied.graph)
    renamings(build(flow), applied.graph, found)
    assert 0 <= score(flow, applied, found).alignment < 1


@pytest.mark.parametrize("count", [200, MANY])
def test_many_added_steps_are_explained_exactly(count):
    flow = standard(" ".join(SHORT))
    variant = [*SHORT[:2], *line("n", count), *SHORT[2:]]
    found = compare(flow, apply(flow, [whole(flow, " ".join(variant))]))
    assert [(edit.kind, edit.step) for edit in found.edits] == [("added", step) for step in line("n", count)]
    assert found.complete


@pytest.mark.parametrize("may", ["", "+replace"])
def test_a_chain_of_any_length_replaces_one_step(may):
    flow = standard(f"a b{may} c end")
    (edit,) = compare(flow, apply(flow, [whole(flow, " ".join(["a", *line("n"), "c", "end"]))])).edits
    assert (edit.kind, edit.allowed, edit.chain) == ("replaced", bool(may), tuple(line("n")))


def test_what_was_not_looked_at_is_said():
    flow = standard(" ".join([*STEPS, "end"]))
    found = compare(flow, apply(flow, [whole(flow, " ".join([*STEPS[::-1], "end"]))]))
    assert not found.complete
    assert {edit.kind for edit in found.edits} == {"moved"}
    assert len(found.edits) == MANY - 1


def test_tangled_decisions_that_never_end():
    """Each leads to two others: more ways than could ever be looked at, and none of them leads on."""
    tangle = [f"n{at}{{x>n{(at + 1) % 60}/2,y>n{(at * 7 + 3) % 60}/2}}" for at in range(60)]
    flow = standard("a b end")
    applied = apply(flow, [whole(flow, " ".join(["a{x>b,y>n0}", "b", "end", *tangle]), a={"type": "decision"})])
    found = compare(flow, applied)
    assert {edit.step for edit in found.edits} >= {f"n{at}" for at in range(60)}
    assert not any(edit.allowed for edit in found.edits)


def test_each_insert_behind_the_one_before():
    flow = standard("a b end")
    names = ["a", *line("n", 1500)]
    made = [{"insert": new(name), "after": before} for before, name in pairwise(names)]
    applied = apply(flow, [changes(*made, {"insert": new("last"), "after": "a"})])
    assert applied.graph.breadth_first == (*names, "last", "b", "end")


@pytest.mark.parametrize("may", ["", "+replace", "+skip"])
def test_a_gap_that_is_read_in_pieces_leaves_nothing_out(may):
    flow = standard(" ".join(f"{step}{may}" for step in line("s", 500)), "p@s7:bot*3")
    went, came = tuple(line("s", 500)), tuple(line("n", 700))
    partners = dict.fromkeys(went, frozenset(came))
    types = dict.fromkeys((*went, *came), "bot")
    gap = Gap(went, came, (Spot(None),), "^", "$", frozenset(), frozenset(), types, partners)
    reading = read_gap(gap, Permissions(flow))
    assert not reading.least
    chains = [step for _, chain in reading.replaced for step in chain]
    assert sorted([*reading.removed, *dict(reading.replaced)]) == sorted(went)
    assert sorted([*dict(reading.added), *chains]) == sorted(came)


def test_a_human_within_reach_of_every_step_of_a_large_flow_with_loops():
    rule = {"id": "human", "severity": "business", "human_reachable_within": {"turns": 1000}}
    loops = [f"d{at}{{again>{f'd{at - 1}' if at else 's0'}/2,on>s{at + 1}}}" for at in range(600)]
    words = [word for at, loop in enumerate(loops) for word in (f"s{at}", loop)]
    flow = standard(" ".join([*words, "s600", "h:human", "end"]), rules=[rule])
    assert judge_rules(flow.rules, build(flow)) == (Holds(),)
