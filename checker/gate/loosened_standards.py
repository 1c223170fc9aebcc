"""What a version of a standard asks less of than it did before: controls, metrics, steps and rules. Part of `gate`."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol, TypeVar

from checker.gate.loosening import Demand, Loosening, loosened_demand, loosened_severity
from checker.model.documents import AllowedForm, Standard, Tailoring
from checker.model.documents.flow import Flow, FlowRule, Parameter, Step
from checker.model.documents.standard import Control, Metric
from checker.model.position import KeyPath
from checker.model.value import Value


class Named(Protocol):
    @property
    def id(self) -> str: ...


N = TypeVar("N", bound=Named)
GONE = "nothing"
STEP_SETTINGS = ("type", "owner", "tags", "turns", "minutes", "go", "max_repeats", "branches")


def loosened_standard(old: Standard, new: Standard) -> Iterator[Loosening]:
    """Each way in which `new` asks for less than `old`, with its place in `new`."""
    if old.enforced_from is not None and (new.enforced_from is None or new.enforced_from > old.enforced_from):
        now = new.enforced_from.isoformat() if new.enforced_from else "never"
        yield Loosening(("enforced_from",), "the day from which it is enforced", old.enforced_from.isoformat(), now)
    renamed = new.renamed if new.version != old.version else None
    for path, control, later in _pairs("controls", old.controls, new.controls, renamed.controls if renamed else {}):
        yield from _control(path, control, later)
    for path, metric, later_metric in _pairs("metrics", old.metrics, new.metrics, renamed.metrics if renamed else {}):
        yield from _metric(path, metric, later_metric)
    if old.flow is not None:
        yield from _flow(old.flow, new.flow, renamed.steps if renamed else {}, renamed.rules if renamed else {})


def _pairs(
    key: str, old: Iterable[N], new: Iterable[N], renamed: Mapping[str, str], *, within: KeyPath = ()
) -> Iterator[tuple[KeyPath, N, N | None]]:
    """Each old member with the new one of its id, and where that stands; None where it has gone."""
    places = {each.id: (index, each) for index, each in enumerate(new)}
    for each in old:
        index, later = places.get(renamed.get(each.id, each.id), (None, None))
        yield ((*within, key) if index is None else (*within, key, index)), each, later


def _control(path: KeyPath, old: Control, new: Control | None) -> Iterator[Loosening]:
    name = f"the control `{old.id}`"
    if new is None:
        yield Loosening(path, name, "a control", GONE)
        return
    yield from loosened_severity(name, path, old.severity, new.severity)
    if new.waivable and not old.waivable:
        yield Loosening((*path, "waivable"), f"whether {name} may be waived", "no", "yes")
    if old.per != new.per:
        yield Loosening((*path, "per"), name, f"a value per {old.per or 'market'}", f"a value per {new.per or 'market'}")
        return
    later = _demands(new)
    for key, demand in _demands(old).items():
        named = f"{name} for {key}" if key else name
        if key not in later:
            yield Loosening((*path, "value"), named, "a value", GONE)
        else:
            yield from loosened_demand(named, path, demand, later[key])


def _demands(control: Control) -> Mapping[str, Demand]:
    """What is asked, by channel or currency; under an empty key where it is the same for all."""
    if not isinstance(control.value, dict):
        allowed = control.allowed if not isinstance(control.allowed, dict) else None
        return {"": _demand(control.value, control.unit, control, allowed)}
    return {key: _demand(value, control.unit, control, _of_key(control.allowed, key)) for key, value in control.value.items()}


def _of_key(allowed: AllowedForm | dict[str, AllowedForm] | None, key: str) -> AllowedForm | None:
    return allowed.get(key) if isinstance(allowed, dict) else allowed


def _demand(value: Value, unit: str | None, of: Control | Parameter, allowed: AllowedForm | None) -> Demand:
    return Demand(value, unit, of.stricter, of.tailoring, allowed)


def _metric(path: KeyPath, old: Metric, new: Metric | None) -> Iterator[Loosening]:
    name = f"the metric `{old.id}`"
    if new is None:
        yield Loosening(path, name, "a metric", GONE)
        return
    yield from loosened_severity(name, path, old.severity, new.severity)
    if old.definition != new.definition:
        yield Loosening((*path, "definition"), f"how {name} is counted", "one formula", "another")
    before, after = (
        Demand(each.target, each.unit, each.stricter, Tailoring(each.tailoring), each.allowed) for each in (old, new)
    )
    for loosening in loosened_demand(name, path, before, after):
        at = (*path, "target") if loosening.key_path[-1] == "value" else loosening.key_path
        yield loosening._replace(key_path=at)


def _flow(old: Flow, new: Flow | None, steps: Mapping[str, str], rules: Mapping[str, str]) -> Iterator[Loosening]:
    if new is None:
        yield Loosening(("flow",), "the flow", "a flow", GONE)
        return
    for path, step, later in _pairs("steps", old.steps, new.steps, steps, within=("flow",)):
        yield from _step(path, step, later)
    kept = {each.id for each in new.steps} & {steps.get(each.id, each.id) for each in old.steps}
    before = [steps.get(each.id, each.id) for each in old.steps if steps.get(each.id, each.id) in kept]
    after = [each.id for each in new.steps if each.id in kept]
    if before != after:
        yield Loosening(("flow", "steps"), "the order of the steps", ", ".join(before), ", ".join(after))
    yield from _extension_points(old, new)
    for path, rule, later_rule in _pairs("rules", old.rules, new.rules, rules, within=("flow",)):
        yield from _rule(path, rule, later_rule)


def _step(path: KeyPath, old: Step, new: Step | None) -> Iterator[Loosening]:
    name = f"the step `{old.id}`"
    if new is None:
        yield Loosening(path, name, "a step", GONE)
        return
    yield from loosened_severity(name, path, old.severity, new.severity)
    gained = [each for each in new.market_may if each not in old.market_may]
    if gained:
        was = ", ".join(old.market_may) or GONE
        yield Loosening((*path, "market_may"), f"what a market may do with {name}", was, ", ".join(new.market_may))
    for key in STEP_SETTINGS:
        if getattr(old, key) != getattr(new, key):
            yield Loosening((*path, key), f"`{key}` of {name}", _text(getattr(old, key)), _text(getattr(new, key)))
    for parameter, demand in old.params.items():
        later, at = new.params.get(parameter), (*path, "params", parameter)
        if later is None:
            yield Loosening((*path, "params"), f"the parameter `{old.id}.{parameter}`", "a parameter", GONE)
        else:
            before, after = (_demand(each.value, each.unit, each, each.allowed) for each in (demand, later))
            yield from loosened_demand(f"the parameter `{old.id}.{parameter}`", at, before, after)


def _text(setting: object) -> str:
    if isinstance(setting, tuple):
        return ", ".join(str(getattr(each, "label", each)) for each in setting) or GONE
    return GONE if setting is None else str(setting)


def _extension_points(old: Flow, new: Flow) -> Iterator[Loosening]:
    known = {each.id: each for each in old.extension_points}
    for index, point in enumerate(new.extension_points):
        before, path = known.get(point.id), ("flow", "extension_points", index)
        if before is None:
            yield Loosening(path, f"the extension point `{point.id}`", GONE, f"up to {point.max_steps} steps")
        elif point.after != before.after:
            yield Loosening(path, f"the place of `{point.id}`", f"after {before.after}", f"after {point.after}")
        elif point.max_steps > before.max_steps or not set(point.types) <= set(before.types):
            was, now = (f"up to {each.max_steps} of {', '.join(each.types)}" for each in (before, point))
            yield Loosening(path, f"what may stand at `{point.id}`", was, now)


def _rule(path: KeyPath, old: FlowRule, new: FlowRule | None) -> Iterator[Loosening]:
    name = f"the rule `{old.id}`"
    if new is None:
        yield Loosening(path, name, "a rule", GONE)
        return
    yield from loosened_severity(name, path, old.severity, new.severity)
    if new.waivable and not old.waivable:
        yield Loosening((*path, "waivable"), f"whether {name} may be waived", "no", "yes")
    is_same = (old.template, old.operands) == (new.template, new.operands)
    if not is_same or (old.bound or 0) < (new.bound or 0):
        yield Loosening(path, name, _rule_text(old), _rule_text(new))


def _rule_text(rule: FlowRule) -> str:
    said = ", ".join(rule.operands) if rule.operands else f"{rule.bound:g}"
    return f"{rule.template}: {said}"
