"""Reports to standard output, to files and to the summary of a step (4.2)."""

import json
import os
import stat
import threading
from collections.abc import Mapping
from pathlib import Path

import pytest
from test_command_line import BREACH, UNREADABLE, WARNING, Ended, check
from workspaces import ES, variant, workspace

from checker.formats.registry import format_names

SUMMARY = "GITHUB_STEP_SUMMARY"
MARK = "<!-- checker:summary v1 -->"


@pytest.fixture(autouse=True)
def _no_step_of_a_runner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SUMMARY, raising=False)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path / "workspace", {ES: BREACH})


@pytest.mark.parametrize(
    ("files", "words", "code"),
    [
        ({}, (), 0),
        ({ES: BREACH}, (), 1),
        ({ES: BREACH}, ("--fail-on", "never"), 0),
        ({ES: WARNING}, ("--fail-on", "warning"), 1),
        ({ES: UNREADABLE}, (), 3),
    ],
)
def test_no_format_changes_the_exit_code(tmp_path: Path, files: Mapping[str, str], words: tuple[str, ...], code: int) -> None:
    folder = workspace(tmp_path / "w", files)
    codes = {name: check(folder, *words, "--format", name).code for name in format_names()}
    assert codes == dict.fromkeys(format_names(), code)


def test_all_formats_at_once(root: Path, tmp_path: Path) -> None:
    """Each file holds what standard output would have been given."""
    names = [name for name in format_names() if name != "concise"]
    out = tmp_path / "out"
    words = [word for name in names for word in ("--format", f"{name}={out / name}")]
    ended = check(root, "--format", "concise", *words)
    assert ended.code == 1
    assert ended.out == check(root, "--format", "concise").out
    assert sorted(path.name for path in out.iterdir()) == names
    for name in names:
        assert (out / name).read_bytes().decode() == check(root, "--format", name).out


def test_without_one_for_standard_output_nothing_is_printed(root: Path, tmp_path: Path) -> None:
    assert check(root, "--format", f"sarif={tmp_path / 'a.sarif'}").out == ""


def test_a_missing_folder_is_made_and_named(root: Path, tmp_path: Path) -> None:
    ended = check(root, "--format", f"junit={tmp_path / 'a' / 'b' / 'junit.xml'}")
    assert ended.code == 1
    assert f"made the folder {tmp_path / 'a' / 'b'}" in ended.err
    assert "made the folder" not in check(root, "--format", f"junit={tmp_path / 'a' / 'b' / 'junit.xml'}").err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("json={folder}",), "is a folder; name a file in it"),
        (("json={folder}/file/out.json",), "file is a file"),
        (("json={folder}/file/deep/er/out.json",), "file is a file"),
        (("json={folder}/a", "sarif={folder}/a"), "two formats would go to"),
        (("sarif", "json"), "one format at most goes to standard output"),
        (("sarif=",), "names no file"),
        (("sarrif=x",), "did you mean `sarif`"),
    ],
)
def test_what_cannot_be_written_is_said_before_the_check(root: Path, tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    (tmp_path / "file").write_text("kept")
    options = [word for each in words for word in ("--format", each.format(folder=tmp_path))]
    ended = check(root, *options)
    assert ended.code == 2
    assert said in ended.err
    assert not ended.out
    assert (tmp_path / "file").read_text() == "kept"
    assert not (tmp_path / "a").exists()


# Whole or not at all.


def test_a_reader_of_the_old_file_keeps_it(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    file.write_text("old " * 1_000)
    with file.open() as opened:
        assert check(root, "--format", f"json={file}").code == 1
        assert opened.read() == "old " * 1_000
    assert json.loads(file.read_text())["findings"]
    assert {path.name for path in tmp_path.iterdir()} == {"workspace", "report.json"}


def test_rights_and_links_of_a_file_stay(root: Path, tmp_path: Path) -> None:
    file, link = tmp_path / "real.json", tmp_path / "link.json"
    file.write_text("old")
    file.chmod(0o640)
    link.symlink_to(file)
    check(root, "--format", f"json={link}")
    assert link.is_symlink()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert json.loads(file.read_text())["findings"]


def test_a_pipe_is_written_into(root: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()), daemon=True)
    reader.start()
    check(root, "--format", f"json={pipe}")
    reader.join(timeout=20)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert json.loads(read[0])["findings"]


def test_a_break_off_leaves_the_old_file(tmp_path: Path) -> None:
    from checker.cli.files import replace_file

    file = tmp_path / "report.json"
    file.write_text("old")

    def pieces() -> object:
        yield b"new"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        replace_file(file, pieces())  # type: ignore[arg-type]
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("report.json", "old")]


# The summary of a step.


def summarised(root: Path, monkeypatch: pytest.MonkeyPatch, file: Path, *words: str) -> Ended:
    monkeypatch.setenv(SUMMARY, str(file))
    return check(root, *words)


def test_github_appends_the_summary(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "summary.md"
    file.write_text("# An earlier command of the step\n")
    plain = check(root, "--format", "github")
    ended = summarised(root, monkeypatch, file, "--format", "github")
    assert ended == plain
    written = file.read_text()
    assert written.startswith("# An earlier command of the step\n")
    assert written.count(MARK) == 1
    assert written.endswith(check(root, "--format", "markdown").out)


def test_the_summary_comes_once_however_often_github_is_asked_for(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "summary.md"
    summarised(root, monkeypatch, file, "--format", f"github={tmp_path / 'a'}", "--format", "github")
    assert file.read_text().count(MARK) == 1


@pytest.mark.parametrize("name", sorted(set(format_names()) - {"github"}))
def test_other_formats_leave_it_alone(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    file = tmp_path / "summary.md"
    summarised(root, monkeypatch, file, "--format", name)
    assert not file.exists()


def test_without_the_variable_nothing_is_written(root: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    check(root, "--format", "github")
    assert sorted(tmp_path.rglob("*")) == before


def test_a_summary_that_cannot_be_written_fails_nothing(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = summarised(root, monkeypatch, tmp_path, "--format", "github")
    assert (ended.code, "cannot write the step's summary" in ended.err) == (1, True)
    assert ended.out.startswith("::error file=")
    missing = summarised(root, monkeypatch, tmp_path / "no" / "where", "--format", "github")
    assert (missing.code, "cannot write the step's summary" in missing.err) == (1, True)


def test_a_full_summary_is_left_as_it_is(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """GitHub shows nothing at all of a summary over 1 MiB."""
    file = tmp_path / "summary.md"
    file.write_bytes(b"x" * (1024 * 1024 - 100))
    ended = summarised(root, monkeypatch, file, "--format", "github")
    assert (ended.code, "has no room" in ended.err) == (1, True)
    assert file.stat().st_size == 1024 * 1024 - 100


def test_a_summary_fits_however_much_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = ", ".join(f"unknown_{index}: 1" for index in range(1_000))
    folder = workspace(tmp_path / "w", {ES: variant(f"controls: {{{entries}}}")})
    file = tmp_path / "summary.md"
    assert summarised(folder, monkeypatch, file, "--format", "github").code == 1
    assert 50_000 < file.stat().st_size < 1024 * 1024
    assert "Not all is shown" in file.read_text()
