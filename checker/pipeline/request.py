"""What a run is asked for. Part of `pipeline`."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from checker.cache.store import Store
from checker.model.finding import Finding
from checker.model.report import WrittenMarket
from checker.model.results import MarketResult

if TYPE_CHECKING:
    from checker.pipeline.gate.gathering import Gathered

Progress = Callable[[int, int], None]
Write = Callable[[MarketResult, Iterable[Finding]], WrittenMarket]
"""Puts a market and its findings into some form of text."""


class Request(NamedTuple):
    """What to check. `words` are markets and paths; none: everything. `here`: where relative paths start.

    `buffers` stand for files of the workspace, on disk or not yet, by path. `jobs`: processes to work in; None: by the
    size of the work.

    `base`: a commit; only what the change since it makes worse fails. `allows_narrowing`: markets may be judged on less
    than on the base. `wants_proofs`: approvals are looked up in the history; `demands_proof`: only proven ones count.

    `store`: where markets are kept from run to run, by all that they are judged by; such markets come without elements
    and pictures of flows. None: nothing is kept. `gathered`: what git and the disk were asked already for `base`.
    """

    root: Path
    as_of: date
    standards: Path | None = None
    words: tuple[str, ...] = ()
    here: Path = Path()
    buffers: Mapping[str, bytes] = MappingProxyType({})
    all_elements: bool = False
    jobs: int | None = None
    base: str | None = None
    allows_narrowing: bool = False
    wants_proofs: bool = False
    demands_proof: bool = False
    store: Store | None = None
    gathered: "Callable[[], Gathered] | None" = None
