"""Judges flow rules over all runs of a flow. Part of `flow`."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from math import lcm

from checker.flow.graph import Graph
from checker.flow.rules.humans import out_of_reach
from checker.flow.rules.monitors import BOTH, MONITORS, NEITHER, ONLY_A, ONLY_B, SILENT
from checker.flow.rules.runs import Runs, runs_of
from checker.flow.rules.search import TooLarge, shortest_breaking
from checker.flow.rules.sums import Sum, handoffs, minutes, shortest_over, turns, until_human
from checker.model.documents.flow import FlowRule
from checker.model.value import exact


@dataclass(frozen=True, slots=True)
class Holds:
    """No run breaks the rule."""


@dataclass(frozen=True, slots=True)
class Broken:
    """`run`: ids of all steps of the shortest breaking run, decisions and `end` too; empty for `different_owner`.

    `steps`: the steps at fault where the run alone does not say it (from which no human is near; of one owner).
    """

    run: tuple[str, ...]
    steps: tuple[str, ...] = ()


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
            return _broken(runs, shortest_breaking(runs, MONITORS[rule.template], letters(rule, runs)))
        if rule.template == "different_owner":
            return _owners(rule, runs)
        if rule.template == "human_reachable_within":
            return _reachable(rule, runs)
        return _broken(runs, shortest_over(runs, *_sum(rule, runs)))
    except TooLarge:
        return NotDecided()


def _broken(runs: Runs, path: list[int] | None, steps: tuple[str, ...] = ()) -> Verdict:
    return Holds() if path is None else Broken(runs.ids(path), steps)


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
    far = out_of_reach(runs, int(rule.bound or 0))
    if not far:
        return Holds()
    through = [ONLY_A if number in far else NEITHER for number in range(len(runs.nodes))]
    path = shortest_breaking(runs, MONITORS["absence"], through)
    return _broken(runs, path, runs.ids(number for number in path or () if number in far)[:1])


def _owners(rule: FlowRule, runs: Runs) -> Verdict:
    first, second = (sorted(runs.matching(operand)) for operand in rule.operands)
    for one, other in product(first, second):
        owners = runs.nodes[one].owner, runs.nodes[other].owner
        if None in owners or owners[0] == owners[1]:
            return Broken((), runs.ids((one, other)))
    return Holds()
