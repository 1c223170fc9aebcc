"""Findings that one line causes in many markets, as one group. Part of `formats`."""

from collections.abc import Iterable
from typing import NamedTuple

from checker.model.finding import Finding

MAX_MARKETS = 8


class Group(NamedTuple):
    """Findings alike but for their market; the first stands for all. `markets` is empty for shared documents.

    `size`: how many findings these are.
    """

    finding: Finding
    markets: tuple[str, ...]
    size: int


def grouped(findings: Iterable[Finding]) -> list[Group]:
    """Group what has the same rule, place, element, words, disposition and change, in the order of the first of each."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        location = finding.location
        key = (
            finding.rule, finding.level, finding.process, finding.element, location.path, location.span,
            finding.message, finding.disposition, finding.waiver, finding.change, finding.cause,
            finding.blocks,
        )  # fmt: skip
        groups.setdefault(key, []).append(finding)
    return [
        Group(
            members[0],
            tuple(sorted({member.market for member in members if member.market is not None})),
            len(members),
        )
        for members in groups.values()
    ]


def markets_text(markets: tuple[str, ...]) -> str:
    """`es`, or `12 markets: es, fr, … and 4 more`; empty for shared documents."""
    shown = ", ".join(markets[:MAX_MARKETS])
    rest = len(markets) - MAX_MARKETS
    more = f" and {rest} more" if rest > 0 else ""
    return f"{len(markets)} markets: {shown}{more}" if len(markets) > 1 else shown
