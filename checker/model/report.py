"""The result of a check: results of markets, findings, numbers, registers (spec 4.3). Part of `model`.

Derived, not stored: what can be computed from findings and tallies is, so that it cannot disagree with them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

from checker.model.comparison import Comparison
from checker.model.finding import Finding
from checker.model.numbers import Numbers, Tally
from checker.model.picture import Picture
from checker.model.register import DutyRecord, Proof, WaiverRecord
from checker.model.results import MarketResult, ProcessResult, RegionResult, StandardSummary
from checker.model.status import LEVELS, Disposition, Level, Status
from checker.model.totals import FAILING, Totals, counted_findings, summed


def totals_of(markets: Iterable[MarketResult], findings: Iterable[Finding]) -> Totals:
    """Count over some markets and findings."""
    return summed((*(market.totals for market in markets), counted_findings(findings)))


class Aside(NamedTuple):
    """Findings of markets that a change does not bear on, which are all as before and are read when they are asked for.

    `others` are all findings but these; `totals` count these.
    """

    others: tuple[Finding, ...]
    totals: Totals


@dataclass(frozen=True)
class Report:
    """What a check found, for one day. Frozen; every number and verdict is computed from its parts.

    `documents` are the SHA-256 of each file that was read, by path. `pictures` holds each distinct flow once: the
    standards' own, and those that markets run. `comparison` is None without a base; `aside` where nothing is put aside.
    `places`: where the folders of the workspace lie in the repository, if not at its top. `onboarding`: markets that are given
    time, with their last day.
    """

    title: str
    as_of: date
    markets: Mapping[str, MarketResult]
    regions: Mapping[str, RegionResult]
    findings: Sequence[Finding]
    standards: Mapping[str, StandardSummary] = field(default_factory=dict)
    documents: Mapping[str, str] = field(default_factory=dict)
    source_url: str | None = None
    onboarding: Mapping[str, date] = field(default_factory=dict)
    conformance_target: float | None = None
    confirmed_target: float | None = None
    selected: tuple[str, ...] = ()
    waivers: Sequence[WaiverRecord] = ()
    duties: Sequence[DutyRecord] = ()
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    comparison: Comparison | None = None
    aside: Aside | None = None
    places: Mapping[str, str] = field(default_factory=dict)

    def in_repository(self, path: str) -> str:
        """A shown path as it is named from the top of the repository, for whoever marks lines there."""
        folder, slash, rest = path.partition("/")
        return f"{self.places.get(folder, folder)}{slash}{rest}"

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the paths and digests of all files that were read."""
        lines = "".join(f"{digest}  {path}\n" for path, digest in sorted(self.documents.items()))
        return sha256(lines.encode()).hexdigest()

    @property
    def in_sight(self) -> Sequence[Finding]:
        """The findings without those that are put aside: with a base, all that is not plainly as before."""
        return self.findings if self.aside is None else self.aside.others

    @cached_property
    def exceptions_by_law(self) -> tuple[Finding, ...]:
        """What breaks the standard because a duty in force leaves no choice."""
        return tuple(finding for finding in self.findings if finding.disposition is Disposition.REQUIRED_BY_LAW)

    @cached_property
    def not_applicable_claims(self) -> tuple[WaiverRecord, ...]:
        """The waivers that say that something does not apply to a market."""
        return tuple(record for record in self.waivers if record.is_claim)

    @property
    def approvals(self) -> Mapping[Proof, int]:
        """How many approvals are typed text alone, and how many a signed commit proves; of each waiver once."""
        waivers = {record.waiver.id: record.approval_proofs for record in self.waivers}
        found = Counter(proof for proofs in waivers.values() for proof in proofs)
        return {"recorded": found["recorded"], "signed": found["signed"]}

    @cached_property
    def totals(self) -> Totals:
        aside = self.aside.totals if self.aside is not None else Totals()
        return totals_of(self.markets.values(), self.in_sight).plus(aside)

    @property
    def tally(self) -> Tally:
        return self.totals.tally

    @property
    def numbers(self) -> Numbers:
        return self.tally.numbers

    @cached_property
    def open(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.is_open)

    @cached_property
    def settled(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.is_settled)

    @cached_property
    def fixed(self) -> tuple[Finding, ...]:
        """What the base has and the change mended; empty without a base."""
        return tuple(finding for finding in self.findings if finding.is_fixed)

    @property
    def counts(self) -> Mapping[Level, int]:
        """Open findings by level."""
        return {level: self.totals.open.get(level, 0) for level in LEVELS}

    @cached_property
    def pairs(self) -> tuple[tuple[MarketResult, ProcessResult], ...]:
        return tuple((market, process) for market in self.markets.values() for process in market.processes.values())

    @cached_property
    def not_checked(self) -> tuple[tuple[MarketResult, ProcessResult], ...]:
        return tuple((market, market.processes[key]) for market in self.markets.values() for key in sorted(market.unchecked))

    @cached_property
    def unusable_documents(self) -> tuple[Finding, ...]:
        """Findings about documents that could not be used."""
        found = self.findings if self.totals.unusable else ()
        return tuple(finding for finding in found if finding.leaves_unchecked and not finding.is_fixed)

    @property
    def passed(self) -> bool:
        """Whether nothing open is an error and everything could be checked."""
        return self.exit_code("error") == 0

    def exit_code(self, fail_on: str) -> int:
        """0 nothing open at or above `fail_on` (error, warning, never); 1 something is; 3 something was not checked.

        With a base only what the change made so counts.
        """
        if self.comparison is None:
            return self.totals.exit_code(fail_on)
        if self._went_unchecked(self.comparison):
            return 3
        return 1 if any(each.is_open and each.blocks and each.level in FAILING[fail_on] for each in self.in_sight) else 0

    def _went_unchecked(self, before: Comparison) -> bool:
        """Whether something could not be checked, or nothing was there to check, and that was not so on the base."""
        known = before.unchecked_before
        unchecked = any((market.market, process.process) not in known for market, process in self.not_checked)
        has_nothing = not self.totals.pairs and not before.had_nothing_to_check
        return unchecked or any(each.blocks for each in self.unusable_documents) or has_nothing

    @property
    def elements_by_status(self) -> Mapping[Status, int]:
        found = self.totals.elements
        return {status: found[status] for status in Status if found.get(status)}


class WrittenMarket(NamedTuple):
    """A market's result and findings, each put into some form of text already."""

    market: str
    result: str
    findings: str


@dataclass(frozen=True)
class WrittenReport:
    """A report whose markets were put into words where they were judged, and then let go.

    `frame` is the report without findings of markets, and without elements. `totals` count everything.
    """

    frame: Report
    markets: tuple[WrittenMarket, ...]
    totals: Totals
