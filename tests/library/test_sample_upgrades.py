"""Every sample market that runs an older version moves to the newest active one; what it says stays, what is left is named."""

import difflib
import shutil
from pathlib import Path

import pytest
from workspaces import DAY, PROJECT

import checker
from checker.load.workspace import WorkspaceFiles
from checker.pipeline.impact import impact
from checker.pipeline.moving import upgrade

BEHIND = ("version-behind", "version-overdue", "version-retired")


@pytest.fixture(scope="module")
def moves() -> list[tuple[str, str, str]]:
    """Market, process and newest active version, for each that runs an older one."""
    workspace = checker.read_workspace(PROJECT)
    report = checker.check(PROJECT, as_of=DAY)
    behind = [each for each in report.findings if each.rule in BEHIND and each.market and each.process]
    found = []
    for finding in behind:
        versions = workspace.programme.standards[finding.process or ""]
        newest = max(version for version, document in versions.items() if document.model.status == "active")
        found.append((finding.market or "", finding.process or "", str(newest)))
    return found


def copied(root: Path) -> Path:
    for folder in ("standards", "markets"):
        shutil.copytree(PROJECT / folder, root / folder)
    return root


def test_there_is_something_to_move(moves: list[tuple[str, str, str]]) -> None:
    assert ("jp", "complaint-and-escalation", "2.0.0") in moves


def test_all_markets_move_and_only_what_must_change_does(tmp_path: Path, moves: list[tuple[str, str, str]]) -> None:
    root = copied(tmp_path)
    left: set[tuple[str, str, str]] = set()
    for market, process, version in moves:
        done = upgrade(WorkspaceFiles(root), market, process, version, DAY)
        for path, (old, new) in done.texts.items():
            edited = [
                line for line in difflib.ndiff(old.decode().splitlines(), new.decode().splitlines()) if line[:2] in ("+ ", "- ")
            ]
            assert len(edited) <= 2 + 2 * len(done.renamed), f"{path}: {edited}"
            assert old.count(b"#") == new.count(b"#")
            (root / path).write_bytes(new)
        left |= {(market, process, each.element) for each in done.left if each.effect in ("breaks", "orphaned")}
        again = upgrade(WorkspaceFiles(root), market, process, version, DAY)
        assert again.texts == {}
    report = checker.check(root, as_of=DAY)
    for market, process, version in moves:
        assert str(report.markets[market].processes[process].version) == version
    before = {(each.rule, each.market, each.process, each.element) for each in checker.check(PROJECT, as_of=DAY).open}
    later = [each for each in report.open if each.level != "info" and not each.rule.startswith("waiver-")]
    new = {
        (each.market, each.process, each.element)
        for each in later
        if (each.rule, each.market, each.process, each.element) not in before
    }
    assert new <= left
    assert ("jp", "complaint-and-escalation", "control:final_response_business_days") in left


def test_impact_and_upgrade_say_the_same(moves: list[tuple[str, str, str]]) -> None:
    files = WorkspaceFiles(PROJECT)
    for market, process, version in moves[:4]:
        told = next(each for each in impact(files, process, version, DAY).markets if each.market == market)
        done = upgrade(files, market, process, version, DAY)
        assert {(each.effect, each.element) for each in done.left} == {
            (each.effect, each.element) for each in told.impacts if each.effect not in ("moves_by_itself", "changes_silently")
        }
