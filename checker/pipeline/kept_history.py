"""The history of a workspace as an earlier run worked it out, kept by the commit that it ends with. Part of `pipeline`."""

import json
import os
import sys
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from checker.cache.answers import tool_state
from checker.cache.store import Store
from checker.git.repository import open_repository
from checker.model.moments import Moment, Standing
from checker.pipeline.history import history
from checker.pipeline.request import Request
from checker.version import __version__


def kept_history(request: Request, most: int, store: Store | None) -> tuple[Moment, ...]:
    """As `history`; what the store knows is not worked out again. Raises BaseUnavailableError outside a repository."""
    if store is None:
        return history(request, most)
    name = _entry(request, most)
    known = store.get(name)
    if known is not None:
        return tuple(map(_moment, json.loads(known)))
    moments = history(request, most)
    store.put(name, [_text(moments).encode("utf-8", "replace")])
    store.tidy()
    return moments


def _entry(request: Request, most: int) -> str:
    """What names the answer: a commit never changes, and neither does what was before it."""
    repository = open_repository(request.root)
    parts = (
        __version__, sys.version, tool_state(), "history", repository.commit("HEAD"), repository.prefix,
        str(repository.is_shallow), os.path.realpath(request.root), str(most),
    )  # fmt: skip
    return f"answers/{sha256(chr(0).join(parts).encode('utf-8', 'surrogateescape')).hexdigest()}"


def _text(moments: Sequence[Moment]) -> str:
    return json.dumps([each._replace(day=each.day.isoformat(), open=sorted(each.open)) for each in moments])  # type: ignore[arg-type]


def _moment(kept: list[Any]) -> Moment:
    commit, day, subject, conformance, governed, breaches, markets, because, found = kept
    standings = tuple(Standing(*each)._replace(moved_by=tuple(each[-1])) for each in markets)
    return Moment(commit, date.fromisoformat(day), subject, conformance, governed, breaches, standings, because, frozenset(found))
