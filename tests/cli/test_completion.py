"""Completion in bash, zsh and fish: commands, markets, processes, rules."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from workspaces import PROJECT

from checker.cli.completion import rule_ids
from checker.cli.program import COMMANDS
from checker.rules.registry import all_rules

SHELLS = ("bash", "zsh", "fish")


def offered(shell: str, line: str, cwd: Path = PROJECT) -> list[str]:
    """What the shell is given for the last word of a line, as its own script asks for it."""
    words = line.split(" ")
    asked = {
        "COMP_WORDS": line if shell != "fish" else " ".join(words),
        "COMP_CWORD": words[-1] if shell == "fish" else str(len(words) - 1),
    }
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "_CHECKER_COMPLETE": f"{shell}_complete", **asked}
    code = "import sys; from checker.cli import main; sys.argv = ['checker']; main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment, cwd=cwd)
    assert done.returncode == 0, done.stderr
    lines = [each for each in done.stdout.splitlines() if each]
    if shell == "zsh":
        return lines[1::3]
    return [each.partition(",")[2].partition("\t")[0] for each in lines]


@pytest.mark.parametrize("shell", SHELLS)
def test_commands_are_offered(shell: str) -> None:
    assert set(COMMANDS) <= set(offered(shell, "checker "))
    assert offered(shell, "checker expl") == ["explain"]


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("line", "known"),
    [
        ("checker check e", ["es"]),
        ("checker fix m", ["mx"]),
        ("checker diff i", ["id", "in", "it"]),
        ("checker diff es voice-s", ["voice-support"]),
        ("checker confirm es voice-", ["voice-of-customer", "voice-support"]),
        ("checker explain control-l", ["control-locked", "control-loosened"]),
        ("checker explain es/voice-s", ["es/voice-support/"]),
        ("checker new variant la", ["latam"]),
        ("checker new variant latam refund", ["refund-and-return"]),
    ],
)
def test_what_the_workspace_has_is_offered(shell: str, line: str, known: list[str]) -> None:
    assert offered(shell, line) == known


def test_outside_of_a_workspace_nothing_is_offered_and_nothing_fails(tmp_path: Path) -> None:
    assert offered("bash", "checker check ", tmp_path) == []


def test_the_rules_are_known_by_their_modules() -> None:
    assert sorted(rule_ids()) == sorted(all_rules())


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
def test_a_real_bash_completes_a_market(tmp_path: Path) -> None:
    """The script that the docs tell people to load, in the shell it is for."""
    command = tmp_path / "checker"
    command.write_text(f"#!{sys.executable}\nimport sys\nsys.path[:0] = {sys.path!r}\nfrom checker.cli import main\nmain()\n")
    command.chmod(0o755)
    asks = (
        'eval "$(_CHECKER_COMPLETE=bash_source checker)"; COMP_WORDS=(checker check e); COMP_CWORD=2; '
        'f=$(complete -p checker | sed "s/.*-F \\([^ ]*\\).*/\\1/"); $f checker; echo "${COMPREPLY[@]}"'
    )
    environment = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-c", asks], capture_output=True, text=True, check=False, env=environment, cwd=PROJECT)
    assert done.stdout.strip() == "es", done.stderr
