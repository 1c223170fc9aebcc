"""One line a finding: `path:line:column: level: message [rule] market/process/element`. Part of `formats`."""

from checker.formats._changes import LISTED_BY, OLD, brought_lines, change_words, has_base, worst_first
from checker.formats._excerpt import printable
from checker.formats._summary import SETTLED_WORDS, count_lines, event_lines
from checker.model.finding import Finding
from checker.model.report import Report


def render(report: Report) -> str:
    """Open findings, then settled and fixed ones marked as such, then the first lines of the summary.

    With a base, what the change brings comes first, and what is as before is only counted.
    """
    found = [finding for finding in report.in_sight if finding.change not in OLD]
    opened = [finding for finding in found if finding.is_open]
    if has_base(report):
        opened.sort(key=worst_first)
    lines = [_line(finding, finding.level) for finding in opened]
    lines += [_line(finding, SETTLED_WORDS[finding.disposition]) for finding in found if finding.is_settled]
    lines += [_line(finding, "fixed") for finding in found if finding.is_fixed]
    summary = [*brought_lines(report, LISTED_BY), *event_lines(report), *count_lines(report)]
    return "\n".join([*lines, *map(printable, summary)]) + "\n"


def _line(finding: Finding, level: str) -> str:
    span = finding.location.span
    where = f"{printable(finding.location.path)}:{span.line}:{span.column}"
    change = f" ({change_words(finding)})" if finding.change is not None and not finding.is_fixed else ""
    return f"{where}: {level}: {printable(finding.message)} [{finding.rule}] {printable(finding.address)}{change}"
