"""What a change may not decide about itself: the catalogue's terms, and waivers of its own making. Part of `gate`."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from checker.model.documents import Catalogue, Waiver
from checker.model.documents.catalogue import DueChannels, DueProcess
from checker.model.documents.waiver import Envelope
from checker.model.position import Document
from checker.model.value import exact

MAY_NOT_CHANGE = ("market", "region", "process", "standard", "category", "renews", "requested_by")
"""Keys of a waiver of which another value is never plainly less."""
TAKEN_FROM_THE_BASE = ("severities", "approvers", "max_renewals", "confirm_every_days")


def trusted_catalogue(base: Catalogue, head: Catalogue) -> Catalogue:
    """The change's catalogue, judging by the base's terms.

    What the base makes due stays due, groups of countries keep their members, nobody is excused longer than before.
    """
    groups = {group: tuple(dict.fromkeys((*base.jurisdictions.get(group, ()), *head.jurisdictions.get(group, ()))))
              for group in (*base.jurisdictions, *head.jurisdictions)}  # fmt: skip
    update: dict[str, object] = {
        **{key: getattr(base, key) for key in TAKEN_FROM_THE_BASE},
        "processes": {
            **head.processes,
            **{each: _due(entry, head.processes.get(each)) for each, entry in base.processes.items()},
        },
        "jurisdictions": groups,
        "onboarding": {
            market: min(until, base.onboarding[market]) for market, until in head.onboarding.items() if market in base.onboarding
        },
    }
    return head.model_copy(update=update)


def _due(base: DueProcess, head: DueProcess | None) -> DueProcess:
    """Due where either says so."""
    if head is None or base.due == "always" or head.due == "optional":
        return base
    if isinstance(base.due, DueChannels) and isinstance(head.due, DueChannels):
        channels = tuple(dict.fromkeys((*base.due.channels, *head.due.channels)))
        return head.model_copy(update={"due": head.due.model_copy(update={"channels": channels})})
    return head


class Waivers(NamedTuple):
    """`counted` hold as ever. `held` are of the change's own making, and count once they are merged."""

    counted: tuple[Document[Waiver], ...]
    held: tuple[Document[Waiver], ...]


def standing_waivers(
    base: Iterable[Document[Waiver]], head: Iterable[Document[Waiver]], terms: Catalogue, people: Collection[str]
) -> Waivers:
    """Which waivers of the change count. `terms`: the base's catalogue. `people`: who made the change.

    One that the change widens leaves the base's in force beside it.
    """
    known = {document.model.id: document for document in base}
    counted: list[Document[Waiver]] = []
    held: list[Document[Waiver]] = []
    for document in head:
        before = known.get(document.model.id)
        if not widens(before.model if before else None, document.model) or is_signed_by_others(document.model, terms, people):
            counted.append(document)
            continue
        held.append(document)
        if before is not None:
            counted.append(before)
    return Waivers(tuple(counted), tuple(held))


def is_signed_by_others(waiver: Waiver, terms: Catalogue, people: Collection[str]) -> bool:
    """Whether all who sign are on the base's list for their role, and none of them made the change."""
    makers = {each.casefold() for each in people}
    signed = bool(waiver.approvals)
    return signed and all(
        each.by.casefold() in _on_the_list(terms, each.role) and each.by.casefold() not in makers for each in waiver.approvals
    )


def why_held(waiver: Waiver, terms: Catalogue, people: Collection[str]) -> str:
    """What keeps a waiver of a change's making from counting at once, and what to do about it."""
    if not waiver.approvals:
        return "nobody has signed it yet"
    makers = {each.casefold() for each in people}
    unlisted = [each for each in waiver.approvals if each.by.casefold() not in _on_the_list(terms, each.role)]
    if unlisted:
        said = " and ".join(f"{each.by} as {each.role}" for each in unlisted)
        return f"the catalogue does not let {said} sign"
    own = " and ".join(dict.fromkeys(each.by for each in waiver.approvals if each.by.casefold() in makers))
    return (
        f"{own}, who signs it, also made a commit of this change; propose the waiver in a change of its own, and merge that first"
    )


def _on_the_list(terms: Catalogue, role: str) -> frozenset[str]:
    return frozenset(each.casefold() for each in terms.approvers.get(role, ()))


def widens(old: Waiver | None, new: Waiver) -> bool:
    """Whether a waiver excuses anything that it did not before: what cannot be shown to excuse less does."""
    if old is None or any(getattr(old, key) != getattr(new, key) for key in MAY_NOT_CHANGE):
        return True
    gained = _signatures(new) - _signatures(old)
    longer = new.expires > old.expires or new.requested_on > old.requested_on
    more = not set(new.elements) <= set(old.elements) or not set(old.mitigations) <= set(new.mitigations)
    later = old.plan is not None and (new.plan is None or new.plan.due > old.plan.due)
    return bool(gained) or longer or more or later or _reaches_further(old.accepts, new.accepts)


def _signatures(waiver: Waiver) -> set[tuple[str, str, date]]:
    return {(each.by.casefold(), each.role, each.signed_on) for each in waiver.approvals}


def _reaches_further(old: Envelope | None, new: Envelope | None) -> bool:
    if old is None or old == new:
        return False
    if new is None or new.model_fields_set != old.model_fields_set or new.equals != old.equals:
        return True
    higher = old.at_most is not None and new.at_most is not None and exact(new.at_most) > exact(old.at_most)
    lower = old.at_least is not None and new.at_least is not None and exact(new.at_least) < exact(old.at_least)
    more = any(not set(getattr(new, key) or ()) <= set(getattr(old, key) or ()) for key in ("missing", "extra", "only"))
    return higher or lower or more


def removed_waivers(base: Mapping[str, Document[Waiver]], head: Collection[str]) -> tuple[Document[Waiver], ...]:
    """The base's waivers that the change takes away, by id."""
    return tuple(document for identity, document in sorted(base.items()) if identity not in head)
