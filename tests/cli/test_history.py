"""`checker history`: how numbers moved from commit to commit, and what moved them."""

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from repositories import Repo
from workspaces import CASES, DAY, ES, REFUND, shared_text, variant, workspace

import checker
from checker.cli.program import program
from checker.pipeline.history import history
from checker.pipeline.request import Request

LOOSE = variant("controls: {payout_days: 9}")


def told(root: Path, *words: str) -> list[dict[str, Any]]:
    done = CliRunner().invoke(
        program, ["history", "--root", str(root), "--format", "json", *words], standalone_mode=False, catch_exceptions=False
    )
    found: list[dict[str, Any]] = json.loads(done.output)["commits"]
    return found


def moved(commit: dict[str, Any]) -> dict[str, list[str]]:
    return {each["market"]: each["moved_by"] for each in commit["markets"] if each["moved_by"]}


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """Spain loosens a limit, the standard follows, Spain plans a looser one, and its day comes."""
    root = workspace(tmp_path)
    repo = Repo(root)
    repo.commit(day=DAY)
    repo.write({ES: LOOSE})
    repo.commit(day=DAY + timedelta(days=1))
    limit = "value: {}, unit: business_days, stricter: lower, tailoring: tighten_only, severity: customer"
    repo.write({REFUND: shared_text(REFUND, (limit.format(5), limit.format(9)))})
    repo.commit(day=DAY + timedelta(days=2))
    repo.write({ES: variant("controls: {payout_days: {value: 12, from: 2027-01-01}}")})
    repo.commit(day=DAY + timedelta(days=3))
    repo.write({"markets/eu/fr/refund.yaml": variant("controls: {tone: friendly}")})
    repo.commit(day=date(2027, 1, 5))
    return repo


def test_each_commit_is_judged_for_its_own_day_and_says_what_moved_a_market(repo: Repo) -> None:
    commits = told(repo.root)
    assert [commit["breaches"] for commit in commits] == [0, 1, 0, 0, 1]
    assert [moved(commit) for commit in commits] == [{}, {"es": ["variant"]}, {"es": ["standard"]}, {}, {"es": ["calendar"]}]


def test_the_numbers_are_those_of_a_check_on_that_day(repo: Repo) -> None:
    report = checker.check(repo.root, as_of=date(2027, 1, 5))
    last = told(repo.root)[-1]
    assert (last["conformance"], last["governed"]) == report.numbers[:2]
    assert {each["market"]: each["conformance"] for each in last["markets"]} == {
        market.market: market.numbers.conformance for market in report.markets.values()
    }


def test_a_commit_without_a_usable_catalogue_is_told_and_hides_no_other(repo: Repo) -> None:
    text = (repo.root / "standards/catalogue.yaml").read_text()
    repo.write({"standards/catalogue.yaml": "kind: catalogue\n"})
    repo.commit(day=date(2027, 1, 6))
    repo.write({"standards/catalogue.yaml": text})
    repo.commit(day=date(2027, 1, 7))
    broken, mended = told(repo.root, "--last", "2")
    assert "cannot be used" in broken["because"]
    assert (mended["because"], mended["breaches"]) == ("", 1)


def test_as_csv_there_is_a_row_for_each_market_and_commit(repo: Repo) -> None:
    done = CliRunner().invoke(program, ["history", "--root", str(repo.root), "--format", "csv"], standalone_mode=False)
    rows = list(csv.DictReader(io.StringIO(done.output)))
    assert len(rows) == 5 * 2
    assert [row["moved_by"] for row in rows if row["market"] == "es"] == ["", "variant", "standard", "", "calendar"]


def test_a_known_answer_is_given_again_and_a_new_commit_is_not_missed(repo: Repo) -> None:
    first = told(repo.root)
    assert told(repo.root) == first
    assert told(repo.root, "--no-cache") == first
    repo.write({ES: variant("controls: {payout_days: 3}")})
    repo.commit(day=date(2027, 1, 8))
    assert [commit["breaches"] for commit in told(repo.root)] == [0, 1, 0, 0, 1, 0]


def test_shared_out_over_processes_it_says_the_same(repo: Repo) -> None:
    """At a seam too, behind a commit that nobody can judge."""
    text = (repo.root / "standards/catalogue.yaml").read_text()
    repo.commit({"standards/catalogue.yaml": "kind: catalogue\n"}, day=date(2027, 1, 6))
    repo.commit({"standards/catalogue.yaml": text, ES: LOOSE}, day=date(2027, 1, 7))
    request = Request(repo.root, DAY)
    alone = history(request, 50, jobs=1)
    assert [each.breaches for each in alone] == [0, 1, 0, 0, 1, 0, 0]
    assert len({jobs for jobs in range(2, 8) if history(request, 50, jobs) == alone}) == 6


CASE = CASES / "waiver-exceeded/a-value-beyond-what-is-accepted"
WAIVER = "standards/waivers/es/W-ES-001.yaml"
LAW = "standards/law/FR.yaml"
SETTLED = {
    ES: (CASE / ES).read_text(),
    WAIVER: (CASE / WAIVER).read_text(),
    "markets/eu/fr/refund.yaml": variant(
        "controls: {return_days: {value: 336, unit: hours, because: {type: law_requires, law: FR-RETURN}}}"
    ),
    LAW: """kind: law
jurisdiction: FR
checked_on: 2026-11-01
notice: Example data, not legal advice.
duties:
  - id: FR-RETURN
    citation: Example
    says: An example.
    status: enacted
    evidence: verified
    control: refund/return_days
    bound: exact
    value: 14
    unit: calendar_days
""",
}


@pytest.mark.parametrize(
    ("cause", "path", "old", "new", "market"),
    [
        ("waiver", WAIVER, "at_most: 8", "at_most: 9", "es"),
        ("law", LAW, "status: enacted", "status: repealed", "fr"),
    ],
)
def test_a_waiver_and_a_law_are_named_where_they_moved_a_market(
    tmp_path: Path, cause: str, path: str, old: str, new: str, market: str
) -> None:
    """Spain takes nine days and its waiver accepts eight; France's days of return are what a duty asks for."""
    repo = Repo(workspace(tmp_path, SETTLED))
    repo.commit(day=DAY)
    text = (repo.root / path).read_text()
    assert text.count(old) == 1
    repo.commit({path: text.replace(old, new)}, day=DAY)
    assert moved(told(repo.root)[-1]) == {market: [cause]}


def test_outside_a_repository_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(checker.CheckerError):
        told(workspace(tmp_path))
