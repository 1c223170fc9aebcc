"""Changes of flow rules between two versions. Part of `evolution`.

A rule holds for every market and none may tailor it, so that one that comes, goes or changes needs a major version.
"""

from collections.abc import Iterable, Iterator, Mapping

from checker.evolution.pairs import Names, paired
from checker.evolution.values import Subject, renamed_change, severity_changes, waivable_changes, wording_change
from checker.model.documents import FlowRule
from checker.model.evolution import Bump, Change, Direction

HELD = "every market is held by it, whatever its flow"


def rule_changes(old: Iterable[FlowRule], new: Iterable[FlowRule], names: Names) -> Iterator[Change]:
    for before, after, old_index, new_index in paired(old, new, names.rules):
        old_path, new_path = ("flow", "rules", old_index), ("flow", "rules", new_index)
        if after is None:
            if before is not None:
                gone = Subject(f"rule:{before.id}", before.id, "rule", old_path)
                why = "a rule is removed: markets are no longer held by it"
                yield gone.change("removed", Direction.LOOSENS, Bump.MAJOR, why, rule_text(before, {}))
        elif before is None:
            subject = Subject(f"rule:{after.id}", after.id, "rule", None, new_path)
            added = subject.change("added", Direction.TIGHTENS, Bump.MAJOR, HELD, None, rule_text(after, {}))
            yield added._replace(is_silent=True)
        else:
            renamed = f"rule:{before.id}" if before.id != after.id else None
            subject = Subject(f"rule:{after.id}", after.id, "rule", old_path, new_path, renamed)
            yield from _changed(subject, before, after, names.steps)


def _changed(subject: Subject, old: FlowRule, new: FlowRule, steps: Mapping[str, str]) -> Iterator[Change]:
    yield from renamed_change(subject, old.id, new.id)
    yield from wording_change(subject, old, new, ("why",))
    yield from severity_changes(subject, old.severity, new.severity)
    yield from waivable_changes(subject, old=old.waivable, new=new.waivable)
    was, now = rule_text(old, steps), rule_text(new, {})
    if was == now:
        return
    way = Direction.INCOMPARABLE
    if old.template == new.template and old.bound is not None and new.bound is not None:
        way = Direction.LOOSENS if new.bound > old.bound else Direction.TIGHTENS  # every bound is an `at most`
    change = subject.inside(new.template).change("changed", way, Bump.MAJOR, HELD, was, now)
    yield change._replace(is_silent=True, old_path=subject.old_path)


def rule_text(rule: FlowRule, steps: Mapping[str, str]) -> str:
    """The constraint as it is written, with the newer names of steps."""
    operands = ", ".join(steps.get(operand, operand) for operand in rule.operands)
    return f"{rule.template.replace('_', ' ')}: {operands if rule.operands else f'{rule.bound:g}'}"
