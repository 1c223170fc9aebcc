"""A variant that writes the whole flow down, as a graph. Part of `flow`."""

from collections.abc import Mapping, Sequence

from checker.flow.draft import Cause, Draft
from checker.flow.faults import Fault, Path, RefusedChange, twice, unknown
from checker.flow.graph import Edge, Graph, Node
from checker.flow.local_step import local_node
from checker.model.documents.flow import LocalStep, Step


def load_whole(draft: Draft, steps: Sequence[LocalStep], layer: int) -> list[Fault]:
    """Begin the draft again from these steps; with a fault it is left as it was."""
    draft.cause = Cause(layer, ("steps",))
    standard = {step.id: step for step in draft.standard.steps}
    faults = list(twice([step.id for step in steps], "step", "steps"))
    nodes: dict[str, Node] = {}
    for index, step in enumerate(steps):
        try:
            nodes[step.id] = local_node(step, standard, ("steps", index))
        except RefusedChange as refused:
            faults.append(refused.fault)
    targets = _Targets(tuple(step.id for step in steps), nodes)
    ways = {}
    for index, step in enumerate(steps):
        if step.id in nodes:
            following = steps[index + 1].id if index + 1 < len(steps) else None
            ways[step.id] = targets.ways(step, standard.get(nodes[step.id].stands_for or ""), following, ("steps", index))
    faults += targets.faults
    if not faults:
        _note(draft, steps, standard, layer)
        draft.load(Graph(steps[0].id, nodes, ways))
    return faults


class _Targets:
    """Finds where the steps of a whole flow lead, and gathers the jumps that name none of them."""

    def __init__(self, known: tuple[str, ...], nodes: Mapping[str, Node]) -> None:
        self.known = known
        self._ids = frozenset(known)
        self.nodes = nodes
        self.faults: list[Fault] = []
        self.carriers = Graph(None, nodes, {}).carriers

    def ways(self, step: LocalStep, twin: Step | None, following: str | None, path: Path) -> tuple[Edge, ...]:
        """The ways out of a step; `twin` is the standard's step that it matches."""
        node = self.nodes[step.id]
        if node.type == "end":
            return ()
        if node.type == "decision":
            return self._branches(step, twin, following, path)
        bound = step.max_repeats
        if step.go is not None or twin is None or twin.go is None:
            inherited = twin.max_repeats if twin else None
            target = self._given(step.go, (*path, "go")) if step.go else following
            return (Edge(step.id, None, target, bound or inherited),)
        target = self._inherited(twin.go)
        return (Edge(step.id, None, target or following, bound or (twin.max_repeats if target else None)),)

    def _branches(self, step: LocalStep, twin: Step | None, following: str | None, path: Path) -> tuple[Edge, ...]:
        if step.branches is not None or twin is None:
            own = step.branches or ()
            targets = [self._given(branch.go, (*path, "branches", index, "go")) for index, branch in enumerate(own)]
            return tuple(
                Edge(step.id, branch.label, target, branch.max_repeats) for branch, target in zip(own, targets, strict=True)
            )
        inherited = [(branch, self._inherited(branch.go)) for branch in twin.branches]
        return tuple(
            Edge(step.id, branch.label, target or following, branch.max_repeats if target else None)
            for branch, target in inherited
        )

    def _given(self, name: str, path: Path) -> str:
        if name not in self._ids:
            self.faults.append(unknown("step", name, self.known, path))
        return name

    def _inherited(self, name: str) -> str | None:
        """The step that a way of the standard leads to here; None where the flow lacks it."""
        return name if name in self._ids else self.carriers.get(name)


def _note(draft: Draft, steps: Sequence[LocalStep], standard: Mapping[str, Step], layer: int) -> None:
    for known in standard:
        draft.note(known, "removed")
    for index, step in enumerate(steps):
        path: Path = ("steps", index)
        for aspect in ("added", "place", "entered", "ways"):
            draft.causes[step.id, aspect] = Cause(layer, path)
        for aspect in step.model_fields_set & {"name", "owner", "type", "tags", "turns", "minutes"}:
            draft.causes[step.id, aspect] = Cause(layer, (*path, aspect))
        for jump in ("go", "branches"):
            if getattr(step, jump) is not None:
                draft.causes[step.id, "ways"] = Cause(layer, (*path, jump))
        for name in step.params:
            draft.causes[step.id, f"params.{name}"] = Cause(layer, (*path, "params", name))
