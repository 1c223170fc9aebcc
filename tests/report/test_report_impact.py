"""The view of the next versions: what each would do to markets, and how much of it is worked out."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from workspaces import DAY, ES, REFUND, shared_text, variant, workspace

import checker
from checker.cli.program import program
from checker.load.workspace import WorkspaceFiles
from checker.pipeline import outlook as ahead_of
from checker.pipeline.impact import impact
from checker.report.impact_view import EFFECTS
from checker.report.page import Extras, render_page

NEXT = "standards/processes/refund/2.0.0.yaml"
TIGHTER = shared_text(
    REFUND, ("version: 1.0.0", "version: 2.0.0"), ("Payout, requirement: Paid out within., value: 5",
                                                   "Payout, requirement: Paid out within., value: 3"),
)  # fmt: skip
OWN = variant("controls: {payout_days: {value: 4, because: {type: capacity}}}")


def page(root: Path) -> str:
    report = checker.check(root, as_of=DAY)
    outlook = ahead_of.outlook(WorkspaceFiles(root), report, DAY)
    return render_page(report, Extras(outlook=outlook))


def view(text: str) -> str:
    """The view in plain words."""
    found = re.search(r'<section class="view" id="/impact".*?</noscript>', text, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", found[0])) if found else ""


def test_the_view_names_the_markets_that_break_with_value_and_line(tmp_path: Path) -> None:
    said = view(page(workspace(tmp_path, {NEXT: TIGHTER, ES: OWN})))
    assert "1 of 2 markets would break" in said.replace("\u00a0", " ")
    assert "0 unaffected" not in said
    assert "payout_days must be at most 3 business days, not 4 [control-loosened]" in said
    assert f"{ES}:3" in said


def test_a_draft_is_a_what_if_and_says_that_it_is_one(tmp_path: Path) -> None:
    files = {NEXT: TIGHTER.replace("status: active", "status: draft"), ES: OWN}
    assert "a draft" in view(page(workspace(tmp_path, files)))


def test_the_view_says_what_the_command_says(tmp_path: Path) -> None:
    root = workspace(tmp_path, {NEXT: TIGHTER, ES: OWN})
    report = checker.check(root, as_of=DAY)
    (ahead,) = ahead_of.outlook(WorkspaceFiles(root), report, DAY).ahead
    assert ahead.impact.markets == impact(WorkspaceFiles(root), "refund", "2.0.0", DAY).markets


def test_of_several_versions_ahead_only_the_newest_active_one_is_told(tmp_path: Path) -> None:
    between = shared_text(REFUND, ("version: 1.0.0", "version: 1.1.0"))
    root = workspace(tmp_path, {NEXT: TIGHTER, NEXT.replace("2.0.0", "1.1.0"): between})
    found = ahead_of.outlook(WorkspaceFiles(root), checker.check(root, as_of=DAY), DAY)
    assert [str(each.impact.version) for each in found.ahead] == ["2.0.0"]


def test_without_a_newer_version_there_is_no_view(tmp_path: Path) -> None:
    text = page(workspace(tmp_path, {ES: OWN}))
    assert view(text) == ""
    assert "#/impact" not in text


def test_what_is_too_much_is_named_and_not_hidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead_of, "MOST_MOVES", 1)
    assert "Too many to be worked out here: refund 2.0.0." in view(page(workspace(tmp_path, {NEXT: TIGHTER})))


def test_every_address_of_the_view_leads_somewhere(tmp_path: Path) -> None:
    text = page(workspace(tmp_path, {NEXT: TIGHTER, ES: OWN}))
    ids = set(re.findall(r'id="([^"]*)"', text))
    wanted = {each.partition("?")[0] for each in re.findall(r'href="#([^"]*)"', text)}
    assert "/impact/refund/2.0.0" in wanted
    assert {each for each in wanted if each.startswith(("/impact", "/m/"))} <= ids


def test_the_report_command_writes_the_view(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", {NEXT: TIGHTER, ES: OWN})
    words = ["report", "--root", str(root), "--as-of", DAY.isoformat(), "-q"]
    CliRunner().invoke(program, words, standalone_mode=False, catch_exceptions=False)
    assert "would break" in view((root / "reports/index.html").read_text())


def test_every_effect_has_words() -> None:
    from typing import get_args

    from checker.model.evolution import Effect

    assert tuple(EFFECTS) == get_args(Effect)
