"""What is to be said of a flow, whoever runs it: edits, broken rules, defects. Part of `alignment`.

The same standard with the same local flows is judged once, however many markets run it.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

from checker.alignment.flow_picture import merged
from checker.alignment.flow_signature import Signature, added_ids, canonical, signature
from checker.flow.compare import compare
from checker.flow.defects import Defect, defects
from checker.flow.edits import Comparison
from checker.flow.effective import Applied, Refused, apply
from checker.flow.faults import Fault
from checker.flow.graph import Graph, build
from checker.flow.hints import Renaming, renamings
from checker.flow.rules.judge import Broken, Holds, Verdict, judge_rules
from checker.flow.score import percent, score
from checker.model.documents import Flow, FlowRule, LocalFlow, Standard
from checker.model.picture import Picture
from checker.model.position import Document
from checker.model.results import FlowScore

NOTHING = Comparison((), (), {})
ALL = FlowScore(100.0, 100.0, 100.0)


class RuleVerdict(NamedTuple):
    """A rule that does not hold, or could not be decided; `at` is its place in the standard."""

    at: int
    rule: FlowRule
    verdict: Verdict


@dataclass(frozen=True)
class FlowVerdict:
    """`graph` is None, and `refused` not empty, where the local flows cannot be applied. Added steps are numbered.

    `key` is the same for the same flow on every run; empty where there is nothing to draw.
    """

    graph: Graph | None
    refused: tuple[Fault, ...] = ()
    comparison: Comparison = NOTHING
    rules: tuple[RuleVerdict, ...] = ()
    defects: tuple[Defect, ...] = ()
    standard: Flow | None = None
    title: str = ""
    key: str = ""

    @cached_property
    def score(self) -> FlowScore | None:
        """None without a flow. What S+ accepts costs nothing, so that only refused edits need an alignment of runs."""
        if self.graph is None or self.standard is None:
            return None
        if all(edit.allowed for edit in self.comparison.edits):
            return ALL
        found = score(self.standard, Applied(self.graph, {}), self.comparison)
        worst = found.worst.run if found.worst is not None and found.worst.fitness < 1 else None
        return FlowScore(percent(found.alignment), percent(found.conformity), percent(found.coverage), worst)

    @cached_property
    def renamed(self) -> tuple[Renaming, ...]:
        """Added steps that look like missing ones."""
        gone = any(edit.local is None and edit.kind in ("removed", "replaced") for edit in self.comparison.edits)
        if self.graph is None or self.standard is None or not gone:
            return ()
        return renamings(build(self.standard), self.graph, self.comparison)

    @cached_property
    def picture(self) -> Picture | None:
        """The standard's flow merged with this one; the run that breaks the first broken rule is lit."""
        if self.graph is None or self.standard is None:
            return None
        runs = (found.verdict.run for found in self.rules if isinstance(found.verdict, Broken))
        return merged(self.title, self.standard, self.graph, self.comparison, next((run for run in runs if run), ()))

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
    _by_key: dict[str, FlowVerdict] = field(default_factory=dict)
    _steps: dict[str, set[str]] = field(default_factory=dict)
    _documents: dict[str, Document[Standard]] = field(default_factory=dict)

    def renewed(self, documents: Iterable[Document[Standard]]) -> "FlowJudge":
        """A judge that knows what this one found out about those of the documents that are still the same objects."""
        same = {document.path for document in documents if self._documents.get(document.path) is document}
        standards = {path: verdict for path, verdict in self._of_standards.items() if path in same}
        known = {key: verdict for key, verdict in self._known.items() if key[0] in same}
        by_key = {verdict.key: verdict for verdict in (*standards.values(), *known.values()) if verdict.key}
        steps = {path: names for path, names in self._steps.items() if path in same}
        return FlowJudge(standards, known, by_key, steps, {path: self._documents[path] for path in same})

    def pictures(self, keys: Iterable[str]) -> dict[str, Picture]:
        """The pictures of flows that were judged here, by key."""
        found = {key: self._by_key[key].picture for key in keys if key in self._by_key}
        return {key: picture for key, picture in found.items() if picture is not None}

    def of_standards(self) -> dict[str, Picture]:
        """The pictures of all standards that were judged here, by key."""
        return self.pictures([verdict.key for verdict in self._of_standards.values()])

    def of_standard(self, document: Document[Standard]) -> FlowVerdict:
        """A standard's own flow: its rules and its defects."""
        known = self._of_standards.get(document.path)
        if known is None:
            flow = document.model.flow
            known = FlowVerdict(None) if flow is None else _judged(flow, build(flow), NOTHING)
            self._of_standards[document.path] = known = self._keyed(known, document, ())
            self._documents[document.path] = document
        return known

    def of_market(
        self, document: Document[Standard], flow: Flow, local: Sequence[LocalFlow | None]
    ) -> tuple[FlowVerdict, dict[str, str]]:
        """A standard's flow under local ones, and the number of each added step → its id."""
        ids = added_ids([each for each in local if each is not None], self._own_ids(document, flow))
        key = (document.path, tuple(signature(each, ids) for each in local))
        known = self._known.get(key)
        if known is None:
            numbered = [canonical(each, ids) for each in local]
            verdict = _judge(flow, numbered, self.of_standard(document))
            known = self._known[key] = self._keyed(verdict, document, key[1])
        return known, {number: name for name, number in ids.items()}

    def _own_ids(self, document: Document[Standard], flow: Flow) -> set[str]:
        """The ids of a standard's steps."""
        known = self._steps.get(document.path)
        if known is None:
            known = self._steps[document.path] = {step.id for step in flow.steps}
        return known

    def _keyed(self, verdict: FlowVerdict, document: Document[Standard], local: Signature) -> FlowVerdict:
        """The verdict under its key: process and version, and what tells its changes apart."""
        if verdict.graph is None:
            return verdict
        model = document.model
        digest = f"-{sha256(repr(local).encode()).hexdigest()[:12]}" if local else ""
        keyed = replace(verdict, title=model.title, key=f"{model.process}-{model.version}{digest}")
        self._by_key[keyed.key] = keyed
        return keyed


def _judge(flow: Flow, local: Sequence[LocalFlow | None], standard: FlowVerdict) -> FlowVerdict:
    applied = apply(flow, local)
    if isinstance(applied, Refused):
        return FlowVerdict(None, applied.faults)
    verdict = _judged(flow, applied.graph, compare(flow, applied))
    own = tuple(defect for defect in verdict.defects if defect not in standard.defects)
    return replace(verdict, defects=own)


def _judged(flow: Flow, graph: Graph, comparison: Comparison) -> FlowVerdict:
    verdicts = zip(flow.rules, judge_rules(flow.rules, graph), strict=True)
    failing = tuple(
        RuleVerdict(index, rule, verdict) for index, (rule, verdict) in enumerate(verdicts) if not isinstance(verdict, Holds)
    )
    return FlowVerdict(graph, (), comparison, failing, defects(graph), flow)
