"""Conformance by commit and by market, from git: each commit judged for its own day. Part of `pipeline`.

A market whose files, standards and day are those of another commit is not judged again.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from checker.errors import BaseUnavailableError, CheckerError
from checker.git.log import Commit, commits_of
from checker.git.repository import Repository, open_repository
from checker.git.tree import GitTree
from checker.load.remembered import Known, RememberedFiles
from checker.load.workspace import WorkspaceFiles
from checker.model.moments import Moment, MovedBy, Opened, Standing
from checker.model.report import Report
from checker.model.results import MarketResult
from checker.model.status import Status
from checker.pipeline.bench import Bench, bench_of
from checker.pipeline.gate.states import State, States
from checker.pipeline.processes import in_processes, jobs_for
from checker.pipeline.request import Request
from checker.pipeline.run import no_collection, read_programme
from checker.pipeline.selection import select

FOLDERS = ("standards/", "markets/")
GROUPS: Mapping[MovedBy, tuple[str, ...]] = {
    "law": ("standards/law/",),
    "waiver": ("standards/waivers/",),
    "standard": ("standards/catalogue.yaml", "standards/processes/", "standards/releases.yaml"),
}
Contents = Mapping[str, str]


MARKETS_OF_A_COMMIT = 10
"""How many markets' work a commit is reckoned as, when processes are shared out."""


def history(request: Request, most: int, jobs: int | None = None) -> tuple[Moment, ...]:
    """The last commits that touch the workspace, oldest first. `jobs`: processes, None for as many as are worth it.

    Raises BaseUnavailableError outside a repository.
    """
    repository = open_repository(request.root)
    commits = commits_of(repository, FOLDERS, most)
    jobs = jobs_for(len(commits) * MARKETS_OF_A_COMMIT) if jobs is None else jobs
    ends = [len(commits) * number // jobs for number in range(jobs + 1)]

    def stretch(number: int) -> tuple[Moment, ...]:
        line = _Line(repository, request._replace(jobs=1))  # a commit is too little work to share out
        with no_collection():
            return tuple(line.moments(commits, ends[number], ends[number + 1]))

    return tuple(moment for moments in in_processes(stretch, range(jobs), jobs) for moment in moments)


class _Judged(NamedTuple):
    """A commit that could be judged."""

    report: Report
    contents: Contents
    breaches: Mapping[str, int]


@dataclass
class _Line:
    """Judges one commit after the other, and remembers what each was judged by."""

    repository: Repository
    request: Request
    _read: Known = field(default_factory=dict)
    _standards: dict[tuple[tuple[str, str], ...], Bench] = field(default_factory=dict)
    _benches: dict[Contents | tuple[object, ...], Bench] = field(default_factory=dict)

    def moments(self, commits: Sequence[Commit], start: int, end: int) -> Iterator[Moment]:
        """Those from `start` to `end`; what moved the first one is told by the last commit before it that can be judged."""
        states = States(self.request, None)
        earlier = (self._judged(states, commit) for commit in reversed(commits[:start]))
        before = next((found for found in earlier if isinstance(found, _Judged)), None)
        for commit in commits[start:end]:
            found = self._judged(states, commit)
            if isinstance(found, _Judged):
                yield _moment(commit, found, before)
                before = found
            else:
                yield Moment(commit.name, commit.day, commit.subject, None, None, 0, (), str(found))

    def _judged(self, states: States, commit: Commit) -> _Judged | CheckerError:
        with self.repository.tree(commit.name, self.repository.prefix) as tree:
            contents = {path: tree.content_id(path) for path in tree.paths() if path.startswith(FOLDERS)}
            try:
                report = self._report(states, tree, contents, commit)
            except BaseUnavailableError:
                raise
            except CheckerError as error:
                return error
        return _Judged(report, contents, _breaches(report))

    def _bench(self, files: WorkspaceFiles, contents: Sequence[tuple[str, str]], day: date) -> Bench:
        """What was worked out about the standards holds for other laws and waivers too."""
        programme = read_programme(files)
        standards = tuple(each for each in contents if each[0].startswith(GROUPS["standard"]))
        if standards not in self._standards:
            self._standards[standards] = bench_of(programme, day, all_elements=False)
        return self._standards[standards]._replace(programme=programme).by(programme)

    def _report(self, states: States, tree: GitTree, contents: Contents, commit: Commit) -> Report:
        files = RememberedFiles(self.request.root, tree, self._read)
        key = tuple(sorted((path, name) for path, name in contents.items() if path.startswith("standards/")))
        if key not in self._benches:
            self._benches[key] = self._bench(files, key, commit.day)
        bench = self._benches[key].on(commit.day)
        selection = select((), files.layout, self.request.root, self.request.here)
        return states.report(State(files, contents, bench, (key, commit.day)), selection)


def _moment(commit: Commit, now: _Judged, before: _Judged | None) -> Moment:
    standings = []
    for market in now.report.markets.values():
        here = _standing(market, now)
        earlier = before.report.markets.get(market.market) if before is not None else None
        if before is not None and earlier is not None and _standing(earlier, before) != here:
            here = here._replace(moved_by=_moved_by(market, before.contents, now.contents))
        standings.append(here)
    conformance, governed = now.report.numbers[:2]
    fingerprints = frozenset(finding.fingerprint for finding in now.report.open)
    return Moment(
        commit.name, commit.day, commit.subject, conformance, governed, sum(now.breaches.values()), tuple(standings),
        open=fingerprints,
    )  # fmt: skip


def _standing(market: MarketResult, judged: _Judged) -> Standing:
    return Standing(market.market, *market.numbers[:2], judged.breaches.get(market.market, 0))


def _breaches(report: Report) -> Mapping[str, int]:
    """Elements with an open breach, by market: as the report counts them, however many findings an element has."""
    elements = {(each.market, each.process, each.element) for each in report.open if each.status is Status.BREACH}
    return Counter(market for market, _, _ in elements if market is not None)


def _moved_by(market: MarketResult, old: Contents, new: Contents) -> tuple[MovedBy, ...]:
    """Which files that concern the market the commit edits; several may, and are all named."""
    edited = {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}
    region = f"markets/{market.region}/"
    own = any(path.startswith(f"{region}{market.market}/") or _is_of_region(path, region) for path in edited)
    found: list[MovedBy] = ["variant"] if own else []
    found += [group for group, starts in GROUPS.items() if any(path.startswith(starts) for path in edited)]
    return tuple(sorted(found)) or ("calendar",)


def _is_of_region(path: str, region: str) -> bool:
    return path.startswith(region) and "/" not in path.removeprefix(region)


def with_first_seen(report: Report, opened: Mapping[str, Opened]) -> Report:
    """The report, with the day of the commit that brought each open finding in, where that is known exactly."""
    days = {fingerprint: each.day.isoformat() for fingerprint, each in opened.items() if each.is_exact}
    if not days:
        return report
    found = (
        replace(each, first_seen=days[each.fingerprint]) if each.is_open and each.fingerprint in days else each
        for each in report.findings
    )
    return replace(report, findings=tuple(found))
