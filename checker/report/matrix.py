"""The matrix of markets and processes, a region a block. Part of `report`."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from checker.model.numbers import Tally
from checker.model.results import MarketResult, ProcessResult
from checker.model.status import ProcessStatus
from checker.report import links
from checker.report.lookup import Lookup
from checker.report.words import MEANINGS, ONBOARDING, ONBOARDING_MEANS, Shown, of_process, percent

ROOMY_COLUMNS = 8
"""Up to so many processes, a cell has room for its words."""

SHOWN_WHOLE = 60
"""Markets; of more, each region shows its worst only until somebody asks for all (`assets/matrix.js`)."""


class Cell(NamedTuple):
    """One process of one market; `href` is empty where it is not run and need not be."""

    tone: str
    number: str
    words: str
    href: str
    confirmed: bool


class Column(NamedTuple):
    title: str
    href: str
    conformance: float | None
    breaches: int

    @property
    def number(self) -> str:
        return percent(self.conformance)


class Row(NamedTuple):
    name: str
    href: str
    key: str
    number: str
    breaches: int
    open: str
    cells: Sequence[Cell]


class Block(NamedTuple):
    """A region's rows. `number` is pooled over its markets."""

    region: str
    name: str
    number: str
    breaches: int
    rows: Sequence[Row]


class LegendEntry(NamedTuple):
    shown: Shown
    meaning: str
    total: int


@dataclass(frozen=True, slots=True)
class Matrix:
    columns: Sequence[Column]
    blocks: Sequence[Block]
    legend: Sequence[LegendEntry]
    number: str
    breaches: int
    has_unconfirmed: bool

    @property
    def room(self) -> str:
        """A class of the style sheet: how much room a cell has."""
        if len(self.columns) > ROOMY_COLUMNS:
            return "dense"
        return "roomy" if len(self.columns) <= ROOMY_COLUMNS // 2 else "roomy many"

    @property
    def first_rows(self) -> int:
        """How many rows of each region are drawn before the script has sorted out which to show."""
        markets = sum(len(block.rows) for block in self.blocks)
        return markets if markets <= SHOWN_WHOLE else 2

    @property
    def width(self) -> int:
        """How many columns the table has, heads included."""
        return len(self.columns) + 3


def matrix(lookup: Lookup) -> Matrix:
    report = lookup.report
    processes = sorted({process.process for _, process in report.pairs})
    return Matrix(
        tuple(_column(lookup, process) for process in processes),
        tuple(_blocks(lookup, processes)),
        tuple(_legend(lookup)),
        percent(report.numbers.conformance),
        len(lookup.breaches),
        any(not process.confirmed for _, process in report.pairs),
    )


def _column(lookup: Lookup, process: str) -> Column:
    tally = pooled(result for _, result in lookup.report.pairs if result.process == process)
    title = lookup.process_title(None, process)
    breaches = lookup.breaches_of_process[process]
    return Column(title, f"#{links.process_id(process)}", tally.numbers.conformance, breaches)


def pooled(results: Iterable[ProcessResult]) -> Tally:
    """The sum of processes' tallies."""
    total = Tally()
    for result in results:
        total = total.plus(result.tally)
    return total


def _blocks(lookup: Lookup, processes: Sequence[str]) -> Iterable[Block]:
    report = lookup.report
    for region in report.regions.values():
        markets = [report.markets[market] for market in region.markets if market in report.markets]
        if markets:
            rows = tuple(_row(lookup, market, processes) for market in markets)
            breaches = sum(row.breaches for row in rows)
            yield Block(region.region, region.name, percent(region.numbers.conformance), breaches, rows)


def _row(lookup: Lookup, market: MarketResult, processes: Sequence[str]) -> Row:
    cells = tuple(_cell(lookup, market, market.processes.get(process)) for process in processes)
    key = f"{market.name} {market.market} {market.region} {market.lead or ''}".casefold()
    breaches = lookup.breaches_of_market[market.market]
    href = f"#{links.market_id(market.market)}"
    return Row(market.name, href, key, percent(market.numbers.conformance), breaches, _open(lookup, market.market), cells)


def _open(lookup: Lookup, market: str) -> str:
    """The kinds of what somebody has to decide about here, as the matrix filters them."""
    return " ".join(kind for kind, markets in lookup.markets_open.items() if market in markets)


NOT_DUE = Cell("none", "", "not due here", "", confirmed=True)


def _cell(lookup: Lookup, market: MarketResult, result: ProcessResult | None) -> Cell:
    if result is None:
        return NOT_DUE
    shown = lookup.shown(market.market, result)
    is_unknown = result.status in (ProcessStatus.NOT_CHECKED, ProcessStatus.NOT_ADOPTED, ProcessStatus.NOT_APPLICABLE)
    number = "" if is_unknown else percent(result.numbers.conformance)
    href = f"#{links.market_id(market.market, result.process)}"
    return Cell(shown.tone, number, shown.words, href, result.confirmed or is_unknown)


def _legend(lookup: Lookup) -> Iterable[LegendEntry]:
    found = Counter(lookup.shown(market.market, process) for market, process in lookup.report.pairs)
    for status in reversed(ProcessStatus):
        shown = of_process(status)
        if found[shown]:
            yield LegendEntry(shown, MEANINGS[status], found[shown])
        if status is ProcessStatus.WAIVED and found[ONBOARDING]:
            yield LegendEntry(ONBOARDING, ONBOARDING_MEANS, found[ONBOARDING])
