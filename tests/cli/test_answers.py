"""`check` answers again what it answered before, and only that."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]


class Runs:
    """Runs `checker check` on a copy of the sample's standards with one market, with a cache of its own."""

    def __init__(self, folder: Path) -> None:
        import shutil

        self.root, self.cache = folder / "workspace", folder / "cache"
        shutil.copytree(PROJECT / "standards", self.root / "standards")
        (self.root / "markets").mkdir()
        for region in sorted((PROJECT / "markets").iterdir())[:1]:
            shutil.copytree(region, self.root / "markets" / region.name)

    def __call__(self, *words: str, cwd: Path | None = None) -> tuple[int, bytes, bytes]:
        environment = {**os.environ, "CHECKER_CACHE_DIR": str(self.cache)}
        command = [sys.executable, "-m", "checker", "check", "--root", str(self.root), "--as-of", "2026-11-22", *words]
        run = subprocess.run(command, capture_output=True, env=environment, check=False, cwd=cwd or PROJECT)
        return run.returncode, run.stdout, run.stderr

    @property
    def kept(self) -> int:
        return len(list((self.cache / "answers").iterdir())) if (self.cache / "answers").exists() else 0


@pytest.fixture
def runs(tmp_path: Path) -> Runs:
    return Runs(tmp_path)


def test_the_same_question_gets_the_same_bytes(runs: Runs) -> None:
    first = runs()
    assert runs.kept == 1
    answer = next((runs.cache / "answers").iterdir())
    stamp = answer.stat().st_mtime_ns
    assert runs() == first == runs("--no-cache")
    assert answer.stat().st_mtime_ns == stamp  # it was read, not made again


def test_an_answer_comes_without_reading_a_document(runs: Runs) -> None:
    first = runs("--format", "json")
    environment = {**os.environ, "CHECKER_CACHE_DIR": str(runs.cache)}
    command = ["check", "--root", str(runs.root), "--as-of", "2026-11-22", "--format", "json"]
    code = f"""
import sys
from checker.cli.program import run
code = run({command!r})
heavy = {{"yaml", "pydantic", "jsonschema"}} & set(sys.modules)
assert not heavy, heavy
sys.exit(code)
"""
    again = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment, check=False, cwd=PROJECT)
    assert (again.returncode, again.stdout) == first[:2], again.stderr.decode()


@pytest.mark.parametrize(
    "more",
    [("--as-of", "2026-11-23"), ("--format", "concise"), ("--fail-on", "never"), ("-v",), ("-q",), ("--all-elements",)],
)
def test_another_question_is_asked_anew(runs: Runs, more: tuple[str, ...]) -> None:
    runs()
    again = runs(*more)
    assert runs.kept == 2
    assert again == runs(*more, "--no-cache")


def test_a_changed_file_is_judged_anew(runs: Runs) -> None:
    before = runs("--format", "json")
    market = next(runs.root.glob("markets/*/*/market.yaml"))
    market.write_text(market.read_text().replace("kind: market", "kind: markt"))
    after = runs("--format", "json")
    assert after[0] == 3
    assert after != before
    assert after == runs("--format", "json", "--no-cache")


def test_files_are_written_from_a_known_answer_too(runs: Runs, tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    first = runs("--format", f"json={file}", "--format", "concise")
    text = file.read_bytes()
    file.unlink()
    assert runs("--format", f"json={file}", "--format", "concise") == first
    assert file.read_bytes() == text


def test_a_cache_that_cannot_be_used_changes_nothing(runs: Runs) -> None:
    first = runs("--no-cache")
    assert runs.kept == 0
    runs.cache.write_text("a file where the folder belongs")
    assert runs() == first


def test_paths_are_seen_from_where_one_stands(runs: Runs) -> None:
    market = next(runs.root.glob("markets/*/*/market.yaml")).parent
    inside = runs("./market.yaml", cwd=market)
    assert inside == runs("./market.yaml", cwd=market)
    assert runs("./market.yaml", cwd=runs.root)[0] == 2
