"""Completion in bash, zsh and fish: commands, markets, processes, versions, rules, elements, formats."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from typed_shells import Shell
from workspaces import PROJECT

from checker.cli.completion import rule_ids
from checker.cli.program import COMMANDS, program
from checker.rules.registry import all_rules

SHELLS = ("bash", "zsh", "fish")
CLEAR_LINE = "\x15"


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
        ("checker new market pt --region e", ["eu"]),
        ("checker new standard voice-s", ["voice-support"]),
        ("checker upgrade jp complaint", ["complaint-and-escalation"]),
        ("checker upgrade jp complaint-and-escalation ", ["2.0.0", "1.0.0"]),
        ("checker standard lint voice-s", ["voice-support"]),
        ("checker standard diff quality-assurance ", ["2.0.0", "1.1.0", "1.0.0"]),
        ("checker standard diff quality-assurance 1.1.0 2", ["2.0.0"]),
        ("checker standard impact account-recovery 2", ["2.0.0"]),
        ("checker standard release refund", ["refund-and-return"]),
        ("checker schema variant/voice-s", ["variant/voice-support-1.0.0", "variant/voice-support-1.1.0"]),
        ("checker schema cat", ["catalogue"]),
        ("checker schema standard-i", ["standard-impact"]),
        ("checker standard amend refund", ["refund-and-return"]),
        ("checker check --format s", ["sarif"]),
        ("checker waivers --state act", ["active"]),
        ("checker new variant es order-status --set late_c", ["late_cancel_right_days="]),
        ("checker new variant es order-status --set late_cancel_right_days=3 --set late_c", []),
        ("checker new variant es order-status --set late_cancel_right_days=", []),
        ("checker new variant jp complaint-and-escalation --set final_", ["final_answer_business_days="]),
        ("checker new variant apac complaint-and-escalation --set final_", ["final_response_business_days="]),
        ("checker new variant es no-such-process --set late_c", []),
        ("checker waivers new m", ["mx/"]),
        ("checker waivers new mx/voice-s", ["mx/voice-support/"]),
        ("checker waivers new mx/voice-support/metric:v", ["mx/voice-support/metric:voice_service_level"]),
        ("checker explain es/voice-support/p", ["es/voice-support/process"]),
    ],
)
def test_what_the_workspace_has_is_offered(line: str, known: list[str]) -> None:
    """Of one shell: what is offered is worked out alike for all."""
    assert offered("zsh", line) == known


def test_bash_is_given_what_stands_behind_a_colon() -> None:
    """Bash ends a word there, and hands it over in three."""
    assert offered("bash", "checker explain es/voice-support/control : answer_within_s") == ["answer_within_seconds"]
    known = offered("bash", "checker explain es/voice-support/metric : ")
    assert "voice_service_level" in known
    assert not any(":" in each or "/" in each for each in known)


def test_every_version_that_a_command_asks_for_is_offered() -> None:
    """No argument for a market, a process or a version is left without an offer."""
    silent = [
        f"{name} {parameter.name}"
        for name in COMMANDS
        for command in with_those_below(program.get_command(click.Context(program), name))
        for parameter in command.params
        if parameter.name in ("market", "process", "processes", "version", "old", "new", "owner", "region")
        and (isinstance(parameter, click.Argument) or parameter.name == "region")
        and parameter._custom_shell_complete is None
    ]
    assert silent == ["new market"]  # the id of a market that does not exist yet


def with_those_below(command: click.Command | None) -> Iterator[click.Command]:
    assert command is not None
    yield command
    if isinstance(command, click.Group):
        yield from command.commands.values()


def test_outside_of_a_workspace_nothing_is_offered_and_nothing_fails(tmp_path: Path) -> None:
    assert offered("bash", "checker check ", tmp_path) == []


def test_the_rules_are_known_by_their_modules() -> None:
    assert sorted(rule_ids()) == sorted(all_rules())


TYPED = [
    ("checker diff jp complaint-and-e", "complaint-and-escalation"),
    ("checker upgrade jp complaint-and-escalation 2", "2.0.0"),
    ("checker explain es/voice-support/control:answer_within_se", "es/voice-support/control:answer_within_seconds"),
    ("checker explain sg/voice-su", "sg/voice-support/control"),
    ("checker new variant es order-status --set late_c", "late_cancel_right_days=12"),
]
"""What is typed before the Tab key, and the word that it becomes. The last two go on being typed: no space came between."""


@pytest.mark.parametrize("name", SHELLS)
def test_a_real_shell_completes_words_at_the_tab_key(name: str, tmp_path: Path) -> None:
    """The script that the docs tell people to load, in the shell that it is for, at a terminal."""
    if shutil.which(name) is None:
        pytest.skip(f"no {name} here")
    command = tmp_path / "checker"
    command.write_text(f"#!{sys.executable}\nimport sys\nsys.path[:0] = {sys.path!r}\nfrom checker.cli import main\nmain()\n")
    command.chmod(0o755)
    shell = Shell(name, PROJECT, {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "HOME": str(tmp_path)})
    try:
        for typed, becomes in TYPED:
            shell.screen = ""
            shell.keys(f"{typed}\t")
            if becomes.endswith("/control"):
                assert shell.sees("voice-support/"), shell.screen
                shell.keys("con\t")
            if becomes.endswith("=12"):
                assert shell.sees("late_cancel_right_days="), shell.screen
                shell.keys("12")
            assert shell.sees(becomes), (typed, shell.screen)
            shell.keys(CLEAR_LINE)
    finally:
        shell.close()
