"""Judges flow rules over all runs of a flow. Part of `flow`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import lcm

from checker.flow.graph import Graph
from checker.flow.rules.humans import out_of_reach
from checker.flow.rules.monitors import BOTH, MONITORS, NEITHER, ONLY_A, ONLY_B, SILENT, Monitor, broken_at
from checker.flow.rules.runs import Runs, runs_of
from checker.flow.rules.search import TooLarge, shortest_breaking
from checker.flow.rules.sums import Sum, handoffs, minutes, passed_at, shortest_over, turns, until_human
from checker.model.documents.flow import FlowRule
from checker.model.value import exact


@dataclass(frozen=True, slots=True)
class Holds:
    """No run breaks the rule."""


@dataclass(frozen=True, slots=True)
class Broken:
    """`run`: ids of all steps of the shortest breaking run, decisions and `end` too; empty for `different_owner`.

    `steps`: the steps at fault where the run alone does not say it (from which no human is near; of one owner). `at`: the
    place in the run from which nothing that follows mends it; None where only its end breaks the rule.
    """

    run: tuple[str, ...]
    steps: tuple[str, ...] = ()
    at: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class NotDecided:
    """The search passed the stated number of states."""


Verdict = Holds | Broken | NotDecided


def judge_rule(rule: FlowRule, graph: Graph) -> Verdict:
    """Whether a rule holds on every run of a flow, exactly."""
    return judge_rules((rule,), graph)[0]


def judge_rules(rules: Iterable[FlowRule], graph: Graph) -> tuple[Verdict, ...]:
    """One verdict a rule; the flow is prepared once for all."""
    runs = runs_of(graph)
    return tuple(_judge(rule, runs) for rule in rules)


def _judge(rule: FlowRule, runs: Runs) -> Verdict:
    try:
        if rule.template in MONITORS:
            return _by_monitor(runs, MONITORS[rule.template], letters(rule, runs))
        if rule.template == "different_owner":
            return _owners(rule, runs)
        if rule.template == "human_reachable_within":
            return _reachable(rule, runs)
        return _by_sum(runs, *_sum(rule, runs))
    except TooLarge:
        return NotDecided()


def _by_monitor(runs: Runs, monitor: Monitor, read: Sequence[int]) -> Verdict:
    path = shortest_breaking(runs, monitor, read)
    if path is None:
        return Holds()
    return Broken(runs.ids(path), at=broken_at(monitor, [read[number] for number in path]))


def _by_sum(runs: Runs, summed: Sum, bound: int) -> Verdict:
    path = shortest_over(runs, summed, bound)
    if path is None:
        return Holds()
    return Broken(runs.ids(path), at=passed_at(summed, bound, [runs.nodes[number] for number in path]))


def letters(rule: FlowRule, runs: Runs) -> list[int]:
    """What each node is to a rule of one or two operands: neither, A, B, both, or not read at all."""
    sets = [runs.matching(operand) for operand in rule.operands]
    first, second = sets[0], sets[1] if len(sets) > 1 else frozenset[int]()
    found = [SILENT if silent else NEITHER for silent in runs.silent]
    for number in first:
        found[number] = BOTH if number in second else ONLY_A
    for number in second - first:
        found[number] = ONLY_B
    return found


def _sum(rule: FlowRule, runs: Runs) -> tuple[Sum, int]:
    """What a numeric rule adds up, and its bound in the same whole numbers."""
    bound = exact(rule.bound or 0)
    if rule.template == "max_minutes":
        unit = lcm(bound.denominator, *(exact(node.minutes).denominator for node in runs.nodes))
        return Sum(minutes(runs.nodes, lambda given: int(exact(given) * unit)), 1), int(bound * unit)
    sums = {
        "max_handoffs": Sum(handoffs, 3),
        "max_turns": Sum(turns, 1),
        "human_guaranteed_within": Sum(until_human, 2),
    }
    return sums[rule.template], int(bound)


def _reachable(rule: FlowRule, runs: Runs) -> Verdict:
    far = frozenset(out_of_reach(runs, int(rule.bound or 0)))
    if not far:
        return Holds()
    through = [ONLY_A if number in far else NEITHER for number in range(len(runs.nodes))]
    path = shortest_breaking(runs, MONITORS["absence"], through)
    at = next((place for place, number in enumerate(path or ()) if number in far), None)
    if path is None:
        return Holds()
    return Broken(runs.ids(path), runs.ids(path[at : at + 1] if at is not None else ()), at)


def _owners(rule: FlowRule, runs: Runs) -> Verdict:
    first, second = (sorted(runs.matching(operand)) for operand in rule.operands)
    for one, other in product(first, second):
        owners = runs.nodes[one].owner, runs.nodes[other].owner
        if None in owners or owners[0] == owners[1]:
            return Broken((), runs.ids((one, other)))
    return Holds()
