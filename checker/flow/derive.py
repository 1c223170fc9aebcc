"""The changes that make an effective flow of a standard: `apply(standard, [derive(standard, graph)])` is the graph.

Part of `flow`. First the changes that a comparison suggests, each tried as it is written; then, step by step, what
still differs; at last every change that turns out not to be needed is left out.
"""

from collections.abc import Iterator

from checker.flow.changes import apply_change
from checker.flow.draft import Draft, is_ghost
from checker.flow.effective import Applied, apply
from checker.flow.explaining import Explainer, Explanation
from checker.flow.faults import RefusedChange
from checker.flow.graph import Edge, Graph, build
from checker.flow.moving import Search
from checker.flow.outline import Pair
from checker.flow.permissions import Permissions
from checker.flow.seams import Case
from checker.flow.written import full_step, insert, move, place_of, plain_step, tune
from checker.model.documents.flow import Flow, FlowChange, Insert, LocalFlow, LocalStep, Replace, Skip

PRUNED = 40
"""Changes up to which each is tried as superfluous."""


def derive(standard: Flow, graph: Graph) -> LocalFlow:
    """The canonical changes for a graph that some whole flow of this standard has."""
    found = _Derivation(standard, graph).changes()
    return _flow(_needed(standard, graph, found))


def _flow(changes: list[FlowChange]) -> LocalFlow:
    """Each change is valid already, and pydantic would only look for its verb in a mapping."""
    return LocalFlow.model_construct(changes=tuple(changes), steps=None, because=None)


def _makes(standard: Flow, graph: Graph, changes: list[FlowChange]) -> bool:
    applied = apply(standard, [_flow(changes)])
    return isinstance(applied, Applied) and applied.graph == graph


def _needed(standard: Flow, graph: Graph, changes: list[FlowChange]) -> list[FlowChange]:
    at = len(changes) - 1 if len(changes) <= PRUNED else -1
    while at >= 0:
        without = changes[:at] + changes[at + 1 :]
        changes = without if _makes(standard, graph, without) else changes
        at -= 1
    return changes


class _Derivation:
    """Edits a draft of the standard towards the graph, and remembers how."""

    def __init__(self, standard: Flow, graph: Graph) -> None:
        self.standard = standard
        self.graph = graph
        self.pair = Pair(build(standard), graph)
        self.draft = Draft(standard)
        self.done: list[FlowChange] = []
        self.exit_step = _unused("run_ends", {*graph.nodes, *(step.id for step in standard.steps)})

    def changes(self) -> list[FlowChange]:
        explanation = Search(Explainer(Case(self.pair, Permissions(self.standard)))).run()
        for change in self._suggested(explanation):
            self._try(change)
        self._settle()
        if self.draft.graph() != self.graph:
            self._rebuild()
        return self.done

    def _try(self, change: FlowChange | None) -> None:
        trial = self.draft.copy()
        try:
            if change is not None:
                apply_change(trial, change, 0, 0)
                self.draft = trial
                self.done.append(change)
        except RefusedChange:
            return

    # What a comparison suggests.

    def _suggested(self, found: Explanation) -> Iterator[FlowChange | None]:
        for old, names in found.replaced.items():
            yield self._chain(old, list(names))
        yield from (self._skip(step) for step in self.pair.removed if step in self.draft.nodes)
        yield from (self._chain(old, [new]) for old, new in self.pair.local.carriers.items() if old != new)
        for node in self.graph.breadth_first:
            yield self._placed(node, found)
        for node in self.graph.nodes:
            if node in self.draft.nodes:
                yield tune(self.draft.nodes[node], self.graph.nodes[node])

    def _placed(self, node: str, found: Explanation) -> FlowChange | None:
        """Put a step where it stands, if it is not there: as an insert or a move."""
        if node not in self.draft.nodes:
            step = plain_step(self.graph, node, self.standard)
            return insert(step, place_of(self.graph, node, self.draft, self.standard))
        if self.pair.names[node] in found.moved:
            return move(node, place_of(self.graph, node, self.draft, self.standard))
        return None

    def _chain(self, step: str, names: list[str]) -> FlowChange | None:
        steps = [plain_step(self.graph, name, self.standard) for name in names]
        return Replace.model_validate({"replace": step, "with": steps})

    def _skip(self, step: str) -> FlowChange:
        """Skip a step; of a decision, take the branch from which most of the graph is still reached."""
        labels = [edge.label for edge in self.draft.ways[step] if edge.label is not None]
        if self.draft.nodes[step].type != "decision" or not labels:
            return Skip(skip=step)
        return max((Skip(skip=step, take=label) for label in labels), key=self._left)

    def _left(self, change: FlowChange) -> int:
        trial = self.draft.copy()
        try:
            apply_change(trial, change, 0, 0)
        except RefusedChange:
            return -1
        return len(set(trial.nodes) & set(self.graph.nodes))

    # What still differs.

    def _settle(self) -> None:
        """Write out every step that is not yet as it should be, its ways included."""
        self._bring_missing()
        for node in self.graph.nodes:
            if not self._is_right(node):
                self._try(self._rewrite(node))
        self._take_exit_out()

    def _bring_missing(self) -> None:
        """Bring in what is missing, and where a run ends without an `end`, a step to lead to for now."""
        missing = [node for node in self.graph.nodes if node not in self.draft.nodes]
        for node in missing:
            bare = full_step(self.graph.nodes[node], (), self.standard)
            self._try(_before_start(self.draft, bare))
        if any(not self._is_right(node) and self._leads_out(node) for node in self.graph.nodes):
            self._try(_before_start(self.draft, LocalStep(id=self.exit_step, type="end", name="the run ends")))

    def _is_right(self, node: str) -> bool:
        drawn = self.draft.graph()
        return drawn.nodes.get(node) == self.graph.nodes[node] and drawn.ways.get(node) == self.graph.ways[node]

    def _leads_out(self, node: str) -> bool:
        return any(edge.target is None for edge in self.graph.ways[node])

    def _rewrite(self, node: str) -> FlowChange:
        step = full_step(self.graph.nodes[node], tuple(map(self._named, self.graph.ways[node])), self.standard)
        return Replace.model_validate({"replace": node, "with": [step]})

    def _named(self, edge: Edge) -> Edge:
        return edge._replace(target=self.exit_step) if edge.target is None else edge

    def _take_exit_out(self) -> None:
        if self.exit_step in self.draft.nodes:
            self._try(Skip(skip=self.exit_step))

    # All anew.

    def _rebuild(self) -> None:
        """Clear the flow away and write the graph down whole, in the place of the standard's start."""
        self.draft, self.done = Draft(self.standard), []
        start, *others = (step.id for step in self.standard.steps)
        for step in (start, *others):
            bare = LocalStep(id=step, type="end", name="cleared away")
            self._try(Replace.model_validate({"replace": step, "with": [bare]}))
        for step in others:
            self._try(Skip(skip=step))
        order = [self.graph.start, *(node for node in self.graph.nodes if node != self.graph.start)]
        chain = [
            full_step(self.graph.nodes[node], tuple(map(self._named, self.graph.ways[node])), self.standard)
            for node in order
            if node is not None
        ]
        leads_out = any(self._leads_out(node) for node in self.graph.nodes)
        last = [LocalStep(id=self.exit_step, type="end", name="the run ends")] if leads_out else []
        self._try(Replace.model_validate({"replace": start, "with": chain + last}))
        self._take_exit_out()


def _before_start(draft: Draft, step: LocalStep) -> FlowChange | None:
    """None where the flow begins with the mere place of a step, or not at all."""
    if draft.start is None or is_ghost(draft.start):
        return None
    return Insert(insert=step, before=draft.start)


def _unused(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "_"
    return name
