"""One finding as a SARIF result. Part of `formats`."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from checker.formats._plain import plain
from checker.formats._rule_help import SARIF_LEVELS
from checker.formats._settling import Decision, Decisions, marked
from checker.model.finding import Change, Finding
from checker.model.position import Location, Span
from checker.model.report import Report

ROOT = "%SRCROOT%"
BASELINE_STATES: Mapping[Change, str] = {
    "new": "new",
    "worsened": "updated",
    "improved": "updated",
    "unchanged": "unchanged",
    "fixed": "absent",
}
Json = dict[str, Any]


class Results:
    """Makes results, which name rules and files by their place in the run's lists."""

    def __init__(self, report: Report, rules: Mapping[str, int], paths: Mapping[str, int]) -> None:
        self._decisions = Decisions(report)
        self._rules, self._paths, self._in_repository = rules, paths, report.in_repository

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
        if finding.fix and finding.is_open:
            made["fixes"] = [self._fix(finding)]
        if finding.change is not None:
            made["baselineState"] = BASELINE_STATES[finding.change]
        return made | {"properties": _facts(finding)}

    def _location(self, location: Location) -> Json:
        return {"physicalLocation": {"artifactLocation": self._file(location.path), "region": _region(location.span)}}

    def _fix(self, finding: Finding) -> Json:
        """The edits that mend the finding for certain, as `checker fix` makes them, by file."""
        by_file: dict[str, list[Json]] = {}
        for edit in finding.fix or ():
            replacement = {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}}
            by_file.setdefault(edit.path, []).append(replacement)
        changes = [{"artifactLocation": self._file(path), "replacements": edits} for path, edits in by_file.items()]
        return {"description": {"text": plain(finding.remedy or finding.message)}, "artifactChanges": changes}

    def _file(self, path: str) -> Json:
        """A file that no finding is in has no place in the run's list."""
        named: Json = {"uri": uri(self._in_repository(path)), "uriBaseId": ROOT}
        return named | ({"index": self._paths[path]} if path in self._paths else {})

    def _suppression(self, decision: Decision) -> Json:
        made: Json = {"kind": "external", "status": decision.verdict, "justification": decision.sentence}
        if decision.location is not None:
            span, path = decision.location.span, self._in_repository(decision.location.path)
            file = {"uri": uri(path), "uriBaseId": ROOT}
            place = {"artifactLocation": file, "region": {"startLine": span.line}}
            made["location"] = {"physicalLocation": place}
        return made | ({"properties": {"expires": decision.expires}} if decision.expires else {})


def _region(span: Span) -> Json:
    """Ends are exclusive, here as there."""
    return {"startLine": span.line, "startColumn": span.column, "endLine": span.end_line, "endColumn": span.end_column}


def uri(path: str) -> str:
    """A path as a relative reference; bytes of a file's name that are no text are lost."""
    return quote(path, errors="replace")


def _element(finding: Finding) -> Json:
    return {"name": finding.element, "fullyQualifiedName": finding.address, "kind": "element"}


def _message(finding: Finding) -> str:
    """What is wrong and what to do. Only our own link to the standard is one: `[text](target)` of a market is not."""
    parts = [marked(finding, plain(finding.message))]
    if finding.is_open and finding.remedy:
        parts.append(f"To do: {plain(finding.remedy)}")
    text = ". ".join(parts).replace("?. ", "? ").replace("](", "] (")
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
