"""SARIF 2.1.0, for code scanning and for editors that read it. Part of `formats`.

Settled and fixed findings are listed as notes that say so, since not every reader knows `suppressions` and
`baselineState`; the level that they would have stands in their properties.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from checker.formats._changes import counts_of
from checker.formats._numbered import numbered
from checker.formats._plain import plain
from checker.formats._rule_help import SARIF_LEVELS, rule_json
from checker.formats._settling import Decision, Decisions, marked
from checker.model.finding import Change, Finding
from checker.model.position import Location
from checker.model.report import Report
from checker.version import __version__

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
BASELINE_STATES: Mapping[Change, str] = {
    "new": "new",
    "worsened": "updated",
    "improved": "updated",
    "unchanged": "unchanged",
    "fixed": "absent",
}
Json = dict[str, Any]

_encode = json.JSONEncoder(ensure_ascii=False).encode


def render(report: Report) -> str:
    """One run; the same report gives the same bytes."""
    return "".join(pieces(report))


def pieces(report: Report) -> Iterator[str]:
    """The log bit by bit, a line for each rule, file and result."""
    rules = {rule: index for index, rule in enumerate(sorted({finding.rule for finding in report.findings}))}
    paths = {path: index for index, path in enumerate(sorted(set(_paths(report))))}
    results = _Results(report, rules, paths)
    driver = _encode({"name": "checker", "semanticVersion": __version__})[:-1]
    yield f'{{"$schema": {_encode(SCHEMA)}, "version": "2.1.0", "runs": [{{"tool": {{"driver": {driver}'
    yield from _lines("rules", map(rule_json, rules))
    yield f'}}}},\n "automationDetails": {_encode({"id": "checker/"})}, "columnKind": "unicodeCodePoints"'
    yield f',\n "originalUriBaseIds": {_encode({ROOT: {"description": {"text": "the root of the workspace"}}})}'
    yield f',\n "invocations": [{_encode(_invocation(report))}],\n "properties": {_encode(_properties(report))}'
    yield from _lines("artifacts", (_artifact(path) for path in paths))
    yield from _lines("results", (results.result(finding, number) for finding, number in numbered(report.findings)))
    yield "}]}\n"


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
    return {"location": {"uri": quote(path), "uriBaseId": ROOT}, "mimeType": "application/yaml"}


def _invocation(report: Report) -> Json:
    """How the run ended. What could not be checked is a notification: it is no result."""
    notes = [
        f"{market.market}/{process.process} was not checked: {plain(process.not_checked_because)}"
        for market, process in report.not_checked
    ]
    events = report.comparison.events if report.comparison is not None else ()
    code = report.exit_code("error")
    return {
        "executionSuccessful": code in (0, 1),
        "exitCode": code,
        "exitCodeDescription": "with --fail-on error: 0 nothing open, 1 open findings, 3 something could not be checked",
        "toolExecutionNotifications": [
            *({"level": "error", "message": {"text": note}} for note in notes),
            *({"level": SARIF_LEVELS[event.level], "message": {"text": plain(event.message)}} for event in events),
        ],
    }


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


class _Results:
    """Makes results, which name rules and files by their place in the run's lists."""

    def __init__(self, report: Report, rules: Mapping[str, int], paths: Mapping[str, int]) -> None:
        self._decisions = Decisions(report)
        self._rules, self._paths = rules, paths

    def result(self, finding: Finding, number: int) -> Json:
        """`number`: the how-manyth with its fingerprint."""
        standard = finding.standard_location
        identity = f"{finding.fingerprint}:{number}"
        made: Json = {
            "ruleId": finding.rule,
            "ruleIndex": self._rules[finding.rule],
            "level": SARIF_LEVELS[finding.level] if finding.is_open else "note",
            "message": {"text": _message(finding)},
            "locations": [self._location(finding.location) | {"logicalLocations": [_element(finding)]}],
            "partialFingerprints": {"primaryLocationLineHash": identity, "checker/v1": identity},
            "suppressions": [self._suppression(each) for each in (self._decisions.of(finding),) if each is not None],
        }
        if standard is not None:
            about = {"id": 1, "message": {"text": "what the standard says"}}
            made["relatedLocations"] = [about | self._location(standard)]
        if finding.change is not None:
            made["baselineState"] = BASELINE_STATES[finding.change]
        return made | {"properties": _facts(finding)}

    def _location(self, location: Location) -> Json:
        """Ends are exclusive, here as there."""
        span = location.span
        return {
            "physicalLocation": {
                "artifactLocation": {"uri": quote(location.path), "uriBaseId": ROOT, "index": self._paths[location.path]},
                "region": {
                    "startLine": span.line,
                    "startColumn": span.column,
                    "endLine": span.end_line,
                    "endColumn": span.end_column,
                },
            }
        }

    def _suppression(self, decision: Decision) -> Json:
        made: Json = {"kind": "external", "status": decision.verdict, "justification": decision.sentence}
        if decision.location is not None:
            span, uri = decision.location.span, quote(decision.location.path)
            place = {"artifactLocation": {"uri": uri, "uriBaseId": ROOT}, "region": {"startLine": span.line}}
            made["location"] = {"physicalLocation": place}
        return made | ({"properties": {"expires": decision.expires}} if decision.expires else {})


def _element(finding: Finding) -> Json:
    return {"name": finding.element, "fullyQualifiedName": finding.address, "kind": "element"}


def _message(finding: Finding) -> str:
    """What is wrong and what to do. Only our own link to the standard is one: `[text](target)` of a market is not."""
    parts = [marked(finding, plain(finding.message))]
    if finding.is_open and finding.remedy:
        parts.append(f"To do: {plain(finding.remedy)}")
    text = ". ".join(parts).replace("](", "] (")
    return f"{text} ([the standard](1))" if finding.standard_location is not None else text


def _facts(finding: Finding) -> Json:
    """What SARIF has no field for; null where there is nothing to say."""
    return {
        "level": finding.level,
        "market": finding.market,
        "process": finding.process,
        "severity": finding.severity,
        "status": finding.status,
        "disposition": finding.disposition,
        "change": finding.change,
        "cause": finding.cause,
        "firstSeen": finding.first_seen,
        "expected": plain(finding.expected.text) if finding.expected is not None else None,
        "actual": plain(finding.actual.text) if finding.actual is not None else None,
        "why": plain(finding.why) if finding.why else None,
        "gain": finding.gain,
    }
