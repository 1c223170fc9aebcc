"""What holds between formats, and what none of them may do."""

import csv
import io
import json
import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_variants import Body, bodies, written
from workspaces import CATALOGUE, DAY, ES, EU, FR_MARKET, SHARED, shared_text, variant, workspace

import checker
from checker.formats._excerpt import excerpt
from checker.formats.csv_format import defused
from checker.model.position import Location, Span

FINDING_KEYS = {  # spec 4.3
    *("rule", "level", "severity", "market", "process", "element", "status", "disposition", "message", "data"),
    *("expected", "actual", "location", "standard_location", "because", "waiver", "run", "gain", "fix", "first_seen"),
    *("change", "cause", "fingerprint"),
}
SETTLED = {"waived", "required by law", "onboarding"}
CONCISE = re.compile(
    r"(?P<path>[^:]+):(?P<line>\d+):(?P<column>\d+): (?P<level>[a-z ]+): (?P<message>.+) \[(?P<rule>[a-z-]+)\] \S+"
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("formats") / "workspace")


def checked(root: Path, body: str | Body) -> checker.Report:
    (root / ES).write_text(variant(body) if isinstance(body, str) else written(body))
    return checker.check(root, as_of=DAY)


def csv_rows(report: checker.Report) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(checker.render(report, "csv"), newline="")))


# All formats tell the same.


@settings(derandomize=True, max_examples=25, deadline=None)
@given(bodies())
def test_formats_count_the_same(root: Path, body: Body) -> None:
    report = checked(root, body)
    found = json.loads(checker.render(report, "json"))
    rows, lines = csv_rows(report), checker.render(report, "concise").splitlines()
    assert len(found["findings"]) == len(rows) == len(lines) - 1 == len(report.findings)
    assert [each["fingerprint"] for each in found["findings"]] == [row["fingerprint"] for row in rows]
    matches = [CONCISE.fullmatch(line) for line in lines[:-1]]
    assert all(matches)
    levels = [match["level"] for match in matches if match and match["level"] not in SETTLED]
    assert found["summary"]["findings"]["open"] == {
        level: levels.count(level) for level in ("error", "warning", "info")
    }
    text = checker.render(report, "text")
    assert lines[-1] in text.splitlines()
    shown = [line for line in text.splitlines() if line.startswith(("error[", "warning["))]
    assert len(shown) == levels.count("error") + levels.count("warning")


def test_the_summary_counts_what_is_open(root: Path) -> None:
    report = checked(root, "controls: {payout_days: 7, max_offers: 2, tone: warm, record_months: 12}")
    assert "Open: 1 error, 1 warning, 2 notes in 2 markets, 3 processes." in checker.render(report, "text")


def test_three_sentences_that_cannot_be_confused(root: Path, tmp_path: Path) -> None:
    clean = checked(root, "controls: {payout_days: 4}")
    law = "standards/law/ES.yaml"
    duty = (
        "{id: ES-X, citation: X, says: X., control: refund/record_months, bound: min, value: 60, unit: months,"
        " status: enacted, evidence: verified}"
    )
    settled_root = workspace(
        tmp_path / "settled",
        {
            law: f"kind: law\njurisdiction: ES\nchecked_on: 2026-11-01\nnotice: No advice.\nduties:\n  - {duty}\n",
            ES: variant("controls: {record_months: {value: 60, because: {type: law_requires, law: ES-X}}}"),
        },
    )
    settled = checker.check(settled_root, as_of=DAY)
    optional = shared_text(
        CATALOGUE, ("refund: {due: always}", "refund: {due: optional}"), ("{channels: [voice]}", "optional")
    )
    adopts = {"markets/eu/region.yaml": "kind: region\nregion: eu\nname: Europe\nlead: lead-eu@example.com\n"}
    markets = {f"markets/eu/{each}/market.yaml": _without_adoptions(each) for each in ("es", "fr")}
    nothing = checker.check(workspace(tmp_path / "nothing", {CATALOGUE: optional, **adopts, **markets}), as_of=DAY)
    sentences = [
        checker.render(report, "text").splitlines()[-2 if report.pairs else -1] for report in (clean, settled, nothing)
    ]
    assert sentences[0].startswith("Nothing to report: 2 markets")
    assert sentences[1].startswith("Nothing open: ")
    assert "the only finding is settled (1 required by law)" in sentences[1]
    assert sentences[2].startswith("Nothing was checked: ")
    assert [report.exit_code("error") for report in (clean, settled, nothing)] == [0, 0, 3]


def _without_adoptions(market: str) -> str:
    lines = (SHARED / f"markets/eu/{market}/market.yaml").read_text().splitlines(keepends=True)
    return "".join(lines).partition("adopts:")[0].partition("confirms:")[0]


def test_settled_findings_are_never_printed_as_errors(tmp_path: Path) -> None:
    golden = Path(__file__).parent / "goldens"
    for name in ("report.txt", "report.concise.txt"):
        lines = [line for line in (golden / name).read_text().splitlines() if "record_months" in line and "60" in line]
        assert lines
        assert not [line for line in lines if "error" in line]


# A region's finding is one group.


def test_a_region_s_finding_in_twelve_markets_is_one_group(tmp_path: Path) -> None:
    files = {EU: variant("controls: {payout_days: 9}")}
    for index in range(10):
        text = shared_text(FR_MARKET, ("market: fr", f"market: m{index}"))
        files[f"markets/eu/m{index}/market.yaml"] = text
    report = checker.check(workspace(tmp_path / "twelve", files), as_of=DAY)
    assert len(report.findings) == 12
    text = checker.render(report, "text")
    assert text.count("error[control-loosened]") == 1
    assert text.count("payout_days must be") == 1
    assert "12 markets: es, fr, m0, m1, m2, m3, m4, m5 and 4 more" in text
    assert "Open: 12 errors" in text
    assert len(json.loads(checker.render(report, "json"))["findings"]) == 12


def test_what_markets_say_themselves_is_not_grouped(tmp_path: Path) -> None:
    files = {path: variant("controls: {payout_days: 9}") for path in (ES, "markets/eu/fr/refund.yaml")}
    text = checker.render(checker.check(workspace(tmp_path / "two", files), as_of=DAY), "text")
    assert text.count("error[control-loosened]") == 2


# Spreadsheets.


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_is_never_a_formula(start: str) -> None:
    assert defused(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize(("cell", "text"), [(None, ""), (-1.5, "-1.5"), (3, "3"), ("a=b", "a=b"), ("", "")])
def test_other_cells_stay_what_they_are(cell: object, text: str) -> None:
    assert defused(cell) == text


def test_formulas_in_values_are_defused_in_the_whole_file(root: Path) -> None:
    report = checked(root, """controls: {tone: '=HYPERLINK("https://example.com")', proof_kind: "@SUM(1)"}""")
    cells = [cell for row in csv_rows(report) for cell in row.values()]
    assert '\'=HYPERLINK("https://example.com")' in cells
    assert "'@SUM(1)" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r"))]


def test_a_cell_may_hold_commas_quotes_and_lines(root: Path) -> None:
    report = checked(root, 'controls: {proof_kind: "a, \\"b\\"\\nc"}')
    (row,) = csv_rows(report)
    assert row["actual"] == 'a, "b"\nc'
    assert checker.render(report, "csv").count("\r\n") == 2


# Carets.


def columns(text: str) -> int:
    """Columns of a terminal: marks stand over the letter before them, East Asian letters are wide."""
    wide = sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)
    return wide - sum(1 for each in text if unicodedata.category(each) in ("Mn", "Me"))


def pointed_at(lines: list[str]) -> str:
    """The part of the first line that the second one's carets stand under."""
    text, carets = lines
    assert text.index("|") == carets.index("|")
    start, end = carets.index("^"), len(carets)
    place, found = 0, ""
    for letter in text:
        width = columns(letter)
        if start <= place < end and (width or found):
            found += letter
        place += width
    assert end <= columns(text), "carets stand beyond the text"
    return found


LINES = [
    "  tone: friendly",
    "  tone: 友好的",
    "  友好的: friendly",
    "  tone: {note: 안녕하세요, value: friendly}",
    "  tone: {note: สวัสดีครับ, value: friendly}",
    "  tone: {note: e\u0301te\u0301, value: friendly}",
    "\ttone: friendly",
    "  " + "x" * 300 + " friendly",
    "  friendly " + "x" * 300,
    "  " + "x" * 95 + " friendly " + "x" * 95,
]


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("gutter", [1, 5])
def test_carets_stand_under_what_is_meant(line: str, gutter: int) -> None:
    wanted = "friendly" if "friendly" in line else "友好的"
    start = line.index(wanted)
    location = Location("a.yaml", Span(3, start + 1, 3, start + 1 + len(wanted)), line)
    assert pointed_at(excerpt(location, gutter)).strip() == wanted


@settings(derandomize=True, max_examples=200)
@given(st.text(st.sampled_from("ab 友ก\u0301ั"), min_size=1, max_size=400), st.data())
def test_carets_never_stand_beyond_a_line_that_is_cut(line: str, data: Any) -> None:
    start = data.draw(st.integers(0, len(line) - 1))
    end = data.draw(st.integers(start + 1, len(line)))
    shown = excerpt(Location("a.yaml", Span(1, start + 1, 1, end + 1), line), 2)
    if line.strip() and not unicodedata.category(line[start]).startswith("M"):
        assert line[start:end].startswith(pointed_at(shown).rstrip("…"))


def test_control_characters_do_not_reach_the_terminal(root: Path) -> None:
    report = checked(root, 'controls: {proof_kind: "\\e[31mred\\x07"}')
    for name in ("text", "concise"):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f]", checker.render(report, name))


def test_a_very_long_value_does_not_fill_the_screen(root: Path) -> None:
    report = checked(root, f"controls: {{proof_kind: {'x' * 5000}}}")
    assert max(map(len, checker.render(report, "text").splitlines())) < 400


# The same inputs give the same bytes.


def run(root: Path, seed: str, form: str) -> bytes:
    command = [sys.executable, "-m", "checker", "check", "--root", str(root), "--as-of", "2026-11-22", "--format", form]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.run(command, capture_output=True, env=environment, check=False, cwd=root).stdout


def test_the_hash_seed_and_the_order_of_files_change_no_byte(tmp_path: Path) -> None:
    files = {
        EU: variant("controls: {return_days: 3, priority_cases: [z, y, x]}"),
        ES: variant("controls: {payout_days: 9, offer_topics: [q, w, e], payout_day: 3}"),
        "markets/eu/fr/refund.yaml": variant("controls: {tone: warm}"),
    }
    first = workspace(tmp_path / "first", files)
    second = tmp_path / "second"
    for path in sorted((each for each in first.rglob("*.yaml")), reverse=True):
        target = second / path.relative_to(first)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    outputs = {run(folder, seed, "json") for folder, seed in ((first, "0"), (first, "1"), (second, "4242"))}
    assert len(outputs) == 1
    assert len(outputs.pop()) > 1000
    assert run(first, "7", "text") == run(second, "8", "text")


def test_json_says_what_the_specification_names(root: Path) -> None:
    found = json.loads(checker.render(checked(root, "controls: {payout_days: {value: 1, unit: months}}"), "json"))
    assert list(found)[:3] == ["format", "tool", "as_of"]
    assert (found["format"], found["as_of"]) == ("checker.report/1", "2026-11-22")
    assert {"markets", "findings", "regions", "waivers", "duties", "inputs", "summary"} <= set(found)
    (finding,) = found["findings"]
    assert set(finding) >= FINDING_KEYS
    assert finding["actual"] == {"value": 1, "unit": "months", "text": "1 month"}
    assert finding["expected"] == {
        "op": "at_most",
        "value": 5,
        "unit": "business_days",
        "text": "at most 5 business days",
    }
    assert finding["location"] == {"path": ES, "line": 3, "column": 33, "end_line": 3, "end_column": 34}
    element = found["markets"][0]["processes"][0]["elements"][0]
    assert element["source"] == {"layer": "market", "path": ES, "line": 3, "column": 33}


def test_findings_are_sorted_as_the_specification_says(tmp_path: Path) -> None:
    files = {
        EU: variant("controls: {payout_days: 5, return_days: 3}"),
        ES: variant("controls:\n  tone: warm\n  payout_days: 9\n  max_offers: 3"),
        "markets/eu/fr/refund.yaml": variant("controls: {recording_notice: false, record_months: 48}"),
    }
    found = json.loads(checker.render(checker.check(workspace(tmp_path / "w", files), as_of=DAY), "json"))["findings"]
    keys = [
        (
            each["market"] is not None,
            each["market"] or "",
            each["location"]["path"],
            each["location"]["line"],
            each["location"]["column"],
            each["rule"],
            each["element"],
        )
        for each in found
    ]
    assert keys == sorted(keys)
    assert keys[0][0] is False
