"""One line a finding: `path:line:column: level: message [rule] market/process/element`. Part of `formats`."""

from checker.formats._changes import change_words
from checker.formats._excerpt import printable
from checker.formats._summary import SETTLED_WORDS, count_lines
from checker.model.finding import Finding
from checker.model.report import Report


def render(report: Report) -> str:
    """Open findings, then settled and fixed ones marked as such, then the first lines of the summary."""
    lines = [_line(finding, finding.level) for finding in report.open]
    lines += [_line(finding, SETTLED_WORDS[finding.disposition]) for finding in report.settled]
    lines += [_line(finding, "fixed") for finding in report.fixed]
    return "\n".join([*lines, *map(printable, count_lines(report))]) + "\n"


def _line(finding: Finding, level: str) -> str:
    span = finding.location.span
    where = f"{printable(finding.location.path)}:{span.line}:{span.column}"
    change = f" ({change_words(finding)})" if finding.change is not None and not finding.is_fixed else ""
    return f"{where}: {level}: {printable(finding.message)} [{finding.rule}] {printable(finding.address)}{change}"
