"""What a standard leaves open, though it can be judged by: advice for its authors. Part of `evolution`."""

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from checker.evolution.controls import requirements, target
from checker.evolution.flow_rules import words as rule_words
from checker.evolution.values import allowed_text
from checker.model.documents import AllowedRange, Flow, Standard, Step, Tailoring
from checker.model.evolution import Bump, VersionDiff
from checker.model.position import KeyPath
from checker.model.value import json_type
from checker.tailoring import BUSINESS_DAYS, Requirement


class Advice(NamedTuple):
    """A piece of advice, and where in the standard it is about. `is_binding`: nobody releases the version like this."""

    kind: str
    message: str
    remedy: str
    key_path: KeyPath
    is_binding: bool = False


def advice_on(standard: Standard, diff: VersionDiff | None, min_grace_days: int | None = None) -> Iterator[Advice]:
    """`diff`: what changed since the version before, None for the first one. `min_grace_days`: None for a version that was
    released already, whose dates markets know."""
    for index, control in enumerate(standard.controls):
        path: KeyPath = ("controls", index)
        yield from _why(f"the control {control.id}", control.why, path)
        # one sentence for all channels: they share everything but the number
        yield from _value(control.id, next(iter(requirements(control).values())), path)
    for index, metric in enumerate(standard.metrics):
        yield from _why(f"the metric {metric.id}", metric.why, ("metrics", index))
        yield from _value(metric.id, target(metric), ("metrics", index))
    if standard.flow is not None:
        yield from _flow(standard.flow)
    if min_grace_days is not None:
        yield from _grace(standard, diff, min_grace_days)
    yield from _version(diff)


def _why(name: str, why: str | None, path: KeyPath) -> Iterator[Advice]:
    if not why:
        yield Advice("why-missing", f"{name} does not say why it exists", "add `why:`, one sentence for a market's lead", path)


def _value(name: str, requirement: Requirement, path: KeyPath) -> Iterator[Advice]:
    if json_type(requirement.value) != "number" or requirement.tailoring is Tailoring.LOCKED:
        return
    if requirement.stricter is None:
        message = f"{name} does not say which way is stricter, so that a market's other number is neither stricter nor looser"
        yield Advice("direction-missing", message, "add `stricter: lower` or `higher`, if one of them is", path)
    elif requirement.unit == BUSINESS_DAYS and not _takes_calendar_days(requirement):
        message = f"{name} is in business days and allows {allowed_text(requirement.allowed)}: a market that counts "
        message += "calendar days cannot be compared"
        yield Advice("comparison-undecidable", message, "leave out `min`, or give it in calendar days", (*path, "allowed"))


def _takes_calendar_days(requirement: Requirement) -> bool:
    allowed = requirement.allowed
    is_open = allowed is None or (isinstance(allowed, AllowedRange) and allowed.min is None)
    return is_open and requirement.stricter == "lower"


def _flow(flow: Flow) -> Iterator[Advice]:
    for index, step in enumerate(flow.steps):
        path: KeyPath = ("flow", "steps", index)
        if "move" in step.market_may:
            yield _move(flow, step, (*path, "market_may"))
        for name, parameter in step.params.items():
            if json_type(parameter.value) == "number" and parameter.unit is None and parameter.tailoring is not Tailoring.LOCKED:
                message = f"the number {step.id}.{name} has no unit"
                yield Advice("unit-missing", message, "add `unit:`", (*path, "params", name))
    for index, rule in enumerate(flow.rules):
        yield from _why(f"the rule {rule.id}", rule.why, ("flow", "rules", index))


def _move(flow: Flow, step: Step, path: KeyPath) -> Advice:
    words = {step.id, f"type:{step.type}", *(f"tag:{tag}" for tag in step.tags)}
    guards = [f"{rule.id} ({rule_words(rule, flow)})" for rule in flow.rules if words & set(rule.operands)]
    guarded = f"only {', '.join(guards)} protects its order" if guards else "no rule protects its order"
    remedy = "see that rules say all that must come before or after it, or take `move` away"
    return Advice("move-guarded-by-rules-only", f"markets may move the step {step.id} anywhere, and {guarded}", remedy, path)


def _grace(standard: Standard, diff: VersionDiff | None, least: int) -> Iterator[Advice]:
    """Whether a market that starts on the first day can follow in time."""
    start, end = standard.effective_from, standard.enforced_from
    if end is None:
        return
    remedy = f"enforce it from {start + timedelta(days=least)} or later" if diff is not None else "enforce it later"
    if end < start:
        message = f"it is enforced from {end}, before markets may adopt it ({start})"
        yield Advice("grace-missing", message, remedy, ("enforced_from",), is_binding=True)
    elif diff is not None and is_major(diff) and (end - start).days < least:
        message = f"a major version leaves markets {(end - start).days} days to follow ({start} to {end}), and the catalogue"
        message += f" asks for {least}"
        yield Advice("grace-too-short", message, remedy, ("enforced_from",), is_binding=True)


def is_major(diff: VersionDiff) -> bool:
    """By its number or by what it changes: a market may have to change something."""
    return Bump.MAJOR in (diff.declared, diff.required)


def _version(diff: VersionDiff | None) -> Iterator[Advice]:
    if diff is not None and diff.is_larger and not diff.bump_reason:
        message = f"a {diff.declared.word} version after {diff.old} is more than its changes need ({diff.required.word})"
        yield Advice("bump-reason-missing", message, "add `bump_reason:`", ("version",))
