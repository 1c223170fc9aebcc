"""What markets are judged with, made once for a state of the standards, and what was judged already. Part of `pipeline`."""

from collections.abc import Callable, Mapping, MutableMapping, Sequence
from datetime import date
from typing import NamedTuple

from checker.alignment.flow_verdict import FlowJudge
from checker.model.finding import Finding
from checker.model.picture import Picture
from checker.model.results import MarketResult
from checker.model.totals import Totals
from checker.model.workspace import MarketFiles, Programme
from checker.pipeline.drafts import Draft
from checker.pipeline.market import MarketChecker
from checker.pipeline.shared import standard_drafts


class Bench(NamedTuple):
    """`programme` is what the files say; `checker` may judge by other terms, where a change may not set its own.

    `drafts` are about each standard by itself.
    """

    programme: Programme
    drafts: list[Draft]
    checker: MarketChecker
    pictures: Mapping[str, Picture]

    def by(self, programme: Programme) -> "Bench":
        """The same standards, and markets judged by the catalogue and waivers of another programme."""
        return self._replace(checker=_checker(self.checker, programme, self.checker.day))

    def on(self, day: date) -> "Bench":
        """The same for another day."""
        return self._replace(checker=_checker(self.checker, self.checker.programme, day))


def _checker(known: MarketChecker, programme: Programme, day: date) -> MarketChecker:
    """What was worked out about standards holds for each catalogue and day."""
    return MarketChecker(programme, day, known.unusable, known.lists_all, known.views, known.flows)


def bench_of(programme: Programme, day: date, *, all_elements: bool, known: FlowJudge | None = None) -> Bench:
    """`known`: of an earlier state; what it found out about documents that are still the same holds."""
    every = (document for versions in programme.standards.values() for document in versions.values())
    flows = FlowJudge() if known is None else known.renewed(every)
    drafts, unusable = standard_drafts(programme, flows)
    checker = MarketChecker(programme, day, unusable, all_elements, flows=flows)
    return Bench(programme, drafts, checker, flows.of_standards())


class Judged(NamedTuple):
    """A market that was judged: its result, its findings and how many of each kind, the digests of its own files.

    Of one that an earlier run judged, all but its numbers is read when somebody asks for it.
    """

    result: MarketResult
    findings: Sequence[Finding]
    digests: Mapping[str, str]
    counts: Totals


def _as_it_is(files: MarketFiles) -> MarketFiles:
    return files


class Session(NamedTuple):
    """What one of several checks of almost the same workspace brings along.

    `adjust` gives a market what it is judged as. `known`: by the folder of a market, where it need not be judged again.
    `kept` takes each market as it was judged or known, and `pictures` those of its flows. `leaves_out`: the report is
    wanted without the findings of these markets.
    """

    adjust: Callable[[MarketFiles], MarketFiles] = _as_it_is
    known: Mapping[str, Judged] = {}
    kept: MutableMapping[str, Judged] | None = None
    pictures: MutableMapping[str, Picture] | None = None
    leaves_out: bool = False
