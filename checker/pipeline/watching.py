"""A check that is asked again and again: only what a save touched is judged anew. Part of `pipeline`."""

from collections.abc import Iterable
from typing import Final

from checker.alignment.flow_verdict import FlowJudge
from checker.load.remembered import KnownByTime, WatchedFiles
from checker.model.picture import Picture
from checker.model.report import Report
from checker.pipeline.bench import Bench, Judged, Session, bench_of
from checker.pipeline.judging import Run
from checker.pipeline.request import Request
from checker.pipeline.run import no_collection, read_programme
from checker.pipeline.selection import select


class Watched:
    """A workspace between saves: what all markets share, and what each market was found to be."""

    def __init__(self, request: Request) -> None:
        self._request: Final = request
        self._bench: Bench | None = None
        self._shared: KnownByTime = {}
        self._flows = FlowJudge()
        self._digests: dict[str, str] = {}
        self._known: dict[str, Judged] = {}
        self._pictures: dict[str, Picture] = {}

    def check(self, touched: Iterable[str] = ()) -> Report:
        """The report of the whole workspace. `touched`: what was written, made or removed since the last time, as paths
        relative to the workspace, with `/`. Raises CheckerError; what was known is then forgotten.
        """
        paths = tuple(touched)
        if any(path.startswith("standards/") for path in paths):
            self._forget()
        for path in paths:
            self._forget_markets_at(path)
        try:
            with no_collection():
                return self._run()
        except Exception:
            self._forget()
            raise

    def _run(self) -> Report:
        request = self._request
        files = WatchedFiles(request.root, request.standards, request.buffers, self._shared)
        if self._bench is None:
            programme = read_programme(files)
            self._bench = bench_of(programme, request.as_of, all_elements=request.all_elements, known=self._flows)
            self._flows = self._bench.checker.flows
            self._digests = dict(files.digests)
        files.digests.update(self._digests)
        selection = select(request.words, files.layout, request.root, request.here)
        kept: dict[str, Judged] = {}
        session = Session(known=self._known, kept=kept, pictures=self._pictures)
        report = Run(files, self._bench, request, selection, session=session).report()
        self._known |= kept
        return report

    def _forget(self) -> None:
        self._bench = None
        self._known.clear()
        self._pictures.clear()

    def _forget_markets_at(self, path: str) -> None:
        """Of a market's file that market; of a region's file all of its markets."""
        folder = path.rpartition("/")[0]
        for market in [known for known in self._known if f"{known}/".startswith(f"{folder}/") or path.startswith(f"{known}/")]:
            del self._known[market]
