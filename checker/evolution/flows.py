"""Changes of a flow between two versions: steps, ways, permissions, extension points. Part of `evolution`.

A step that comes, goes or leads elsewhere needs a major version: a market that draws its own flow, or names the step, may
break. Only what a market may do with a step can grow without that. Order in the list is layout.
"""

from collections.abc import Iterable, Iterator, Mapping

from checker.evolution.flow_rules import rule_changes
from checker.evolution.pairs import Names, paired
from checker.evolution.values import Subject, renamed_change, requirement_changes, severity_changes, wording_change
from checker.flow.graph import Edge, build
from checker.model.documents import ExtensionPoint, Flow, Parameter, Standard, Step, Tailoring
from checker.model.evolution import Bump, Change, Direction
from checker.tailoring import Requirement

NAMED = "a market that names it, or draws a flow of its own, no longer fits"
SETTINGS = ("type", "tags", "turns", "minutes")
LOCKED_STEP = "a locked step changes: every market has to run it so"


def flow_changes(old: Standard, new: Standard, names: Names) -> Iterator[Change]:
    if old.flow is None or new.flow is None:
        yield from _whole_flow(old.flow, new.flow)
        return
    before, after = old.flow, new.flow
    arrived = {step.id for step in after.steps} - {names.steps.get(step.id, step.id) for step in before.steps}
    left = {names.steps.get(step.id, step.id) for step in before.steps} - {step.id for step in after.steps}
    ways = _ways(before, names.steps), _ways(after, {})
    entering = _entering(after, ways[1])
    held_apart = any(rule.different_owner is not None for rule in (*before.rules, *after.rules))
    for was, now, old_index, new_index in paired(before.steps, after.steps, names.steps):
        subject = _subject(was, now, old_index, new_index)
        if now is None:
            if was is not None:
                yield subject.change("removed", Direction.INCOMPARABLE, Bump.MAJOR, NAMED, f"‘{was.name}’")
        elif was is None:
            yield _added(subject, now, entering.get(now.id, ()))
        else:
            yield from _changed_step(subject, was, now, held_apart=held_apart)
            yield from _led(subject, was, now, ways, arrived | left, names.steps)
    yield from _start(before, after, names.steps)
    yield from _points(before, after, names.steps)
    yield from rule_changes(before, after, names)


def _whole_flow(old: Flow | None, new: Flow | None) -> Iterator[Change]:
    subject = Subject("process", "The flow", "flow", ("flow",) if old else None, ("flow",) if new else None)
    if old is None and new is not None:
        why = "every market has to run it"
        yield subject.change("added", Direction.TIGHTENS, Bump.MAJOR, why, None, f"{len(new.steps)} steps")._replace(
            is_silent=True
        )
    elif old is not None:
        yield subject.change("removed", Direction.INCOMPARABLE, Bump.MAJOR, NAMED, f"{len(old.steps)} steps")


def _subject(was: Step | None, now: Step | None, old_index: int, new_index: int) -> Subject:
    shown = now or was
    if shown is None:
        raise AssertionError("a pair has at least one step")
    renamed = f"step:{was.id}" if was is not None and now is not None and was.id != now.id else None
    old_path = ("flow", "steps", old_index) if was is not None else None
    return Subject(
        f"step:{shown.id}", shown.name, "step", old_path, ("flow", "steps", new_index) if now is not None else None, renamed
    )


def _entering(flow: Flow, ways: "Ways") -> Mapping[str, tuple[str, ...]]:
    """The names of the steps from which each step is reached."""
    names = {step.id: step.name for step in flow.steps}
    found: dict[str, dict[str, None]] = {}
    for step, edges in ways.items():
        for edge in edges:
            found.setdefault(edge.target or "", {})[f"‘{names[step]}’"] = None
    return {step: tuple(sources) for step, sources in found.items()}


def _added(subject: Subject, step: Step, before: Iterable[str]) -> Change:
    why = "every market's flow has it from then on, and one that draws its own flow lacks it"
    said = f"‘{step.name}’ ({step.type.replace('_', ' ')})"
    said += f", after {' and '.join(list(before)[:3])}" if before else ""
    return subject.change("added", Direction.TIGHTENS, Bump.MAJOR, why, None, said)._replace(is_silent=True)


def _changed_step(subject: Subject, old: Step, new: Step, *, held_apart: bool) -> Iterator[Change]:
    yield from renamed_change(subject, old.id, new.id)
    yield from wording_change(subject, old, new, ("name",))
    yield from severity_changes(subject, old.severity, new.severity)
    for key in SETTINGS:
        was, now = getattr(old, key), getattr(new, key)
        if (set(was) != set(now)) if key == "tags" else was != now:
            change = subject.inside(key).change(f"{key}-changed", Direction.INCOMPARABLE, Bump.MAJOR, LOCKED_STEP)
            yield change._replace(was=_text(was), now=_text(now), is_silent=True)
    if old.owner != new.owner:
        yield _owner(subject.inside("owner"), old, new, held_apart=held_apart)
    yield from _permissions(subject, old, new)
    yield from _parameters(subject, old, new)


def _owner(subject: Subject, old: Step, new: Step, *, held_apart: bool) -> Change:
    may_differ = "reassign" in old.market_may and "reassign" in new.market_may and not held_apart
    way, bump, why = Direction.INCOMPARABLE, Bump.MAJOR, LOCKED_STEP
    if may_differ:
        way, bump, why = Direction.NEUTRAL, Bump.MINOR, "markets may name another owner; those that do not, inherit this one"
    return subject.change("owner-changed", way, bump, why, _text(old.owner), _text(new.owner))._replace(is_silent=True)


def _permissions(subject: Subject, old: Step, new: Step) -> Iterator[Change]:
    gained = sorted(set(new.market_may) - set(old.market_may))
    lost = sorted(set(old.market_may) - set(new.market_may))
    inside = subject.inside("market_may")
    if gained:
        why = "only more is allowed"
        yield inside.change("permission-added", Direction.LOOSENS, Bump.MINOR, why, None, f"a market may {', '.join(gained)}")
    if lost:
        why = "a market that does so today is refused"
        yield inside.change(
            "permission-removed", Direction.TIGHTENS, Bump.MAJOR, why, f"a market may {', '.join(lost)}", "no longer"
        )


def _parameters(subject: Subject, old: Step, new: Step) -> Iterator[Change]:
    for name, parameter in new.params.items():
        place = subject.inside("params", name)
        inner = place._replace(
            element=f"{subject.element}.{name}", title=f"{subject.title}: {name}", kind="parameter",
            old_element=f"{subject.old_element}.{name}" if subject.old_element else None,
        )  # fmt: skip
        was = old.params.get(name)
        if was is None:
            is_locked = parameter.tailoring is Tailoring.LOCKED or "tune" not in new.market_may
            bump, why = Bump.MINOR, "no market has set it yet; all inherit it"
            if is_locked:
                bump, why = Bump.MAJOR, "a locked parameter is added: every market has to run it so"
            added = inner._replace(old_path=None).change("added", Direction.TIGHTENS, bump, why, None, str(parameter.value))
            yield added._replace(is_silent=True)
        elif was != parameter:
            yield from requirement_changes(inner, _requirement(was, old), _requirement(parameter, new))
    for name, parameter in old.params.items():
        if name not in new.params:
            gone = subject._replace(element=f"{subject.element}.{name}", kind="parameter", title=f"{subject.title}: {name}")
            yield gone.change("removed", Direction.INCOMPARABLE, Bump.MAJOR, NAMED, str(parameter.value))


def _requirement(parameter: Parameter, step: Step) -> Requirement:
    """Without `tune`, a market may change nothing of it."""
    tailoring = parameter.tailoring if "tune" in step.market_may else Tailoring.LOCKED
    return Requirement(parameter.value, tailoring, parameter.unit, parameter.stricter, parameter.allowed)


Ways = Mapping[str, tuple[Edge, ...]]


def _ways(flow: Flow, names: Mapping[str, str]) -> Ways:
    """The ways out of each step, by the newer names."""
    return {
        names.get(step, step): tuple(
            edge._replace(source=names.get(step, step), target=names.get(edge.target, edge.target) if edge.target else None)
            for edge in edges
        )
        for step, edges in build(flow).ways.items()
    }


def _led(
    subject: Subject, old: Step, new: Step, ways: tuple[Ways, Ways], others: set[str], names: Mapping[str, str]
) -> Iterator[Change]:
    """Where a step leads. What only makes room for a step that came, or closes the gap of one that left, is said there."""
    before, after = ways[0][new.id], ways[1][new.id]
    same_go = (old.go is None) == (new.go is None) and names.get(old.go or "", old.go) == new.go
    same_ways = set(before) == set(after)
    if same_ways and same_go:
        return
    pairs = {(edge.label, edge.max_repeats): edge.target for edge in before}
    makes_room = all(
        (edge.label, edge.max_repeats) in pairs
        and (pairs[edge.label, edge.max_repeats] == edge.target or {pairs[edge.label, edge.max_repeats], edge.target} & others)
        for edge in after
    )
    if not same_ways and makes_room and len(before) == len(after):
        return
    why = "what comes after it is locked, and a market that draws it otherwise is refused"
    was, now = _edges_text(before), _edges_text(after)
    if was == now:
        was, now = (f"`go: {each}`" if each else "the next in the list" for each in (old.go, new.go))
    change = subject.change("rerouted", Direction.INCOMPARABLE, Bump.MAJOR, why, was, now)
    yield change._replace(is_silent=True)


def _edges_text(edges: Iterable[Edge]) -> str:
    said = [
        f"{f'{edge.label}: ' if edge.label else ''}{edge.target or 'end of the run'}"
        + (f" (at most {edge.max_repeats} times)" if edge.max_repeats else "")
        for edge in edges
    ]
    return ", ".join(said) or "end of the run"


def _start(old: Flow, new: Flow, names: Mapping[str, str]) -> Iterator[Change]:
    was, now = old.steps[0].id, new.steps[0].id
    if names.get(was, was) != now:
        subject = Subject(f"step:{now}", new.steps[0].name, "flow", ("flow", "steps", 0), ("flow", "steps", 0))
        why = "every run starts elsewhere"
        yield subject.change("start-changed", Direction.INCOMPARABLE, Bump.MAJOR, why, was, now)._replace(is_silent=True)


def _points(old: Flow, new: Flow, names: Mapping[str, str]) -> Iterator[Change]:
    for before, after, old_index, new_index in paired(old.extension_points, new.extension_points, {}):
        shown = after or before
        if shown is None:
            raise AssertionError("a pair has at least one extension point")
        old_path = ("flow", "extension_points", old_index) if before is not None else None
        new_path = ("flow", "extension_points", new_index) if after is not None else None
        subject = Subject("process", f"Extension point {shown.id}", "extension-point", old_path, new_path)
        if after is None:
            why = "a step that a market added there no longer fits"
            yield subject.change("removed", Direction.TIGHTENS, Bump.MAJOR, why, _point_text(shown))
        elif before is None:
            yield subject.change("added", Direction.LOOSENS, Bump.MINOR, "only more is allowed", None, _point_text(shown))
        else:
            yield from _changed_point(subject, before, after, names)


def _changed_point(subject: Subject, old: ExtensionPoint, new: ExtensionPoint, names: Mapping[str, str]) -> Iterator[Change]:
    moved = names.get(old.after, old.after) != new.after
    more = set(new.types) >= set(old.types) and new.max_steps >= old.max_steps
    fewer = set(new.types) <= set(old.types) and new.max_steps <= old.max_steps
    if not moved and more and fewer:
        return
    way, bump, why = Direction.INCOMPARABLE, Bump.MAJOR, "a step that a market added there may no longer fit"
    if not moved and more:
        way, bump, why = Direction.LOOSENS, Bump.MINOR, "only more is allowed"
    elif not moved and fewer:
        way = Direction.TIGHTENS
    yield subject.change("changed", way, bump, why, _point_text(old), _point_text(new))


def _point_text(point: ExtensionPoint) -> str:
    count = "1 step" if point.max_steps == 1 else f"up to {point.max_steps} steps"
    return f"{count} of type {' or '.join(point.types)} after {point.after}".replace("ai_agent", "ai agent")


def _text(setting: object) -> str:
    if isinstance(setting, tuple):
        return ", ".join(map(str, setting)) or "none"
    return "none" if setting is None else str(setting)
