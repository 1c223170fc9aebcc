"""What is new, worsened or fixed since the run before, and what brought it about. Part of `report`."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from markupsafe import Markup

from checker.model.finding import Cause, Finding
from checker.model.status import LEVELS, RANK, Disposition, Status
from checker.report import links
from checker.report.earlier import Earlier, EarlierFinding
from checker.report.finding_list import Line, line_of, titled, worst_first
from checker.report.lookup import Lookup
from checker.report.marks import code_marked
from checker.report.words import Shown, day_text, element_words

Kind = Literal["new", "worsened", "changed", "fixed"]
KINDS: Mapping[Kind, str] = {
    "new": "New", "worsened": "Worsened", "changed": "Changed, and still open", "fixed": "Fixed or settled",
}  # fmt: skip
CAUSES: Mapping[Cause, str] = {
    "variant": "the market’s file", "standard": "the standard", "waiver": "a waiver", "law": "the law",
    "calendar": "the calendar", "scope": "what was looked at",
}  # fmt: skip
OF_THE_CALENDAR = frozenset({"waiver-expired", "version-overdue", "version-behind", "process-unconfirmed"})
MAX_LINES = 150


class Changed(NamedTuple):
    """One line of the view. `before`: the sentence of the run before, where something moved."""

    cause: str
    line: Line
    before: Markup


class Gone(NamedTuple):
    """What is no longer open. `now` says what became of it."""

    cause: str
    market: str
    href: str
    process: str
    element: str
    message: Markup
    now: Shown


class ChangeSection(NamedTuple):
    id: str
    title: str
    total: int
    lines: Sequence[Changed]
    gone: Sequence[Gone]
    cut: int


class CauseLine(NamedTuple):
    cause: str
    numbers: Sequence[int]


@dataclass(frozen=True, slots=True)
class Changes:
    since: str
    sentence: str
    kinds: Sequence[str]
    causes: Sequence[CauseLine]
    sections: Sequence[ChangeSection]


def changes(lookup: Lookup) -> Changes | None:
    """None without an earlier run."""
    last = lookup.history.last
    return None if last is None else _Comparison(lookup, last).view()


class _Moved(NamedTuple):
    kind: Kind
    cause: Cause
    finding: Finding
    before: EarlierFinding | None


class _Left(NamedTuple):
    cause: Cause
    finding: EarlierFinding
    settled: Finding | None


@dataclass(frozen=True)
class _Comparison:
    lookup: Lookup
    last: Earlier

    @cached_property
    def now(self) -> Mapping[str, Finding]:
        return {finding.fingerprint: finding for finding in self.lookup.report.findings}

    @cached_property
    def appeared(self) -> Sequence[Finding]:
        return [each for each in self.lookup.report.open if each.level != "info" and not self._was_open(each)]

    def _was_open(self, finding: Finding) -> bool:
        before = self.last.findings.get(finding.fingerprint)
        return before is not None and before.is_open

    @cached_property
    def disappeared(self) -> Mapping[tuple[object, ...], Sequence[EarlierFinding]]:
        """By what they are about, so that a value that moved is not two changes."""
        found: dict[tuple[object, ...], list[EarlierFinding]] = defaultdict(list)
        for fingerprint, before in self.last.findings.items():
            now = self.now.get(fingerprint)
            if before.is_open and before.level != "info" and (now is None or not now.is_open):
                found[_about(before)].append(before)
        return found

    @cached_property
    def moved(self) -> Sequence[_Moved]:
        return [self._moved(finding) for finding in self.appeared]

    def _moved(self, finding: Finding) -> _Moved:
        settled = self.last.findings.get(finding.fingerprint)
        if settled is not None:
            return _Moved("worsened", finding.cause or _why_unsettled(settled, finding), finding, settled)
        before = next(iter(self.disappeared.get(_about(finding), ())), None)
        kind: Kind = "new" if before is None else "worsened" if _is_worse(finding, before) else "changed"
        return _Moved(kind, finding.cause or self._cause(finding), finding, before)

    @cached_property
    def left(self) -> Sequence[_Left]:
        moved = {each.before.fingerprint for each in self.moved if each.before is not None}
        gone = (before for group in self.disappeared.values() for before in group)
        return [self._left(before) for before in gone if before.fingerprint not in moved]

    def _left(self, before: EarlierFinding) -> _Left:
        now = self.now.get(before.fingerprint)
        if now is not None:
            by_law = now.disposition is Disposition.REQUIRED_BY_LAW
            return _Left("law" if by_law else "waiver", before, now)
        return _Left(self._cause(before), before, None)

    def _cause(self, finding: Finding | EarlierFinding) -> Cause:
        market, process = finding.market or "", finding.process or ""
        result = self.lookup.report.markets.get(market)
        if finding.market and (result is None or market not in self.last.markets):
            return "scope"
        if finding.rule in OF_THE_CALENDAR:
            return "calendar"
        if finding.rule.startswith("waiver-"):
            return "waiver"
        if finding.rule.startswith("standard-") or finding.market is None:
            return "standard"
        return "standard" if self._standard_moved(market, process, finding.element) else "variant"

    def _standard_moved(self, market: str, process: str, element: str) -> bool:
        """Another version is run here, or the same one asks for something else."""
        before = self.last.processes.get((market, process))
        result = self.lookup.report.markets[market].processes.get(process)
        if before is None or result is None:
            return False
        if before.version != (str(result.version) if result.version else None):
            return True
        was, here = self.last.elements.get((market, process, element)), result.elements.get(element)
        if was is None or here is None or here.standard is None or not isinstance(was.standard, dict):
            return False
        value = here.standard.value
        return was.standard.get("value") != (list(value) if isinstance(value, tuple) else value)

    def view(self) -> Changes:
        found: dict[Kind, list[_Moved]] = {kind: [] for kind in KINDS}
        for each in self.moved:
            found[each.kind].append(each)
        counts = Counter((each.kind, each.cause) for each in self.moved)
        counts.update(("fixed", each.cause) for each in self.left)
        kinds = [kind for kind in KINDS if kind != "changed" or found["changed"]]
        return Changes(
            day_text(self.last.as_of),
            self._sentence(found),
            [KINDS[kind] for kind in kinds],
            [
                CauseLine(words, [counts[kind, cause] for kind in kinds])
                for cause, words in CAUSES.items()
                if any(counts[kind, cause] for kind in kinds)
            ],
            [self._section(kind, found[kind]) for kind in kinds],
        )

    def _sentence(self, found: Mapping[Kind, Sequence[_Moved]]) -> str:
        parts = [f"{len(found['new'])} new", f"{len(found['worsened'])} worsened", f"{len(self.left)} fixed or settled"]
        return f"Since {day_text(self.last.as_of)}: {', '.join(parts)}."

    def _section(self, kind: Kind, moved: Sequence[_Moved]) -> ChangeSection:
        name = f"{links.CHANGES}/{kind}"
        if kind == "fixed":
            gone = [self._gone(each) for each in self.left]
            return ChangeSection(name, KINDS[kind], len(gone), (), gone[:MAX_LINES], max(len(gone) - MAX_LINES, 0))
        ordered = sorted(moved, key=lambda each: worst_first([each.finding]))
        lines = [self._changed(each) for each in ordered[:MAX_LINES]]
        return ChangeSection(name, KINDS[kind], len(moved), lines, (), max(len(moved) - MAX_LINES, 0))

    def _changed(self, moved: _Moved) -> Changed:
        before = moved.before
        words = "" if before is None else _settled_words(before) or self._said_before(before)
        return Changed(CAUSES[moved.cause], line_of(self.lookup, [moved.finding]), code_marked(words))

    def _said_before(self, before: EarlierFinding) -> str:
        """The message of the run before, with titles as far as this run knows them."""
        title = self.lookup.element_title(before) or element_words(before.element)
        names = {before.process or "": self.lookup.process_title(before.market, before.process), _name(before.element): title}
        return titled(before.message, names, is_judged=before.status is not None)

    def _gone(self, left: _Left) -> Gone:
        before, lookup = left.finding, self.lookup
        market = lookup.report.markets.get(before.market or "")
        has_page = market is not None and before.process in market.processes
        return Gone(
            CAUSES[left.cause],
            lookup.market_name(before.market),
            f"#{links.market_id(before.market or '', before.process)}" if has_page else "",
            lookup.process_title(before.market, before.process),
            element_words(before.element, lookup.element_title(before)),
            code_marked(self._said_before(before)),
            Shown("waived", "settled") if left.settled is not None else Shown("aligned", "fixed"),
        )


def _name(element: str) -> str:
    return element.partition(":")[2]


def _about(finding: Finding | EarlierFinding) -> tuple[object, ...]:
    return (finding.rule, finding.market, finding.process, finding.element)


def _is_worse(finding: Finding, before: EarlierFinding) -> bool:
    """By its status, then by its level. Whether one wrong value is worse than another nobody can say for all."""
    if finding.status is not None and before.status in set(Status):
        return RANK[finding.status] > RANK[Status(before.status)]
    return LEVELS.index(finding.level) < (LEVELS.index(before.level) if before.level in LEVELS else 0)


def _why_unsettled(before: EarlierFinding, finding: Finding) -> Cause:
    if before.disposition == "required_by_law":
        return "law"
    if before.disposition == "onboarding" or finding.disposition is Disposition.EXPIRED:
        return "calendar"
    return "waiver"


def _settled_words(before: EarlierFinding) -> str:
    return "" if before.is_open else before.disposition.replace("_", " ")
