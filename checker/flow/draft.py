"""A flow while changes are applied to it: the one mutable value of `flow`, never handed out.

Where a step with extension points was skipped or replaced, a ghost (an id that no file can write) keeps its place
until `graph()` joins it away.
"""

from collections.abc import Iterable
from typing import NamedTuple

from checker.flow.faults import Path
from checker.flow.graph import Edge, Graph, Node, build
from checker.model.documents.flow import Flow


class Anchor(NamedTuple):
    """Where inserts stand one after another: after a step, or on one branch of a decision."""

    step: str
    label: str | None = None


class Cause(NamedTuple):
    """The change behind a difference: which variant, and the path inside its `flow` mapping."""

    layer: int
    path: Path


def smaller(left: int | None, right: int | None) -> int | None:
    """The bound of two joined edges; None is no bound."""
    bounds = [bound for bound in (left, right) if bound is not None]
    return min(bounds, default=None)


def is_ghost(node: str) -> bool:
    return node.startswith("@")


class Draft:
    """Nodes, ways and anchors, edited in place. `cause` is the change at work, noted on all that it touches."""

    def __init__(self, standard: Flow) -> None:
        self.standard = standard
        self.cause = Cause(0, ())
        self.causes: dict[tuple[str, str], Cause] = {}
        self.load(build(standard))

    def load(self, graph: Graph) -> None:
        """Begin again from a whole flow."""
        self.start = graph.start
        self.nodes = dict(graph.nodes)
        self.ways = dict(graph.ways)
        self.followers: dict[Anchor, list[str]] = {}

    def ids(self) -> tuple[str, ...]:
        return tuple(node for node in self.nodes if not is_ghost(node))

    def note(self, step: str, aspect: str) -> None:
        self.causes[step, aspect] = self.cause

    # Ways.

    def set_ways(self, node: str, edges: tuple[Edge, ...]) -> None:
        self.ways[node] = edges
        self.note(node, "ways")
        for edge in edges:
            if edge.target is not None:
                self.note(edge.target, "entered")

    def entering(self, node: str) -> list[Edge]:
        return [edge for edges in self.ways.values() for edge in edges if edge.target == node]

    def retarget(self, old: str, new: str | None, bound: int | None = None) -> None:
        """Lead every edge that enters `old` to `new`, joined with a way bounded by `bound`."""
        for source in [edge.source for edge in self.entering(old)]:
            edges = tuple(
                edge._replace(target=new, max_repeats=smaller(edge.max_repeats, bound)) if edge.target == old else edge
                for edge in self.ways[source]
            )
            self.set_ways(source, edges)
        if self.start == old:
            self.start = new

    def reachable(self) -> set[str]:
        return set(Graph(self.start, self.nodes, self.ways).breadth_first)

    # Nodes.

    def add(self, node: Node, edges: tuple[Edge, ...]) -> None:
        self.nodes[node.id] = node
        self.set_ways(node.id, edges)
        self.note(node.id, "added")

    def drop(self, node: str) -> None:
        """Forget a node that nothing leads to any more."""
        del self.nodes[node]
        del self.ways[node]
        self.note(node, "removed")

    def take_out(self, node: str, way: Edge) -> None:
        """Join the predecessors of a node to the target of a way, and forget the node."""
        self.ways[node] = ()
        self.retarget(node, way.target, way.max_repeats)
        self.drop(node)

    def lay_ghost(self, node: str, before: str | None, bound: int | None = None) -> Edge:
        """Keep the place of a step that goes, before another, if an extension point stands there: the way to it."""
        way = Edge(node, None, before, bound)
        if all(point.after != node for point in self.standard.extension_points):
            return way
        ghost = ghost_of(node)
        if ghost in self.nodes:
            self.take_out(ghost, self.ways[ghost][0])
            self.forget_anchor(ghost)
        self.nodes[ghost] = Node(ghost, "wait", "")
        self.ways[ghost] = (Edge(ghost, None, before),)
        self.rename_follower(node, (ghost,))
        self.followers[Anchor(ghost)] = self.followers.pop(Anchor(node), [])
        return way._replace(target=ghost)

    # Anchors.

    def tail(self, anchor: Anchor) -> Anchor:
        """Where the next insert at an anchor goes: behind the earlier ones and all that is anchored to them."""
        while standing := self.followers.get(anchor):
            anchor = Anchor(standing[-1])
        return anchor

    def rename_follower(self, node: str, others: Iterable[str]) -> None:
        """Let others stand in a list of inserts where the node stood."""
        for standing in self.followers.values():
            if node in standing:
                at = standing.index(node)
                standing[at : at + 1] = others

    def forget_anchor(self, node: str) -> None:
        """A step leaves its anchor's list; what was anchored to it stays in its place."""
        self.rename_follower(node, self.followers.pop(Anchor(node), ()))
        for anchor in [anchor for anchor in self.followers if anchor.step == node]:
            del self.followers[anchor]

    def copy(self) -> "Draft":
        """The same draft, to fall back on; edits of one do not show in the other."""
        other = Draft.__new__(Draft)
        other.standard, other.cause, other.causes = self.standard, self.cause, dict(self.causes)
        other.load(Graph(self.start, self.nodes, self.ways))
        other.followers = {anchor: list(standing) for anchor, standing in self.followers.items()}
        return other

    def graph(self) -> Graph:
        """The flow as it stands, without ghosts. The draft can be edited on."""
        joined = self.copy()
        for ghost in [node for node in joined.nodes if is_ghost(node)]:
            joined.take_out(ghost, joined.ways[ghost][0])
        return Graph(joined.start, joined.nodes, joined.ways)


def ghost_of(node: str) -> str:
    return f"@{node}"
