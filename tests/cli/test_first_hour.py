"""The tutorial for leads, walked through in a copy of the sample workspace: each command is run, each line it shows is said."""

import re
import shlex
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from runs import checker
from workspaces import DAY, PROJECT

PAGE = PROJECT / "docs" / "first-hour.md"
WRONG = ("async_reply_hour=",)
"""What stands in a command that is meant to fail."""


class Shown(NamedTuple):
    command: str
    lines: tuple[str, ...]


def shown() -> list[Shown]:
    """Every command of the page with the lines that the page says it prints."""
    found: list[Shown] = []
    for block in re.findall(r"```console\n(.*?)```", PAGE.read_text(), re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append(Shown(line.removeprefix("$ "), ()))
            else:
                found[-1] = found[-1]._replace(lines=(*found[-1].lines, line))
    return found


def test_the_first_hour_goes_as_the_page_says(tmp_path: Path) -> None:
    for folder in ("standards", "markets"):
        shutil.copytree(PROJECT / folder, tmp_path / folder)
    commands = shown()
    assert len(commands) > 8
    for command, lines in commands:
        words = shlex.split(command)
        assert words[0] == "checker"
        ended = checker(*words[1:], "--as-of", DAY.isoformat(), cwd=tmp_path)
        assert ended.code == (2 if any(wrong in command for wrong in WRONG) else 0), (command, ended)
        said = (ended.out + ended.err).replace(f"{tmp_path}/", "").splitlines()
        for line in lines:
            assert any(each.startswith(line) for each in said), (command, line, said[:8])
    assert "voice-support: {version:" in (tmp_path / "markets/eu/pt/market.yaml").read_text(), "the market has confirmed"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_line_for_each_shell_is_the_one_that_click_listens_to(shell: str) -> None:
    assert f"_CHECKER_COMPLETE={shell}_source checker" in PAGE.read_text()


def test_the_editors_line_is_the_one_that_the_command_shows() -> None:
    (line,) = re.findall(r'"yaml\.schemas": \{.*?\}', PAGE.read_text())
    assert line in checker("schema", "--help").out
