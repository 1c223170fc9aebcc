"""`checker standard release`: what may be released, and that a released file stays as it is."""

import hashlib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from workspaces import CATALOGUE, DAY, VOICE_CARE, shared_text, workspace

import checker
from checker.cli.program import program

NEXT = "standards/processes/voice-care/2.0.0.yaml"
RELEASES = "standards/releases.yaml"
TIGHTER = shared_text(
    VOICE_CARE,
    ("version: 1.0.0", "version: 2.0.0\nenforced_from: 2027-03-15"),
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
        ("enforced_from: 2027-03-15", "enforced_from: 2025-02-01", "before markets may adopt it"),
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
    assert "markets have 113 days to follow" in release(root, "2.0.0").output


def test_the_changelog_says_what_is_asked_more(tmp_path: Path) -> None:
    root = workspace(tmp_path, {NEXT: TIGHTER})
    release(root, "2.0.0", "--changelog", str(tmp_path / "changelog.md"))
    text = (tmp_path / "changelog.md").read_text()
    assert "## Asks more\n\n- *Menu* (`control:menu_levels`), control value changed: 2 → 1" in text


@pytest.mark.parametrize(
    ("setting", "enforced", "is_released"),
    [
        ("", "2027-02-19", False),  # 89 days: the catalogue says nothing, so that 90 hold
        ("", "2027-02-20", True),
        ("min_grace_days: 30\n", "2026-12-21", False),
        ("min_grace_days: 30\n", "2026-12-22", True),
        ("min_grace_days: 0\n", "2026-11-22", True),
    ],
)
def test_a_major_version_leaves_markets_the_days_that_the_catalogue_asks_for(
    tmp_path: Path, setting: str, enforced: str, is_released: bool
) -> None:
    files = {NEXT: TIGHTER.replace("2027-03-15", enforced), CATALOGUE: shared_text(CATALOGUE) + setting}
    root = workspace(tmp_path, files)
    if is_released:
        assert "is released:" in release(root, "2.0.0").output
    else:
        with pytest.raises(checker.CheckerError, match="the catalogue asks for"):
            release(root, "2.0.0")
        assert not (root / RELEASES).exists()


def test_days_are_counted_from_the_day_of_release_if_the_version_was_in_effect_before(tmp_path: Path) -> None:
    """Its own dates leave a year; released at the end of it, nothing is left."""
    text = TIGHTER.replace("2027-03-15", "2026-12-31")
    assert "effective_from: 2026-01-01" in text
    root = workspace(tmp_path, {NEXT: text})
    with pytest.raises(checker.CheckerError, match="would leave markets 39 days"):
        release(root, "2.0.0")


def test_a_minor_version_may_be_enforced_at_once(tmp_path: Path) -> None:
    text = TIGHTER.replace("2.0.0", "1.1.0").replace("value: 1", "value: 3").replace("2027-03-15", "2026-11-23")
    root = workspace(tmp_path, {NEXT.replace("2.0.0", "1.1.0"): text})
    assert "is released:" in release(root, "1.1.0").output


def lint(root: Path) -> Result:
    words = ["standard", "lint", "voice-care", "--root", str(root)]
    return CliRunner().invoke(program, words, standalone_mode=False, catch_exceptions=False)


def test_lint_refuses_dates_that_are_too_near_until_the_version_is_released(tmp_path: Path) -> None:
    near = TIGHTER.replace("2027-03-15", "2026-02-01")
    root = workspace(tmp_path, {NEXT: near})
    result = lint(root)
    assert f"{NEXT}:4:16: error: a major version leaves markets 31 days to follow" in result.output
    assert result.return_value == 1
    digest = hashlib.sha256(near.encode()).hexdigest()
    (root / RELEASES).write_text(f'voice-care:\n  2.0.0: "{digest}"\n')
    assert "grace-too-short" not in lint(root).output


def amend(root: Path, *words: str) -> Result:
    arguments = ["standard", "amend", "voice-care", *words, "--root", str(root), "--as-of", DAY.isoformat()]
    return CliRunner().invoke(program, arguments, standalone_mode=False, catch_exceptions=False)


def test_a_released_version_is_deprecated_and_stays_released(tmp_path: Path) -> None:
    root = workspace(tmp_path, {NEXT: TIGHTER})
    release(root, "2.0.0")
    release(root, "1.0.0")
    amend(root, "1.0.0", "--status", "deprecated")
    assert (root / VOICE_CARE).read_text() == shared_text(VOICE_CARE, ("status: active", "status: deprecated"))
    assert "standard-edited-after-release" not in rules(root)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_markets_may_get_more_time_and_never_less(tmp_path: Path, newline: str) -> None:
    root = workspace(tmp_path, {})
    old = TIGHTER.replace("\n", newline).encode()
    (root / NEXT).write_bytes(old)
    release(root, "2.0.0")
    with pytest.raises(checker.CheckerError, match="it may only become later"):
        amend(root, "2.0.0", "--enforced-from", "2027-03-14")
    amend(root, "2.0.0", "--enforced-from", "2027-06-01", "--status", "deprecated")
    expected = old.replace(b"2027-03-15", b"2027-06-01").replace(b"status: active", b"status: deprecated")
    assert (root / NEXT).read_bytes() == expected
    assert "standard-edited-after-release" not in rules(root)


def test_a_version_that_was_never_enforced_is_enforced_with_grace(tmp_path: Path) -> None:
    root = workspace(tmp_path, {NEXT: TIGHTER.replace("enforced_from: 2027-03-15\n", "")})
    release(root, "2.0.0")
    with pytest.raises(checker.CheckerError, match="write 2027-02-20 or later"):
        amend(root, "2.0.0", "--enforced-from", "2027-02-19")
    amend(root, "2.0.0", "--enforced-from", "2027-02-20", "--status", "deprecated")
    text = (root / NEXT).read_text()
    assert "enforced_from: 2027-02-20\neffective_from:" in text
    assert "status: deprecated\n" in text


def test_what_was_edited_or_never_released_is_not_amended(tmp_path: Path) -> None:
    root = workspace(tmp_path, {NEXT: TIGHTER})
    with pytest.raises(checker.CheckerError, match="is not released; edit its file"):
        amend(root, "2.0.0", "--status", "retired")
    release(root, "2.0.0")
    (root / NEXT).write_text(TIGHTER + "# edited\n")
    with pytest.raises(checker.CheckerError, match="edited after its release"):
        amend(root, "2.0.0", "--status", "retired")
