"""What a version would do to every market: a matrix and the places, as text, JSON and markdown. Part of `formats`."""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from checker.formats._markdown import code, escaped
from checker.formats._plain import plain
from checker.model.evolution import Effect, Impact, MarketImpact, VersionImpact

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
MAX_TEXT = 300


def verdict(impact: VersionImpact) -> str:
    """How many markets break, in one sentence."""
    total = len(impact.markets)
    if not total:
        return f"no market runs an older version of {impact.process}"
    broken = [market.market for market in impact.markets if market.of("breaks") or market.of("orphaned")]
    untouched = sum(not market.impacts for market in impact.markets)
    named = f" ({', '.join(broken)})" if broken else ""
    return f"{impact.process} {impact.version} would break {len(broken)} of {total} markets{named}; {untouched} unaffected"


def _counts(market: MarketImpact) -> list[int]:
    counts = Counter(each.effect for each in market.impacts)
    return [counts[effect] for effect in WORDS]


def _text(impact: VersionImpact) -> str:
    lines = [verdict(impact)]
    if impact.markets:
        head = ["market", "from", *WORDS.values()]
        rows = [[each.market, str(each.pinned), *(str(count or "·") for count in _counts(each))] for each in impact.markets]
        lines += ["", *_table([head, *rows])]
    for market in impact.markets:
        lines += ["", f"{market.market}, from {market.pinned}"]
        lines += [f"  {_line(each)}" for each in market.impacts] or ["  unaffected"]
    if impact.others:
        lines += ["", *(f"{market}: {because}" for market, because in impact.others)]
    return "\n".join(lines) + "\n"


def _line(impact: Impact) -> str:
    where = ""
    if impact.location is not None:
        where = f"  {impact.location.path}:{impact.location.span.line}"
    return f"{WORDS[impact.effect]}: {impact.element}: {plain(impact.message, MAX_TEXT)}{where}"


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _markdown(impact: VersionImpact) -> str:
    head = ["market", "from", *WORDS.values()]
    lines = [f"# {code(impact.process)} {impact.version}: impact", "", f"{escaped(verdict(impact), MAX_TEXT)}.", ""]
    if impact.markets:
        lines += [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
        lines += [
            f"| {each.market} | {each.pinned} | {' | '.join(str(count or '') for count in _counts(each))} |"
            for each in impact.markets
        ]
    for market in impact.markets:
        if market.impacts:
            lines += ["", f"## {market.market}, from {market.pinned}", ""]
            lines += [_bullet(each) for each in market.impacts]
    return "\n".join(lines) + "\n"


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
