"""The files that other repositories copy or use: what a stranger writes is data in them, never a part of a script."""

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from repositories import Repo
from workspaces import ES, PROJECT, variant, workspace

from checker.cli.program import COMMANDS, run
from checker.formats.markdown_format import MARK

TEMPLATES = PROJECT / "templates"
ACTION = PROJECT / "action.yml"
WORKFLOWS = sorted((TEMPLATES / "github").glob("*.yml"))
PINNED_BY_ITS_READER = "OWNER/REPO@COMMIT"


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text())


def steps(path: Path) -> Iterator[Mapping[str, Any]]:
    document = read(path)
    if "runs" in document:
        yield from document["runs"]["steps"]
    for job in document.get("jobs", {}).values():
        yield from job["steps"]


@pytest.mark.parametrize("path", [ACTION, *WORKFLOWS], ids=lambda path: path.name)
def test_nothing_is_written_into_a_script(path: Path) -> None:
    for step in steps(path):
        assert "${{" not in step.get("run", "")


def test_each_script_of_the_action_names_its_shell() -> None:
    assert all(step["shell"] == "bash" for step in steps(ACTION) if "run" in step)


def test_every_input_of_the_action_reaches_its_script() -> None:
    document = read(ACTION)
    given = " ".join(document["runs"]["steps"][1]["env"].values())
    assert all(f"inputs.{name}" in given for name in document["inputs"])


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_do_no_more_than_it_has_to(path: Path) -> None:
    document = read(path)
    permissions = document["permissions"]
    writes = {name for name, right in permissions.items() if right == "write"}
    assert writes == ({"pull-requests"} if path.name == "fork-comment.yml" else set())
    assert "pull_request_target" not in path.read_text()
    assert all("timeout-minutes" in job for job in document["jobs"].values())


def test_the_job_that_may_write_checks_nothing_out_and_uses_nobody_s_action() -> None:
    assert all("uses" not in step for step in steps(TEMPLATES / "github/fork-comment.yml"))


def test_the_comment_is_found_again_by_the_mark_that_the_format_writes() -> None:
    script = next(step["run"] for step in steps(TEMPLATES / "github/fork-comment.yml"))
    mark = re.search(r"mark='([^']*)'", script)
    assert mark is not None
    assert MARK.startswith(mark[1])
    subprocess.run(["bash", "-n"], input=script, text=True, check=True)


@pytest.mark.parametrize("name", ["gate.yml", "fork-check.yml"])
def test_a_gate_has_the_whole_history_and_leaves_no_key_behind(name: str) -> None:
    checkout = next(step for step in steps(TEMPLATES / "github" / name) if "checkout" in step.get("uses", ""))
    assert checkout["with"] == {"fetch-depth": 0, "persist-credentials": False}
    assert any(step.get("uses") == PINNED_BY_ITS_READER for step in steps(TEMPLATES / "github" / name))


# The action's own script, run.


def called(tmp_path: Path, **inputs: str) -> tuple[list[str], str]:
    """The words that the action's script calls the checker with, and what it says of the exit code."""
    script = read(ACTION)["runs"]["steps"][1]["run"]
    tool = tmp_path / "process-standard-checker/bin/checker"
    tool.parent.mkdir(parents=True)
    tool.write_text(f'#!/bin/bash\nprintf "%s\\n" "$@" > {tmp_path}/words\nexit 3\n')
    tool.chmod(0o755)
    names = ("BASE", "ROOT", "STANDARDS", "FAIL_ON", "SARIF", "MARKDOWN", "ARGUMENTS")
    given = {f"GATE_{name}": inputs.get(name.lower(), "") for name in names}
    environment = {"PATH": os.environ["PATH"], "RUNNER_TEMP": str(tmp_path), "GITHUB_OUTPUT": str(tmp_path / "output"), **given}
    ended = subprocess.run(["bash", "-eo", "pipefail", "-c", script], env=environment, cwd=tmp_path, check=False)
    assert ended.returncode == 3
    return (tmp_path / "words").read_text().splitlines(), (tmp_path / "output").read_text()


def test_the_action_calls_the_checker_with_what_was_asked_for(tmp_path: Path) -> None:
    words, output = called(
        tmp_path, base="abc", root="cx", fail_on="warning", sarif="out.sarif", markdown="c.md", standards="std",
        arguments="--require-signed-approvals\n\n--allow-narrowing\n",
    )  # fmt: skip
    assert words == [
        "check", "--root=cx", "--fail-on=warning", "--format=github", "--base=abc", "--standards=std",
        "--format=sarif=out.sarif", "--format=markdown=c.md", "--require-signed-approvals", "--allow-narrowing",
    ]  # fmt: skip
    assert output == "exit-code=3\n"


def test_what_nobody_asked_for_is_left_out(tmp_path: Path) -> None:
    assert called(tmp_path, root=".", fail_on="error")[0] == ["check", "--root=.", "--fail-on=error", "--format=github"]


def test_words_that_look_like_a_script_stay_words(tmp_path: Path) -> None:
    nasty = '"; touch sprung; $(touch sprung) `touch sprung` --output=x'
    words, _ = called(tmp_path, root=nasty, base=nasty, fail_on="error")
    assert f"--root={nasty}" in words
    assert f"--base={nasty}" in words
    assert not (tmp_path / "sprung").exists()


# Hooks and the other platform.


def test_hooks_call_commands_that_there_are_for_files_that_are_checked() -> None:
    hooks = {hook["id"]: hook for hook in read(PROJECT / ".pre-commit-hooks.yaml")}
    for hook in hooks.values():
        assert hook["entry"].split()[0] == "checker"
        assert hook["entry"].split()[1] in COMMANDS
        assert re.search(hook["files"], "markets/eu/es/refund.yaml")
        assert re.search(hook["files"], "cx/standards/catalogue.yaml")
        assert not re.search(hook["files"], "docs/markets.md")
    assert hooks["checker"]["pass_filenames"]
    assert not hooks["checker-gate"]["pass_filenames"]


def test_a_hook_s_command_takes_the_files_of_a_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = Repo(tmp_path / "repo")
    workspace(repo.root)
    repo.commit()
    repo.write({ES: variant("controls: {payout_days: 9}")})
    monkeypatch.chdir(repo.root)
    assert run(["check", ES, "standards/catalogue.yaml"]) == 1
    assert run(["check", "markets/eu/fr/market.yaml"]) == 0
    assert run(["check", "--base=main"]) == 1


def test_the_other_platform_s_job_compares_and_reports() -> None:
    job = read(TEMPLATES / "gitlab/gate.yml")["process-standards"]
    script = "\n".join(job["script"])
    assert job["variables"]["GIT_DEPTH"] == "0"
    assert '"--base=$CI_MERGE_REQUEST_DIFF_BASE_SHA"' in script
    for kind, file in job["artifacts"]["reports"].items():
        assert f"={file}" in script, kind
    subprocess.run(["sh", "-n"], input=script, text=True, check=True)
