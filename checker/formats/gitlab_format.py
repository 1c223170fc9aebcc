"""GitLab's Code Quality report: a JSON list, one entry a finding. Part of `formats`.

GitLab compares the reports of two branches itself, and takes entries with one fingerprint for one: so every entry has its
own, and what is fixed is left out. Settled findings are listed as `info` and say what settled them.
"""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from checker.formats._changes import history_words
from checker.formats._numbered import numbered
from checker.formats._plain import last_line, plain
from checker.formats._settling import marked
from checker.model.finding import Finding
from checker.model.report import Report
from checker.model.status import Level

SEVERITIES: Mapping[Level, str] = {"error": "critical", "warning": "minor", "info": "info"}
Json = dict[str, Any]


def render(report: Report) -> str:
    """`level`, `disposition` and `change` are ours; GitLab reads over them."""
    entries = [
        json.dumps(_entry(finding, number, report.in_repository(finding.location.path)), ensure_ascii=False)
        for finding, number in numbered(report.findings)
        if not finding.is_fixed
    ]
    return "[\n" + ",\n".join(f" {entry}" for entry in entries) + "\n]\n" if entries else "[]\n"


def _entry(finding: Finding, number: int, path: str) -> Json:
    span = finding.location.span
    return {
        "type": "issue",
        "description": _description(finding),
        "check_name": finding.rule,
        "fingerprint": _fingerprint(finding, number),
        "severity": SEVERITIES[finding.level] if finding.is_open else "info",
        "location": {"path": path, "lines": {"begin": span.line, "end": last_line(span)}},
        "level": finding.level,
        "disposition": finding.disposition,
        "change": finding.change,
    }


def _description(finding: Finding) -> str:
    where = "/".join(part for part in (finding.market, finding.process) if part)
    stop = "" if finding.message.endswith("?") else "."
    remedy = f"{stop} To do: {plain(finding.remedy)}" if finding.remedy and finding.is_open else ""
    history = f" ({history_words(finding)})" if history_words(finding) else ""
    text = marked(finding, f"{plain(finding.message)}{remedy}{history}")
    return f"{where}: {text}" if where else text


def _fingerprint(finding: Finding, number: int) -> str:
    """Ours; from the second with it on, one made of it and the number."""
    if number == 1:
        return finding.fingerprint
    return sha256(f"{finding.fingerprint}:{number}".encode()).hexdigest()[: len(finding.fingerprint)]
