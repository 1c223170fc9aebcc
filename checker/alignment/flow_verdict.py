"""What is to be said of a flow, whoever runs it: edits, broken rules, defects. Part of `alignment`.

The same standard with the same local flows is judged once, however many markets run it.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from checker.alignment.flow_signature import Signature, added_ids, canonical, signature
from checker.flow.compare import compare
from checker.flow.defects import Defect, defects
from checker.flow.edits import Comparison
from checker.flow.effective import Refused, apply
from checker.flow.faults import Fault
from checker.flow.graph import Graph, build
from checker.flow.rules.judge import Holds, Verdict, judge_rules
from checker.model.documents import Flow, FlowRule, LocalFlow, Standard
from checker.model.position import Document

NOTHING = Comparison((), (), {})


class RuleVerdict(NamedTuple):
    """A rule that does not hold, or could not be decided; `at` is its place in the standard."""

    at: int
    rule: FlowRule
    verdict: Verdict


@dataclass(frozen=True)
class FlowVerdict:
    """`graph` is None, and `refused` not empty, where the local flows cannot be applied. Added steps are numbered."""

    graph: Graph | None
    refused: tuple[Fault, ...] = ()
    comparison: Comparison = NOTHING
    rules: tuple[RuleVerdict, ...] = ()
    defects: tuple[Defect, ...] = ()

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What people call each step of the effective flow."""
        return {} if self.graph is None else {node.id: node.name for node in self.graph.nodes.values()}

    @cached_property
    def routes(self) -> Mapping[str, str]:
        """The label of the last branch on the shortest way to each step; empty if no decision comes before it."""
        graph = self.graph
        if graph is None or graph.start is None:
            return {}
        label: dict[str, str] = {graph.start: ""}
        queue = deque([graph.start])
        while queue:
            node = queue.popleft()
            for edge in graph.ways[node]:
                if edge.target is not None and edge.target not in label:
                    label[edge.target] = edge.label or label[node]
                    queue.append(edge.target)
        return label


@dataclass(frozen=True)
class FlowJudge:
    """Judges flows, each distinct one once."""

    _of_standards: dict[str, FlowVerdict] = field(default_factory=dict)
    _known: dict[tuple[str, Signature], FlowVerdict] = field(default_factory=dict)

    def of_standard(self, document: Document[Standard]) -> FlowVerdict:
        """A standard's own flow: its rules and its defects."""
        known = self._of_standards.get(document.path)
        if known is None:
            flow = document.model.flow
            known = FlowVerdict(None) if flow is None else _judged(flow, build(flow), NOTHING)
            self._of_standards[document.path] = known
        return known

    def of_market(
        self, document: Document[Standard], flow: Flow, local: Sequence[LocalFlow | None]
    ) -> tuple[FlowVerdict, dict[str, str]]:
        """A standard's flow under local ones, and the number of each added step → its id."""
        ids = added_ids([each for each in local if each is not None], {step.id for step in flow.steps})
        key = (document.path, tuple(signature(each, ids) for each in local))
        known = self._known.get(key)
        if known is None:
            numbered = [canonical(each, ids) for each in local]
            known = self._known[key] = _judge(flow, numbered, self.of_standard(document))
        return known, {number: name for name, number in ids.items()}


def _judge(flow: Flow, local: Sequence[LocalFlow | None], standard: FlowVerdict) -> FlowVerdict:
    applied = apply(flow, local)
    if isinstance(applied, Refused):
        return FlowVerdict(None, applied.faults)
    verdict = _judged(flow, applied.graph, compare(flow, applied))
    own = tuple(defect for defect in verdict.defects if defect not in standard.defects)
    return FlowVerdict(verdict.graph, (), verdict.comparison, verdict.rules, own)


def _judged(flow: Flow, graph: Graph, comparison: Comparison) -> FlowVerdict:
    verdicts = zip(flow.rules, judge_rules(flow.rules, graph), strict=True)
    failing = tuple(
        RuleVerdict(index, rule, verdict)
        for index, (rule, verdict) in enumerate(verdicts)
        if not isinstance(verdict, Holds)
    )
    return FlowVerdict(graph, (), comparison, failing, defects(graph))
