"""What a version would do to every market: as text, JSON and markdown. Part of `formats`."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from checker.formats._impact_groups import GRAVE, Part, Shared, grouped, listed, some_of
from checker.formats._markdown import code, escaped
from checker.formats._plain import plain
from checker.model.evolution import Effect, Impact, VersionImpact

WORDS: Mapping[Effect, str] = {
    "breaks": "breaks",
    "orphaned": "orphaned",
    "waiver_no_longer_valid": "waiver ends",
    "waiver_no_longer_needed": "waiver not needed",
    "now_standard": "now standard",
    "moves_by_itself": "moves by itself",
    "changes_silently": "changes silently",
}
"""Each effect in few words, the gravest first."""
BREAKING = ("breaks", "orphaned")
MAX_TEXT = 300
SILENTLY = "changes silently: runs from then on without a word in the market's file"


def verdict(impact: VersionImpact) -> str:
    """How many markets break, in one sentence; what is none is not said."""
    total = len(impact.markets)
    if not total:
        return f"no market runs an older version of {impact.process}"
    broken = [market.market for market in impact.markets if any(each.effect in BREAKING for each in market.impacts)]
    untouched = sum(not market.impacts for market in impact.markets)
    changed = total - len(broken) - untouched
    parts = [
        f"{impact.process} {impact.version} would {_breaks(impact, broken)}",
        f"{changed} {'changes' if changed == 1 else 'change'} without breaking" if changed else "",
        f"{untouched} {'stays' if untouched == 1 else 'stay'} as now" if untouched else "",
    ]
    return "; ".join(filter(None, parts))


def _breaks(impact: VersionImpact, broken: Sequence[str]) -> str:
    if len(impact.markets) == 1:
        return f"{'' if broken else 'not '}break {impact.markets[0].market}, the one market that runs an older version"
    every = f"{len(impact.markets)} markets"
    return f"break {len(broken)} of {every} ({listed(broken)})" if broken else f"break none of {every}"


def _text(impact: VersionImpact) -> str:
    found, every = grouped(impact), [each.market for each in impact.markets]
    lines = [verdict(impact)]
    if impact.markets:
        lines += ["", *_table(_rows(impact))]
    if found.grave:
        lines += [
            "",
            f"What breaks ({len(found.grave)})",
            *(f"  {some_of(each.markets, every)}: {_line(each.impact)}" for each in found.grave),
        ]
    if found.everywhere:
        lines += [
            "",
            f"The same in all {len(every)} markets ({len(found.everywhere)})",
            *(f"  {_line(each)}" for each in found.everywhere),
        ]
    for part in found.some:
        lines += ["", _only(part, every), *(f"  {_line(each)}" for each in part.impacts)]
    if any(market.of("changes_silently") for market in impact.markets):
        lines += ["", f"({SILENTLY})"]
    if impact.others:
        lines += ["", *_others(impact)]
    return "\n".join(lines) + "\n"


def _only(part: Part, every: Sequence[str]) -> str:
    if len(every) == 1:
        return f"In {every[0]} ({len(part.impacts)})"
    some = some_of(part.markets, every)
    return f"{'In' if 'all but' in some else 'Only in'} {some} ({len(part.impacts)})"


def _others(impact: VersionImpact) -> Iterator[str]:
    """Those that the version does nothing to, by the reason."""
    reasons: dict[str, list[str]] = {}
    for market, because in impact.others:
        reasons.setdefault(because, []).append(market)
    yield "Not concerned"
    yield from (f"  {because}: {listed(markets)}" for because, markets in reasons.items())


def _line(impact: Impact) -> str:
    where = ""
    if impact.location is not None:
        where = f"  {impact.location.path}:{impact.location.span.line}"
    return f"{WORDS[impact.effect]}: {impact.element}: {plain(impact.message, MAX_TEXT)}{where}"


def _rows(impact: VersionImpact) -> list[list[str]]:
    """How much happens to which markets: one row for those alike, the worst first, and no column for what happens to none."""
    counts = {market.market: Counter(each.effect for each in market.impacts) for market in impact.markets}
    columns = [effect for effect in WORDS if any(each[effect] for each in counts.values())]
    alike: dict[tuple[tuple[int, ...], str], list[str]] = {}
    for market in impact.markets:
        numbers = tuple(counts[market.market][effect] for effect in columns)
        alike.setdefault((numbers, str(market.pinned)), []).append(market.market)
    grave = [index for index, effect in enumerate(columns) if effect in GRAVE]
    worst = sorted(alike.items(), key=lambda row: (tuple(-row[0][0][index] for index in grave), row[0][1], row[1]))
    head = ["markets", "from", *(WORDS[effect] for effect in columns)]
    return [head, *([listed(markets), pinned, *map(str, numbers)] for (numbers, pinned), markets in worst)]


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    shown = [[cell if cell != "0" else "·" for cell in row] for row in rows]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in shown]


def _markdown(impact: VersionImpact) -> str:
    found, every = grouped(impact), [each.market for each in impact.markets]
    lines = [f"# {code(impact.process)} {impact.version}: impact", "", f"{escaped(verdict(impact), MAX_TEXT)}.", ""]
    if impact.markets:
        head, *rows = _rows(impact)
        lines += [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
        lines += [f"| {' | '.join('' if cell == '0' else cell for cell in row)} |" for row in rows]
    if found.grave:
        lines += ["", "## What breaks", "", *(_breaking(each, every) for each in found.grave)]
    if found.everywhere:
        lines += ["", f"## The same in all {len(every)} markets", "", *(_bullet(each) for each in found.everywhere)]
    for part in found.some:
        title = _only(part, every).rpartition(" (")[0]
        lines += ["", f"## {title}", "", *(_bullet(each) for each in part.impacts)]
    if any(market.of("changes_silently") for market in impact.markets):
        lines += ["", f"{escaped(SILENTLY.capitalize(), MAX_TEXT)}."]
    return "\n".join(lines) + "\n"


def _breaking(shared: Shared, every: Sequence[str]) -> str:
    return f"- {some_of(shared.markets, every)}: {_bullet(shared.impact).removeprefix('- ')}"


def _bullet(impact: Impact) -> str:
    where = f" ({code(f'{impact.location.path}:{impact.location.span.line}')})" if impact.location is not None else ""
    return f"- **{WORDS[impact.effect]}** {code(impact.element)}: {escaped(impact.message, MAX_TEXT)}{where}"


def _json(impact: VersionImpact) -> str:
    markets = [
        {
            "market": each.market, "pinned": str(each.pinned), "unaffected": not each.impacts,
            "impacts": [impact_json(one) for one in each.impacts],
        }
        for each in impact.markets
    ]  # fmt: skip
    found = {
        "format": "checker.standard-impact/1", "process": impact.process, "version": str(impact.version), "markets": markets,
        "others": [{"market": market, "because": because} for market, because in impact.others],
    }  # fmt: skip
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def impact_json(impact: Impact) -> Mapping[str, object]:
    location = impact.location
    where = None if location is None else {"path": location.path, **location.span._asdict()}
    return {"effect": impact.effect, "element": impact.element, "message": impact.message, "location": where}


RENDERERS: Mapping[str, Callable[[VersionImpact], str]] = {"text": _text, "json": _json, "markdown": _markdown}
