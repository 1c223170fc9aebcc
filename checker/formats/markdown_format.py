"""One comment on a pull request, or the summary of a step: first for whoever decides, then for whoever mends.

Part of `formats`. The first line is a mark by which the comment is found and written anew instead of a second one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from checker.formats._asking import MAX_COMMANDS, gain_lines, waiver_commands
from checker.formats._changes import has_base, history_words, is_passed_over, worst_first
from checker.formats._grouping import Group, grouped, markets_text
from checker.formats._markdown import code, code_block, escaped, length
from checker.formats._overview import SIGNS, by_level, by_market, headline
from checker.formats._sections import Section, fitted
from checker.formats._settling import Decisions
from checker.formats._summary import counted, level_words, summary_lines
from checker.model.finding import Finding
from checker.model.report import Report
from checker.model.status import LEVELS
from checker.version import __version__

MARK = "<!-- checker:summary v1 -->"
MAX_LENGTH = 60_000
ROOM_FOR_HIDDEN = 500
MAX_LINE, MAX_COMMAND = 400, 1_500


def render(report: Report) -> str:
    """At most 60,000 characters; what has no room is counted at the top."""
    head, tail = "\n".join(_head(report)), "\n".join(_tail(report))
    room = MAX_LENGTH - length(head) - length(tail) - ROOM_FOR_HIDDEN
    decisions = Decisions(report)
    body = fitted(_sections(report), lambda group: _item(group, decisions), room)
    return "\n".join(part for part in (head, _hidden(body.hidden), body.text, tail) if part) + "\n"


def _head(report: Report) -> Iterator[str]:
    yield MARK
    yield f"## {headline(report)}"
    yield ""
    yield from (f"- {escaped(line, MAX_LINE)}" for line in summary_lines(report))
    yield ""
    yield from by_level(report)
    yield from by_market(report)


def _sections(report: Report) -> Iterator[Section]:
    found = sorted(report.open, key=worst_first)
    counting = [finding for finding in found if not is_passed_over(finding)]
    title = "What this change brings" if has_base(report) else "To mend"
    yield Section(title, grouped(each for each in counting if each.level != "info"))
    yield Section("Notes", grouped(each for each in counting if each.level == "info"), is_folded=True)
    yield Section("Shown, and not held against this change", grouped(filter(is_passed_over, found)), is_folded=True)
    yield Section("Settled", grouped(sorted(report.settled, key=worst_first)), is_folded=True)
    yield Section("Fixed by this change", grouped(sorted(report.fixed, key=worst_first)), is_folded=True)


def _item(group: Group, decisions: Decisions) -> str:
    finding = group.finding
    decision = decisions.of(finding)
    lines = [
        f"- {_mark(finding)}**{escaped(finding.message, 600)}**",
        " · ".join(filter(None, (escaped(part, 200) for part in _about(group)))),
        f"Decided: {escaped(decision.sentence, MAX_LINE)}" if decision is not None else "",
        f"Why: {escaped(finding.why, MAX_LINE)}" if finding.why else "",
        f"Do: {escaped(finding.remedy, MAX_LINE)}" if finding.remedy and finding.is_open else "",
        _where(finding),
    ]
    return "\\\n  ".join(filter(None, lines))


def _mark(finding: Finding) -> str:
    return f"{SIGNS[finding.level]} " if finding.is_open and finding.level != "info" else ""


def _about(group: Group) -> Iterator[str]:
    finding = group.finding
    if finding.is_open:
        yield "note" if finding.level == "info" else finding.level
    yield markets_text(group.markets)
    yield finding.process or ""
    yield finding.severity.value if finding.severity is not None else ""
    yield history_words(finding)


def _where(finding: Finding) -> str:
    span, standard = finding.location.span, finding.standard_location
    beside = f" · the standard: {code(f'{standard.path}:{standard.span.line}')}" if standard is not None else ""
    return f"{code(f'{finding.location.path}:{span.line}:{span.column}')}{beside} · {code(finding.rule)}"


def _hidden(groups: Iterable[Group]) -> str:
    """How many findings have no room, in words that cannot be overlooked."""
    hidden: Counter[str] = Counter()
    for group in groups:
        kind = "fixed" if group.finding.is_fixed else "settled" if group.finding.is_settled else group.finding.level
        hidden[kind] += group.size
    if not hidden:
        return ""
    others = [f"{hidden[kind]:,} {kind}" for kind in ("settled", "fixed") if hidden[kind]]
    words = ", ".join([*level_words({level: hidden[level] for level in LEVELS if hidden[level]}), *others])
    return (
        f"\n> **Not all is shown:** {hidden.total():,} more findings ({words}) have no room in one comment."
        " `checker check` lists all of them."
    )


def _tail(report: Report) -> Iterator[str]:
    counting = [finding for finding in report.open if not is_passed_over(finding)]
    yield from (f"\n{escaped(line, MAX_LINE)}" for line in gain_lines(report))
    commands = waiver_commands(counting)
    short = [command for command in commands if len(command) <= MAX_COMMAND][:MAX_COMMANDS]
    if short:
        rest = len(commands) - len(short)
        more = f"\n\nAnd for {counted(rest, 'more market')}: `checker check MARKET` shows each one's." if rest else ""
        yield f"\n<details><summary>What cannot be mended: ask for a waiver</summary>\n\n{code_block(short)}{more}\n\n</details>"
    yield f"\nChecked for {report.as_of} with checker {__version__}."
