"""Which duties there are, and which of them bind a market on a day (spec 2.7). Part of `governance`."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from checker.governance.bounds import Term, address_of, meets
from checker.model.amount import Amount
from checker.model.documents import Catalogue, Duty, Market
from checker.model.position import Place
from checker.model.workspace import Programme


class KnownDuty(NamedTuple):
    """A duty, the jurisdiction it comes from, and where it stands."""

    jurisdiction: str
    duty: Duty
    place: Place


class Law:
    """Every duty that is written down, and which of them bear on a process."""

    def __init__(self, programme: Programme) -> None:
        self.catalogue = programme.catalogue.model
        every = sorted(_duties(programme), key=lambda known: (known.duty.id, known.jurisdiction))
        first = {known.duty.id: known for known in reversed(every)}  # of an id given twice, a reason names the first
        self.known = {identity: first[identity] for identity in sorted(first)}
        of_process: dict[str, list[KnownDuty]] = {}
        for known in every:
            for process in processes_of(known.duty):
                of_process.setdefault(process, []).append(known)
        self._of_process = {process: tuple(duties) for process, duties in of_process.items()}
        self._held: dict[tuple[str, tuple[str, ...]], frozenset[str]] = {}

    def binding(self, process: str, market: Market, day: date) -> tuple[KnownDuty, ...]:
        """The duties on a process that bind the market on the day."""
        return tuple(known for known in self._of_process.get(process, ()) if self.binds(known, market, day))

    def binds(self, known: KnownDuty, market: Market, day: date) -> bool:
        """Enacted, in force, of the market's jurisdictions, and its `applies_to` met by the profile."""
        return in_force(known.duty, day) and self.concerns(known, market)

    def concerns(self, known: KnownDuty, market: Market) -> bool:
        """Whether the duty is of one of the market's jurisdictions, and for companies of its profile."""
        return known.jurisdiction in self._jurisdictions(market) and meets_profile(known.duty, market)

    def on(self, market: Market, day: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The ids of the duties that bind the market on the day, and of those that will from a later day on."""
        concerned = [identity for identity, known in self.known.items() if self.concerns(known, market)]
        in_force_now = tuple(identity for identity in concerned if in_force(self.known[identity].duty, day))
        to_come = (
            identity for identity in concerned
            if self.known[identity].duty.status == "enacted" and identity not in in_force_now
        )  # fmt: skip
        return in_force_now, tuple(to_come)

    def _jurisdictions(self, market: Market) -> frozenset[str]:
        key = (market.country, market.jurisdictions)
        held = self._held.get(key)
        if held is None:
            held = self._held[key] = jurisdictions_of(self.catalogue, market)
        return held


def _duties(programme: Programme) -> Iterator[KnownDuty]:
    """Every duty of every law; one whose id another law has too binds all the same."""
    for law in programme.laws:
        for index, duty in enumerate(law.model.duties):
            yield KnownDuty(law.model.jurisdiction, duty, Place(law, ("duties", index)))


def processes_of(duty: Duty) -> frozenset[str]:
    """The processes that a duty bounds; none for one that is only listed."""
    if duty.control is None or duty.bound == "note":
        return frozenset()
    return frozenset(address_of(target)[0] for target in (duty.control, *duty.joint_with))


def jurisdictions_of(catalogue: Catalogue, market: Market) -> frozenset[str]:
    """The market's country, its further jurisdictions, and the countries and groups that hold one of these."""
    own = {market.country, *market.jurisdictions}
    countries = {jurisdiction.partition("-")[0] for jurisdiction in own}
    held = own | countries
    groups = {group for group, members in catalogue.jurisdictions.items() if not held.isdisjoint(members)}
    return frozenset(held | groups)


def in_force(duty: Duty, day: date) -> bool:
    return duty.status == "enacted" and (duty.in_force_from is None or duty.in_force_from <= day)


def meets_profile(duty: Duty, market: Market) -> bool:
    return not duty.applies_to or not set(duty.applies_to).isdisjoint(market.profile)


def satisfies(duty: Duty, amount: Amount, default_unit: str | None) -> bool | None:
    """Whether a value meets the duty's own bound; None where the two do not compare, or it has none."""
    if duty.value is None:
        return None
    return meets(Term(duty, "", duty.bound, duty.value, duty.unit), amount, default_unit)


def is_about(duty: Duty, process: str, element: str) -> bool:
    """Whether a duty is on an element, its point included; one on a control covers it in every channel."""
    if duty.control is None:
        return False
    targets = {address_of(target) for target in (duty.control, *duty.joint_with)}
    return (process, element.partition("@")[0]) in targets
