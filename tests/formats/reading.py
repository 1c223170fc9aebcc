"""Reads each output format back, as a program of its consumer would, and counts what it says."""

import csv
import html
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple
from xml.etree import ElementTree

import checker
from checker.formats.text_format import Appearance
from checker.formats.text_format import render as render_text

SETTLED = {"waived", "required_by_law", "onboarding"}
NOUNS = {"error": "error", "warning": "warning", "note": "info"}
OPEN = re.compile(r"[oO]pen: ((?:\d[\d,]* (?:error|warning|note)s?(?:, )?)+)")
OTHERWISE = re.compile(r"otherwise be ((?:\d[\d,]* (?:error|warning|note)s?(?:, )?)+)")
COMPARED = re.compile(
    r"Compared with .+: (?:open (?P<open>[^;]+); )?(?:settled (?P<settled>[^;]+); )?(?P<fixed>\d[\d,]*) fixed\."
)
AS_BEFORE = re.compile(r"(\d[\d,]*) (open|settled)")


class Counts(NamedTuple):
    """What a format says of a report. None: it does not say it."""

    open: Mapping[str, int]
    settled: Mapping[str, int]
    open_changes: Mapping[str, int]
    settled_changes: Mapping[str, int]
    fixed: int | None


class Read(NamedTuple):
    """One finding as a format shows it."""

    level: str
    disposition: str
    change: str


def counted(found: Iterable[Read], *, knows_fixed: bool = True) -> Counts:
    listed = list(found)
    standing = [each for each in listed if each.change != "fixed"]
    opened = [each for each in standing if each.disposition not in SETTLED]
    settled = [each for each in standing if each.disposition in SETTLED]
    return Counts(
        Counter(each.level for each in opened),
        Counter(each.level for each in settled),
        Counter(each.change for each in opened if each.change),
        Counter(each.change for each in settled if each.change),
        len(listed) - len(standing) if knows_fixed else None,
    )


def of_report(report: checker.Report) -> Counts:
    """The truth, counted without any help of the formats."""
    return counted(Read(each.level, each.disposition.value, each.change or "") for each in report.findings)


def of_json(text: str) -> Counts:
    found = json.loads(text)
    counts = counted(Read(each["level"], each["disposition"], each["change"] or "") for each in found["findings"])
    summary = found["summary"]["findings"]
    assert Counter(summary["open"]) == counts.open
    assert sum(summary["settled"].values()) == sum(counts.settled.values())
    return counts


def of_csv(text: str) -> Counts:
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return counted(Read(row["level"], row["disposition"], row["change"]) for row in rows)


def of_sarif(text: str) -> Counts:
    (run,) = json.loads(text)["runs"]
    found = []
    for result in run["results"]:
        facts, state = result["properties"], result.get("baselineState")
        states = {None: None, "new": "new", "worsened": "updated", "improved": "updated", "unchanged": "unchanged"}
        assert state == (states | {"fixed": "absent"})[facts["change"]]
        is_suppressed = bool(result["suppressions"]) and all(each["status"] == "accepted" for each in result["suppressions"])
        assert is_suppressed is (facts["disposition"] in SETTLED)
        plain = {"note": "info"}.get(result["level"], result["level"])
        is_open = not is_suppressed and state != "absent"
        assert plain == (facts["level"] if is_open else "info")
        found.append(Read(facts["level"], facts["disposition"], facts["change"] or ""))
    counts = counted(found)
    said = run["properties"]
    assert (Counter(said["findings"]["open"]), Counter(said["findings"]["settled"])) == counts[:2]
    assert (Counter(said["changes"]["open"]), Counter(said["changes"]["settled"])) == counts[2:4]
    assert said["changes"]["fixed"] == counts.fixed
    return counts


def of_junit(text: str) -> Counts:
    found = []
    for case in ElementTree.fromstring(text).iter("testcase"):  # noqa: S314 (our own output)
        facts = {each.get("name"): each.get("value") or "" for each in case.iter("property")}
        if facts:
            found.append(Read(facts["level"], facts["disposition"], facts.get("change", "")))
    return counted(found)


def of_gitlab(text: str) -> Counts:
    """It leaves out what is fixed: GitLab finds that itself."""
    entries = json.loads(text)
    return counted((Read(each["level"], each["disposition"], each["change"] or "") for each in entries), knows_fixed=False)


def of_lines(text: str) -> Counts:
    """The sentences that end the text formats, and begin Markdown."""
    compared = COMPARED.search(text)
    parts = compared.groupdict() if compared else {"open": None, "settled": None, "fixed": "0"}
    return Counts(
        _numbers(OPEN.search(text)),
        _numbers(OTHERWISE.search(text)),
        _changes(parts["open"]),
        _changes(parts["settled"]),
        _number(parts["fixed"]),
    )


def _numbers(match: re.Match[str] | None) -> Counter[str]:
    found: Counter[str] = Counter()
    for number, noun in re.findall(r"(\d[\d,]*) ([a-z]+?)s?\b", match[1] if match else ""):
        found[NOUNS[noun]] = _number(number)
    return found


def _changes(text: str | None) -> Counter[str]:
    return Counter({change: _number(number) for number, change in re.findall(r"(\d[\d,]*) (\w+)", text or "")})


def _number(text: str | None) -> int:
    return int((text or "0").replace(",", ""))


def of_concise(text: str) -> Counts:
    lines = [line for line in text.splitlines() if re.match(r"[^ ]+:\d+:\d+: ", line)]
    words = {"waived": "waived", "required by law": "required_by_law", "onboarding": "onboarding"}
    counts = of_lines(text)
    opened: Counter[str] = Counter()
    settled = fixed = 0
    for line in lines:
        level = line.split(": ", 2)[1]
        settled += level in words
        fixed += level == "fixed"
        opened[level] += level not in words and level != "fixed"
    aside = {word: _number(number) for number, word in AS_BEFORE.findall(_line_with("As before", text))}
    assert sum(opened.values()) + aside.get("open", 0) == sum(counts.open.values())
    assert settled + aside.get("settled", 0) == sum(counts.settled.values())
    assert not +(opened - Counter(counts.open))
    assert fixed == counts.fixed
    return counts


def _line_with(start: str, text: str) -> str:
    return next((line for line in text.splitlines() if line.startswith(start)), "")


def of_markdown(text: str) -> Counts:
    """The sentences, and the first table beside them."""
    counts = of_lines(html.unescape(re.sub(r"\\([^\w\s])", r"\1", text)))
    names = {"Errors": "error", "Warnings": "warning", "Notes": "info"}
    for name, level in names.items():
        (row,) = re.findall(rf"^\| {name} \|(.+)\|$", text, re.MULTILINE)
        cells = [_number(cell.strip()) for cell in row.split("|")]
        has_base = len(cells) == 6
        opened, settled = (sum(cells[:4]), cells[4]) if has_base else (cells[0], cells[1])
        assert (opened, settled) == (counts.open[level], counts.settled[level])
    return counts


READERS: Mapping[str, Callable[[str], Counts]] = {
    "text": of_lines,
    "concise": of_concise,
    "json": of_json,
    "csv": of_csv,
    "sarif": of_sarif,
    "junit": of_junit,
    "github": of_lines,
    "gitlab": of_gitlab,
    "markdown": of_markdown,
}


def rendered(report: checker.Report, name: str) -> str:
    return render_text(report, Appearance(verbose=True)) if name == "text" else checker.render(report, name)


class Command(NamedTuple):
    """A workflow command, as GitHub's runner reads it."""

    name: str
    properties: Mapping[str, str]
    message: str


def commands(text: str) -> list[Command]:
    """What the runner would carry out: `::name properties::message` at a line's start, `##[name properties]` anywhere."""
    found = []
    for line in re.split(r"\r\n|\r|\n", text):
        new = re.match(r"\s*::([^\s:]+)(?: (.*?))?::(.*)", line, re.DOTALL)
        old = re.search(r"##\[([^\s\]]+)[^\]]*\](.*)", line, re.DOTALL)
        if new:
            pairs = (pair.split("=", 1) for pair in (new[2] or "").split(",") if "=" in pair)
            found.append(Command(new[1], {name: _plain(value) for name, value in pairs}, _plain(new[3])))
        elif old:
            found.append(Command(old[1], {}, old[2]))
    return found


def _plain(text: str) -> str:
    for sign, letter in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(sign, letter)
    return text
