"""Compares an effective flow with its standard: the smallest set of edits that explains it. Part of `flow`."""

from collections.abc import Iterator
from functools import cached_property
from itertools import chain as joined

from checker.flow.aligning import Standing
from checker.flow.edits import Comparison, Difference, Edit, EditKind, ParameterPair, Place
from checker.flow.effective import Applied
from checker.flow.explaining import Explainer, Explanation
from checker.flow.graph import Graph, Node, Setting, build
from checker.flow.moving import Search
from checker.flow.outline import BEGIN, EXIT, Out, Pair
from checker.flow.permissions import Permissions
from checker.flow.seams import Case
from checker.model.documents.flow import Flow, Permission, Step

NAMED: tuple[tuple[str, Permission], ...] = (("name", "reword"), ("owner", "reassign"))


def compare(standard: Flow, applied: Applied) -> Comparison:
    """All edits between a standard's flow (one without `flow_faults`) and an effective one, allowed ones too."""
    permissions = Permissions(standard)
    pair = Pair(build(standard), applied.graph)
    search = Search(Explainer(Case(pair, permissions)))
    explanation = search.run()
    report = _Report(pair, permissions, applied, explanation)
    edits = sorted(report.edits(), key=report.position)
    pairs = tuple(each for each in report.parameters() if each.may_tune or each.standard is None)
    return Comparison(tuple(edits), pairs, dict(applied.graph.carriers), search.complete)


class _Report:
    """Turns an explanation into edits."""

    def __init__(self, pair: Pair, permissions: Permissions, applied: Applied, found: Explanation) -> None:
        self.pair = pair
        self.permissions = permissions
        self.applied = applied
        self.found = found
        self.carriers = pair.local.carriers

    @cached_property
    def _order(self) -> dict[str, int]:
        return {step: at for at, step in enumerate(joined(self.pair.standard.nodes, self.pair.added))}

    def edits(self) -> Iterator[Edit]:
        yield from (self._removed(step) for step in self.found.removed)
        yield from (self._replaced(step) for step in joined(self.found.replaced, self.found.covered))
        yield from (self._added(step, stands) for step, stands in self.found.added.items())
        yield from (self._moved(step) for step in self.pair.kept if step in self.found.moved)
        for step in self.pair.kept:
            yield from self._retyped(step)
            yield from self._changed(step)
        yield from (self._parameter(each) for each in self.parameters() if not each.may_tune and each.standard)
        if BEGIN in self.found.rerouted:
            yield self._restarted()

    def position(self, edit: Edit) -> tuple[int, int, str, str]:
        """The standard's steps in its order, then added ones along the flow."""
        return self._order[edit.step], edit.allowed, edit.kind, edit.parameter.name if edit.parameter else ""

    def _removed(self, step: str) -> Edit:
        allowed = self.permissions.may(step, "skip")
        was, cause = place(self.pair.standard, step), self.applied.cause([step], "removed")
        return Edit("removed", step, allowed, permission="skip", was=was, cause=cause)

    def _replaced(self, step: str) -> Edit:
        local = self.carriers.get(step)
        around = {*self.found.covered.get(step, ()), local}
        along = (node for node in self.pair.local.breadth_first if node in around)
        chain = self.found.replaced[step] if step in self.found.replaced else tuple(along)
        cause = self.applied.cause([step], "removed") or self.applied.cause(chain, "added")
        allowed = step in self.found.covered or self.found.may_replace(step)
        was = place(self.pair.standard, step)
        return Edit("replaced", step, allowed, local, "replace", was=was, chain=chain, cause=cause)

    def _added(self, step: str, stands: Standing) -> Edit:
        kind: EditKind = "added" if stands.refused in (None, "outside") else "extension_refused"
        reason = stands.refused if stands.refused != "outside" else None
        where = place(self.pair.local, step)
        cause = self.applied.cause([step], "added")
        return Edit(
            kind, step, stands.refused is None, step, place=where, point=stands.point, reason=reason, cause=cause
        )  # fmt: skip

    def _moved(self, step: str) -> Edit:
        local = self.carriers[step]
        was, now = place(self.pair.standard, step), place(self.pair.local, local)
        near = (*now.after, *now.before)
        cause = self.applied.cause([local], "place", "ways", "entered") or self.applied.cause(near, "place", "ways")
        allowed = self.permissions.may(step, "move")
        return Edit("moved", step, allowed, local, "move", was=was, place=now, cause=cause)

    def _nodes(self, step: str) -> tuple[Step, Node, Node]:
        return self.permissions.steps[step], self.pair.standard.nodes[step], self.pair.local.nodes[self.carriers[step]]

    def _covers(self, step: str) -> bool:
        """Whether `replace` covers the name, owner and type of a step of another id."""
        return self.carriers[step] != step and self.permissions.may(step, "replace")

    def _retyped(self, step: str) -> Iterator[Edit]:
        _, node, local = self._nodes(step)
        if node.type != local.type:
            difference = Difference("type", node.type, local.type, "retype")
            allowed = self.permissions.may(step, "retype") or self._covers(step)
            cause = self.applied.cause([local.id], "type", "added")
            yield Edit("retyped", step, allowed, local.id, "retype", (difference,), cause=cause)

    def _changed(self, step: str) -> Iterator[Edit]:
        """At most one allowed and one refused change; the refused one names every property that it is about."""
        _, node, local = self._nodes(step)
        found = [*_renamed(node, local), *_reset(node, local)]
        if step in self.found.rerouted:
            found.append(_rerouted(self.pair, step))
        may = {
            each.key: each.permission is not None and (self.permissions.may(step, each.permission) or self._covers(step))
            for each in found
        }
        for allowed in (True, False):
            mine = tuple(each for each in found if may[each.key] is allowed)
            if mine:
                aspects = ["ways" if each.key in ("go", "branches") else each.key for each in mine]
                cause = self.applied.cause([local.id], *aspects, "added", "entered")
                permission = next((each.permission for each in mine if each.permission), None)
                yield Edit("changed", step, allowed, local.id, permission, mine, cause=cause)

    def _restarted(self) -> Edit:
        start, local = self.pair.standard.start or "", self.pair.local.start
        difference = Difference("start", start, local)
        cause = self.applied.cause([local or "", start], "added", "place", "ways", "removed")
        return Edit("changed", start, allowed=False, differences=(difference,), cause=cause)

    def _parameter(self, pair: ParameterPair) -> Edit:
        local = self.carriers[pair.step]
        return Edit("changed", pair.step, False, local, "tune", parameter=pair, cause=pair.cause)  # noqa: FBT003

    def parameters(self) -> Iterator[ParameterPair]:
        for step in self.pair.kept:
            given, _, local = self._nodes(step)
            for name, setting in sorted(local.params.items()):
                standard = given.params.get(name)
                if standard is None or Setting(standard.value, standard.unit) != setting:
                    cause = self.applied.cause([local.id], f"params.{name}", "added")
                    yield ParameterPair(step, name, standard, setting, "tune" in given.market_may, cause)


def _renamed(node: Node, local: Node) -> Iterator[Difference]:
    if node.name != local.name:
        yield Difference("name", node.name, local.name, "reword")
    if node.owner != local.owner:
        yield Difference("owner", node.owner, local.owner, "reassign")


def _reset(node: Node, local: Node) -> Iterator[Difference]:
    """What no permission lets differ; turns that only follow the type are not said twice."""
    if node.with_type(local.type).turns != local.turns:
        yield Difference("turns", str(node.turns), str(local.turns))
    if node.minutes != local.minutes:
        yield Difference("minutes", f"{node.minutes:g}", f"{local.minutes:g}")
    if node.tags != local.tags:
        yield Difference("tags", ", ".join(sorted(node.tags)), ", ".join(sorted(local.tags)))


def _rerouted(pair: Pair, step: str) -> Difference:
    outs, local = pair.standard_outs[step], pair.local_outs[step]
    key = "branches" if any(out.label is not None for out in (*outs, *local)) else "go"
    return Difference(key, _text(outs), _text(local))


def _text(outs: tuple[Out, ...]) -> str:
    """Ways out in words: `yes → close, retry → answer (2 times at most)`; sorted, as their order is layout."""
    return ", ".join(sorted(map(_way_text, outs)))


def _way_text(out: Out) -> str:
    target = "the end" if out.target == EXIT else out.target
    bound = f" ({out.bound} times at most)" if out.bound is not None else ""
    return f"{out.label} → {target}{bound}" if out.label is not None else f"{target}{bound}"


def place(graph: Graph, node: str) -> Place:
    """The steps directly before and after a step."""
    after = dict.fromkeys(edge.source for edge in graph.entering[node])
    before = dict.fromkeys(edge.target for edge in graph.ways[node] if edge.target is not None)
    return Place(tuple(after), tuple(before))
