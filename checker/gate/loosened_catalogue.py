"""What a catalogue or a law asks less of than it did before. Part of `gate`."""

from collections.abc import Iterator, Mapping
from datetime import date

from checker.gate.loosening import SEVERITIES, Loosening
from checker.model.amount import Amount
from checker.model.documents import Catalogue, DueChannels, Duty, Law
from checker.model.documents.catalogue import Due, SeverityTerms
from checker.model.position import KeyPath
from checker.model.value import number_text

GONE = "nothing"


def loosened_catalogue(old: Catalogue, new: Catalogue) -> Iterator[Loosening]:
    """Each way in which `new` asks for less than `old`, with its place in `new`."""
    for severity in SEVERITIES:
        path = ("severities", severity.value)
        yield from _terms(f"the severity {severity.value}", path, old.severities.terms(severity), new.severities.terms(severity))
    for key in ("max_renewals", "confirm_every_days"):
        before, after = getattr(old, key), getattr(new, key)
        if after > before:
            yield Loosening((key,), f"`{key}`", str(before), str(after))
    for role, people in new.approvers.items():
        known = {each.casefold() for each in old.approvers.get(role, ())}
        if any(each.casefold() not in known for each in people):
            was = ", ".join(old.approvers.get(role, ())) or "nobody"
            yield Loosening(("approvers", role), f"who may sign as {role}", was, ", ".join(people))
    for process, entry in old.processes.items():
        later = new.processes.get(process)
        if not _is_due_as_much(entry.due, later.due if later else None):
            now = _due_text(later.due) if later else "no process of the programme"
            yield Loosening(("processes", process), f"where `{process}` is due", _due_text(entry.due), now)
    for group, countries in old.jurisdictions.items():
        left = new.jurisdictions.get(group, ())
        if not set(countries) <= set(left):
            was, now = ", ".join(countries), ", ".join(left) or GONE
            yield Loosening(("jurisdictions", group), f"the countries of {group}", was, now)
    yield from _onboarding(old.onboarding, new.onboarding)


def _terms(name: str, path: KeyPath, old: SeverityTerms, new: SeverityTerms) -> Iterator[Loosening]:
    if (old.level, new.level) == ("error", "warning"):
        yield Loosening((*path, "level"), f"the level of {name}", old.level, new.level)
    if new.weight < old.weight:
        yield Loosening((*path, "weight"), f"the weight of {name}", number_text(old.weight), number_text(new.weight))
    if new.waiver_days > old.waiver_days:
        was, now = f"{old.waiver_days} days", f"{new.waiver_days} days"
        yield Loosening((*path, "waiver_days"), f"how long a waiver of {name} may hold", was, now)
    if not set(old.approvals) <= set(new.approvals):
        was, now = ", ".join(old.approvals), ", ".join(new.approvals) or "nobody"
        yield Loosening((*path, "approvals"), f"who must sign a waiver of {name}", was, now)


def _is_due_as_much(old: Due, new: Due | None) -> bool:
    if isinstance(old, DueChannels) and isinstance(new, DueChannels):
        return set(old.channels) <= set(new.channels)
    return new is not None and (old == "optional" or new == "always")


def _due_text(due: Due) -> str:
    return f"with {', '.join(due.channels)}" if isinstance(due, DueChannels) else str(due)


def _onboarding(old: Mapping[str, date], new: Mapping[str, date]) -> Iterator[Loosening]:
    """A day until which nothing of a market fails: a later one asks for less, and so does the first."""
    for market, until in new.items():
        before = old.get(market)
        if before is None or until > before:
            was = f"until {before.isoformat()}" if before else "not at all"
            yield Loosening(("onboarding", market), f"how long `{market}` is excused", was, f"until {until.isoformat()}")


def loosened_law(old: Law, new: Law | None) -> Iterator[Loosening]:
    """Each way in which the duties of a jurisdiction bind less; None: the law has gone."""
    places = {duty.id: (index, duty) for index, duty in enumerate(new.duties)} if new is not None else {}
    for duty in old.duties:
        if duty.id not in places:
            yield Loosening(("duties",), f"the duty `{duty.id}`", duty.status, GONE)
        elif duty.bound != "note":
            index, later = places[duty.id]
            yield from _duty(("duties", index), duty, later)


def _duty(path: KeyPath, old: Duty, new: Duty) -> Iterator[Loosening]:
    name = f"the duty `{old.id}`"
    if old.status == "enacted" and new.status != "enacted":
        yield Loosening((*path, "status"), name, old.status, new.status)
    if old.evidence == "verified" and new.evidence != "verified":
        yield Loosening((*path, "evidence"), f"the evidence of {name}", old.evidence, new.evidence)
    start, later = old.in_force_from or date.min, new.in_force_from or date.min
    if later > start:
        was = old.in_force_from.isoformat() if old.in_force_from else "at once"
        yield Loosening((*path, "in_force_from"), f"from when {name} is in force", was, later.isoformat())
    if new.applies_to and not (old.applies_to and set(old.applies_to) <= set(new.applies_to)):
        was = ", ".join(old.applies_to) or "every company"
        yield Loosening((*path, "applies_to"), f"whom {name} applies to", was, ", ".join(new.applies_to))
    if not _binds_as_much(old, new):
        yield Loosening((*path, "value"), f"what {name} asks", _bound_text(old), _bound_text(new))


def _binds_as_much(old: Duty, new: Duty) -> bool:
    asked = (old.control, old.bound, old.unit, old.joint_with)
    if asked != (new.control, new.bound, new.unit, new.joint_with):
        return False
    before, after = old.value, new.value
    if isinstance(before, int | float) and isinstance(after, int | float):
        return {"max": after <= before, "min": after >= before}.get(old.bound, after == before)
    if old.bound == "includes" and isinstance(before, tuple) and isinstance(after, tuple):
        return set(before) <= set(after)
    return before == after


def _bound_text(duty: Duty) -> str:
    value = f" {Amount(duty.value, duty.unit).text}" if duty.value is not None else ""
    return f"{duty.bound}{value} of {duty.control}"
