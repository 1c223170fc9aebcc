"""Reports to render: the workspace of the goldens, and what a comparison, a crowd or a hostile market makes of it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

from test_goldens import FILES
from workspaces import DAY, workspace

import checker
from checker.model.comparison import Comparison, Event
from checker.model.documents import Reason, ReasonType
from checker.model.finding import Cause, Change, Finding
from checker.model.status import LEVELS, Disposition

CHANGES: tuple[Change, ...] = get_args(Change)
CAUSES: tuple[Cause, ...] = get_args(Cause)
COMPARISON = Comparison("main", "1" * 40, "2" * 40, date(2026, 11, 20), events=(Event("warning", "waiver W-1 is deleted"),))


def golden_report(folder: Path) -> checker.Report:
    """Errors, warnings, notes and a finding that law requires, in two markets."""
    return checker.check(workspace(folder / "workspace", FILES), as_of=DAY)


def with_findings(report: checker.Report, findings: Iterable[Finding]) -> checker.Report:
    return replace(report, findings=tuple(sorted(findings, key=lambda each: each.sort_key)))


def varied(report: checker.Report, *, has_base: bool = True) -> checker.Report:
    """Every finding in every disposition, and with a base in every change, at every level; some block, some do not."""
    found = []
    changes: tuple[Change | None, ...] = CHANGES if has_base else (None,)
    for number, finding in enumerate(report.findings):
        for disposition in Disposition:
            for index, change in enumerate(changes):
                found.append(
                    replace(
                        finding,
                        level=LEVELS[(number + index) % 3],
                        disposition=disposition,
                        waiver="W-1" if disposition not in ("none", "onboarding", "required_by_law") else None,
                        because=Reason(type=ReasonType.LAW_REQUIRES, law="ES-RECORDS", note="An example"),
                        change=change,
                        cause=CAUSES[(number + index) % len(CAUSES)] if change else None,
                        first_seen="2026-05-01" if number % 2 else None,
                        blocks=change not in ("improved", "unchanged") and (number + index) % 4 > 0,
                        fingerprint=f"{number:08x}{index:04x}{list(Disposition).index(disposition):04x}",
                    )
                )
    return replace(with_findings(report, found), comparison=COMPARISON if has_base else None)


def crowded(report: checker.Report, number: int) -> checker.Report:
    """So many findings, each on a line of its own."""
    found = []
    for index in range(number):
        finding = report.findings[index % len(report.findings)]
        span = finding.location.span._replace(line=index + 1, end_line=index + 1)
        location = finding.location._replace(span=span)
        found.append(replace(finding, location=location, fingerprint=f"{index:016x}"))
    return with_findings(report, found)
