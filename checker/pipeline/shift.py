"""Some markets of a region, read, judged and handed back: what a process of its own does. Part of `pipeline`."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from checker.load.layout import MarketLayout, RegionLayout
from checker.load.workspace import WorkspaceFiles
from checker.model.finding import Finding
from checker.model.picture import Picture
from checker.model.report import WrittenMarket, totals_of
from checker.model.results import MarketResult
from checker.model.totals import Totals
from checker.model.workspace import MarketFiles
from checker.pipeline.market import MarketChecker
from checker.pipeline.request import Write

CHUNK = 25
"""Markets that are judged in one go: few enough to share the work out evenly, many enough to be worth a message."""


class Chunk(NamedTuple):
    """Some markets of one region."""

    region: RegionLayout
    markets: tuple[MarketLayout, ...]


class Outcome(NamedTuple):
    """What became of a chunk: results, findings, digests of the files that were read, pictures not handed out before.

    Where the markets were written at once, the results have no elements and no findings are handed back.
    """

    markets: tuple[MarketResult, ...]
    findings: list[Finding]
    digests: Mapping[str, str]
    pictures: Mapping[str, Picture] = {}
    written: tuple[WrittenMarket, ...] = ()
    totals: Totals | None = None


class Shift:
    """Judges chunks. Each process has its own copy, which remembers the pictures it has handed out."""

    def __init__(
        self,
        files: WorkspaceFiles,
        checker: MarketChecker,
        pictures: Iterable[str],
        write: Write | None,
        adjust: Callable[[MarketFiles], MarketFiles],
    ) -> None:
        self.files, self.checker, self.write, self.adjust = files, checker, write, adjust
        self._handed_out = set(pictures)

    def judge(self, chunk: Chunk) -> Outcome:
        """The outcome of a chunk, with the digests of all its files, also of those that were read before."""
        known, self.files.digests = self.files.digests, {}
        try:
            return self._judged(chunk)
        finally:
            known.update(self.files.digests)
            self.files.digests = known

    def _judged(self, chunk: Chunk) -> Outcome:
        region = self.files.region(chunk.region)
        results: list[MarketResult] = []
        found: list[Finding] = []
        written: list[WrittenMarket] = []
        totals: Totals | None = None
        for layout in chunk.markets:
            result, findings = self.checker.check(self.adjust(self.files.market(layout, region)))
            if self.write is None:
                results.append(result)
                found += findings
            else:
                written.append(self.write(result, findings))
                own = totals_of((result,), findings)
                totals = own if totals is None else totals.plus(own)
                results.append(result.without_elements())
        pictures = self._new_pictures(results) if self.write is None else {}
        return Outcome(tuple(results), found, self.files.digests, pictures, tuple(written), totals)

    def _new_pictures(self, results: Iterable[MarketResult]) -> Mapping[str, Picture]:
        """The pictures of the results' flows that this process has not handed out before."""
        keys = {process.picture for market in results for process in market.processes.values()}
        found = self.checker.flows.pictures(sorted(keys - self._handed_out))
        self._handed_out |= found.keys()
        return found
