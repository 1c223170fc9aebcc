"""What `gate` and `load` state about a change and about released standards, and rules judge: beside `decision_facts`."""

from typing import Literal, NamedTuple

from checker.facts import Where
from checker.model.documents import Reason, Severity

Facet = Literal["market", "channel", "jurisdiction", "profile", "process", "confirmation"]


class LooseningFact(NamedTuple):
    """Something of the catalogue, a standard or a law that a change loosens while it edits markets or waivers too.

    `what` names it, `was` and `now` are texts. `key` names it for good. `beside`: files of markets or waivers.
    """

    what: str
    was: str
    now: str
    key: tuple[str, ...]
    beside: tuple[str, ...]
    place: Where
    standard_place: Where | None = None
    element: str = "document"
    severity: Severity | None = None
    because: Reason | None = None
    kind: str = "gate-weakened"

    @property
    def identity(self) -> object:
        return [*self.key, self.now]


class NarrowingFact(NamedTuple):
    """Something that a market is judged on by the base, and would not be by the change.

    `name` is the channel, jurisdiction, profile, process or market. `processes`: those that it concerns. `folder`, `waivers`:
    of a market that goes, where it stood and what would excuse nothing any more.
    """

    market: str
    facet: Facet
    name: str
    processes: tuple[str, ...]
    place: Where
    standard_place: Where | None = None
    element: str = "document"
    severity: Severity | None = None
    because: Reason | None = None
    kind: str = "gate-scope-narrowed"
    folder: str = ""
    waivers: tuple[str, ...] = ()

    @property
    def identity(self) -> object:
        return [self.facet, self.name]


class MixedFact(NamedTuple):
    """One change edits files of markets and files that judge them."""

    markets: tuple[str, ...]
    shared: tuple[str, ...]
    place: Where
    standard_place: Where | None = None
    element: str = "document"
    severity: Severity | None = None
    because: Reason | None = None
    kind: str = "gate-mixed-change"

    @property
    def identity(self) -> object:
        return None


class ReleaseFact(NamedTuple):
    """A released standard whose bytes are not those that were released. `against`: what says so."""

    process: str
    version: str
    against: Literal["digest", "base"]
    place: Where
    standard_place: Where | None = None
    element: str = "document"
    severity: Severity | None = None
    because: Reason | None = None
    kind: str = "edited-after-release"

    @property
    def identity(self) -> object:
        return [self.process, self.version]
