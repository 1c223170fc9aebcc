"""Each folder `tests/cases/<rule>/<claim>/` is one claim about one rule.

A case holds the files that it lays over `tests/cases/_workspace`, and:
- `expected.txt`: a line for each finding, `level rule market/process element disposition` (`-` for null); comments
  start with `#`, and `# as of 2027-01-01` sets another day;
- `statuses.txt` (may be missing): a line for each element that is not aligned, `market/process element status`, and
  with `-` for the element a line for each process that is not;
- `remove.txt` (may be missing): files of the shared workspace to leave out;
- `base/` (may be missing): files that lie over the shared workspace before the change that the case is about. With it, or
  with a comment `# under a base`, the case is checked against that; a line then ends with what the change made of the
  finding. `# changed by owner@example.com` names who made it; otherwise it is the lead of Spain.
A folder whose name starts with `not-` shows what its rule does not find; in every other one its rule speaks.
"""

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from repositories import Repo
from workspaces import CASES, DAY, SHARED, rows

import checker
from checker.rules.registry import all_rules

CASE_FOLDERS = sorted(path.parent for path in CASES.glob("*/*/expected.txt"))
INSTRUCTIONS = ("expected.txt", "statuses.txt", "remove.txt", "base")
OTHER_DAY = re.compile(r"# as of (\d{4}-\d\d-\d\d)")
MAKER = re.compile(r"# changed by (\S+)")
UNDER_A_BASE = "# under a base"
BASE_DAY = date(2026, 11, 1)


WAITING: dict[str, str] = {}


def lines_of(path: Path) -> list[str]:
    lines = (line.strip() for line in path.read_text().splitlines())
    return sorted(" ".join(line.split()) for line in lines if line and not line.startswith("#"))


def checked(case: Path, root: Path) -> checker.Report:
    """What is found in the case's workspace, which is built in `root`; against its base where it has one."""
    text = (case / "expected.txt").read_text()
    if UNDER_A_BASE not in text and not (case / "base").exists():
        return checker.check(built(case, root), as_of=day_of(case))
    shutil.copytree(SHARED, root)
    if (case / "base").exists():
        shutil.copytree(case / "base", root, dirs_exist_ok=True)
    repo = Repo(root)
    repo.commit(day=BASE_DAY)
    maker = MAKER.search(text)
    if maker:
        repo.git("config", "user.email", maker[1])
    return checker.check(changed(case, root), as_of=day_of(case), base="HEAD")


def built(case: Path, root: Path) -> Path:
    shutil.copytree(SHARED, root)
    return changed(case, root)


def changed(case: Path, root: Path) -> Path:
    """The workspace in `root` with the case's own files over it."""
    if (case / "remove.txt").exists():
        for path in lines_of(case / "remove.txt"):
            (root / path).unlink()
            if (root / ".git").exists() and not list((root / path).parent.iterdir()):
                (root / path).parent.rmdir()  # as git does
    shutil.copytree(case, root, dirs_exist_ok=True, symlinks=True, ignore=shutil.ignore_patterns(*INSTRUCTIONS))
    return root


def day_of(case: Path) -> date:
    found = OTHER_DAY.search((case / "expected.txt").read_text())
    return date.fromisoformat(found[1]) if found else DAY


def statuses(report: checker.Report) -> list[str]:
    found = []
    for market in report.markets.values():
        for process in market.processes.values():
            where = f"{market.market}/{process.process}"
            found.append(f"{where} - {process.status}")
            found += [f"{where} {each.element} {each.status}" for each in process.elements.values()]
    return sorted(line for line in found if not line.endswith(" aligned"))


def parameters() -> Iterator[ParameterSet]:
    for case in CASE_FOLDERS:
        name = f"{case.parent.name}/{case.name}"
        marks = [pytest.mark.xfail(reason=WAITING[name], strict=True)] if name in WAITING else []
        yield pytest.param(case, id=name, marks=marks)


@pytest.mark.parametrize("case", list(parameters()))
def test_case(case: Path, tmp_path: Path) -> None:
    report = checked(case, tmp_path / "workspace")
    assert rows(report) == lines_of(case / "expected.txt")
    if (case / "statuses.txt").exists():
        assert statuses(report) == lines_of(case / "statuses.txt")


@pytest.mark.parametrize("case", CASE_FOLDERS, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_a_case_is_about_its_rule(case: Path) -> None:
    speaks = case.parent.name in {line.split()[1] for line in lines_of(case / "expected.txt")}
    assert speaks != case.name.startswith("not-")


@pytest.mark.parametrize("rule", all_rules())
def test_every_rule_has_a_case_in_which_it_speaks(rule: str) -> None:
    assert [case for case in CASE_FOLDERS if case.parent.name == rule and not case.name.startswith("not-")]


def test_every_folder_of_cases_is_a_rule() -> None:
    folders = {path.name for path in CASES.iterdir() if path.is_dir()} - {SHARED.name}
    assert folders <= set(all_rules())


def test_every_folder_of_a_rule_is_a_case() -> None:
    folders = {path for path in CASES.glob("*/*") if path.is_dir() and path.parent != SHARED}
    assert folders == set(CASE_FOLDERS)


def test_the_shared_workspace_is_clean() -> None:
    report = checker.check(SHARED, as_of=DAY)
    assert rows(report) == []
    assert statuses(report) == []
    assert report.numbers[:4] == (100.0, 100.0, 100.0, 100.0)
