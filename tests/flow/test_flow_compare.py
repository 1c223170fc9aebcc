"""Pairs of flows with the edits that a person would name.

An edit is written `kind step`, in brackets where it is allowed; `changed step.key` names what differs, `replaced step>a,b`
the chain, `added n@p` the step behind whose extension point it stands.
"""

import pytest
from flows import changes, new, standard, whole

from checker.flow.compare import compare
from checker.flow.edits import Edit
from checker.flow.effective import Applied, apply
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
