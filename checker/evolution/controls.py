"""Changes of controls and metrics between two versions. Part of `evolution`."""

from collections.abc import Iterator, Mapping

from checker.evolution.pairs import Names, paired
from checker.evolution.values import (
    Subject,
    renamed_change,
    requirement_changes,
    severity_changes,
    waivable_changes,
    wording_change,
)
from checker.model.documents import Control, Metric, Standard, Tailoring
from checker.model.evolution import Bump, Change, Direction
from checker.tailoring import Requirement

CONTROL_WORDS = ("title", "requirement", "why", "remedy", "references", "since")
METRIC_WORDS = ("title", "why")
GONE = "a market that sets it names something that is no longer there"


def control_changes(old: Standard, new: Standard, names: Names) -> Iterator[Change]:
    joint = _joint_groups(old, names.controls), _joint_groups(new, {})
    for before, after, old_index, new_index in paired(old.controls, new.controls, names.controls):
        if after is None:
            if before is not None:
                yield _removed(before, old_index)
        elif before is None:
            yield _added(after, new_index)
        else:
            yield from _changed(_subject(before, after, old_index, new_index), before, after, joint)


def _subject(before: Control, after: Control, old_index: int, new_index: int) -> Subject:
    old_element = f"control:{before.id}" if before.id != after.id else None
    paths = (("controls", old_index), ("controls", new_index))
    return Subject(f"control:{after.id}", after.title, "control", *paths, old_element)


def _removed(control: Control, index: int) -> Change:
    subject = Subject(f"control:{control.id}", control.title, "control", ("controls", index))
    return subject.change("removed", Direction.INCOMPARABLE, Bump.MAJOR, GONE, _said(control), None)


def _added(control: Control, index: int) -> Change:
    subject = Subject(f"control:{control.id}", control.title, "control", None, ("controls", index))
    bump, why = Bump.MINOR, "no market has set it yet, so that its tailoring refuses none; all inherit it"
    if control.tailoring is Tailoring.LOCKED:
        bump, why = Bump.MAJOR, "a locked control is added: every market has to run it as it is"
    elif control.per == "currency":
        bump, why = Bump.MAJOR, "a market whose currency it does not name cannot be judged by it"
    change = subject.change("added", Direction.TIGHTENS, bump, why, None, _said(control))
    return change._replace(is_silent=True)


def _said(control: Control) -> str:
    if isinstance(control.value, dict):
        return f"{control.id}, a value for each of {', '.join(control.value)}"
    return Requirement(control.value, control.tailoring, control.unit).amount.text


JointGroups = Mapping[str, frozenset[str]]


def _joint_groups(standard: Standard, names: Mapping[str, str]) -> JointGroups:
    """Each joint control with all that are judged as one point with it, by their newer names."""
    groups: dict[str, set[str]] = {}
    for control in standard.controls:
        if control.joint is not None:
            groups.setdefault(control.joint, set()).add(names.get(control.id, control.id))
    return {member: frozenset(members) for members in groups.values() if len(members) > 1 for member in members}


def _changed(subject: Subject, old: Control, new: Control, joint: tuple[JointGroups, JointGroups]) -> Iterator[Change]:
    yield from renamed_change(subject, old.id, new.id)
    yield from wording_change(subject, old, new, CONTROL_WORDS)
    yield from severity_changes(subject, old.severity, new.severity)
    yield from waivable_changes(subject, old=old.waivable, new=new.waivable)
    if old.per != new.per:
        was, now = (f"a value per {each.per or 'market'}" for each in (old, new))
        why = "a market's value would mean something else"
        yield subject.inside("per").change("per-changed", Direction.INCOMPARABLE, Bump.MAJOR, why, was, now)
        return
    groups = [by_member.get(new.id, frozenset()) for by_member in joint]
    if groups[0] != groups[1]:
        yield _regrouped(subject, *groups)
    yield from _values(subject, old, new, is_joint=bool(groups[0]) and groups[0] == groups[1])


def _regrouped(subject: Subject, old: frozenset[str], new: frozenset[str]) -> Change:
    was, now = (
        f"judged with {', '.join(sorted(each - {subject.element.partition(':')[2]})) or 'nothing'}" for each in (old, new)
    )
    way = Direction.LOOSENS if not new else Direction.TIGHTENS if not old else Direction.INCOMPARABLE
    bump = Bump.MINOR if way is Direction.LOOSENS else Bump.MAJOR
    why = "values are judged one by one" if way is Direction.LOOSENS else "values that were fine one by one may not be together"
    return subject.inside("joint").change("joint-changed", way, bump, why, was, now)


def _values(subject: Subject, old: Control, new: Control, *, is_joint: bool) -> Iterator[Change]:
    before, after = requirements(old), requirements(new)
    for key, requirement in after.items():
        inner = subject.inside("value", key) if key is not None else subject.inside("value")
        suffix = f"@{key}" if key is not None and new.per == "channel" else ""
        of_key = inner._replace(
            element=f"{subject.element}{suffix}",
            title=f"{subject.title} ({key})" if key is not None else subject.title,
            old_element=f"{subject.old_element}{suffix}" if subject.old_element else None,
        )
        if key in before:
            yield from requirement_changes(of_key, before[key], requirement, is_joint=is_joint)
        else:
            yield _added_key(of_key._replace(old_path=None), new, str(key), requirement)
    for key, requirement in before.items():
        if key not in after:
            gone = subject.inside("value")._replace(title=f"{subject.title} ({key})")
            yield gone.change(f"{new.per}-removed", Direction.INCOMPARABLE, Bump.MAJOR, GONE, requirement.amount.text)


def _added_key(subject: Subject, control: Control, key: str, requirement: Requirement) -> Change:
    said = requirement.amount.text
    if control.per == "currency":
        why = f"a market in {key} could not be judged by it, and now can"
        return subject.change("currency-added", Direction.LOOSENS, Bump.MINOR, why, None, said)
    is_free = control.tailoring is Tailoring.FREE
    why = (
        "any value is allowed"
        if is_free
        else "a value that a market wrote for all its channels holds here too, and may be refused"
    )
    bump = Bump.MINOR if is_free else Bump.MAJOR
    return subject.change("channel-added", Direction.TIGHTENS, bump, why, None, said)._replace(is_silent=True)


def requirements(control: Control) -> Mapping[str | None, Requirement]:
    """What is asked, by channel or currency; under None where it is the same for all."""
    if not isinstance(control.value, dict):
        allowed = control.allowed if not isinstance(control.allowed, dict) else None
        return {None: Requirement(control.value, control.tailoring, control.unit, control.stricter, allowed)}
    found: dict[str | None, Requirement] = {}
    for key, value in control.value.items():
        allowed = control.allowed.get(key) if isinstance(control.allowed, dict) else control.allowed
        unit = key if control.per == "currency" and control.unit in (None, "money") else control.unit
        found[key] = Requirement(value, control.tailoring, unit, control.stricter, allowed)
    return found


def metric_changes(old: Standard, new: Standard, names: Names) -> Iterator[Change]:
    for before, after, old_index, new_index in paired(old.metrics, new.metrics, names.metrics):
        if after is None:
            if before is not None:
                gone = Subject(f"metric:{before.id}", before.title, "metric", ("metrics", old_index))
                yield gone.change("removed", Direction.INCOMPARABLE, Bump.MAJOR, GONE, target(before).amount.text)
        elif before is None:
            yield _added_metric(after, new_index)
        else:
            old_element = f"metric:{before.id}" if before.id != after.id else None
            paths = (("metrics", old_index), ("metrics", new_index))
            subject = Subject(f"metric:{after.id}", after.title, "metric", *paths, old_element)
            yield from _changed_metric(subject, before, after)


def _added_metric(metric: Metric, index: int) -> Change:
    subject = Subject(f"metric:{metric.id}", metric.title, "metric", None, ("metrics", index))
    is_locked = metric.tailoring == "locked"
    why = "a locked metric is added: every market has to reach it as it is"
    if not is_locked:
        why = "no market has set it yet, so that its tailoring refuses none; all inherit it"
    bump = Bump.MAJOR if is_locked else Bump.MINOR
    return subject.change("added", Direction.TIGHTENS, bump, why, None, target(metric).amount.text)._replace(is_silent=True)


def _changed_metric(subject: Subject, old: Metric, new: Metric) -> Iterator[Change]:
    yield from renamed_change(subject, old.id, new.id)
    yield from wording_change(subject, old, new, METRIC_WORDS)
    yield from severity_changes(subject, old.severity, new.severity)
    if old.definition != new.definition:
        why = "the definition is locked: numbers under another formula must not be compared"
        change = subject.inside("definition").change("definition-changed", Direction.INCOMPARABLE, Bump.MAJOR, why)
        yield change._replace(was=f"counted as ‘{old.definition.text}’", now=f"‘{new.definition.text}’", is_silent=True)
    yield from requirement_changes(subject.inside("target"), target(old), target(new))


def target(metric: Metric) -> Requirement:
    return Requirement(metric.target, Tailoring(metric.tailoring), metric.unit, metric.stricter, metric.allowed)
