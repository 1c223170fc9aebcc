"""Fingerprints that are unique within one output. Part of `formats`."""

from collections import Counter
from collections.abc import Iterable, Iterator

from checker.model.finding import Finding


def numbered(findings: Iterable[Finding]) -> Iterator[tuple[Finding, int]]:
    """Each finding, and the how-manyth of its fingerprint it is, from 1: by the report's order, which is fixed."""
    seen: Counter[str] = Counter()
    for finding in findings:
        seen[finding.fingerprint] += 1
        yield finding, seen[finding.fingerprint]
