"""One row a finding, for spreadsheets. Part of `formats`.

Cells that a spreadsheet would run as a formula are defused with an apostrophe.
"""

import csv
import io

from checker.model.finding import Finding
from checker.model.report import Report

COLUMNS = (
    "level", "rule", "market", "process", "element", "severity", "status", "disposition", "message", "expected", "actual",
    "what_to_do", "reason", "duty", "waiver", "gain", "path", "line", "column", "standard_path", "standard_line",
    "change", "cause", "first_seen", "fingerprint",
)  # fmt: skip
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def render(report: Report) -> str:
    """RFC 4180 with a header, lines ended by CR LF."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    for finding in report.findings:
        writer.writerow([defused(cell) for cell in _row(finding)])
    return buffer.getvalue()


def defused(cell: object) -> str:
    """The cell's text, which no spreadsheet takes for a formula; numbers stay numbers."""
    text = "" if cell is None else str(cell)
    if isinstance(cell, str) and text.startswith(FORMULA_STARTS):
        return f"'{text}"
    return text


def _row(finding: Finding) -> list[object]:
    because, standard = finding.because, finding.standard_location
    return [
        finding.level, finding.rule, finding.market, finding.process, finding.element,
        finding.severity.value if finding.severity else None, finding.status.value if finding.status else None,
        finding.disposition.value, finding.message, finding.expected.text if finding.expected else None,
        finding.actual.text if finding.actual else None, finding.remedy, because.type.value if because else None,
        because.law if because else None, finding.waiver, finding.gain, finding.location.path, finding.location.span.line,
        finding.location.span.column, standard.path if standard else None, standard.span.line if standard else None,
        finding.change, finding.cause, finding.first_seen, finding.fingerprint,
    ]  # fmt: skip
