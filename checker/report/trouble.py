"""What could not be judged, loudly: documents that could not be used, processes not checked. Part of `report`."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from checker.report import links
from checker.report.differences import Difference, Differences
from checker.report.finding_list import Line, lines
from checker.report.lookup import Lookup
from checker.report.words import counted, listed


class Unchecked(NamedTuple):
    """Processes of one market that could not be judged for one reason."""

    market: str
    href: str
    because: str
    processes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Trouble:
    """`documents` cannot be used, `unchecked` could not be judged; `shared`: about documents that all markets share."""

    headline: str
    documents: Sequence[Line]
    unchecked: Sequence[Unchecked]
    shared: Sequence[Difference]

    @property
    def is_loud(self) -> bool:
        return bool(self.documents or self.unchecked)

    def __bool__(self) -> bool:
        return bool(self.documents or self.unchecked or self.shared)


def trouble(lookup: Lookup, differences: Differences) -> Trouble:
    report = lookup.report
    by_path = defaultdict(list)
    for finding in lookup.by_process.get((None, None), ()):
        by_path[finding.location.path].append(finding)
    return Trouble(
        _headline(lookup),
        lines(lookup, report.unusable_documents),
        _unchecked(lookup),
        [replace(differences.of_findings("document", found), title=path) for path, found in sorted(by_path.items())],
    )


def _headline(lookup: Lookup) -> str:
    report = lookup.report
    documents = len({finding.location.path for finding in report.unusable_documents})
    unchecked = len(report.not_checked)
    parts = []
    if documents:
        parts.append(f"{counted(documents, 'document')} could not be used")
    if unchecked:
        parts.append(f"{counted(unchecked, 'local process was', 'local processes were')} not checked")
    return listed(parts)


def _unchecked(lookup: Lookup) -> Sequence[Unchecked]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for market, result in lookup.report.not_checked:
        found[market.market, result.not_checked_because].append(result.title)
    return [
        Unchecked(lookup.market_name(market), f"#{links.market_id(market)}", because, titles)
        for (market, because), titles in found.items()
    ]
