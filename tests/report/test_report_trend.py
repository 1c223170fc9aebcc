"""The trend of the report: real days, what moved markets, since when something is open; nothing where nothing is known."""

import json
import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from repositories import Repo
from workspaces import DAY, ES, FR, variant, workspace

import checker
from checker.cli.program import program
from checker.model.moments import Moment, Opened, opened
from checker.report.page import Extras, render_page

LOOSE = variant("controls: {payout_days: 9}")
START = DAY - timedelta(days=100)


def write(root: Path, *words: str, as_of: date = DAY) -> str:
    arguments = ["report", "--root", str(root), "--as-of", as_of.isoformat(), "-q", "--output", str(root / "reports"), *words]
    done = CliRunner().invoke(program, arguments, standalone_mode=False, catch_exceptions=False)
    assert done.exit_code == 0
    return (root / "reports/index.html").read_text()


def view(text: str, name: str) -> str:
    found = re.search(rf'<section class="view" id="/{name}".*?</noscript>', text, re.DOTALL)
    return found[0] if found else ""


def words_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html)).replace("\u00a0", " ")


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """Spain loosens a limit after ten days and France one after eighty; a fourth commit moves nobody."""
    repo = Repo(workspace(tmp_path / "w"))
    repo.write({".gitignore": "reports/\n"})
    repo.commit(day=START, message="start")
    repo.commit({ES: LOOSE}, day=START + timedelta(days=10), message="Spain pays later")
    repo.commit({FR: LOOSE}, day=START + timedelta(days=80), message="France too")
    repo.commit({ES: LOOSE + "# a note\n"}, day=START + timedelta(days=90), message="a note")
    return repo


def test_the_trend_names_the_days_the_numbers_and_what_moved_them(repo: Repo) -> None:
    said = words_of(view(write(repo.root, "--history", "50"), "trend"))
    report = checker.check(repo.root, as_of=DAY)
    assert "4 commits, from 14 August 2026 to 22 November 2026" in said
    assert f"22 November 2026 {report.numbers.conformance:g} {report.numbers.governed:g} 2" in said
    assert re.search(r"2 November 2026 [\d.]+ [\d.]+ 2 France by its files France too", said)
    assert re.search(r"24 August 2026 [\d.]+ [\d.]+ 1 Spain by its files Spain pays later", said)
    assert "a note" not in said


def test_the_trend_names_markets_that_are_new_and_gone(repo: Repo) -> None:
    folder = repo.root / "markets/eu/fr"
    shutil.move(folder, folder.with_name("pt"))
    market = folder.with_name("pt") / "market.yaml"
    changed = market.read_text().replace("France", "Portugal")
    repo.commit({"markets/eu/pt/market.yaml": changed}, day=START + timedelta(days=95), message="France leaves")
    said = words_of(view(write(repo.root, "--history", "50"), "trend"))
    assert re.search("(Portugal|pt) new; fr gone France leaves", said), said


def test_days_are_as_far_apart_in_the_chart_as_they_were(repo: Repo) -> None:
    chart = view(write(repo.root, "--history", "50"), "trend")
    line = re.findall(r'<path d="([^"]*)" fill="none" stroke="currentColor" stroke-width="2"', chart)[0]
    xs = [int(x) for x, _ in re.findall(r"(\d+) (\d+)", line)]
    assert len(xs) == 5
    share = [(x - xs[0]) / (xs[-1] - xs[0]) for x in xs]
    assert share == pytest.approx([0, 0.1, 0.8, 0.9, 1], abs=0.01)


def test_a_finding_says_since_when_it_is_open_and_the_run_in_the_page_knows_it(repo: Repo) -> None:
    text = write(repo.root, "--history", "50").replace("\u00a0", " ")
    assert "open for 90 days" in text
    assert "open for 20 days" in text
    assert "or more" not in text


def test_what_the_oldest_commit_had_open_may_be_older(repo: Repo) -> None:
    text = write(repo.root, "--history", "2").replace("\u00a0", " ")
    assert "open for 20 days or more" in text
    assert "open for 90 days" not in text


def test_a_fingerprint_that_was_away_for_a_while_is_open_since_it_came_back() -> None:
    def moment(day: int, *found: str, because: str = "") -> Moment:
        return Moment(str(day), date(2026, 1, day), "", 99.0, 99.0, 0, (), because, frozenset(found))

    moments = (moment(1, "a", "b"), moment(2, "b"), moment(3, because="no catalogue"), moment(4, "a", "b"), moment(5, "a", "b"))
    assert opened(moments) == {"a": Opened(date(2026, 1, 4), is_exact=True), "b": Opened(date(2026, 1, 1), is_exact=False)}
    assert opened(()) == {}


def test_commits_after_the_day_of_the_report_are_not_told(repo: Repo) -> None:
    said = words_of(view(write(repo.root, "--history", "50", as_of=START + timedelta(days=40)), "trend"))
    assert "France" not in said
    assert "24 August 2026" in said


def test_earlier_runs_make_a_trend_too(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w")
    before = DAY - timedelta(days=30)
    file = tmp_path / "last.json"
    file.write_text(checker.render(checker.check(root, as_of=before), "json"))
    (root / ES).write_text(LOOSE)
    said = words_of(view(write(root, "--previous", str(file)), "trend"))
    conformance = json.loads(file.read_text())["summary"]["conformance"]
    assert f"23 October 2026 {conformance:g} 0" in said
    assert "Governed" not in said, "an earlier run's JSON is not asked for what it cannot tell by commit"


def test_without_commits_and_runs_there_is_no_trend_and_the_method_says_so(tmp_path: Path) -> None:
    text = write(workspace(tmp_path / "w"))
    assert view(text, "trend") == ""
    assert "#/trend" not in text
    assert "No trend is shown" in view(text, "method")


def test_one_commit_of_the_same_day_is_no_trend(tmp_path: Path) -> None:
    repo = Repo(workspace(tmp_path / "w"))
    repo.commit(day=DAY)
    text = write(repo.root, "--history", "5")
    assert view(text, "trend") == ""
    assert "open for" not in text


def test_outside_a_repository_the_report_refuses_to_guess(tmp_path: Path) -> None:
    with pytest.raises(checker.CheckerError):
        write(workspace(tmp_path / "w"), "--history", "5")


def test_the_words_of_commits_stay_text(tmp_path: Path) -> None:
    repo = Repo(workspace(tmp_path / "w"))
    repo.commit(day=START, message="<script>boom()</script>")
    text = write(repo.root, "--history", "5")
    assert "<script>boom" not in text
    assert "&lt;script&gt;boom" in view(text, "trend")


def test_the_same_commits_give_the_same_bytes(repo: Repo) -> None:
    assert write(repo.root, "--history", "50") == write(repo.root, "--history", "50")


def test_a_page_of_a_report_given_no_commits_has_no_trend(tmp_path: Path) -> None:
    report = checker.check(workspace(tmp_path), as_of=DAY)
    assert view(render_page(report, Extras()), "trend") == ""
