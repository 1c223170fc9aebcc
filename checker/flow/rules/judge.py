"""Judges flow rules over all runs of a flow. Part of `flow`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import lcm

from checker.flow.graph import Graph
from checker.flow.rules.humans import Nearness
from checker.flow.rules.monitors import BOTH, MONITORS, NEITHER, ONLY_A, ONLY_B, SILENT, Monitor, broken_at
from checker.flow.rules.runs import Runs, runs_of
from checker.flow.rules.search import TooLarge, shortest_breaking
from checker.flow.rules.sums import Sum, SumSearch, handoffs, minutes, passed_at, turns, until_human
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
    """One verdict a rule; the flow is prepared once for all, and what several rules ask is looked up once."""
    asked = tuple(rules)
    batch = _Batch(runs_of(graph), asked)
    return tuple(map(batch.judge, asked))


class _Batch:
    """Some rules on one flow, and what they share."""

    def __init__(self, runs: Runs, rules: Sequence[FlowRule]) -> None:
        self.runs, self.rules = runs, rules
        self._nearness = Nearness(runs)
        self._searches: dict[str, tuple[SumSearch, int]] = {}

    def judge(self, rule: FlowRule) -> Verdict:
        try:
            if rule.template in MONITORS:
                return _by_monitor(self.runs, MONITORS[rule.template], letters(rule, self.runs))
            if rule.template == "different_owner":
                return _owners(rule, self.runs)
            if rule.template == "human_reachable_within":
                return _reachable(rule, self.runs, self._nearness)
            return self._by_sum(rule)
        except TooLarge:
            return NotDecided()

    def _by_sum(self, rule: FlowRule) -> Verdict:
        """By a search up to the highest bound of such rules; where that is too large, by one up to this bound."""
        search, unit = self._searches.get(rule.template) or self._search(rule.template)
        bound = int(exact(rule.bound or 0) * unit)
        try:
            path = search.shortest_over(bound)
        except TooLarge:
            if search.most == bound:
                raise
            search = SumSearch(self.runs, search.counted, bound)
            path = search.shortest_over(bound)
        if path is None:
            return Holds()
        at = passed_at(search.counted, bound, [self.runs.nodes[number] for number in path])
        return Broken(self.runs.ids(path), at=at)

    def _search(self, template: str) -> tuple[SumSearch, int]:
        """The search for all rules of a template, and how many of its whole numbers make one of the rules'."""
        bounds = [exact(rule.bound or 0) for rule in self.rules if rule.template == template]
        counted, unit = SUMS.get(template), 1
        if counted is None:
            unit = lcm(*(each.denominator for each in bounds), *(exact(node.minutes).denominator for node in self.runs.nodes))
            counted = Sum(minutes(self.runs.nodes, lambda given: int(exact(given) * unit)), 1)
        found = SumSearch(self.runs, counted, int(max(bounds) * unit)), unit
        self._searches[template] = found
        return found


def _by_monitor(runs: Runs, monitor: Monitor, read: Sequence[int]) -> Verdict:
    path = shortest_breaking(runs, monitor, read)
    if path is None:
        return Holds()
    return Broken(runs.ids(path), at=broken_at(monitor, [read[number] for number in path]))


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


SUMS = {
    "max_handoffs": Sum(handoffs, 3),
    "max_turns": Sum(turns, 1),
    "human_guaranteed_within": Sum(until_human, 2),
}
"""What whole numbers a template adds up; minutes need a unit first."""


def _reachable(rule: FlowRule, runs: Runs, nearness: Nearness) -> Verdict:
    far = frozenset(nearness.out_of_reach(int(rule.bound or 0)))
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
