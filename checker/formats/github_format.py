"""Annotations at the lines of a pull request, as workflow commands of GitHub Actions. Part of `formats`.

GitHub shows 10 annotations of a kind for each step and drops the rest silently: the worst come first, and what is left out
is counted. What does not fail the change, such as what was there before, is a notice. The last lines are plain log lines.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from checker.formats._changes import LISTED_BY, brought_lines, history_words, is_passed_over, worst_first
from checker.formats._grouping import Group, grouped, markets_text
from checker.formats._plain import last_line, plain
from checker.formats._summary import level_words, summary_lines
from checker.model.finding import Finding
from checker.model.report import Report
from checker.model.status import LEVELS

KINDS = {"error": "error", "warning": "warning", "info": "notice"}
MAX_OF_A_KIND = 10
MAX_TITLE = 200
COMMAND, OLD_COMMAND = "::", "##["
"""What GitHub's runner takes for a command: at the start of a line, and the old form anywhere in it."""


def render(report: Report) -> str:
    """Commands for open findings, one for the region's line however many markets it concerns; then the summary.

    With a base, findings of markets that the change does not bear on have no line, and are counted.
    """
    shown, hidden = _parted(grouped(sorted((each for each in report.in_sight if each.is_open), key=worst_first)))
    said = [*brought_lines(report, LISTED_BY), *summary_lines(report)]
    commands = (_command(group, report.in_repository(group.finding.location.path)) for group in shown)
    lines = [*commands, *_hidden(hidden), *map(_log_line, said)]
    return "\n".join(lines) + "\n"


def _parted(groups: Sequence[Group]) -> tuple[list[Group], list[Group]]:
    """The first of each kind, and the others. Where there are others, one notice less: saying so is a notice too."""
    kinds = Counter(_kind(group.finding) for group in groups)
    is_too_much = any(number > MAX_OF_A_KIND for number in kinds.values())
    room = dict.fromkeys(KINDS.values(), MAX_OF_A_KIND) | ({"notice": MAX_OF_A_KIND - 1} if is_too_much else {})
    shown: list[Group] = []
    hidden: list[Group] = []
    for group in groups:
        kind = _kind(group.finding)
        room[kind] -= 1
        (shown if room[kind] >= 0 else hidden).append(group)
    return shown, hidden


def _kind(finding: Finding) -> str:
    return "notice" if is_passed_over(finding) else KINDS[finding.level]


def _hidden(groups: Iterable[Group]) -> Iterator[str]:
    counts: Counter[str] = Counter()
    for group in groups:
        counts[group.finding.level] += group.size
    if counts:
        text = (
            f"{counts.total():,} more findings ({', '.join(level_words({level: counts[level] for level in LEVELS}))}) have no"
            f" line here: GitHub shows {MAX_OF_A_KIND} of a kind for each step. The summary of this step has more of them, and"
            " `checker check` lists all"
        )
        yield f"::notice title={_property('Not all is shown')}::{_data(text)}"


def _command(group: Group, path: str) -> str:
    """`path`: the file's, from the top of the repository."""
    finding = group.finding
    span = finding.location.span
    end = last_line(span)
    places = {"file": path, "line": str(span.line), "endLine": str(end)}
    if end == span.line == span.end_line:  # columns of two different lines are refused
        places |= {"col": str(span.column), "endColumn": str(span.end_column)}
    title = " · ".join(part for part in (finding.rule, markets_text(group.markets), finding.process) if part)
    written = ",".join(f"{name}={_property(value)}" for name, value in places.items())
    return f"::{_kind(finding)} {written},title={_property(plain(title, MAX_TITLE))}::{_data(_message(finding))}"


def _message(finding: Finding) -> str:
    standard = finding.standard_location
    lines = [
        plain(finding.message),
        f"Why: {plain(finding.why)}" if finding.why else "",
        f"Do: {plain(finding.remedy)}" if finding.remedy else "",
        f"Standard: {plain(standard.path)}:{standard.span.line}" if standard is not None else "",
        f"This change: {history_words(finding)}" if history_words(finding) else "",
    ]
    return "\n".join(filter(None, lines))


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _log_line(text: str) -> str:
    """A line that the runner reads as nothing but text."""
    shown = plain(text).replace(OLD_COMMAND, "# #[")
    return f"- {shown}" if shown.lstrip().startswith(COMMAND) else shown
