"""Findings as lists, worst first; one that a line causes in many markets is one entry. Part of `report`."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from checker.model.documents import Severity
from checker.model.finding import Finding
from checker.model.status import RANK, Disposition, Status
from checker.report import links
from checker.report.lookup import Lookup
from checker.report.marks import code_marked
from checker.report.places import Place
from checker.report.words import DISPOSITIONS, Shown, element_words, in_words, of_finding, severity_rank, with_names_as_code

BREACHES = "breach"
Members = Sequence[Finding]
"""What one line causes in many markets."""
GRAVITY = (("compliance", "Of compliance"), ("others", "Of other severities"))
MAX_LINES = 150
FILE_NAME_SIGNS = frozenset("_-")
"""What only names in files have; a plain word may well stand in a sentence for something else."""
MAX_MARKETS = 12


class Mention(NamedTuple):
    """A market in a line. Its address is that of `home`, a market or a finding, and of the `part` of it that is meant."""

    name: str
    home: str
    part: str = ""

    @property
    def href(self) -> str:
        return f"#{self.home}{self.part}"


@dataclass(frozen=True, slots=True)
class Line:
    """Findings alike but for their market; the words are the first one's."""

    shown: Shown
    element: str
    process: str
    message: Markup
    why: Markup
    remedy: Markup
    severity: str
    decision: str
    markets: Sequence[Mention]
    more_markets: int
    lead: str
    gain: str
    source: Place | None
    since: str

    @property
    def href(self) -> str:
        return self.markets[0].href if self.markets else ""


class Group(NamedTuple):
    """Lines of a section that are counted by themselves; without a title where the section has no other."""

    id: str
    title: str
    lines: Sequence[Line]
    total: int


class Section(NamedTuple):
    """A part of the list with its own address. `cut` entries more stand on their markets' pages only."""

    id: str
    title: str
    groups: Sequence[Group]
    cut: int
    total: int


def sections(lookup: Lookup) -> Sequence[Section]:
    """What is open by status, then what else is open, then what is settled; empty ones are left out."""
    about_markets = [finding for finding in lookup.report.findings if finding.market in lookup.report.markets]
    opened = [finding for finding in about_markets if finding.is_open]
    deciding = (Status.BREACH, Status.MINOR_BREACH, Status.NOT_COMPARABLE)
    other = [finding for finding in opened if finding.status not in deciding]
    unsure = [finding for finding in opened if finding.status is Status.NOT_COMPARABLE]
    found = (
        _section(lookup, BREACHES, "Breaches", (each for each in opened if each.status is Status.BREACH)),
        _section(lookup, "unsure", "To be judged by a person", unsure),
        _section(lookup, "minor", "Minor breaches", (each for each in opened if each.status is Status.MINOR_BREACH)),
        _section(lookup, "other", "Other errors and warnings", (each for each in other if each.level != "info")),
        _section(lookup, "notes", "Notes", (each for each in other if each.level == "info")),
        _section(lookup, "settled", "Settled", (each for each in about_markets if each.is_settled)),
    )
    return tuple(section for section in found if section.total)


def _section(lookup: Lookup, name: str, title: str, findings: Iterable[Finding]) -> Section:
    members = list(findings)
    entries = groups(members)
    address = f"{links.FINDINGS}/{name}"
    grouped: list[Group] = []
    room = MAX_LINES
    for (part, words), of_part in zip(GRAVITY, _by_gravity(name, entries), strict=True):
        if of_part:
            shown = [line_of(lookup, each) for each in of_part[:room]]
            room -= len(shown)
            grouped.append(Group(f"{address}/{part}", words, shown, sum(map(len, of_part))))
    if len(grouped) == 1:
        grouped = [grouped[0]._replace(title="")]
    return Section(address, title, grouped, max(len(entries) - MAX_LINES, 0), len(members))


def _by_gravity(name: str, entries: Sequence[Members]) -> tuple[Sequence[Members], Sequence[Members]]:
    """Breaches of compliance apart from others, since the page's first sentence counts them."""
    if name != BREACHES:
        return (), entries
    grave = [each for each in entries if each[0].severity is Severity.COMPLIANCE]
    return grave, [each for each in entries if each[0].severity is not Severity.COMPLIANCE]


def lines(lookup: Lookup, findings: Iterable[Finding]) -> Sequence[Line]:
    """One for each group."""
    return [line_of(lookup, members) for members in groups(findings)]


def groups(findings: Iterable[Finding]) -> Sequence[Sequence[Finding]]:
    """What one line causes in many markets is one group. Worst first: status, severity, gain, place."""
    found: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        location = finding.location
        key = (finding.rule, finding.process, finding.element, location.path, location.span, finding.message,
               finding.disposition)  # fmt: skip
        found.setdefault(key, []).append(finding)
    return sorted(found.values(), key=worst_first)


def worst_first(members: Sequence[Finding]) -> tuple[int, int, float, tuple[bool, str, str, int, int, str, str]]:
    first = members[0]
    rank = RANK[first.status] if first.status is not None else -1
    return -rank, severity_rank(first.severity), -sum(member.gain for member in members), first.sort_key


def line_of(lookup: Lookup, members: Sequence[Finding]) -> Line:
    first = members[0]
    mentions = [_mention(lookup, member) for member in members]
    market = lookup.report.markets.get(first.market or "")
    settled = first.disposition is not Disposition.NONE
    title = element_words(first.element, lookup.element_title(first))
    return Line(
        of_finding(first),
        title,
        lookup.process_title(first.market, first.process),
        code_marked(said_in(lookup, first, title)),
        code_marked(first.why),
        what_to_do(first),
        first.severity.value if first.severity else "",
        DISPOSITIONS[first.disposition] if settled else "",
        mentions[:MAX_MARKETS],
        max(len(mentions) - MAX_MARKETS, 0),
        (market.lead or "") if market is not None and len(members) == 1 else "",
        gain_text(max(member.gain for member in members)),
        lookup.places.of(first.location),
        lookup.since(first),
    )


def said_in(lookup: Lookup, finding: Finding, title: str) -> str:
    """The message for readers of a list: titles for names that stand in files, and no run, which its market's page draws."""
    run, rule = finding.data.get("run", ""), finding.data.get("rule", "")
    message = finding.message
    if run:
        message = message.removesuffix(f"; broken by the run {run}").removesuffix(f" (rule {rule})")
    return _with_titles(lookup, finding, message, title)


def said_below_its_title(lookup: Lookup, finding: Finding, title: str) -> str:
    """The message without the name in front, since its title stands above it."""
    name = finding.data.get("name", "")
    message = finding.message.removeprefix(f"{name} ") if name else finding.message
    return _with_titles(lookup, finding, message, title)


def _with_titles(lookup: Lookup, finding: Finding, message: str, title: str) -> str:
    """Titles for the names of process and element, words for other names. Remedies keep what is to be written."""
    names = {finding.process or "": lookup.process_title(finding.market, finding.process), finding.data.get("name", ""): title}
    return _yes_or_no(finding, titled(message, names, is_judged=finding.status is not None))


def titled(message: str, titles: Mapping[str, str], *, is_judged: bool) -> str:
    """A message with `titles` instead of names, which are their keys. `is_judged`: it compares values, whose names are words."""
    for name, words in titles.items():
        message = f"{words}{message.removeprefix(name)}" if name and words and message.startswith(f"{name} ") else message
        if name and words and FILE_NAME_SIGNS & set(name):
            whole = re.compile(rf"(?<![\w`/.-]){re.escape(name)}(?![\w`/.-])")
            message = whole.sub(words.replace("\\", r"\\"), message)
    return in_words(message) if is_judged else message


def what_to_do(finding: Finding) -> Markup:
    """The remedy of what is open or only given time, with names that are to be written as code."""
    if not finding.is_open and finding.disposition is not Disposition.ONBOARDING:
        return Markup("")
    return code_marked(_yes_or_no(finding, with_names_as_code(finding.remedy or "")))


def _yes_or_no(finding: Finding, words: str) -> str:
    """The page says yes and no where files say true and false."""
    if finding.expected is None or not isinstance(finding.expected.value, bool):
        return words
    parts = words.split("`")
    parts[::2] = [re.sub(r"\b(true|false)\b", lambda found: "yes" if found[0] == "true" else "no", part) for part in parts[::2]]
    return "`".join(parts)


def _mention(lookup: Lookup, finding: Finding) -> Mention:
    return Mention(lookup.market_name(finding.market) or "Shared by all markets", links.finding_id(finding.fingerprint))


def gain_text(gain: float) -> str:
    """What mending wins, in points of the market's conformance; empty for nothing."""
    return f"+{gain:g}" if gain else ""
