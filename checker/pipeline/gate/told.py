"""What is told of a change itself: its own findings, and events that are no findings. Part of `pipeline`."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from checker.facts import Fact
from checker.gate.findings import edited_releases, loosened, mixed, weakened
from checker.gate.trust import removed_waivers
from checker.model.comparison import Event
from checker.model.finding import Cause, Finding
from checker.pipeline.decisions import onboarded
from checker.pipeline.drafts import Draft, findings, located
from checker.pipeline.gate.programmes import Programmes
from checker.pipeline.gate.scopes import Scopes
from checker.pipeline.gate.sides import BothSides
from checker.pipeline.request import Request
from checker.pipeline.selection import Selection
from checker.rules.registry import judge

PENDING = "waiver {} is of this change's making and does not count yet: {}"
WIDENED = "waiver {} is widened by this change; the wider form does not count yet, and the base's does: {}"
REMOVED = "waiver {} is removed: what it covered is open again, and nothing counts as mended"
LOOSENED = "asks for less: {what} was {was} and would be {now} ({path}:{line}); it fails no check, its reviewers decide it"


@dataclass(frozen=True)
class Told:
    """The two sides, what judges them and what markets keep of the base."""

    request: Request
    sides: BothSides
    programmes: Programmes
    scoped: Scopes
    selection: Selection

    def findings(self, known: set[str]) -> Sequence[Finding]:
        """What is said of the change itself. `known`: fingerprints of what else was found, which is not said twice."""
        found = self._judged(self._facts())
        return [each for each in found if each.fingerprint not in known and self._is_asked_about(each)]

    def _facts(self) -> Iterator[tuple[Cause, str | None, str | None, Fact]]:
        """Each fact with its cause, market and process."""
        change, base, head = self.sides.change, self.programmes.base, self.programmes.head
        for narrowing in self.scoped.facts:
            yield "scope", narrowing.market, None, narrowing
        if base is None or not change.of_judging:
            return
        for mixture in mixed(change, head):
            yield "standard", None, None, mixture
        for process, loosening in weakened(base, head, change):
            yield "law" if loosening.key[0].startswith("standards/law/") else "standard", None, process, loosening
        for process, release in edited_releases(base, head):
            yield "standard", None, process, release

    def _judged(self, facts: Iterable[tuple[Cause, str | None, str | None, Fact]]) -> Iterator[Finding]:
        catalogue = self.programmes.judging().catalogue.model
        for cause, market, process, fact in facts:
            drafts = [Draft(violated, market, process) for violated in judge([fact], catalogue)]
            for finding in findings(onboarded(drafts, catalogue, self.request.as_of)):
                yield replace(finding, change="new", cause=cause)

    def _is_asked_about(self, finding: Finding) -> bool:
        return finding.market is None or self.selection.shows(finding) or finding.data.get("facet") == "market"

    @cached_property
    def removed(self) -> frozenset[str]:
        """The ids of the waivers that the change takes away."""
        base, head = self.programmes.base, self.programmes.head
        if base is None:
            return frozenset()
        known = {document.model.id: document for document in base.waivers}
        left = {document.model.id for document in head.waivers}
        return frozenset(document.model.id for document in removed_waivers(known, left))

    def events(self) -> Iterator[Event]:
        sides, programmes = self.sides, self.programmes
        if not sides.has_base:
            yield Event("warning", "the base holds no workspace: everything counts as new")
        elif not programmes.has_own_terms:
            yield Event("warning", "the base's catalogue cannot be used, so that the change is judged by its own")
        if sides.moved_from is not None:
            yield Event("info", f"the workspace lay in `{sides.moved_from or '.'}` before")
        for document in sorted(programmes.base.waivers if programmes.base else (), key=lambda each: each.model.id):
            goes_alone = document.model.id in self.removed and document.model.market not in self.scoped.removed
            if goes_alone:  # that of a market which goes too is told with the market
                yield Event("warning", REMOVED.format(document.model.id))
        known = {document.model.id for document in programmes.base.waivers} if programmes.base is not None else set()
        for document in programmes.waivers.held:
            identity = document.model.id
            why = programmes.why_held(document.model)
            yield Event("warning", (WIDENED if identity in known else PENDING).format(identity, why), document.model.market)
        yield from self.scoped.events
        yield from self._loosened()

    def _loosened(self) -> Iterator[Event]:
        """What a change of the standards alone loosens: nobody excuses themselves by it, and it shall be seen all the same."""
        change, base, head = self.sides.change, self.programmes.base, self.programmes.head
        if base is None or change.of_markets or change.of_waivers or not change.of_judging:
            return
        for _, fact in loosened(base, head):
            at = located(fact.place)
            said = LOOSENED.format(what=fact.what, was=fact.was, now=fact.now, path=at.path, line=at.span.line)
            yield Event("warning", said)
