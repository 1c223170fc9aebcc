"""Changes of flow rules between two versions. Part of `evolution`.

A rule holds for every market and none may tailor it, so that one that comes, goes or changes needs a major version.
"""

from collections.abc import Iterator, Mapping

from checker.evolution.pairs import Names, paired
from checker.evolution.values import Subject, renamed_change, severity_changes, waivable_changes, wording_change
from checker.flow_words import constraint_words
from checker.model.documents import Flow, FlowRule
from checker.model.evolution import Bump, Change, Direction

HELD = "every market is held by it, whatever its flow"


def rule_changes(old: Flow, new: Flow, names: Names) -> Iterator[Change]:
    for before, after, old_index, new_index in paired(old.rules, new.rules, names.rules):
        old_path, new_path = ("flow", "rules", old_index), ("flow", "rules", new_index)
        if after is None:
            if before is not None:
                gone = Subject(f"rule:{before.id}", before.id, "rule", old_path)
                why = "a rule is removed: markets are no longer held by it"
                yield gone.change("removed", Direction.LOOSENS, Bump.MAJOR, why, words(before, old))
        elif before is None:
            subject = Subject(f"rule:{after.id}", after.id, "rule", None, new_path)
            added = subject.change("added", Direction.TIGHTENS, Bump.MAJOR, HELD, None, words(after, new))
            yield added._replace(is_silent=True)
        else:
            renamed = f"rule:{before.id}" if before.id != after.id else None
            subject = Subject(f"rule:{after.id}", after.id, "rule", old_path, new_path, renamed)
            yield from _in_other_words(subject, before, after)
            if _constraint(before, names.steps) != _constraint(after, {}):
                yield _changed(subject, (before, words(before, old)), (after, words(after, new)))


def _in_other_words(subject: Subject, old: FlowRule, new: FlowRule) -> Iterator[Change]:
    yield from renamed_change(subject, old.id, new.id)
    yield from wording_change(subject, old, new, ("why",))
    yield from severity_changes(subject, old.severity, new.severity)
    yield from waivable_changes(subject, old=old.waivable, new=new.waivable)


def _changed(subject: Subject, before: tuple[FlowRule, str], after: tuple[FlowRule, str]) -> Change:
    (old, was), (new, now) = before, after
    way = Direction.INCOMPARABLE
    if old.template == new.template and old.bound is not None and new.bound is not None:
        way = Direction.LOOSENS if new.bound > old.bound else Direction.TIGHTENS  # every bound is an `at most`
    change = subject.inside(new.template).change("changed", way, Bump.MAJOR, HELD, was, now)
    return change._replace(is_silent=True, old_path=subject.old_path)


def _constraint(rule: FlowRule, steps: Mapping[str, str]) -> object:
    """What the rule asks, with the newer ids of steps: equal for rules that ask the same."""
    return rule.template, rule.bound, tuple(steps.get(operand, operand) for operand in rule.operands)


def words(rule: FlowRule, flow: Flow) -> str:
    """What the rule asks, with the names that the steps of its flow have."""
    names = {step.id: step.name for step in flow.steps}
    return constraint_words(rule, lambda step: f"‘{names.get(step, step)}’")
