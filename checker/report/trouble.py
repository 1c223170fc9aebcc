"""What could not be judged, loudly: documents that could not be used, processes not checked. Part of `report`."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from markupsafe import Markup

from checker.model.finding import Finding
from checker.report import links
from checker.report.differences import Difference, Differences
from checker.report.lookup import Lookup
from checker.report.marks import code_marked
from checker.report.places import Place
from checker.report.words import counted, listed


class Unusable(NamedTuple):
    """A document that cannot be used: the first thing that is wrong with it, and how much more."""

    source: Place | None
    where: str
    href: str
    market: str
    message: Markup
    remedy: Markup
    more: int


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
    documents: Sequence[Unusable]
    unchecked: Sequence[Unchecked]
    shared: Sequence[Difference]

    @property
    def is_loud(self) -> bool:
        return bool(self.documents or self.unchecked)

    def __bool__(self) -> bool:
        return bool(self.documents or self.unchecked or self.shared)


def trouble(lookup: Lookup, differences: Differences) -> Trouble:
    shared = _by_path(lookup.by_process.get((None, None), ()))
    return Trouble(
        _headline(lookup),
        _unusable(lookup),
        _unchecked(lookup),
        [replace(differences.of_findings("document", found), title=path) for path, found in shared],
    )


def _unusable(lookup: Lookup) -> Sequence[Unusable]:
    return [
        Unusable(
            lookup.places.of(found[0].location),
            f"{found[0].location.path}:{found[0].location.span.line}",
            f"#{links.finding_id(found[0].fingerprint)}",
            lookup.market_name(found[0].market),
            code_marked(found[0].message),
            code_marked(found[0].remedy),
            len(found) - 1,
        )
        for _, found in _by_path(lookup.report.unusable_documents)
    ]


def _by_path(findings: Iterable[Finding]) -> Sequence[tuple[str, Sequence[Finding]]]:
    found = defaultdict(list)
    for finding in findings:
        found[finding.location.path].append(finding)
    return sorted(found.items())


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
