"""`checker standard release`: what may be released, and that a released file stays as it is."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from workspaces import DAY, VOICE_CARE, shared_text, workspace

import checker
from checker.cli.program import program

NEXT = "standards/processes/voice-care/2.0.0.yaml"
RELEASES = "standards/releases.yaml"
TIGHTER = shared_text(
    VOICE_CARE,
    ("version: 1.0.0", "version: 2.0.0\nenforced_from: 2027-02-01"),
    ("value: 2", "value: 1"),
    ("Voice care\n", "Voice care 2\n"),
)


def release(root: Path, *words: str) -> Result:
    arguments = ["standard", "release", "voice-care", *words, "--root", str(root), "--as-of", DAY.isoformat()]
    return CliRunner().invoke(program, arguments, standalone_mode=False, catch_exceptions=False)


def rules(root: Path) -> set[str]:
    return {finding.rule for finding in checker.check(root, as_of=DAY).findings}


def test_a_released_file_that_is_edited_is_found(tmp_path: Path) -> None:
    root = workspace(tmp_path, {NEXT: TIGHTER})
    assert "voice-care 2.0.0 is released:" in release(root, "2.0.0").output
    assert "standard-edited-after-release" not in rules(root)
    (root / NEXT).write_text(TIGHTER.replace("value: 1", "value: 2"))
    assert "standard-edited-after-release" in rules(root)


def test_nobody_releases_the_edit_under_the_same_number(tmp_path: Path) -> None:
    root = workspace(tmp_path, {NEXT: TIGHTER})
    release(root, "2.0.0")
    (root / NEXT).write_text(TIGHTER + "# edited\n")
    with pytest.raises(checker.CheckerError, match="edited after its release"):
        release(root, "2.0.0")


def test_several_releases_stand_together_and_releasing_twice_changes_nothing(tmp_path: Path) -> None:
    root = workspace(tmp_path, {NEXT: TIGHTER})
    release(root, "2.0.0")
    release(root, "1.0.0")
    before = (root / RELEASES).read_bytes()
    assert before.index(b"  1.0.0:") < before.index(b"  2.0.0:")
    assert "is released already" in release(root, "2.0.0").output
    assert (root / RELEASES).read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new", "because"),
    [
        ("status: active", "status: draft", "is draft"),
        ("stricter: lower, ", "", "does not say which way is stricter|cannot be judged by"),
        ("enforced_from: 2027-02-01", "enforced_from: 2025-02-01", "before markets may adopt it"),
    ],
)
def test_what_may_not_be_released_is_refused_and_nothing_is_written(tmp_path: Path, old: str, new: str, because: str) -> None:
    root = workspace(tmp_path, {NEXT: TIGHTER.replace(old, new)})
    with pytest.raises(checker.CheckerError, match=because):
        release(root, "2.0.0")
    assert not (root / RELEASES).exists()


def test_a_number_that_is_too_small_is_refused(tmp_path: Path) -> None:
    root = workspace(tmp_path, {NEXT.replace("2.0.0", "1.1.0"): TIGHTER.replace("2.0.0", "1.1.0")})
    with pytest.raises(checker.CheckerError, match="needs a major version"):
        release(root, "1.1.0")


def test_the_days_of_grace_are_said(tmp_path: Path) -> None:
    root = workspace(tmp_path, {NEXT: TIGHTER})
    assert "markets have 71 days to follow" in release(root, "2.0.0").output


def test_the_changelog_says_what_is_asked_more(tmp_path: Path) -> None:
    root = workspace(tmp_path, {NEXT: TIGHTER})
    release(root, "2.0.0", "--changelog", str(tmp_path / "changelog.md"))
    text = (tmp_path / "changelog.md").read_text()
    assert "## Asks more\n\n- *Menu* (`control:menu_levels`), control value changed: 2 → 1" in text
