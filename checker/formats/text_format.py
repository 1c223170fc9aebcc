"""Findings for people at a terminal, like a good compiler's messages. Part of `formats`.

Open errors and warnings whole, notes a line each, settled findings apart with what settled them, a summary last. With a
base, whole is only what the change brings.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from checker.formats._asking import asking_lines, gain_lines
from checker.formats._changes import (
    LISTED_BY,
    OLD,
    brought_lines,
    change_words,
    has_base,
    history_words,
    is_passed_over,
    worst_first,
)
from checker.formats._excerpt import excerpt, printable
from checker.formats._grouping import Group, grouped, markets_text
from checker.formats._summary import SETTLED_WORDS, counted, summary_lines
from checker.model.finding import Finding
from checker.model.paths import CATALOGUE_PATH
from checker.model.report import Report
from checker.model.status import Disposition, Level

COLOURS: dict[str, str] = {"error": "1;31", "warning": "1;33", "info": "1;36", "dim": "2", "bold": "1"}
LEVEL_WORDS: dict[Level, str] = {"error": "error", "warning": "warning", "info": "note"}
MAX_NOTES_OF_A_RULE = 3


class Appearance(NamedTuple):
    """How text looks: colour only on a terminal; `verbose` shows notes whole, `quiet` only errors and warnings."""

    color: bool = False
    verbose: bool = False
    quiet: bool = False

    def paint(self, text: str, name: str) -> str:
        return f"\x1b[{COLOURS[name]}m{text}\x1b[0m" if self.color else text


PLAIN = Appearance()


def render(report: Report, appearance: Appearance = PLAIN) -> str:
    """What is open, whole; what is settled and fixed, a line each; the summary.

    With a base, what the change brings comes first, and what is as before is counted, and listed if `verbose`.
    """
    found = report.findings if appearance.verbose else [each for each in report.in_sight if each.change not in OLD]
    opened = [finding for finding in found if finding.is_open]
    if has_base(report):
        opened.sort(key=worst_first)
    lines = _open([each for each in opened if not is_passed_over(each)], appearance)
    if not appearance.quiet:
        lines += _passed_over([each for each in opened if is_passed_over(each)], appearance)
        lines += _settled([each for each in found if each.is_settled], appearance)
        lines += _fixed([each for each in found if each.is_fixed], appearance)
        lines += _asking(report)
    lines += map(printable, brought_lines(report, "" if appearance.verbose else LISTED_BY))
    lines += map(printable, summary_lines(report))
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _open(findings: Sequence[Finding], appearance: Appearance) -> list[str]:
    """Errors and warnings whole, notes a line each."""
    lines: list[str] = []
    notes: list[Group] = []
    for group in grouped(findings):
        if group.finding.level == "info" and not appearance.verbose:
            notes.append(group)
        else:
            lines += [*_whole(group, appearance), ""]
    return lines if appearance.quiet else [*lines, *_notes(notes, appearance)]


def _passed_over(findings: Sequence[Finding], appearance: Appearance) -> Iterator[str]:
    """What fails no change: others caused it, or it was there before."""
    if not findings:
        return
    yield appearance.paint("Shown, and not held against this change", "bold") + f" ({counted(len(findings), 'finding')})"
    for group in grouped(findings):
        finding = group.finding
        level = LEVEL_WORDS[finding.level]
        yield f"  {level}[{finding.rule}]: {_subject(group)}: {printable(finding.message)}  ({_position(finding)})"
    yield ""


def _whole(group: Group, appearance: Appearance) -> Iterator[str]:
    finding = group.finding
    head = appearance.paint(f"{LEVEL_WORDS[finding.level]}[{finding.rule}]", finding.level)
    yield f"{head}: {appearance.paint(printable(finding.message), 'bold')}"
    spans = [finding.location.span.line, finding.standard_location.span.line if finding.standard_location else 0]
    gutter = max(len(str(line)) for line in spans) + 1
    arrow = appearance.paint("-->", "dim")
    yield f"{' ' * gutter}{arrow} {_position(finding)}{_in_brackets(_subject(group))}"
    yield from _dimmed(excerpt(finding.location, gutter), appearance)
    standard = finding.standard_location
    if standard is not None:
        place = f"{printable(standard.path)}:{standard.span.line}:{standard.span.column}"
        yield f"{' ' * gutter}{arrow} {place}  ({_owner(standard.path)})"
        yield from _dimmed(excerpt(standard, gutter), appearance)
    if finding.why:
        yield f"{' ' * gutter} why: {printable(finding.why)}"
    if finding.remedy:
        yield f"{' ' * gutter} do:  {printable(finding.remedy)}"
    if finding.waiver is not None and finding.disposition is not Disposition.NONE:
        yield f"{' ' * gutter} waiver: {printable(finding.waiver)} does not help: it is {finding.disposition.value}"


def _dimmed(lines: Iterable[str], appearance: Appearance) -> Iterator[str]:
    for line in lines:
        bar = line.index("|") + 1
        yield appearance.paint(line[:bar], "dim") + line[bar:]


def _owner(path: str) -> str:
    return "the catalogue" if path == CATALOGUE_PATH else "the standard"


def _position(finding: Finding) -> str:
    span = finding.location.span
    return f"{printable(finding.location.path)}:{span.line}:{span.column}"


def _in_brackets(text: str) -> str:
    return f"  ({text})" if text else ""


def _subject(group: Group) -> str:
    finding = group.finding
    severity = finding.severity.value if finding.severity else None
    parts = [markets_text(group.markets), finding.process, severity, history_words(finding)]
    return printable(" · ".join(part for part in parts if part))


def _notes(notes: list[Group], appearance: Appearance) -> Iterator[str]:
    """A line for each note; of one rule no more than a few."""
    if not notes:
        return
    yield appearance.paint("Notes", "bold") + " (whole with -v)"
    by_rule: dict[str, list[Group]] = {}
    for group in notes:
        by_rule.setdefault(group.finding.rule, []).append(group)
    for rule, groups in by_rule.items():
        for group in groups[:MAX_NOTES_OF_A_RULE]:
            finding = group.finding
            where = printable(markets_text(group.markets) or finding.location.path)
            place = f"({_position(finding)}){_in_brackets(change_words(finding))}"
            yield f"  {appearance.paint(rule, 'info')}: {where}: {printable(finding.message)}  {place}"
        rest = len(groups) - MAX_NOTES_OF_A_RULE
        if rest > 0:
            yield f"  {appearance.paint(rule, 'info')}: {rest} more"
    yield ""


def _settled(findings: Sequence[Finding], appearance: Appearance) -> Iterator[str]:
    """What was found and is decided: never printed as an error."""
    if not findings:
        return
    yield appearance.paint("Settled", "bold") + f" ({counted(len(findings), 'finding')}, no fault of a check)"
    for group in grouped(findings):
        finding = group.finding
        by = SETTLED_WORDS[finding.disposition]
        yield f"  {by}{_settled_by(finding)}: {_subject(group)}: {printable(finding.message)}  ({_position(finding)})"
    yield ""


def _fixed(findings: Sequence[Finding], appearance: Appearance) -> Iterator[str]:
    """What only the base has. Its places are the base's."""
    if not findings:
        return
    yield appearance.paint("Fixed", "bold") + f" ({counted(len(findings), 'finding')} of the base, counted nowhere)"
    for group in grouped(findings):
        finding = group.finding
        yield f"  {finding.rule}: {_subject(group)}: {printable(finding.message)}  ({_position(finding)})"
    yield ""


def _settled_by(finding: Finding) -> str:
    """The waiver or the duty, by its id."""
    if finding.disposition is Disposition.WAIVED:
        return f" ({printable(finding.waiver or '')})"
    is_law = finding.disposition is Disposition.REQUIRED_BY_LAW and finding.because is not None
    return f" ({printable(finding.because.law or '')})" if is_law and finding.because is not None else ""


def _asking(report: Report) -> Iterator[str]:
    """What to do about it: what wins most, and what to type where something cannot be mended."""
    lines = [*gain_lines(report), *asking_lines(report)]
    if lines:
        yield from map(printable, lines)
        yield ""
