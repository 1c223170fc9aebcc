"""What the next versions of standards would do to markets: a matrix for each, and the very values. Part of `report`."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from checker.model.evolution import Ahead, Effect, Impact, MarketImpact, Outlook
from checker.report import links
from checker.report.finding_list import MAX_MARKETS, Mention
from checker.report.lookup import Lookup
from checker.report.marks import code_marked
from checker.report.places import Place
from checker.report.words import Shown, counted, day_text, element_words

EFFECTS: Mapping[Effect, Shown] = {
    "breaks": Shown("breach", "breaks"),
    "orphaned": Shown("breach", "names what is gone"),
    "waiver_no_longer_valid": Shown("breach", "waiver ends"),
    "waiver_no_longer_needed": Shown("waived", "waiver not needed"),
    "now_standard": Shown("adapted", "now the standard’s"),
    "moves_by_itself": Shown("info", "moves by itself"),
    "changes_silently": Shown("info", "changes silently"),
}
"""The gravest first."""
MAX_LINES = 150


class Row(NamedTuple):
    """Markets that a version does the same to; `counts` as the version's `columns`."""

    markets: Sequence[Mention]
    more: int
    total: int
    pinned: str
    counts: Sequence[int]


class ImpactLine(NamedTuple):
    """One thing that the version does, and the markets that it does it to."""

    shown: Shown
    element: str
    message: Markup
    markets: Sequence[Mention]
    more: int
    source: Place | None


class NextVersion(NamedTuple):
    """A version that some markets do not run yet. `standing`: whether it is a draft, and its days."""

    id: str
    process: str
    title: str
    version: str
    shown: Shown
    standing: str
    verdict: str
    columns: Sequence[Shown]
    rows: Sequence[Row]
    lines: Sequence[ImpactLine]
    cut: int
    others: Sequence[str]


@dataclass(frozen=True, slots=True)
class NextVersions:
    sentence: str
    versions: Sequence[NextVersion]
    left: str

    @property
    def by_process(self) -> Mapping[str, Sequence[NextVersion]]:
        found: dict[str, list[NextVersion]] = {}
        for each in self.versions:
            found.setdefault(each.process, []).append(each)
        return found


def next_versions(lookup: Lookup, outlook: Outlook) -> NextVersions | None:
    """None where no market has a version before it."""
    if not outlook.ahead and not outlook.left:
        return None
    versions = [_version(lookup, ahead) for ahead in outlook.ahead]
    left = ", ".join(f"{process} {version}" for process, version in outlook.left)
    return NextVersions(_sentence(outlook), versions, left)


def _sentence(outlook: Outlook) -> str:
    breaking = sum(any(_is_hit(market) for market in ahead.impact.markets) for ahead in outlook.ahead)
    whole = counted(len(outlook.ahead), "version lies", "versions lie")
    told = (
        f"{counted(breaking, 'of them would break a market', 'of them would break markets')}"
        if breaking
        else "none would break a market"
    )
    return f"{whole} before some markets; {told}."


def _is_hit(market: MarketImpact) -> bool:
    return bool(market.of("breaks") or market.of("orphaned"))


def _version(lookup: Lookup, ahead: Ahead) -> NextVersion:
    impact = ahead.impact
    found = Counter(each.effect for market in impact.markets for each in market.impacts)
    columns = [effect for effect in EFFECTS if found[effect]]
    lines = _lines(lookup, ahead)
    return NextVersion(
        f"{links.IMPACT}/{links.segment(impact.process)}/{impact.version}",
        impact.process,
        ahead.title,
        str(impact.version),
        Shown("unsure", "a draft") if ahead.status == "draft" else Shown("adapted", ahead.status),
        _standing(ahead),
        _verdict(impact.markets),
        [EFFECTS[effect] for effect in columns],
        _rows(lookup, impact.process, impact.markets, columns),
        lines[:MAX_LINES],
        max(len(lines) - MAX_LINES, 0),
        [f"{lookup.market_name(market)}: {because}" for market, because in impact.others],
    )


def _standing(ahead: Ahead) -> str:
    enforced = f"enforced from {day_text(ahead.enforced_from)}" if ahead.enforced_from else "no day from which it is enforced"
    return f"in effect from {day_text(ahead.effective_from)}, {enforced}"


def _verdict(markets: Sequence[MarketImpact]) -> str:
    hit = sum(map(_is_hit, markets))
    untouched = sum(not market.impacts for market in markets)
    told = (
        f"{hit} of {counted(len(markets), 'market')} would break"
        if hit
        else f"none of {counted(len(markets), 'market')} would break"
    )
    return f"{told}; {untouched} unaffected" if untouched else told


def _rows(lookup: Lookup, process: str, markets: Sequence[MarketImpact], columns: Sequence[Effect]) -> Sequence[Row]:
    """Those hit worst first."""
    alike: dict[tuple[tuple[int, ...], str], list[str]] = {}
    for market in markets:
        found = Counter(each.effect for each in market.impacts)
        alike.setdefault((tuple(found[effect] for effect in columns), str(market.pinned)), []).append(market.market)
    rows = sorted(alike.items(), key=lambda each: ([-count for count in each[0][0]], each[1]))
    return [
        Row(*_mentions(lookup, process, members), len(members), pinned, counts) for (counts, pinned), members in rows
    ]  # fmt: skip


def _mentions(lookup: Lookup, process: str, markets: Sequence[str]) -> tuple[Sequence[Mention], int]:
    part = links.market_part(process)
    named = [Mention(lookup.market_name(each), links.market_id(each), part) for each in markets[:MAX_MARKETS]]
    return named, max(len(markets) - MAX_MARKETS, 0)


def _lines(lookup: Lookup, ahead: Ahead) -> Sequence[ImpactLine]:
    """The gravest first; what is the same in several markets is one line."""
    alike: dict[tuple[int, str, str], list[tuple[str, Impact]]] = {}
    ranks = {effect: rank for rank, effect in enumerate(EFFECTS)}
    for market in ahead.impact.markets:
        for each in market.impacts:
            alike.setdefault((ranks[each.effect], each.element, each.message), []).append((market.market, each))
    return [_line(lookup, ahead.impact.process, members) for _, members in sorted(alike.items())]


def _line(lookup: Lookup, process: str, members: Sequence[tuple[str, Impact]]) -> ImpactLine:
    _, first = members[0]
    markets = list(dict.fromkeys(market for market, _ in members))
    return ImpactLine(
        EFFECTS[first.effect], element_words(first.element), code_marked(first.message), *_mentions(lookup, process, markets),
        lookup.places.of(first.location),
    )  # fmt: skip
