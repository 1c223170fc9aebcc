"""What is counted over a check, or a part of it; parts add up. Part of `model`."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, TypeVar

from checker.model.finding import Change, Finding
from checker.model.numbers import Tally
from checker.model.status import LEVELS, SETTLED, Disposition, Level, Status

FAILING: Mapping[str, tuple[Level, ...]] = {"error": LEVELS[:1], "warning": LEVELS[:2], "never": ()}
"""The levels that fail a check, by the word of `--fail-on`."""
K = TypeVar("K")


class Kind(NamedTuple):
    """What findings are counted by. `change` is None without a base."""

    level: Level
    disposition: Disposition
    change: Change | None

    @property
    def is_settled(self) -> bool:
        return self.disposition in SETTLED


class Totals(NamedTuple):
    """`findings` leaves out what only a base has; `elements` are by status.

    `unusable` counts findings about documents that could not be used.
    """

    markets: int = 0
    pairs: int = 0
    not_checked: int = 0
    unusable: int = 0
    findings: Mapping[Kind, int] = {}
    elements: Mapping[Status, int] = {}
    tally: Tally = Tally()

    def plus(self, other: "Totals") -> "Totals":
        return summed((self, other))

    @property
    def open(self) -> Counter[Level]:
        return self._by(lambda kind: kind.level, settled=False)

    @property
    def open_changes(self) -> Counter[Change | None]:
        return self._by(lambda kind: kind.change, settled=False)

    @property
    def settled(self) -> Counter[Disposition]:
        return self._by(lambda kind: kind.disposition, settled=True)

    @property
    def settled_levels(self) -> Counter[Level]:
        return self._by(lambda kind: kind.level, settled=True)

    @property
    def settled_changes(self) -> Counter[Change | None]:
        return self._by(lambda kind: kind.change, settled=True)

    def _by(self, part: Callable[[Kind], K], *, settled: bool) -> Counter[K]:
        found: Counter[K] = Counter()
        for kind, number in self.findings.items():
            if kind.is_settled is settled:
                found[part(kind)] += number
        return found

    def exit_code(self, fail_on: str) -> int:
        """0 nothing open at or above `fail_on` (error, warning, never); 1 something is; 3 something was not checked."""
        if self.not_checked or self.unusable or not self.pairs:
            return 3
        return 1 if any(self.open.get(level) for level in FAILING[fail_on]) else 0


def summed(parts: Iterable[Totals]) -> Totals:
    """All parts together."""
    every = list(parts)
    findings: Counter[Kind] = Counter()
    elements: Counter[Status] = Counter()
    for part in every:
        findings.update(part.findings)
        elements.update(part.elements)
    tallies = zip(*(part.tally for part in every), strict=True)
    return Totals(
        sum(part.markets for part in every),
        sum(part.pairs for part in every),
        sum(part.not_checked for part in every),
        sum(part.unusable for part in every),
        findings,
        elements,
        Tally(*map(sum, tallies)) if every else Tally(),
    )


def counted_findings(findings: Iterable[Finding]) -> Totals:
    """What findings alone count."""
    kinds: Counter[Kind] = Counter()
    unusable = 0
    for finding in findings:
        if not finding.is_fixed:
            unusable += finding.leaves_unchecked
            kinds[Kind(finding.level, finding.disposition, finding.change)] += 1
    return Totals(unusable=unusable, findings=kinds)
