"""Findings that one line causes in many markets, as one group. Part of `formats`."""

from collections.abc import Iterable
from typing import NamedTuple

from checker.model.finding import Finding


class Group(NamedTuple):
    """Findings alike but for their market; the first stands for all. `markets` is empty for shared documents."""

    finding: Finding
    markets: tuple[str, ...]


def grouped(findings: Iterable[Finding]) -> list[Group]:
    """Group what has the same rule, place, element, words and disposition, in the order of the first of each."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        location = finding.location
        key = (
            finding.rule, finding.level, finding.process, finding.element, location.path, location.span,
            finding.message, finding.disposition, finding.waiver,
        )  # fmt: skip
        groups.setdefault(key, []).append(finding)
    return [
        Group(members[0], tuple(dict.fromkeys(member.market for member in members if member.market is not None)))
        for members in groups.values()
    ]
