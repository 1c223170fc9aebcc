"""Flows for the tests of drawings: the standards' own, and random ones."""

from itertools import pairwise
from pathlib import Path

from hypothesis import strategies as st

from checker.diagram import Arrow, Box, Picture
from checker.flow.graph import build
from checker.load.workspace import WorkspaceFiles
from checker.model.documents import Standard

ROOT = Path(__file__).parents[2]
ACTORS = ("bot", "ai_agent", "human", "system", "wait")
STATES = ("unchanged", "unchanged", "unchanged", "added", "removed", "moved", "retyped", "changed", "replaced")


def standard_pictures() -> dict[str, Picture]:
    """The newest version of each standard, by its process."""
    programme = WorkspaceFiles(ROOT).programme()
    return {
        process: standard_picture(versions[max(versions)].model)
        for process, versions in sorted(programme.standards.items())
    }


def standard_picture(standard: Standard) -> Picture:
    assert standard.flow is not None
    graph = build(standard.flow)
    boxes = tuple(Box(node.id, node.name, node.type) for node in graph.nodes.values())
    arrows = tuple(
        Arrow(edge.source, edge.target, edge.label, "unchanged", edge.max_repeats)
        for edges in graph.ways.values()
        for edge in edges
    )
    return Picture(standard.title, boxes, arrows, graph.start)


@st.composite
def pictures(draw: st.DrawFn, most: int = 14) -> Picture:
    """Any boxes with any arrows: cycles, loops of one step, ends without end steps, parts that nothing leads to."""
    ids = [f"s{number}" for number in range(draw(st.integers(1, most)))]
    boxes = []
    for name in ids:
        kind = draw(st.sampled_from((*ACTORS, "decision", "end")))
        title = draw(st.sampled_from(("Ask", "Verify the identity", "Is every factual claim supported by a source?")))
        boxes.append(Box(name, title, kind, draw(st.sampled_from(STATES))))
    arrows = []
    for source, target in pairwise(ids):
        arrows.append(Arrow(source, target, draw(st.sampled_from((None, "yes"))), "unchanged"))
    for _ in range(draw(st.integers(0, len(ids)))):
        source, target = draw(st.sampled_from(ids)), draw(st.sampled_from((*ids, None)))
        state = draw(st.sampled_from(("unchanged", "added", "removed")))
        arrows.append(Arrow(source, target, draw(st.sampled_from((None, "no", "not confident"))), state, None))
    return Picture("Random", tuple(boxes), tuple(arrows), ids[0])
