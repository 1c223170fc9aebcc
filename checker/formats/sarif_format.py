"""SARIF 2.1.0, for code scanning and for editors that read it. Part of `formats`.

Settled and fixed findings are listed as notes that say so, since not every reader knows `suppressions` and
`baselineState`; the level that they would have stands in their properties.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from checker.formats._changes import counts_of, worst_first
from checker.formats._numbered import numbered
from checker.formats._plain import plain
from checker.formats._rule_help import SARIF_LEVELS, rule_json
from checker.formats._sarif_result import ROOT, Results, uri
from checker.model.finding import Finding
from checker.model.report import Report
from checker.version import __version__

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
Json = dict[str, Any]

_encode = json.JSONEncoder(ensure_ascii=False).encode

MOST_RESULTS = 25_000
"""GitHub refuses a run that holds more, and keeps 5,000 of them. The counts in the log's properties are always of all."""

TOP = "the top of the repository, or the workspace where there is none"


def render(report: Report) -> str:
    """One run; the same report gives the same bytes."""
    return "".join(pieces(report))


def pieces(report: Report) -> Iterator[str]:
    """The log bit by bit, a line for each rule, file and result."""
    rules = {rule: index for index, rule in enumerate(sorted({finding.rule for finding in report.findings}))}
    paths = {path: index for index, path in enumerate(sorted(set(_paths(report))))}
    results = Results(report, rules, paths)
    driver = _encode({"name": "checker", "semanticVersion": __version__})[:-1]
    yield f'{{"$schema": {_encode(SCHEMA)}, "version": "2.1.0", "runs": [{{"tool": {{"driver": {driver}'
    yield from _lines("rules", map(rule_json, rules))
    yield f'}}}},\n "automationDetails": {_encode({"id": "checker/"})}, "columnKind": "unicodeCodePoints"'
    yield f',\n "originalUriBaseIds": {_encode({ROOT: {"description": {"text": TOP}}})}'
    yield f',\n "invocations": [{_encode(_invocation(report))}],\n "properties": {_encode(_properties(report))}'
    yield from _lines("artifacts", (_artifact(report.in_repository(path)) for path in paths))
    yield from _lines("results", (results.result(finding, number) for finding, number in _kept(report)))
    yield "}]}\n"


def _kept(report: Report) -> Sequence[tuple[Finding, int]]:
    """The results of the log in the report's order: all, or the most pressing ones where there are too many."""
    found = list(numbered(report.findings))
    if len(found) <= MOST_RESULTS:
        return found
    pressing = sorted(range(len(found)), key=lambda place: (not found[place][0].is_open, *worst_first(found[place][0])))
    return [found[place] for place in sorted(pressing[:MOST_RESULTS])]


def _lines(key: str, items: Iterable[Json]) -> Iterator[str]:
    yield f',\n "{key}": ['
    separator = "\n  "
    for item in items:
        yield separator + _encode(item)
        separator = ",\n  "
    yield "]"


def _paths(report: Report) -> Iterator[str]:
    for finding in report.findings:
        yield finding.location.path
        if finding.standard_location is not None:
            yield finding.standard_location.path


def _artifact(path: str) -> Json:
    return {"location": {"uri": uri(path), "uriBaseId": ROOT}, "mimeType": "application/yaml"}


def _invocation(report: Report) -> Json:
    """How the run ended. What could not be checked is a notification: it is no result."""
    notes = [
        f"{market.market}/{process.process} was not checked: {plain(process.not_checked_because)}"
        for market, process in report.not_checked
    ]
    events = report.comparison.events if report.comparison is not None else ()
    hidden = len(report.findings) - MOST_RESULTS
    code = report.exit_code("error")
    return {
        "executionSuccessful": code in (0, 1),
        "exitCode": code,
        "exitCodeDescription": "with --fail-on error: 0 nothing open, 1 open findings, 3 something could not be checked",
        "toolExecutionNotifications": [
            *({"level": "error", "message": {"text": note}} for note in notes),
            *({"level": SARIF_LEVELS[event.level], "message": {"text": plain(event.message)}} for event in events),
            *([_left_out(hidden)] if hidden > 0 else ()),
        ],
    }


def _left_out(hidden: int) -> Json:
    words = f"{hidden:,} more findings are not in this log, which holds {MOST_RESULTS:,} at most; `--format json` has all of them"
    return {"level": "warning", "message": {"text": words}}


def _properties(report: Report) -> Json:
    opened, settled = counts_of(report.open), counts_of(report.settled)
    return {
        "asOf": report.as_of.isoformat(),
        "digest": report.digest,
        "base": report.comparison and report.comparison.base,
        "commit": report.comparison and report.comparison.commit,
        "findings": {"open": opened.by_level, "settled": settled.by_level},
        "changes": {"open": opened.by_change, "settled": settled.by_change, "fixed": len(report.fixed)},
    }
