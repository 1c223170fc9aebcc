"""A market's flow laid over the standard's, as one picture for readers. Part of `alignment`."""

from collections.abc import Iterator, Mapping, Sequence

from checker.flow.edits import Comparison, Edit
from checker.flow.graph import Edge, Graph, Node, build
from checker.model.documents import Flow
from checker.model.picture import Arrow, ArrowState, Box, BoxState, Picture

TYPE_WORDS: Mapping[str, str] = {"bot": "chatbot", "ai_agent": "AI agent", "human": "person"}
NOTHING = Comparison((), (), {})
PROPERTY_WORDS: Mapping[str, str] = {"go": "next step", "start": "first step"}


def plain(title: str, standard: Flow, lit: Sequence[str] = ()) -> Picture:
    """A standard's own flow; `lit` is a run to be shown."""
    return merged(title, standard, build(standard), NOTHING, lit)


def merged(title: str, standard: Flow, local: Graph, comparison: Comparison, lit: Sequence[str] = ()) -> Picture:
    """The standard's steps and ways with what differs in `local`; `lit` are ids of the local flow.

    A step keeps the standard's id in the picture, whatever it is called here. What stands for a replaced step is drawn
    beside it, not in its place, so that both can be seen.
    """
    return _Merger(build(standard), local, comparison).picture(title, lit)


class _Merger:
    def __init__(self, standard: Graph, local: Graph, comparison: Comparison) -> None:
        self.standard, self.local = standard, local
        self.edits: dict[str, list[Edit]] = {}
        self.chains: dict[str, list[Edit]] = {}
        for edit in comparison.edits:
            self.edits.setdefault(edit.step, []).append(edit)
            for step in edit.chain:
                self.chains.setdefault(step, []).append(edit)
        self.tuned: dict[str, list[str]] = {}
        for pair in comparison.parameters:
            self.tuned.setdefault(pair.step, []).append(pair.name)
        self.carriers = {step: node for step, node in comparison.carriers.items() if not self._is_apart(step, node)}
        self.names = {node: node for node in local.nodes} | {node: step for step, node in self.carriers.items()}

    def picture(self, title: str, lit: Sequence[str]) -> Picture:
        start = self.names.get(self.local.start or "")
        return Picture(title, self._boxes(), tuple(self._arrows()), start, tuple(self.names[node] for node in lit))

    def _is_apart(self, step: str, node: str) -> bool:
        return node != step and any(edit.kind == "replaced" for edit in self.edits.get(step, ()))

    def _boxes(self) -> tuple[Box, ...]:
        """The standard's in its order, each added one behind the first step that leads to it."""
        boxes = [self._box(node) for node in self.standard.nodes.values()]
        for name in dict.fromkeys((*self.local.breadth_first, *self.local.nodes)):
            if self.names[name] not in self.standard.nodes:
                before = {self.names[edge.source] for edge in self.local.entering[name]}
                at = min((index for index, box in enumerate(boxes, start=1) if box.id in before), default=0)
                boxes.insert(at, self._added(self.local.nodes[name]))
        return tuple(boxes)

    def _box(self, node: Node) -> Box:
        edits = self.edits.get(node.id, [])
        local = self.local.nodes.get(self.carriers.get(node.id, node.id))
        if local is None:
            state: BoxState = "replaced" if any(edit.kind == "replaced" for edit in edits) else "removed"
            return Box(node.id, node.name, node.type, state, _note((), edits))
        was = node.name if node.name != local.name else ""
        kinds = {edit.kind for edit in edits}
        words = [*([f"was: {_actor(node.type)}"] if "retyped" in kinds else []), *self._changed_words(node.id)]
        for state in ("moved", "retyped", "changed"):
            if state in kinds or (state == "changed" and words):
                return Box(node.id, local.name, local.type, state, _note(words, edits), was)
        return Box(node.id, local.name, local.type, was=was)

    def _changed_words(self, step: str) -> Iterator[str]:
        for edit in self.edits.get(step, ()):
            if edit.kind == "changed":
                yield from (PROPERTY_WORDS.get(each.key, each.key) for each in edit.differences)
                if edit.parameter is not None:
                    yield edit.parameter.name.replace("_", " ")
        yield from (name.replace("_", " ") for name in self.tuned.get(step, ()))

    def _added(self, node: Node) -> Box:
        edits = [*self.edits.get(node.id, ()), *self.chains.get(node.id, ())]
        return Box(node.id, node.name, node.type, "added", _note((), edits))

    def _arrows(self) -> Iterator[Arrow]:
        old = dict.fromkeys(edge for edges in self.standard.ways.values() for edge in edges)
        new = dict.fromkeys(self._named(edge) for edges in self.local.ways.values() for edge in edges)
        for edge in new:
            yield _arrow(edge, "unchanged" if edge in old else "added")
        for edge in old:
            if edge not in new:
                yield _arrow(edge, "removed")

    def _named(self, edge: Edge) -> Edge:
        target = None if edge.target is None else self.names[edge.target]
        return edge._replace(source=self.names[edge.source], target=target)


def _note(words: Sequence[str], edits: Sequence[Edit]) -> str:
    """What differs, and whether the standard allows all of it."""
    allowed = ["allowed"] if edits and all(edit.allowed for edit in edits) else []
    return ", ".join([*words, *allowed])


def _actor(step_type: str) -> str:
    return TYPE_WORDS.get(step_type, step_type)


def _arrow(edge: Edge, state: ArrowState) -> Arrow:
    return Arrow(edge.source, edge.target, edge.label, state, edge.max_repeats)
