"""A market's flow beside the standard's: as text, as Mermaid, as SVG. `UPDATE_GOLDENS=1` writes the examples anew."""

import os
import re
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from workspaces import DAY, ES, REFUND, shared_text, variant, workspace

import checker
from checker.cli.program import run
from checker.formats._excerpt import display_width
from checker.formats._flow_text import flow_lines, rows, wrapped
from checker.formats._mermaid import escaped, mermaid
from checker.model.picture import Arrow, Box, Picture

GOLDENS = Path(__file__).parent / "goldens"
CHANGES = """\
flow:
  because: {type: capacity, note: Few agents}
  changes:
    - {insert: {id: es_ask, type: bot, name: "Ask for the \\"number\\" [of] the case | now; 100%"}, after: greet}
    - {tune: greet, set: {name: Say hello}}
    - {tune: handoff, set: {params: {wait_minutes: 4}}}
    - {skip: help}
"""
HOSTILE = '"]; click n0 javascript:alert(1) <script>`#quot;%%{init}%% & |x|\n1. end'
MADE_UP = Picture(
    "Made up",
    (
        Box("a", "Ask", "bot", "moved", "allowed"),
        Box("b", "Look it up", "system", was="Look"),
        Box("d", "Found?", "decision"),
        Box("r", "Repair", "human", "replaced"),
        Box("+0", "Send anew", "ai_agent", "added"),
        Box("w", "問題を解決するまでお待ちください" * 3, "wait", "retyped", "was: person"),
        Box("e", "Done", "end", "changed", "next step"),
    ),
    (
        Arrow("b", "a", state="added"),
        Arrow("a", "d", state="added"),
        Arrow("d", "+0", "yes", "added"),
        Arrow("d", "b", "no", max_repeats=2),
        Arrow("+0", "w", state="added"),
        Arrow("w", None),
        Arrow("w", "e"),
        Arrow("a", "b", state="removed"),
        Arrow("b", "d", state="removed"),
        Arrow("d", "r", "yes", "removed"),
        Arrow("r", "w", state="removed"),
    ),
    "b",
    ("b", "a", "d"),
)


@pytest.fixture(name="root", scope="module")
def workspace_with_changes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("flows") / "workspace", {ES: variant(CHANGES)})


class Ended(NamedTuple):
    code: int
    out: bytes
    err: str


def diff(root: Path, *words: str) -> Ended:
    out, err = TextIOWrapper(BytesIO(), encoding="utf-8", newline=""), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run(["diff", "es", *words, "--root", str(root), "--as-of", DAY.isoformat()])
    out.flush()
    return Ended(code, out.buffer.getvalue(), err.getvalue())  # type: ignore[attr-defined]


@pytest.mark.parametrize("form", ["text", "mermaid", "svg"])
def test_golden(root: Path, form: str) -> None:
    ended = diff(root, "refund", "--format", form)
    golden = GOLDENS / f"diff.{form}"
    if os.environ.get("UPDATE_GOLDENS"):
        golden.write_bytes(ended.out)
    assert ended.code == 0
    assert ended.out == golden.read_bytes() == diff(root, "refund", "--format", form).out


def test_a_process_without_a_flow_cannot_be_drawn(root: Path) -> None:
    ended = diff(root, "voice-care", "--format", "svg")
    assert ended.code == 2
    assert "there is no flow to draw" in ended.err


def test_json_has_the_score_of_each_flow(root: Path) -> None:
    report = checker.check(root, as_of=DAY)
    processes = report.markets["es"].processes
    assert processes["voice-care"].flow is None
    assert report.markets["fr"].processes["refund"].flow == (100.0, 100.0, 100.0, None)
    score = processes["refund"].flow
    assert score is not None
    assert score.alignment < 100
    assert score.worst_route == ("greet", "es_ask", "solved", "handoff", "done")
    assert '"flow": {"alignment": ' in checker.render(report, "json")
    assert '"flow": null' in checker.render(report, "json")


def test_a_finding_about_a_rule_carries_the_run_that_breaks_it(root: Path) -> None:
    found = {finding.rule: finding for finding in checker.check(root, as_of=DAY).findings}
    assert found["flow-rule-broken"].run == ("greet", "es_ask", "solved", "handoff", "done")
    assert found["step-removed"].run is None


def test_the_same_flow_is_drawn_once(root: Path) -> None:
    report = checker.check(root, as_of=DAY)
    keys = {process.picture for _, process in report.pairs}
    assert keys - {""} <= set(report.pictures)
    assert report.markets["fr"].processes["refund"].picture == "refund-1.0.0"
    states = {box.state for box in report.pictures["refund-1.0.0"].boxes}
    assert states == {"unchanged"}


def test_pictures_are_the_same_in_many_processes(tmp_path: Path) -> None:
    from checker.pipeline.run import Request, check

    root = workspace(tmp_path / "workspace", {ES: variant(CHANGES)})
    alone, together = (check(Request(root, DAY, jobs=jobs)) for jobs in (1, 2))
    assert alone.pictures == together.pictures


# Text.


def test_text_fits_a_hundred_columns_and_shows_each_step_on_its_side() -> None:
    lines = list(flow_lines(MADE_UP))
    assert max(map(display_width, lines)) <= 100
    text = "\n".join(lines)
    for part in ("⇄ Ask [moved: allowed]", "» Repair", "+ Send anew [added]", "⟲ 問題", "~ Done [changed: next step]"):
        assert part in text
    assert "no (max 2×) → Look it up" in text
    assert "→ the run ends" in text
    assert "A run that breaks a rule: Look it up → Ask → Found?" in text


def test_text_puts_what_moved_behind_the_step_that_leads_to_it() -> None:
    found = [(row.standard and row.standard.id, row.local and row.local.id) for row in rows(MADE_UP)]
    assert found == [
        ("a", None), ("b", "b"), (None, "a"), ("d", "d"), ("r", None), (None, "+0"), ("w", "w"), ("e", "e"),
    ]  # fmt: skip


def test_a_flow_without_differences_is_one_line() -> None:
    assert list(flow_lines(Picture("t", (Box("a", "A", "bot"),), (), "a"))) == [
        "Flow: the 1 steps of the standard, in its order"
    ]


@pytest.mark.parametrize("text", ["", "word", "a" * 95, "several words " * 9, "字" * 70, "a\x1b[31mb\u202ec"])
def test_wrapped_text_fits_and_loses_nothing(text: str) -> None:
    lines = wrapped(text, 30)
    assert all(display_width(line) <= 30 for line in lines)
    assert "".join(lines).replace(" ", "") == re.sub("[\x1b\u202e]", "�", text).replace(" ", "")


# Mermaid.


def test_mermaid_labels_cannot_leave_their_quotes() -> None:
    picture = Picture("t", (Box("a", HOSTILE, "decision"), Box("b", "B", "end")), (Arrow("a", "b", HOSTILE),), "a")
    lines = mermaid(picture).splitlines()
    assert len(lines) == 6
    for line in lines[1:3] + lines[4:]:
        assert line.count('"') in (0, 2)
        label = "".join(line.split('"')[1:2]).replace("<br/>", "")
        assert not re.search(r"[<>`|;%\[\]{}&\"](?<!;)|#(?!\d+;)", re.sub(r"#\d+;", "", label))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain words, and (more)?", "plain words, and (more)?"),
        ('say "yes"', "say #34;yes#34;"),
        ("1. first", "#49;#46; first"),
        ("- first", "#45; first"),
        ("#35;", "#35;35#59;"),
        ("日本語 العربية", "日本語 العربية"),
    ],
)
def test_mermaid_escapes(text: str, expected: str) -> None:
    assert escaped(text) == expected


def test_mermaid_marks_every_state_and_colours_the_right_ways() -> None:
    lines = mermaid(MADE_UP).splitlines()
    links = [line for line in lines if re.search(r"-->|==>|-\.->", line)]
    for state in ("moved", "replaced", "added", "retyped", "changed"):
        assert sum(line.startswith(f"  class n{number} {state}") for line in lines for number in range(9)) == 1
    styled = {line.split()[2]: line.split()[1] for line in lines if line.startswith("  linkStyle")}
    assert len(styled) == 2
    for numbers, mark in zip(styled.values(), ("==>", "-.->"), strict=True):
        assert [number for number, line in enumerate(links) if mark in line] == [
            int(each) for each in numbers.split(",")
        ]


# SVG.


def test_svg_names_the_market_and_escapes(tmp_path: Path) -> None:
    files = {
        ES: variant("flow: {changes: [{skip: greet}]}"),
        REFUND: shared_text(REFUND, ("title: Refund", 'title: "<b>Refund & return</b>"')),
    }
    ended = diff(workspace(tmp_path / "workspace", files), "refund", "--format", "svg")
    drawn = ElementTree.fromstring(ended.out)  # noqa: S314 (made here)
    assert drawn[0].text == "<b>Refund & return</b> – Spain"
