"""From a draft to the last market: a major version of contact intake is linted, looked at, released, and all 18 sample
markets move to it. It renames a control and a step, drops a control that one market names, narrows a range, and a waiver
holds for version 1 only."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from workspaces import DAY, PROJECT

import checker
from checker.cli.program import program

PROCESS = "contact-intake"
OLD = PROJECT / f"standards/processes/{PROCESS}/1.0.0.yaml"
NEXT = f"standards/processes/{PROCESS}/2.0.0.yaml"
RENAMED = {"support_languages": "languages_served", "state_wait": "tell_wait"}
GONE = "data_required_before_human"


def next_version() -> str:
    """Version 2.0.0 as a draft, made from the one that markets run."""
    text = OLD.read_text()
    for old, new in RENAMED.items():
        text = re.sub(rf"\b{old}\b", new, text)
    renames = "renamed: {controls: {support_languages: languages_served}, steps: {state_wait: tell_wait}}\ncontrols:\n"
    for old, new in (
        ("version: 1.0.0\n", "version: 2.0.0\n"), ("status: active\n", "status: draft\n"), ("\ncontrols:\n", f"\n{renames}"),
        ("effective_from: 2026-01-01\n", "effective_from: 2026-12-01\nenforced_from: 2027-02-01\n"),
        ("    allowed: {min: 8, max: 24}\n", "    allowed: {min: 12, max: 24}\n"),
    ):  # fmt: skip
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return re.sub(rf"  - id: {GONE}\n(?:    .*\n|      .*\n)+", "", text)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    for name in ("standards", "markets"):
        shutil.copytree(PROJECT / name, folder / name)
    (folder / NEXT).write_text(next_version())
    return folder


def run(root: Path, *words: str) -> Result:
    day = () if words[:2] == ("standard", "lint") else ("--as-of", DAY.isoformat())
    return CliRunner().invoke(program, [*words, "--root", str(root), *day], standalone_mode=False, catch_exceptions=False)


def said(root: Path, *words: str) -> Any:
    return json.loads(run(root, *words, "--format", "json").output)


def effects(impacts: list[dict[str, Any]]) -> set[tuple[str, str]]:
    return {(each["effect"], each["element"]) for each in impacts if each["effect"] != "changes_silently"}


def test_from_a_draft_to_the_last_market(root: Path) -> None:
    before = {path.relative_to(root): path.read_bytes() for path in sorted(root.rglob("*.yaml"))}
    told = the_draft_is_looked_at(root)
    it_is_released_with_time_to_follow(root)
    markets = checker.check(root, as_of=DAY).markets
    assert len(markets) == 18
    for market in markets:
        a_market_moves(root, market, told[market])
    the_regions_follow(root)
    only_what_must_change_did(root, before)
    nothing_is_open_that_nobody_was_told_of(root, told)


def the_draft_is_looked_at(root: Path) -> dict[str, set[tuple[str, str]]]:
    """What the version would do to each market, before anybody is bound by it."""
    changes = {(each["kind"], each["element"]) for each in said(root, "standard", "diff", PROCESS, "1.0.0", "2.0.0")["changes"]}
    assert {
        ("control-renamed", "control:languages_served"), ("step-renamed", "step:tell_wait"),
        ("control-removed", f"control:{GONE}"), ("control-allowed-changed", "control:human_hours_per_day"),
    } <= changes  # fmt: skip
    impact = said(root, "standard", "impact", PROCESS, "2.0.0")
    told = {each["market"]: effects(each["impacts"]) for each in impact["markets"]}
    every = set[tuple[str, str]]().union(*told.values())
    assert ("orphaned", f"control:{GONE}") in every
    assert ("breaks", "control:human_hours_per_day") in every
    assert ("moves_by_itself", "control:languages_served") in every
    assert ("moves_by_itself", "step:tell_wait") in every
    assert ("waiver_no_longer_valid", "control:channels_offered") in told["id"]
    return told


def it_is_released_with_time_to_follow(root: Path) -> None:
    words = ("standard", "release", PROCESS, "2.0.0")
    with pytest.raises(checker.CheckerError, match="is draft"):
        run(root, *words)
    with pytest.raises(checker.CheckerError, match="is draft, and no market may adopt it"):
        run(root, "upgrade", "de", PROCESS, "2.0.0")
    file = root / NEXT
    file.write_text(file.read_text().replace("status: draft", "status: active"))
    assert "grace-too-short" in run(root, "standard", "lint", PROCESS).output
    with pytest.raises(checker.CheckerError, match="62 days to follow"):
        run(root, *words)
    file.write_text(file.read_text().replace("enforced_from: 2027-02-01", "enforced_from: 2027-06-01"))
    assert run(root, "standard", "lint", PROCESS).return_value == 0
    assert "markets have 182 days to follow" in run(root, *words).output
    assert "is released already" in run(root, *words).output


def a_market_moves(root: Path, market: str, told: set[tuple[str, str]]) -> None:
    """Shown first, then written, then there is nothing left to write."""
    words = ("upgrade", market, PROCESS, "2.0.0")
    files = {path: path.read_bytes() for path in root.rglob("*.yaml")}
    shown = said(root, *words, "--diff")
    assert {path: path.read_bytes() for path in root.rglob("*.yaml")} == files, "--diff writes nothing"
    done = said(root, *words)
    assert (done["files"], done["left"], done["renamed"]) == (shown["files"], shown["left"], shown["renamed"])
    regional = {("orphaned", each["element"]) for each in done["left"] if "the region's file holds" in each["message"]}
    by_hand = {("moves_by_itself", element) for _, element in regional}
    assert (effects([*done["left"], *done["renamed"]]) - regional) | by_hand == told
    assert {element for _, element in regional} <= {"control:languages_served"}
    for path in done["files"]:
        assert (root / path).read_bytes() == follow(files[root / path]), path
    again = run(root, *words)
    assert (again.return_value, "nothing is written" in again.output) == (0, True)


def the_regions_follow(root: Path) -> None:
    """Their files hold for several markets: a person writes the new names when the last one has moved."""
    files = sorted(root.glob(f"markets/*/{PROCESS}.yaml"))
    assert files, "a region of the sample says something of the process"
    for file in files:
        file.write_bytes(follow(file.read_bytes()))


def follow(data: bytes) -> bytes:
    """What a person would do by hand: the new names, and the version wherever it stands as adopted."""
    text = data.decode()
    if "kind: variant" in text:
        for old, new in RENAMED.items():
            text = re.sub(
                rf"(?m)^(\s*)({old}:)|(?<=tune: ){old}\b", lambda found, new=new: f"{found[1]}{new}:" if found[2] else new, text
            )
        return text.encode()
    adopts = re.search(r"(?m)^adopts:\n((?:[ ]+.*\n?|\n)+)", text)
    if adopts is None:
        return f"{text}\nadopts:\n  {PROCESS}: 2.0.0\n".encode()
    own = adopts[0]
    pinned = re.sub(rf"(?m)^(  {PROCESS}: )[\d.]+", r"\g<1>2.0.0", own)
    if pinned == own:
        last = own.rstrip("\n")
        pinned = f"{last}\n  {PROCESS}: 2.0.0{own[len(last) :]}"
    return text.replace(own, pinned).encode()


def only_what_must_change_did(root: Path, before: dict[Path, bytes]) -> None:
    after = {path.relative_to(root): path.read_bytes() for path in sorted(root.rglob("*.yaml"))}
    changed = {path for path in after if after[path] != before.get(path)}
    expected = re.compile(rf"standards/releases.yaml|{NEXT}|markets/[a-z]+/([a-z]+/market|([a-z]+/)?{PROCESS}).yaml")
    assert [path for path in changed if not expected.fullmatch(path.as_posix())] == []
    for path in changed:
        if path.as_posix().startswith("markets/"):
            assert re.findall(rb"#.*", after[path]) == re.findall(rb"#.*", before[path]), f"the comments of {path}"


def nothing_is_open_that_nobody_was_told_of(root: Path, told: dict[str, set[tuple[str, str]]]) -> None:
    old = {(each.rule, each.market, each.element) for each in checker.check(PROJECT, as_of=DAY).open if each.process == PROCESS}
    report = checker.check(root, as_of=DAY)
    assert {str(market.processes[PROCESS].version) for market in report.markets.values()} == {"2.0.0"}
    assert "standard-edited-after-release" not in {finding.rule for finding in report.findings}
    new = {
        (each.market, each.element)
        for each in report.open
        if each.process == PROCESS and each.level != "info" and not each.rule.startswith(("version-", "waiver-"))
        and (each.rule, each.market, each.element.replace("languages_served", "support_languages")) not in old
    }  # fmt: skip
    left = {(market, element) for market, found in told.items() for effect, element in found if effect in ("breaks", "orphaned")}
    assert new == left
    assert ("id", "control:channels_offered") in new
