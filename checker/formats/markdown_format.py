"""One comment on a pull request, or the summary of a step: first for whoever decides, then for whoever mends.

Part of `formats`. The first line is a mark by which the comment is found and written anew instead of a second one. With a base,
what the change brings comes first; all that is as before is folded, in a line each, and the first of it only.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from checker.formats._asking import MAX_COMMANDS, gain_lines, waiver_commands
from checker.formats._changes import has_base, history_words, is_as_before, is_passed_over, worst_first
from checker.formats._grouping import Group, grouped, markets_text
from checker.formats._markdown import code, code_block, escaped, length
from checker.formats._overview import SIGNS, by_level, by_market, headline
from checker.formats._sections import Section, fitted
from checker.formats._settling import Decision, Decisions
from checker.formats._summary import count_lines, counted, event_lines, level_words, number_lines, summary_lines, unchecked_lines
from checker.model.finding import Finding
from checker.model.report import Report
from checker.model.status import LEVELS
from checker.version import __version__

MARK = "<!-- checker:summary v1 -->"
MAX_LENGTH = 60_000
ROOM_FOR_HIDDEN = 500
MAX_LINE, MAX_COMMAND = 400, 1_500
MAX_BEFORE, MAX_BRIEF, MAX_DECISION = 10, 200, 100


def render(report: Report) -> str:
    """At most 60,000 characters; what has no room is counted at the top."""
    compared = has_base(report)
    head = "\n".join([MARK, f"## {headline(report)}", "", *(_short_head(report) if compared else _whole_head(report))])
    counts = "\n".join(_folded_counts(report)) if compared else ""
    tail, end = "\n".join(_tail(report)), f"\nChecked for {report.as_of} with checker {__version__}."
    room = MAX_LENGTH - sum(map(length, (head, counts, tail, end))) - ROOM_FOR_HIDDEN
    decisions = Decisions(report)
    found = fitted(_sections(report), lambda group: _item(group, decisions), room)
    before = fitted(_before(report, decisions), brief, 0 if found.hidden else room - length(found.text))
    hidden = _hidden([*found.hidden, *before.hidden])
    return "\n".join(part for part in (head, hidden, found.text, tail, before.text, counts, end) if part) + "\n"


def _whole_head(report: Report) -> Iterator[str]:
    yield from (f"- {escaped(line, MAX_LINE)}" for line in summary_lines(report))
    yield ""
    yield from by_level(report)
    yield from by_market(report)


def _short_head(report: Report) -> Iterator[str]:
    """What nobody who looks at the change may miss: what it does beside findings, and what could not be checked."""
    yield from (f"- {escaped(line, MAX_LINE)}" for line in (*event_lines(report), *unchecked_lines(report)))


def _folded_counts(report: Report) -> Iterator[str]:
    yield "\n<details><summary>All counts, and how the markets stand with this change</summary>\n"
    yield from (f"- {escaped(line, MAX_LINE)}" for line in (*count_lines(report), *number_lines(report)))
    yield ""
    yield from by_level(report)
    yield from by_market(report)
    yield "\n</details>"


def _sections(report: Report) -> Iterator[Section]:
    """What counts; with a base all that has to do with the change."""
    counting = sorted((each for each in report.open if not is_passed_over(each)), key=worst_first)
    title = "What this change brings" if has_base(report) else "To mend"
    yield Section(title, grouped(each for each in counting if each.level != "info"))
    yield Section("Notes", grouped(each for each in counting if each.level == "info"), is_folded=True)
    beside = (each for each in report.open if is_passed_over(each) and not is_as_before(each))
    yield Section("Shown, and not held against this change", grouped(sorted(beside, key=worst_first)), is_folded=True)
    settled = (each for each in report.settled if not is_as_before(each))
    yield Section("Settled", grouped(sorted(settled, key=worst_first)), is_folded=True)
    yield Section("Fixed by this change", grouped(sorted(report.fixed, key=worst_first)), is_folded=True)


def _before(report: Report, decisions: Decisions) -> Iterator[Section]:
    """What the change leaves as it was."""
    for title, found in (("As before this change", report.open), ("Settled as before", report.settled)):
        old = grouped(sorted(filter(is_as_before, found), key=worst_first))
        yield Section(title, old, is_folded=True, item=lambda group: brief(group, decisions.of(group.finding)), most=MAX_BEFORE)


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


def brief(group: Group, decision: Decision | None = None) -> str:
    """What is as before, in a line."""
    finding = group.finding
    about = (markets_text(group.markets), finding.process or "", *([finding.change] if finding.change == "improved" else []))
    decided = f" · {escaped(decision.sentence, MAX_DECISION)}" if decision is not None else ""
    place = code(f"{finding.location.path}:{finding.location.span.line}")
    shown = " · ".join(filter(None, (escaped(part, 200) for part in about)))
    return f"- {_mark(finding)}{f'{shown}: ' if shown else ''}{escaped(finding.message, MAX_BRIEF)}{decided} · {place}"


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
