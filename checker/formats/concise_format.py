"""One line a finding: `path:line:column: level: message [rule] market/process/element`. Part of `formats`."""

from checker.formats._excerpt import printable
from checker.formats._summary import SETTLED_WORDS, summary_lines
from checker.model.finding import Finding
from checker.model.report import Report


def render(report: Report) -> str:
    """Open findings, then settled ones marked as such, then the first line of the summary."""
    lines = [_line(finding, finding.level) for finding in report.open]
    lines += [_line(finding, SETTLED_WORDS[finding.disposition]) for finding in report.settled]
    return "\n".join([*lines, summary_lines(report)[0]]) + "\n"


def _line(finding: Finding, level: str) -> str:
    span = finding.location.span
    where = f"{finding.location.path}:{span.line}:{span.column}"
    return f"{where}: {level}: {printable(finding.message)} [{finding.rule}] {finding.address}"
