"""What each market is judged on under a base: never less than before, unless that was agreed. Part of `pipeline`."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from checker.gate.change import Change
from checker.gate.findings import is_claimed, narrowed, narrowing_fact, removed_market
from checker.gate.scope import Loss, Scope, at_scope, gains, scope_of, with_lead, with_scope
from checker.gate_facts import NarrowingFact
from checker.load.workspace import WorkspaceFiles
from checker.model.comparison import Event
from checker.model.position import Document
from checker.model.register import WaiverState
from checker.model.report import Report
from checker.model.workspace import MarketFiles, Programme

HOLDS = frozenset({WaiverState.ACTIVE, WaiverState.EXPIRING, WaiverState.UNUSED, WaiverState.EXCEEDED})
"""States of a waiver that is approved and not over."""

REMOVED = "market `{}` is removed: it is judged no more, and none of its findings counts as mended{}"


class Pair(NamedTuple):
    """One market as the base has it and as the change has it; None where it is not there."""

    before: MarketFiles | None
    after: MarketFiles | None


class Kept(NamedTuple):
    """What a market keeps of the base: its leads, and what it would no longer be judged on."""

    lead: str | None
    region_lead: str | None
    scope: Scope | None
    losses: tuple[Loss, ...]
    gains: bool


class Scopes(NamedTuple):
    """By market what it keeps, what is to be said of it, and what was agreed."""

    kept: Mapping[str, Kept]
    facts: Sequence[NarrowingFact]
    events: Sequence[Event]
    removed: frozenset[str]
    agreed: Mapping[str, frozenset[str]]

    def adjust(self, files: MarketFiles) -> MarketFiles:
        """The market as it is judged."""
        kept = self.kept.get(files.id)
        return _with_kept(files, kept) if kept is not None else files

    def adjust_to_base(self, files: MarketFiles) -> MarketFiles:
        """The market without what the change judges it on in addition."""
        kept = self.kept.get(files.id)
        if kept is None:
            return files
        adjusted = _with_kept(files, kept)
        return at_scope(adjusted, kept.scope) if kept.scope is not None and kept.gains else adjusted

    @property
    def widened(self) -> frozenset[str]:
        return frozenset(market for market, kept in self.kept.items() if kept.gains)


def _with_kept(files: MarketFiles, kept: Kept) -> MarketFiles:
    if kept.lead is not None:
        files = with_lead(files, kept.lead)
    region = files.region.document
    if region is not None and kept.region_lead is not None and region.model.lead != kept.region_lead:
        model = region.model.model_copy(update={"lead": kept.region_lead})
        document = Document(region.path, region.text, region.positions, model)
        files = files._replace(region=files.region._replace(document=document))
    if kept.scope is None:
        return files
    return with_scope(files, kept.scope, frozenset((loss.facet, loss.name) for loss in kept.losses))


def pairs(base: WorkspaceFiles, head: WorkspaceFiles, change: Change) -> Mapping[str, Pair]:
    """Every market whose own or region's main file the change edits, adds or removes."""
    before, after = (dict(_edited(files, change)) for files in (base, head))
    gone = before.keys() - {market.id for region in head.layout.regions for market in region.markets}
    new = after.keys() - {market.id for region in base.layout.regions for market in region.markets}
    both = dict.fromkeys([*before, *after])
    found: dict[str, Pair] = {}
    for market in both:
        was = before.get(market) or (None if market in new else _read(base, market))
        now = after.get(market) or (None if market in gone else _read(head, market))
        found[market] = Pair(was, now)
    return found


def _edited(files: WorkspaceFiles, change: Change) -> Iterator[tuple[str, MarketFiles]]:
    edited = set(change.paths)
    for layout in files.layout.regions:
        is_region = layout.region_file in edited
        wanted = [each for each in layout.markets if is_region or each.market_file in edited]
        if wanted:
            region = files.region(layout)
            for market in wanted:
                yield market.id, files.market(market, region)


def _read(files: WorkspaceFiles, market: str) -> MarketFiles | None:
    for layout in files.layout.regions:
        for each in layout.markets:
            if each.id == market:
                return files.market(each, files.region(layout))
    return None


def scopes(found: Mapping[str, Pair], programme: Programme, report: Report, *, allows_narrowing: bool) -> Scopes:
    """What markets keep. `programme` and `report` are the base's; its approved waivers may agree to a narrowing."""
    kept: dict[str, Kept] = {}
    facts: list[NarrowingFact] = []
    events: list[Event] = []
    agreed: dict[str, frozenset[str]] = {}
    removed = set()
    for market, pair in sorted(found.items()):
        claims = _claims(report, market)
        if pair.before is not None and pair.after is None:
            removed.add(market)
            fact = removed_market(pair.before, programme)
            events.append(Event("warning", REMOVED.format(market, _void(fact.waivers)), market))
            facts += _unless_agreed([fact], claims, events, allows_narrowing=allows_narrowing)
        elif pair.before is not None and pair.after is not None:
            lost = list(narrowed(pair.before, pair.after, programme))
            open_ = [
                loss
                for loss in lost
                if _unless_agreed([narrowing_fact(loss, pair.after)], claims, events, allows_narrowing=allows_narrowing)
            ]
            facts += [narrowing_fact(loss, pair.after) for loss in open_]
            agreed[market] = frozenset(name for loss in lost if loss not in open_ for name in loss.processes)
            kept[market] = _kept(pair.before, pair.after, tuple(open_))
    return Scopes(kept, facts, events, frozenset(removed), agreed)


def _void(waivers: Sequence[str]) -> str:
    """Which waivers lose what they are about."""
    if not waivers:
        return ""
    verb = "waiver {} excuses" if len(waivers) == 1 else "waivers {} excuse"
    return f"; {verb.format(', '.join(waivers))} nothing any more"


def _kept(before: MarketFiles, after: MarketFiles, losses: tuple[Loss, ...]) -> Kept:
    was, now = scope_of(before), scope_of(after)
    region = before.region.document
    lead = before.document.model.lead if before.document is not None else None
    more = was is not None and now is not None and gains(was, now)
    return Kept(lead, region.model.lead if region is not None else None, was, losses, more)


def _unless_agreed(
    facts: Sequence[NarrowingFact], claims: frozenset[str], events: list[Event], *, allows_narrowing: bool
) -> list[NarrowingFact]:
    left = []
    for fact in facts:
        what = f"{fact.facet} {fact.name}" if fact.facet != "market" else "the market itself"
        if is_claimed(fact.processes, claims):
            said = f"{fact.market} is judged on less ({what}): approved waivers say that it does not apply"
            events.append(Event("info", said, fact.market))
        elif allows_narrowing:
            said = f"{fact.market} is judged on less ({what}): allowed by --allow-narrowing"
            events.append(Event("warning", said, fact.market))
        else:
            left.append(fact)
    return left


def _claims(report: Report, market: str) -> frozenset[str]:
    """The processes of which an approved waiver of the base says that they do not apply to the market."""
    result = report.markets.get(market)
    records = result.waivers if result is not None else ()
    return frozenset(
        record.waiver.process
        for record in records
        if record.is_claim and record.waiver.elements == ("process",) and record.state in HOLDS
    )
