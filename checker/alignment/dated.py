"""Local values whose days are not today: they hold later, or no more. Part of `alignment`."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from checker.alignment.elements import StandardElements, ValueElement
from checker.alignment.layers import Source
from checker.facts import DatedFact
from checker.model.documents import ControlEntry, Duty, MetricEntry, Reason, Variant, holds_on
from checker.model.position import Place

Entry = ControlEntry | MetricEntry


class _Dated(NamedTuple):
    """An entry with dates, the element that it sets (None: several, one a channel), and its key path."""

    entry: Entry
    element: ValueElement | None
    path: tuple[str, str]


def out_of_days(
    elements: StandardElements, sources: Sequence[Source], day: date, duties: Mapping[str, object]
) -> Iterator[DatedFact]:
    """A fact for each entry of the topmost source that does not hold on the day, and whose name is known.

    None for one that begins with the duty that it names: that day is no accident. `duties`: by id, as a programme has them.
    """
    for dated in _dated(elements, sources[-1].document.model):
        entry = dated.entry
        if holds_on(entry.since, entry.until, day):
            continue
        is_early = entry.since is not None and day < entry.since
        bound = entry.since if is_early else entry.until
        if bound is None or (is_early and _begins_with_its_duty(entry.because, bound, duties)):
            continue
        section, name = dated.path
        place = Place(sources[-1].document, (*dated.path, "from" if is_early else "until"))
        standard_place = Place(elements.document, dated.element.key_path) if dated.element is not None else None
        yield DatedFact(
            "early" if is_early else "lapsed", f"{section.removesuffix('s')}:{name}", name, bound, abs((bound - day).days),
            _instead(dated, sources[:-1], day), place, standard_place, entry.because,
        )  # fmt: skip


def _dated(elements: StandardElements, variant: Variant) -> Iterator[_Dated]:
    for name, control in variant.controls.items():
        if (control.since is not None or control.until is not None) and name in elements.controls:
            by_key = elements.controls[name][1]
            yield _Dated(control, next(iter(by_key.values())) if len(by_key) == 1 else None, ("controls", name))
    for name, metric in variant.metrics.items():
        if (metric.since is not None or metric.until is not None) and name in elements.metrics:
            yield _Dated(metric, elements.metrics[name][1], ("metrics", name))


def _begins_with_its_duty(because: Reason | None, since: date, duties: Mapping[str, object]) -> bool:
    known = duties.get(because.law) if because is not None and because.law is not None else None
    duty = known[1] if isinstance(known, tuple) else None
    return isinstance(duty, Duty) and duty.in_force_from == since


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
