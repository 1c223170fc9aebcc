"""Random small flows for property tests, and all their runs one by one."""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from checker.flow.graph import Graph
from checker.model.documents.flow import Flow, LocalFlow

TYPES = ["bot", "ai_agent", "human", "system", "wait", "decision", "decision", "end"]
PERMISSIONS = ["reword", "tune", "reassign", "skip", "replace", "move", "retype"]


def modest(examples: int) -> settings:
    """The same examples on every run, and few enough for every commit."""
    return settings(derandomize=True, deadline=None, max_examples=examples)


@st.composite
def steps_of(draw: st.DrawFn, ids: list[str], permissions: bool = False) -> list[dict[str, Any]]:
    """Steps of these ids in this order; every way back has a bound, so no loop is endless."""
    return [_step(draw, ids, index, permissions) for index in range(len(ids))]


def _step(draw: st.DrawFn, ids: list[str], index: int, permissions: bool) -> dict[str, Any]:
    kind = draw(st.sampled_from(TYPES))
    step: dict[str, Any] = {"id": ids[index], "type": kind, "name": ids[index].upper()}
    if kind == "decision":
        count = draw(st.integers(2, 3))
        step["branches"] = [{"label": f"l{number}"} | _jump(draw, ids, index) for number in range(count)]
    elif kind != "end" and draw(st.integers(0, 3)) == 0:
        step |= _jump(draw, ids, index)
    said = {"turns": st.integers(0, 3), "minutes": st.sampled_from([0, 1, 2.5]), "owner": st.sampled_from("xy")}
    for key, values in said.items():
        if draw(st.integers(0, 2)) == 0:
            step[key] = draw(values)
    if draw(st.integers(0, 2)) == 0:
        step["tags"] = ["pii"]
    if permissions:
        step["market_may"] = draw(st.lists(st.sampled_from(PERMISSIONS), unique=True, max_size=3))
    return step


def _jump(draw: st.DrawFn, ids: list[str], index: int) -> dict[str, Any]:
    target = draw(st.sampled_from(range(len(ids))))
    back = target <= index
    bound = draw(st.integers(1, 3)) if back or draw(st.integers(0, 4)) == 0 else None
    return {"go": ids[target]} | ({"max_repeats": bound} if bound else {})


@st.composite
def flows(draw: st.DrawFn, most: int = 6) -> Flow:
    count = draw(st.integers(1, most))
    return Flow.model_validate({"steps": draw(steps_of([f"s{number}" for number in range(count)]))})


class TooManyError(Exception):
    """The flow has more runs than are worth looking at one by one."""


def all_runs(graph: Graph, most: int = 3000) -> list[tuple[str, ...]]:
    """Every run, bounds kept: shortest first, then in branch order. Raises TooManyError."""
    found: list[tuple[str, ...]] = []
    level = [((graph.start,), ())] if graph.start else []
    while level:
        longer = []
        for run, jumps in level:
            ways = graph.ways[run[-1]]
            if graph.nodes[run[-1]].type == "end" or any(edge.target is None for edge in ways):
                found.append(run)
            for edge in ways:
                times = jumps.count(edge)
                if edge.target is not None and (edge.max_repeats is None or times < edge.max_repeats):
                    longer.append(((*run, edge.target), (*jumps, edge) if edge.max_repeats else jumps))
        level = longer
        if len(found) + len(level) > most:
            raise TooManyError
    return found


@st.composite
def standards(draw: st.DrawFn, most: int = 7) -> Flow:
    """A standard with permissions and extension points."""
    ids = [f"s{number}" for number in range(draw(st.integers(1, most)))]
    steps = draw(steps_of(ids, permissions=True))
    places = draw(st.lists(st.sampled_from(ids), max_size=2))
    types = st.sampled_from([["bot"], ["human", "decision"]])
    points = [{"id": f"p{at}", "after": place, "types": draw(types), "max_steps": 1} for at, place in enumerate(places)]
    return Flow.model_validate({"steps": steps, "extension_points": points})


@st.composite
def whole_flows(draw: st.DrawFn, flow: Flow, new: int = 3) -> LocalFlow:
    """A whole flow that keeps, leaves out, reorders and adds steps; kept ones mostly say nothing of themselves."""
    kept = [step.id for step in flow.steps if draw(st.integers(0, 4))]
    added = [f"n{number}" for number in range(draw(st.integers(0 if kept else 1, new)))]
    ids = kept
    for name in added:
        at = draw(st.integers(0, len(ids)))
        ids = [*ids[:at], name, *ids[at:]]
    for _ in range(draw(st.integers(0, 2))):
        one, other = draw(st.integers(0, len(ids) - 1)), draw(st.integers(0, len(ids) - 1))
        ids.insert(other, ids.pop(one))
    said = draw(steps_of(ids))
    quiet = {name for name in kept if draw(st.integers(0, 3))}
    steps = [{"id": step["id"]} if step["id"] in quiet else step for step in said]
    twins = [step.id for step in flow.steps if step.id not in kept]
    for step in steps:
        if step["id"] in added and twins and draw(st.integers(0, 3)) == 0:
            step["same_as"] = draw(st.sampled_from(twins))
    return LocalFlow.model_validate({"steps": steps})


@st.composite
def variants(draw: st.DrawFn, most: int = 7) -> tuple[Flow, LocalFlow]:
    """A standard and a whole flow of it that can be applied."""
    flow = draw(standards(most))
    return flow, draw(whole_flows(flow))
