"""Whatever a market writes stays text: it commands no runner, breaks no file, mentions nobody, hides nothing."""

import csv
import io
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_reports import COMPARISON, crowded, golden_report, with_findings
from reading import READERS, commands, of_report, rendered
from workspaces import DAY, ES, variant, workspace

import checker
from checker.formats._markdown import code, code_block, escaped, length
from checker.formats._plain import plain
from checker.formats.github_format import _log_line
from checker.model.comparison import Event
from checker.model.documents import Reason, ReasonType
from checker.model.position import Location, Span
from checker.model.status import LEVELS, Disposition

HOSTILE = [
    "two\nlines\r\nand\rthree",
    "\n::error::owned",
    "::add-mask::secret",
    "::stop-commands::abc",
    " \t::set-output name=a::b",
    "##[error]owned",
    "x ##[add-mask]y",
    "%0A::error::owned%0D%25",
    "a,title=owned::b",
    "]]><failure/>",
    "<!-- --><script>alert(1)</script>",
    "\x00\x01\x07\x08\x0b\x0c\x1b[31m\x7f\x85",
    "\ud800 lone \udfff\ufffe\uffff",
    "| a | b |\n|---|---|\n| c | d |",
    "`code` ``two`` ``` three",
    "`left over",
    "*bold* _italic_ ~~gone~~ **",
    "@everyone and @org/team, mail me@example.com",
    "see #12, GH-12, org/repo#3, !4, $5, &6, %7 and ~label",
    "https://evil.example/x www.evil.example ftp://evil.example mailto:a@b.example",
    "[click](https://evil.example) ![image](https://evil.example/i.png) [1]: https://evil.example",
    "</details></summary><img src=x onerror=alert(1)>",
    "&lt;b&gt; &#64;everyone &amp;",
    "\\[x\\](y) \\` \\",
    "$x^2$ $$y$$",
    "safe\u202etxt.exe\u2066\u200f\u061c\u200b\u2028\u2029",
    "=cmd|' /C calc'!A0",
    "{0} {placeholder}",
    "x" * 20_000,
    "&" * 20_000,
    "`" * 20_000,
    "\U0001f600" * 20_000,
    "",
]
BIDIRECTIONAL = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")


@pytest.fixture(name="golden", scope="module")
def report_of_the_goldens(tmp_path_factory: pytest.TempPathFactory) -> checker.Report:
    return golden_report(tmp_path_factory.mktemp("hostile"))


def with_text(report: checker.Report, text: str) -> checker.Report:
    """The text in every place where a market's could come through, in findings open, settled and fixed."""
    found = []
    place = Location(f"markets/{text[:50]}.yaml", Span(3, 1, 3, 9), text)
    for index, (level, disposition) in enumerate((level, each) for level in LEVELS for each in Disposition):
        found.append(
            replace(
                report.findings[0],
                rule="control-locked",
                level=level,
                disposition=disposition,
                message=text,
                remedy=text,
                why=text,
                element=f"control:{text[:50]}",
                market=("es", text[:50], None)[index % 3],
                process=text[:50],
                waiver=text[:50],
                because=Reason.model_construct(type=ReasonType.LAW_REQUIRES, law=text[:50], note=text),
                location=place,
                standard_location=place,
                may_be_waived=True,
                change=("new", "fixed", "unchanged", "worsened")[index % 4],  # type: ignore[arg-type]
                cause="variant",
                first_seen=text[:50],
            )
        )
    markets = {name: replace(market, name=text) for name, market in report.markets.items()}
    event = COMPARISON._replace(events=(Event("error", text, "es"),), reference=text[:50])
    return replace(with_findings(report, found), markets=markets, comparison=event)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_github_sees_our_commands_only(golden: checker.Report, text: str) -> None:
    report = with_text(golden, text)
    found = commands(checker.render(report, "github"))
    assert {each.name for each in found} <= {"error", "warning", "notice"}
    expected = {"file", "line", "endLine", "col", "endColumn", "title"}
    assert {name for each in found for name in each.properties} <= expected
    assert [each.properties["file"] for each in found if "file" in each.properties].count(
        report.findings[0].location.path
    ) == sum("file" in each.properties for each in found)
    assert not any(each.message.startswith("owned") for each in found if "file" not in each.properties)


@pytest.mark.parametrize("text", ["::error::x", " \t::add-mask::x", "##[error]x", "a\n::error::x"])
def test_a_log_line_is_never_a_command(text: str) -> None:
    assert len(commands(text)) == 1
    assert commands(_log_line(text)) == []


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_junit_is_xml_1_0(golden: checker.Report, text: str) -> None:
    written = checker.render(with_text(golden, text), "junit")
    root = ElementTree.fromstring(written.encode())  # noqa: S314 (our own output)
    tags = Counter(each.tag for each in root.iter())
    outcomes = {"testsuites", "testsuite", "testcase", "properties", "property", "failure", "error", "skipped", "system-out"}
    assert set(tags) <= outcomes
    assert tags["properties"] == 24


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_json_formats_and_csv_stay_readable(golden: checker.Report, text: str) -> None:
    report = with_text(golden, text)
    (run,) = json.loads(checker.render(report, "sarif").encode("utf-8", "strict" if text.isprintable() else "replace"))["runs"]
    assert len(run["results"]) == 24
    links = [re.findall(r"\]\(([^)]*)\)", each["message"]["text"]) for each in run["results"]]
    assert {link for each in links for link in each} == {"1"}
    entries = json.loads(checker.render(report, "gitlab"))
    assert len({each["fingerprint"] for each in entries}) == len(entries)
    if "\x00" not in text:
        assert len(list(csv.reader(io.StringIO(checker.render(report, "csv"), newline="")))) == 25


class Tags(HTMLParser):
    """What a browser would see."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, Mapping[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def in_a_browser(text: str) -> Tags:
    """Markdown with tables and bare addresses, as the services render it before they look for mentions."""
    markdown = pytest.importorskip("markdown_it")
    return Tags(markdown.MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_markdown_renders_as_text(golden: checker.Report, text: str) -> None:
    written = checker.render(with_text(golden, text), "markdown")
    assert length(written) <= 60_000
    assert written.startswith("<!-- checker:summary v1 -->\n")
    seen = in_a_browser(written)
    names = {name for name, _ in seen.found}
    ours = {"h2", "h3", "ul", "li", "p", "br", "strong", "code", "pre", "table", "thead", "tbody", "tr", "th", "td"}
    assert names <= ours | {"details", "summary", "blockquote"}
    assert all(set(attributes) <= {"style"} for _, attributes in seen.found)
    opened = Counter(name for name, _ in seen.found)
    assert opened["details"] == written.count("\n</details>\n")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_tables_keep_their_columns(golden: checker.Report, text: str) -> None:
    written = checker.render(with_text(golden, text), "markdown")
    tables = re.findall(r"^(\|.*\n\|[-:|]+\|\n(?:\|.*\n)+)", written, re.MULTILINE)
    assert len(tables) == 2
    for table in tables:
        rows = [len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()]
        assert len(set(rows)) == 1


SERVICES = {  # what GitHub and GitLab look for in rendered text that is no code
    "mention": re.compile(r"(?<![\w`/])@[A-Za-z0-9_]"),
    "address": re.compile(r"(?i)(?:https?|ftp)://\w|\bwww\.\w|[\w.+-]+@[\w-]+\.\w"),
    "reference": re.compile(r"(?:^|\W)(?:#\d|![\d]|\$\d|&\d|%\d|~\w|GH-\d)"),
}


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("service", SERVICES)
def test_nothing_is_mentioned_or_linked(text: str, service: str) -> None:
    written = escaped(text, 2_000)
    outside_code = re.sub(r"(`+) ?.*?\1", "", re.sub(r"\\`", "", written))
    seen = in_a_browser(outside_code).text
    assert not SERVICES[service].search(seen), seen


def test_the_patterns_of_services_find_what_they_should() -> None:
    assert SERVICES["mention"].search("hi @everyone")
    assert SERVICES["address"].search("www.evil.example")
    assert SERVICES["reference"].search("see #12")


@pytest.mark.parametrize("name", sorted({*READERS} - {"json", "csv"}))
def test_no_text_runs_backwards_or_vanishes(golden: checker.Report, name: str) -> None:
    text = "safe\u202etxt.exe\u2066\u200f\u061c\x1b[31m"
    shown = rendered(with_text(golden, text), name)
    if name not in ("github", "gitlab", "sarif"):  # these must give the path as it is, which is an address and no text
        assert not BIDIRECTIONAL.search(re.sub(r"markets/.*?\.yaml", "", shown))
    messages = [line for line in shown.splitlines() if "txt.exe" in line]
    assert messages
    assert "\x1b" not in re.sub(r"markets/.*?\.yaml|file=[^,]*", "", shown)


@pytest.mark.parametrize("name", READERS)
def test_hostile_text_changes_no_count(golden: checker.Report, name: str) -> None:
    for text in HOSTILE:
        report = with_text(golden, text)
        if "\x00" in text and name == "csv":
            continue
        truth = of_report(report)
        told = READERS[name](rendered(report, name)) if name not in ("concise",) else truth
        assert +Counter(told.open) == +Counter(truth.open)
        assert +Counter(told.settled) == +Counter(truth.settled)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.text(max_size=80), st.text("`@#!|<>[]()*_\\~$&:/.w \nhtp", max_size=60))
def test_any_text_in_markdown_is_that_text(first: str, second: str) -> None:
    for text in (first, second):
        written = escaped(text, 200)
        seen = in_a_browser(f"- **{written}x** end")
        assert {name for name, _ in seen.found} <= {"ul", "li", "p", "strong", "code"}
        kept = seen.text.replace("\u200b", "").strip()
        wanted = plain(text, 200).replace("\u200b", "")
        assert _letters(kept) == _letters(f"{wanted}x end".replace("**", "")) or "*" in text


def _letters(text: str) -> str:
    """Without spaces and code's backticks, which rendering takes away."""
    return re.sub(r"[\s`*]", "", text)


@settings(derandomize=True, max_examples=300)
@given(st.text())
def test_code_cannot_be_left(text: str) -> None:
    seen = in_a_browser(f"a {code(text)} b")
    assert [name for name, _ in seen.found] in (["p", "code"], ["p"])
    block = in_a_browser(f"{code_block([plain(text)])}\n\nafter")
    assert [name for name, _ in block.found] == ["pre", "code", "p"]


@settings(derandomize=True, max_examples=300)
@given(st.text())
def test_plain_text_is_one_visible_line(text: str) -> None:
    shown = plain(text)
    assert all(unicodedata.category(letter)[0] != "C" or letter in "\u200c\u200d" for letter in shown)
    assert len(re.split(r"[\n\r\v\f\x85\u2028\u2029]", shown)) == 1
    if text.isprintable():
        assert shown == text


def test_a_long_text_says_how_much_is_left_out() -> None:
    assert plain("x" * 1_500, 1_000) == f"{'x' * 1_000}… (500 more characters)"


def test_joiners_of_persian_and_hindi_are_kept() -> None:
    assert plain("می\u200cخواهم") == "می\u200cخواهم"
    assert plain("5\u00a0%") == "5 %"


def test_a_value_in_a_file_reaches_no_format_raw(tmp_path: Path) -> None:
    """From YAML to the formats, as a market would do it."""
    value = r'"x\n::error::owned ##[error]owned ]]> @everyone <script>alert(1)</script> | ` \u202e"'
    report = checker.check(workspace(tmp_path / "w", {ES: variant(f"controls: {{proof_kind: {value}}}")}), as_of=DAY)
    assert any("owned" in each.message for each in report.findings)
    found = commands(checker.render(report, "github"))
    assert [each.name for each in found] == ["warning"]
    assert "<script" not in checker.render(report, "junit")
    comment = checker.render(report, "markdown")
    assert "<script" not in comment
    assert "@everyone" not in comment
    for name in ("sarif", "gitlab", "junit", "github", "markdown"):
        assert "\u202e" not in checker.render(report, name)


@pytest.mark.parametrize("letter", ["&", "`", "\U0001f600", "|", "x"])
def test_a_comment_of_the_longest_texts_keeps_its_limit(golden: checker.Report, letter: str) -> None:
    many = crowded(golden, 400)
    found = [replace(each, message=letter * 5_000, remedy=letter * 5_000, why=letter * 5_000) for each in many.findings]
    written = checker.render(with_findings(many, found), "markdown")
    assert length(written) <= 60_000
    assert "Not all is shown" in written
