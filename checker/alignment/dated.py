"""Local values with days: they hold later, or no more, or end so far off that it is a slip. Part of `alignment`."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from checker.alignment.elements import StandardElements, ValueElement
from checker.alignment.layers import Source, control_entries, metric_entries
from checker.alignment.values import LocalValue, judged_jointly, local_controls, local_metrics, value_fact
from checker.facts import DatedFact, FarFact, ValueFact
from checker.model.documents import ControlEntry, Duty, MetricEntry, Reason, Variant, holds_on
from checker.model.nearest import nearest_day
from checker.model.position import Place
from checker.tailoring import ALLOWED_OUTCOMES

Entry = ControlEntry | MetricEntry
FAR_DAYS = 5 * 366
"""Nobody plans a value's end further ahead than this; `until: 2072-…` is a slip for 2027, or means no end at all."""


class _Dated(NamedTuple):
    """An entry with dates, the element that it sets (None: several, one a channel), and its key path."""

    entry: Entry
    element: ValueElement | None
    path: tuple[str, str]


def out_of_days(
    elements: StandardElements, sources: Sequence[Source], day: date, duties: Mapping[str, object]
) -> Iterator[DatedFact | FarFact]:
    """A fact for each entry of the topmost source that does not hold on the day, or never ends, and whose name is known.

    None for one that begins with the duty that it names: that day is no accident. `duties`: by id, as a programme has them.
    """
    for dated in _dated(elements, sources[-1].document.model):
        if dated.entry.until is not None and (dated.entry.until - day).days > FAR_DAYS:
            yield _far(dated, sources[-1], dated.entry.until, day)
        if holds_on(dated.entry.since, dated.entry.until, day):
            continue
        fact = _out_of_days(elements, sources, dated, day)
        duty = _duty(fact.because, duties)
        if fact.standing == "early" and duty is not None and duty.in_force_from == fact.day:
            continue
        may_be_required = duty is not None and duty.status == "enacted" and (duty.in_force_from or fact.day) <= fact.day
        yield fact._replace(refused=None) if may_be_required else fact


def _far(dated: _Dated, source: Source, until: date, day: date) -> FarFact:
    section, name = dated.path
    place = Place(source.document, (*dated.path, "until"))
    begins = max(day, dated.entry.since or day)
    return FarFact(f"{section.removesuffix('s')}:{name}", name, until, nearest_day(until, begins), place, dated.entry.because)


def _out_of_days(elements: StandardElements, sources: Sequence[Source], dated: _Dated, day: date) -> DatedFact:
    entry, (section, name) = dated.entry, dated.path
    is_early = entry.since is not None and day < entry.since
    bound = entry.since if is_early else entry.until
    if bound is None:
        raise AssertionError("an entry without days holds on every day")
    return DatedFact(
        "early" if is_early else "lapsed", f"{section.removesuffix('s')}:{name}", name, bound, abs((bound - day).days),
        _instead(dated, sources[:-1], day), Place(sources[-1].document, (*dated.path, "from" if is_early else "until")),
        Place(elements.document, dated.element.key_path) if dated.element is not None else None, entry.because,
        meant=nearest_day(bound, day) if is_early else None,
        refused=_refused_on(elements, sources, dated, bound) if is_early else None,
    )  # fmt: skip


def _refused_on(elements: StandardElements, sources: Sequence[Source], dated: _Dated, day: date) -> ValueFact | None:
    """What the standard that is run now will refuse of the entry on its first day; of several channels the first."""
    layers = tuple(sources)
    found = (*local_controls(elements, control_entries(layers, day)), *local_metrics(elements, metric_entries(layers, day)))
    values = judged_jointly(elements, {each.element.address: each for each in found if isinstance(each, LocalValue)})
    own = (each for each in values.values() if each.entry.entry is dated.entry)
    refused = (each for each in own if each.judgement.outcome not in ALLOWED_OUTCOMES)
    facts = (fact for each in refused for fact in value_fact(elements, each))
    return next((fact for fact in facts if isinstance(fact, ValueFact)), None)


def _dated(elements: StandardElements, variant: Variant) -> Iterator[_Dated]:
    for name, control in variant.controls.items():
        if (control.since is not None or control.until is not None) and name in elements.controls:
            by_key = elements.controls[name][1]
            yield _Dated(control, next(iter(by_key.values())) if len(by_key) == 1 else None, ("controls", name))
    for name, metric in variant.metrics.items():
        if (metric.since is not None or metric.until is not None) and name in elements.metrics:
            yield _Dated(metric, elements.metrics[name][1], ("metrics", name))


def _duty(because: Reason | None, duties: Mapping[str, object]) -> Duty | None:
    """The duty that a reason names. Whether it leaves no choice is judged when the value holds, and not foretold."""
    known = duties.get(because.law) if because is not None and because.law is not None else None
    duty = known[1] if isinstance(known, tuple) else None
    return duty if isinstance(duty, Duty) else None


def _instead(dated: _Dated, below: Sequence[Source], day: date) -> str:
    """What holds in place of the entry."""
    section, name = dated.path
    for source in reversed(below):
        entries: Mapping[str, Entry] = getattr(source.document.model, section)
        entry = entries.get(name)
        if entry is not None and holds_on(entry.since, entry.until, day):
            return "as the region says"
    if dated.element is None or dated.element.requirement is None:
        return "as in the standard"
    return f"as in the standard ({dated.element.requirement.amount.text})"
