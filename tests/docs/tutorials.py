"""Tutorials as transcripts: what a page tells its reader to type and to write, done in a folder, and what is said put beside it.

A page has three kinds of blocks. ```console has commands (`$ …`, continued with a backslash at the end of the line) and
what they say; `…` on a line of its own leaves lines out, once a command; `[exit 1]` is an exit code other than 0. A block
of YAML or of ```text whose first line is a comment with a path is a file to write: `# a/path.yaml`, or one to edit:
`# a/path.yaml, under `key:``, `# …, instead of `words``, `# …, at the end`. Any other block is only read.
"""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import click
from runs import checker
from workspaces import DAY

from checker.cli.program import program

BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"# ([\w./-]*[./][\w./-]*)(?:, (under|instead of) `(.+)`|, (at the end))?")
IN_SHELL = re.compile(r"[|>&;]|^(?!checker )")
NAME_OF_COMMIT = re.compile(r"\b[0-9a-f]{7,40}\b")
LEFT_OUT = "…"


class Command(NamedTuple):
    """`start` to `end` are the places of what it says in the page's text."""

    text: str
    shown: tuple[str, ...]
    start: int
    end: int


class Edit(NamedTuple):
    """What a reader writes to a file."""

    path: str
    how: str
    where: str
    text: str


def parts(page: str) -> Iterator[Command | Edit]:
    """What a reader does, in the order of the page."""
    for block in BLOCK.finditer(page):
        if block[1] == "console":
            yield from _commands(block[2], block.start(2))
        else:
            first, _, rest = block[2].partition("\n")
            if asked := FILE.fullmatch(first):
                how = asked[2] or asked[4] or "whole"
                yield Edit(asked[1], how, asked[3] or "", block[2] if how == "whole" else rest)


def _commands(block: str, start: int) -> Iterator[Command]:
    for found in re.finditer(r"^\$ (.*(?<=\\)\n)*.*\n?", block, re.MULTILINE):
        typed = found[0].removeprefix("$ ").rstrip("\n")
        after = block.find("\n$ ", found.end() - 1)
        end = len(block) if after < 0 else after + 1
        said = block[found.end() : end]
        yield Command(typed.replace("\\\n", " "), tuple(said.splitlines()), start + found.end(), start + end)


@dataclass(frozen=True)
class Reader:
    """Somebody who follows a page in a folder, on the day of the tests."""

    folder: Path
    bin: Path

    def write(self, edit: Edit) -> None:
        file = self.folder / edit.path
        if edit.how == "whole":
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(edit.text)
            return
        lines = file.read_text().splitlines(keepends=True)
        if edit.how == "at the end":
            file.write_text("".join([*lines, edit.text]))
            return
        found = [number for number, line in enumerate(lines) if edit.where in line]
        assert len(found) == 1, f"`{edit.where}` stands {len(found)} times in {edit.path}, so a reader cannot know which is meant"
        (at,) = found
        lines[at : at + 1] = [edit.text] if edit.how == "instead of" else [lines[at], edit.text]
        file.write_text("".join(lines))

    def run(self, command: str) -> list[str]:
        """What a command says: its messages, its output, and its exit code if that is not 0."""
        if IN_SHELL.search(command):
            code, said = self._in_shell(command)
        else:
            ended = checker(*on_the_day(shlex.split(command)[1:]), cwd=self.folder)
            code, said = ended.code, ended.err + ended.out
        lines = [line.rstrip() for line in said.replace(f"{self.folder}/", "").splitlines()]
        return [*lines, *([f"[exit {code}]"] if code else [])]

    def _in_shell(self, command: str) -> tuple[int, str]:
        ended = subprocess.run(
            ["bash", "-c", command], cwd=self.folder, env=self._environment(), capture_output=True, text=True, check=False
        )
        return ended.returncode, ended.stderr + ended.stdout

    def _environment(self) -> dict[str, str]:
        """Git without the settings of whoever runs the tests; `checker` is this one."""
        noon = f"{DAY.isoformat()}T12:00:00+00:00"
        return {
            **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            "PATH": f"{self.bin}{os.pathsep}{os.environ['PATH']}",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_DATE": noon,
            "GIT_COMMITTER_DATE": noon,
            **{
                f"GIT_{who}_{what}": value
                for who in ("AUTHOR", "COMMITTER")
                for what, value in (("NAME", "You"), ("EMAIL", "you@example.com"))
            },
        }


def reader(folder: Path, bin_folder: Path) -> Reader:
    """With a `checker` on the path, for commands that need a shell."""
    bin_folder.mkdir(parents=True)
    command = bin_folder / "checker"
    command.write_text(
        f"#!{sys.executable}\nimport sys\nsys.path[:0] = {[*sys.path, str(Path(__file__).parent)]!r}\n"
        "from tutorials import on_the_day\nfrom checker.cli.program import run\nsys.exit(run(on_the_day(sys.argv[1:])))\n"
    )
    command.chmod(0o755)
    return Reader(folder, bin_folder)


def on_the_day(words: Sequence[str]) -> list[str]:
    """The words with the day of the tests, where the command asks for one."""
    command: click.Command | None = program
    for word in words:
        if isinstance(command, click.Group):
            command = command.get_command(click.Context(command), word) or command
    asks = command is not None and any(each.name == "as_of" for each in command.params)
    return [*words, *(["--as-of", DAY.isoformat()] if asks and "--as-of" not in words else [])]


def is_said(shown: Sequence[str], said: Sequence[str]) -> bool:
    """Whether a page shows what is said. Names of commits differ from one copy to the next."""
    shown, said = _named_alike(shown), _named_alike(said)
    if LEFT_OUT not in shown:
        return shown == said
    at = shown.index(LEFT_OUT)
    tail = shown[at + 1 :]
    return len(said) >= len(shown) and said[:at] == shown[:at] and said[len(said) - len(tail) :] == tail


def _named_alike(lines: Sequence[str]) -> list[str]:
    return [NAME_OF_COMMIT.sub("COMMIT", line) for line in lines]


def rewritten(shown: Sequence[str], said: Sequence[str]) -> list[str]:
    """What the page is to show: as many lines before and after what it leaves out as it has now."""
    if is_said(shown, said):
        return list(shown)
    if LEFT_OUT not in shown:
        return list(said)
    head = list(shown).index(LEFT_OUT)
    tail = len(shown) - head - 1
    return [*said[:head], LEFT_OUT, *said[len(said) - tail :]] if head + tail < len(said) else list(said)
