"""`checker report`: what it writes, what it compares with, which commit its links name."""

import json
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from report_workspaces import breach_files, calm_files, report_of
from repositories import Repo

from checker.cli.program import run
from checker.report import page as page_module

AS_OF = ("--as-of", "2026-11-22")
SOURCE = "source_url: https://git.example.com/{commit}/{path}#L{line}\n"


def checker(*words: str) -> tuple[int, str]:
    """The exit code, and everything that was said."""
    said = StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = run(list(words))
    return code, said.getvalue()


@pytest.fixture(name="root")
def workspace_with_breaches(tmp_path: Path) -> Path:
    report_of(tmp_path / "workspace", breach_files())
    return tmp_path / "workspace"


def page_of(root: Path, *words: str) -> str:
    code, said = checker("report", "--root", str(root), *AS_OF, *words)
    assert code == 0, said
    return (root / "reports/index.html").read_text(encoding="utf-8")


def test_the_same_documents_give_the_same_bytes(root: Path) -> None:
    assert page_of(root) == page_of(root)


def test_changes_since_a_run_that_is_named(root: Path, tmp_path: Path) -> None:
    report_of(tmp_path / "before", calm_files())
    earlier = tmp_path / "last.json"
    checker("check", "--root", str(tmp_path / "before"), "--as-of", "2026-10-22", "--format", f"json={earlier}")
    assert 'data-view="/changes"' not in page_of(root)
    assert "Since 22\u00a0October\u00a02026: 4 new, 0 worsened, 0 fixed or settled." in page_of(root, "--previous", str(earlier))


def test_a_report_can_be_the_earlier_run(root: Path, tmp_path: Path) -> None:
    checker("report", "--root", str(root), "--as-of", "2026-10-22", "--output", str(tmp_path / "old"))
    assert "0 new, 0 worsened" in page_of(root, "--previous", str(tmp_path / "old/index.html"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{}", "is no earlier run"),
        (json.dumps({"format": "checker.report/1", "as_of": "2027-01-01", "summary": {"conformance": 1, "confirmed": 1},
                     "markets": [], "regions": [], "findings": []}), "is later than 2026-11-22; name an earlier run"),
    ],
)  # fmt: skip
def test_what_is_no_earlier_run_is_refused(root: Path, tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "last.json").write_text(content, encoding="utf-8")
    code, answer = checker("report", "--root", str(root), *AS_OF, "--previous", str(tmp_path / "last.json"))
    assert code == 2
    assert said in " ".join(answer.split())
    assert not (root / "reports/index.html").exists()


def test_links_name_the_commit_if_nothing_is_left_to_commit(root: Path) -> None:
    catalogue = root / "standards/catalogue.yaml"
    catalogue.write_text(catalogue.read_text(encoding="utf-8") + SOURCE, encoding="utf-8")
    assert "https://git.example.com" not in page_of(root)
    repo = Repo(root)
    repo.git("add", "standards", "markets")
    repo.git("commit", "--quiet", "-m", "All of it")
    commit = repo.git("rev-parse", "HEAD").strip()
    assert f"https://git.example.com/{commit}/markets/eu/es/voice-care.yaml#L4" in page_of(root)
    catalogue.write_text(catalogue.read_text(encoding="utf-8") + "# not committed\n", encoding="utf-8")
    assert "https://git.example.com" not in page_of(root)
    assert "https://git.example.com/0a1b/" in page_of(root, "--commit", "0a1b")


def test_a_very_large_report_is_written_as_pages(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_module, "MOST_BYTES", 1000)
    assert 'data-pages="markets"' in page_of(root)
    assert sorted(path.name for path in (root / "reports/markets").iterdir()) == ["es.html", "fr.html", "kr.html"]
