"""The second evaluation of flow rules: the flow unrolled by every loop counter, times an automaton. Part of `flow`.

Slower than `judge` and meant to be plain: no counter is left out, nothing is cut before the end, sums are states.
"""

from collections.abc import Callable, Hashable, Iterable
from fractions import Fraction
from typing import NamedTuple, TypeVar

from checker.flow.graph import Edge, Graph, Node, ends_run
from checker.flow.rules.languages import ALLOWED, refusing
from checker.flow.rules.search import STATE_LIMIT, TooLarge
from checker.model.documents.flow import FlowRule
from checker.model.value import exact

Unrolled = tuple[str, tuple[tuple[Edge, int], ...]]
"""A node, and how often each bounded jump was taken on the way to it."""

State = TypeVar("State", bound=Hashable)


class Tally(NamedTuple):
    """A phase of a numeric rule, and its sum so far."""

    phase: str
    total: Fraction


OVER = Tally("over", Fraction(0))


def shortest_run(graph: Graph, rule: FlowRule) -> tuple[str, ...] | None:
    """The shortest run that breaks a rule about runs; None: it holds. Raises TooLarge."""
    if rule.template in ALLOWED:
        return _by_language(graph, rule)
    if rule.template == "human_reachable_within":
        return _by_distance(graph, int(rule.bound or 0))
    bound = exact(rule.bound or 0)

    def move(tally: Tally, node: Node) -> Tally:
        if tally == OVER or node.type in ("decision", "end"):
            return tally
        after = _added(rule.template, *tally, node)
        return OVER if after[1] > bound else after

    return _search(graph, Tally("", exact(0)), move, lambda tally: tally == OVER)


def _added(template: str, phase: str, total: Fraction, node: Node) -> Tally:
    if template == "max_turns":
        return Tally(phase, total + node.turns)
    if template == "max_minutes":
        return Tally(phase, total + exact(node.minutes))
    if template == "max_handoffs":
        actor = "human" if node.type == "human" else phase if node.type == "wait" else "machine"
        return Tally(actor, total + (phase not in ("", actor)))
    if phase == "met" or node.type == "human":
        return Tally("met", total)
    counts = phase == "begun" and node.type in ("bot", "ai_agent")
    return Tally("begun", total + (node.turns if counts else 0))


def _by_language(graph: Graph, rule: FlowRule) -> tuple[str, ...] | None:
    machine = refusing(rule.template)

    def move(state: int, node: Node) -> int:
        matches = [_matches(node, operand) for operand in rule.operands] + [False]
        letter = "oabc"[matches[0] + 2 * matches[1]]
        if node.type == "end" or (node.type == "decision" and letter == "o"):
            return state
        return machine.moves[state][letter]

    return _search(graph, 0, move, lambda state: state in machine.accepting)


def _matches(node: Node, operand: str) -> bool:
    if operand.startswith("type:"):
        return node.type in operand[5:].split("|")
    if operand.startswith("tag:"):
        return bool(node.tags & set(operand[4:].split("|")))
    return operand in (node.id, node.stands_for)


def _search(
    graph: Graph, first: State, move: Callable[[State, Node], State], broken: Callable[[State], bool]
) -> tuple[str, ...] | None:
    if graph.start is None:
        return None
    unrolled: Unrolled = (graph.start, ())
    begin = (unrolled, move(first, graph.nodes[graph.start]))
    runs: dict[tuple[Unrolled, State], tuple[str, ...]] = {begin: (graph.start,)}
    queue = [begin]
    for place, state in queue:
        run = runs[place, state]
        if _can_stop(graph, place) and broken(state):
            return run
        for after in _onward(graph, place):
            reached = (after, move(state, graph.nodes[after[0]]))
            if reached not in runs:
                runs[reached] = (*run, after[0])
                queue.append(reached)
        if len(queue) > STATE_LIMIT:
            raise TooLarge
    return None


def _can_stop(graph: Graph, place: Unrolled) -> bool:
    return ends_run(graph, place[0])


def _onward(graph: Graph, place: Unrolled) -> Iterable[Unrolled]:
    node, taken = place
    for edge in graph.ways[node]:
        times = dict(taken).get(edge, 0)
        if edge.target is None or (edge.max_repeats is not None and times >= edge.max_repeats):
            continue
        counted = {**dict(taken), edge: times + 1} if edge.max_repeats is not None else dict(taken)
        yield edge.target, tuple(sorted(counted.items(), key=repr))


def _by_distance(graph: Graph, turns: int) -> tuple[str, ...] | None:
    """Unroll the flow, cut it to what can end, and measure from every copy of every bot and ai_agent step."""
    onward = _unroll(graph)
    alive = _co_reachable(graph, onward)
    near = {
        place[0]
        for place in alive
        if any(_human_near(graph, onward, alive, after, turns) for after in onward[place] if after in alive)
    }
    far = {node for node, _ in alive if graph.nodes[node].type in ("bot", "ai_agent")} - near
    return _search(graph, 0, lambda seen, node: seen or int(node.id in far), bool)


def _unroll(graph: Graph) -> dict[Unrolled, tuple[Unrolled, ...]]:
    queue: list[Unrolled] = [(graph.start, ())] if graph.start is not None else []
    onward: dict[Unrolled, tuple[Unrolled, ...]] = {}
    for place in queue:
        if place not in onward:
            onward[place] = tuple(_onward(graph, place))
            queue += onward[place]
        if len(onward) > STATE_LIMIT:
            raise TooLarge
    return onward


def _co_reachable(graph: Graph, onward: dict[Unrolled, tuple[Unrolled, ...]]) -> set[Unrolled]:
    alive = {place for place in onward if _can_stop(graph, place)}
    grown = True
    while grown:
        more = {place for place, after in onward.items() if place not in alive and not alive.isdisjoint(after)}
        alive |= more
        grown = bool(more)
    return alive


def _human_near(
    graph: Graph, onward: dict[Unrolled, tuple[Unrolled, ...]], alive: set[Unrolled], place: Unrolled, turns: int
) -> bool:
    """Whether a human is met from here on, entering this place included, within so many turns."""
    best = {place: 0}
    queue = [(place, 0)]
    for here, total in queue:
        node = graph.nodes[here[0]]
        if node.type == "human":
            return True
        spent = total + (node.turns if node.type in ("bot", "ai_agent") else 0)
        for after in onward[here]:
            if after in alive and spent <= turns and best.get(after, turns + 1) > spent:
                best[after] = spent
                queue.append((after, spent))
    return False
