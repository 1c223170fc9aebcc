"""`checker standard`: what the global team asks before a release."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from workspaces import PROJECT, VOICE_CARE, shared_text, workspace

from checker.cli.program import program

NEXT = "standards/processes/voice-care/1.1.0.yaml"
TIGHTER = shared_text(VOICE_CARE, ("version: 1.0.0", "version: 1.1.0"), ("value: 2", "value: 1"))


def run(*words: str) -> Result:
    return CliRunner().invoke(program, ["standard", *words], standalone_mode=False, catch_exceptions=False)


def test_diff_names_what_makes_a_number_too_small(tmp_path: Path) -> None:
    root = workspace(tmp_path, {NEXT: TIGHTER})
    text = run("diff", "voice-care", "1.0.0", "1.1.0", "--root", str(root)).output
    assert "TOO SMALL: 1.1.0 is a minor version after 1.0.0, and needs a major version." in text
    assert "control:menu_levels  control value changed: 2 → 1" in text


def test_diff_says_the_same_in_json(tmp_path: Path) -> None:
    root = workspace(tmp_path, {NEXT: TIGHTER})
    said = json.loads(run("diff", "voice-care", "1.0.0", "1.1.0", "--format", "json", "--root", str(root)).output)
    assert (said["required"], said["declared"], said["too_small"]) == ("major", "minor", True)
    assert [(each["kind"], each["direction"], each["silent"]) for each in said["changes"]] == [
        ("control-value-changed", "tightens", True)
    ]


def test_the_changelog_keeps_what_a_standard_says_as_text(tmp_path: Path) -> None:
    title = ("title: Menu", 'title: "[a link](https://bad.example) <b>"')
    text = shared_text(VOICE_CARE, ("version: 1.0.0", "version: 1.1.0"), ("value: 2", "value: 1"), title)
    root = workspace(tmp_path, {NEXT: text})
    text = run("diff", "voice-care", "1.0.0", "1.1.0", "--format", "markdown", "--root", str(root)).output
    assert "[a link" not in text.replace("\\[", "")
    assert "<b>" not in text


@pytest.mark.parametrize("process", ["quality-assurance", "refund-and-return", "voice-support", "account-recovery"])
def test_the_library_has_honest_numbers(process: str) -> None:
    result = run("lint", process, "--root", str(PROJECT), "--format", "json")
    assert [each["name"] for each in json.loads(result.output)["remarks"] if each["level"] != "info"] == []
    assert result.return_value == 0


def test_lint_finds_what_rules_find_and_says_where(tmp_path: Path) -> None:
    root = workspace(tmp_path, {NEXT: TIGHTER})
    result = run("lint", "--root", str(root), "--format", "json")
    found = [each for each in json.loads(result.output)["remarks"] if each["level"] == "error"]
    assert [(each["name"], each["location"]["path"], each["location"]["line"]) for each in found] == [
        ("standard-version-too-small", NEXT, 3)
    ]
    assert result.return_value == 1


def test_lint_advises_on_moves_that_only_rules_guard_and_on_what_says_no_why(tmp_path: Path) -> None:
    text = shared_text(VOICE_CARE) + (
        "flow:\n  steps:\n    - {id: greet, type: bot, name: Greet, market_may: [move]}\n"
        "    - {id: close, type: end, name: Close}\n  rules: [{id: greet_first, init: greet, severity: minor}]\n"
    )
    root = workspace(tmp_path, {VOICE_CARE: text})
    output = run("lint", "voice-care", "--root", str(root)).output
    only = "only greet_first (every run must start with ‘Greet’) protects its order"
    assert f"markets may move the step greet anywhere, and {only}" in output
    assert "the control menu_levels does not say why it exists [why-missing]" in output
