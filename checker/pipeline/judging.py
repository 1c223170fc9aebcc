"""One check of one state of a workspace: align → judge → decide, region by region and market by market. Part of `pipeline`.

A market's documents are let go after its turn, so that memory does not grow with the number of markets.
"""

from collections.abc import Iterable, Iterator, Mapping

from checker.alignment.adoption import newest_in_effect
from checker.load.layout import MarketLayout, RegionLayout
from checker.load.root import places_in_repository
from checker.load.workspace import WorkspaceFiles
from checker.model.finding import Finding
from checker.model.later import Later, MappingLater
from checker.model.register import WaiverRecord
from checker.model.report import Report, WrittenMarket, WrittenReport
from checker.model.results import MarketResult, RegionResult, StandardSummary
from checker.model.status import ProcessStatus
from checker.model.totals import Totals, counted_findings
from checker.model.workspace import RegionFiles
from checker.pipeline.bench import Bench, Judged, Session
from checker.pipeline.decisions import onboarded
from checker.pipeline.drafts import findings
from checker.pipeline.processes import in_processes, jobs_for
from checker.pipeline.regions import adopted_in, region_result
from checker.pipeline.registers import duty_register, waiver_register
from checker.pipeline.request import Progress, Request, Write
from checker.pipeline.selection import Selection
from checker.pipeline.shared import programme_drafts, region_drafts
from checker.pipeline.shift import CHUNK, Chunk, Outcome, Shift


class Run:
    """One check of one state of a workspace."""

    def __init__(  # noqa: PLR0913, PLR0917 (what a run is made of)
        self,
        files: WorkspaceFiles,
        bench: Bench,
        request: Request,
        selection: Selection,
        progress: Progress | None = None,
        write: Write | None = None,
        session: Session = Session(),  # noqa: B008 (a frozen value)
    ) -> None:
        self.files, self.programme, self.selection = files, bench.checker.programme, selection
        self.day, self.checker = bench.checker.day, bench.checker
        self.progress, self.write, self.session = progress, write, session
        self.shared = [*bench.drafts, *programme_drafts(bench.programme, files.layout)]
        self.markets: dict[str, MarketResult] = {}
        self.regions: dict[str, RegionResult] = {}
        self.found: list[Finding] = []
        self.judged: dict[str, Judged] = {}
        self.regional: list[WaiverRecord] = []
        self.pictures = dict(bench.pictures)
        self.texts: dict[str, WrittenMarket] = {}
        self.totals = Totals()
        self._total = sum(len(wanted) for _, wanted in self._regions())
        self._done = 0
        self._jobs = request.jobs or jobs_for(self._total)

    def written(self) -> WrittenReport:
        frame = self.report()
        shared = counted_findings(frame.findings)
        return WrittenReport(frame, tuple(text for _, text in sorted(self.texts.items())), self.totals.plus(shared))

    def report(self) -> Report:
        self._take_known()
        chunks = list(self._chunks())
        shift = Shift(self.files, self.checker, self.pictures, self.write, self.session.adjust)
        for chunk, outcome in zip(chunks, in_processes(shift.judge, chunks, self._jobs), strict=True):
            self._take(chunk, outcome)
        for layout, wanted in self._regions():
            self._region(self.files.region(layout), wanted, is_whole=len(wanted) == len(layout.markets))
        shared = onboarded(self.shared, self.programme.catalogue.model, self.day)
        found = [*findings(shared), *self.found, *self._of_judged()]
        shown = [finding for finding in found if self._shows(finding)]
        catalogue = self.programme.catalogue.model
        return Report(
            title=catalogue.title,
            as_of=self.day,
            markets=dict(sorted(self.markets.items())),
            regions=dict(sorted(self.regions.items())),
            findings=tuple(sorted(shown, key=lambda finding: finding.sort_key)),
            standards=dict(self._summaries()),
            documents=MappingLater(self._documents),
            source_url=catalogue.source_url,
            onboarding={market: until for market, until in sorted(catalogue.onboarding.items()) if self.day <= until},
            conformance_target=catalogue.targets.conformance if catalogue.targets else None,
            confirmed_target=catalogue.targets.confirmed if catalogue.targets else None,
            selected=tuple(sorted((*self.selection.markets, *self.selection.paths))),
            waivers=Later(lambda: waiver_register(self._waivers())),
            duties=Later(lambda: duty_register(self.checker.decisions.law, self.markets, self.day)),
            pictures=dict(sorted(self.pictures.items())),
            places=places_in_repository(self.files.root, self.files.standards),
        )

    def _regions(self) -> Iterator[tuple[RegionLayout, tuple[MarketLayout, ...]]]:
        for layout in self.files.layout.regions:
            wanted = tuple(market for market in layout.markets if self._judges(market, layout.path))
            if wanted or self.selection.is_whole:
                yield layout, wanted

    def _chunks(self) -> Iterator[Chunk]:
        for layout, wanted in self._regions():
            unknown = tuple(market for market in wanted if market.path not in self.session.known)
            for start in range(0, len(unknown), CHUNK):
                yield Chunk(layout, unknown[start : start + CHUNK])

    def _take_known(self) -> None:
        """What another check of the same files judged."""
        for _, wanted in self._regions():
            for layout in wanted:
                if (judged := self.session.known.get(layout.path)) is not None:
                    self.markets.setdefault(judged.result.market, judged.result)
                    self.judged[layout.path] = judged
                    self._done += 1
        self.pictures |= self.session.pictures or {}
        if self.session.kept is not None:
            self.session.kept.update(self.judged)

    def _of_judged(self) -> Iterator[Finding]:
        """The findings of markets that other checks of almost the same workspace may take over."""
        if not self.session.leaves_out:
            for judged in self.judged.values():
                yield from judged.findings

    def _documents(self) -> Mapping[str, str]:
        found = dict(self.files.digests)
        for judged in self.judged.values():
            found.update(judged.digests)
        return found

    def _take(self, chunk: Chunk, outcome: Outcome) -> None:
        """Keep what was judged. A market that two folders claim has one row, and a finding at each folder."""
        for result in outcome.markets:
            self.markets.setdefault(result.market, result)
        found = self._keep(chunk, outcome) if self.session.kept is not None else outcome.findings
        self.found += found
        self.texts |= {text.market: text for text in outcome.written}
        if outcome.totals is not None:
            self.totals = self.totals.plus(outcome.totals)
        self.files.digests.update(outcome.digests)
        self.pictures |= outcome.pictures
        self._done += len(chunk.markets)
        if self.progress is not None:
            self.progress(self._done, self._total)

    def _keep(self, chunk: Chunk, outcome: Outcome) -> Iterable[Finding]:
        """Hand what was judged to the checks that follow; the findings of markets that they cannot take over."""
        by_market: dict[str | None, list[Finding]] = {}
        for finding in outcome.findings:
            by_market.setdefault(finding.market, []).append(finding)
        by_folder: dict[str, dict[str, str]] = {}
        for path, digest in outcome.digests.items():
            by_folder.setdefault(path.rpartition("/")[0], {})[path] = digest
        for layout, result in zip(chunk.markets, outcome.markets, strict=True):
            if layout.id not in self.files.twice:
                own = tuple(by_market.pop(result.market, ()))
                judged = Judged(result, own, by_folder.get(layout.path, {}), counted_findings(own))
                self.judged[layout.path] = judged
        if self.session.kept is not None:
            self.session.kept.update(self.judged)
        if self.session.pictures is not None:
            self.session.pictures.update(outcome.pictures)
        return [finding for left in by_market.values() for finding in left]

    def _judges(self, market: MarketLayout, region_path: str) -> bool:
        return self.selection.judges(market.id, market.path, region_path)

    def _shows(self, finding: Finding) -> bool:
        if self.selection.shows(finding):
            return True
        unchecked = {process.process for market in self.markets.values() for process in market.processes.values()
                     if process.status is ProcessStatus.NOT_CHECKED}  # fmt: skip
        return finding.market is None and finding.leaves_unchecked and finding.process in unchecked

    def _region(self, region: RegionFiles, layouts: Iterable[MarketLayout], *, is_whole: bool) -> None:
        results = [self.markets[layout.id] for layout in layouts]
        drafts = region_drafts(self.programme, region, adopted_in(results), self.checker.views, self.day)
        if is_whole:  # of a part of the region, nothing is known about what matches nowhere
            nowhere = self.checker.decisions.nowhere(region, results)
            drafts += nowhere.drafts
            self.regional += nowhere.records
        self.found += findings(drafts)
        self.regions[region.id] = region_result(region, results)

    def _waivers(self) -> Iterator[WaiverRecord]:
        """The register: as each market's and region's run judged them, then those that belong to nobody."""
        records = [*(record for market in self.markets.values() for record in market.waivers), *self.regional]
        yield from records
        if self.selection.is_whole:
            yield from self.checker.decisions.of_nobody(record.waiver.id for record in records)

    def _summaries(self) -> Iterator[tuple[str, StandardSummary]]:
        for process, versions in sorted(self.programme.standards.items()):
            shown = newest_in_effect(versions, self.day)
            if shown is not None:
                model = versions[shown].model
                yield process, StandardSummary(process, model.title, model.purpose, model.owner, tuple(versions))
