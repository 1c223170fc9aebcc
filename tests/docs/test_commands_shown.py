"""Every command that a page or a help text shows: it exists with these options, and where it is written out, it runs.

Tutorials are walked by test_tutorials.py; here is what stands in sentences, tables, guides and `--help`.
"""

import os
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from repositories import Repo
from runs import checker
from tutorials import on_the_day
from workspaces import DAY, PROJECT

from checker.cli.program import program

PAGES = sorted({PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *(PROJECT / "docs").rglob("*.md")})
SHOWN = re.compile(r"^[ ►$]*(?:.*─► )?(?:\.venv/bin/)?checker ((?:[a-z]|--).*)", re.MULTILINE)
INLINE = re.compile(r"`(?:\.venv/bin/)?checker ((?:[a-z]|--)[^`]*)`")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
REMARK = re.compile(r" {2,}.*$| #.*$| [|>] .*$")
PLACEHOLDER = re.compile(r"[A-Z]{3,}|…|\[|\.\./|\\$|<|=\s*$")
"""A word for the reader to fill in, or a folder that only the reader has."""
PORTUGAL = "new market pt --name Portugal --region eu --languages pt-PT --channels voice --currency EUR --lead l@example.com"
OPEN_ENDED = ("--watch",)


def in_pages() -> Iterator[str]:
    for page in PAGES:
        text = page.read_text()
        for language, block in FENCE.findall(text):
            if language != "console":
                yield from in_lines(block)
        yield from in_lines("".join(re.findall(r"^ {4}(?:\.venv/bin/)?checker .*\n", FENCE.sub("", text), re.MULTILINE)))
        yield from (" ".join(found.replace("\\|", "|").split()) for found in INLINE.findall(FENCE.sub("", text)))


def in_lines(text: str) -> Iterator[str]:
    """Commands at the start of a line; what stands behind a gap is a remark."""
    for found in SHOWN.finditer(text):
        yield REMARK.sub("", found[1]).strip()


def in_help() -> Iterator[str]:
    for command, _ in every_command():
        yield from in_lines((command.epilog or "").replace("\b", ""))


def every_command() -> Iterator[tuple[click.Command, list[str]]]:
    """Each command with the words that call it."""
    queue: list[tuple[click.Command, list[str]]] = [(program, [])]
    while queue:
        command, words = queue.pop(0)
        yield command, words
        if isinstance(command, click.Group):
            context = click.Context(command)
            for name in command.list_commands(context):
                below = command.get_command(context, name)
                assert below is not None
                queue.append((below, [*words, name]))


def is_whole(shown: str) -> bool:
    """Whether a reader can type it as it stands: nothing is left to fill in, and it ends."""
    if PLACEHOLDER.search(shown) or any(word in shown for word in OPEN_ENDED):
        return False
    try:
        parsed(shlex.split(shown))
    except click.MissingParameter:
        return False  # the mention of a command
    except (click.exceptions.Exit, click.UsageError):
        return True  # `--help`; and what is wrong is found out when it is run
    return True


def parsed(words: list[str]) -> None:
    """Let Click read the words, and run nothing."""
    command, context = program, click.Context(program)
    while isinstance(command, click.Group) and words and words[0] in command.list_commands(context):
        below = command.get_command(context, words[0])
        assert below is not None
        command, words = below, words[1:]
    if not isinstance(command, click.Group):
        command.make_context("shown", list(words))


ALL = sorted({*in_pages(), *in_help()})
WHOLE = [each for each in ALL if is_whole(each)]


def test_there_is_something_to_look_at() -> None:
    assert len(ALL) > 60
    assert len(WHOLE) > 40


@pytest.mark.parametrize("shown", ALL)
def test_a_command_that_is_shown_exists_with_its_options(shown: str) -> None:
    command: click.Command = program
    for word in re.split(r"\s+", shown):
        if isinstance(command, click.Group) and word in command.list_commands(click.Context(command)):
            below = command.get_command(click.Context(command), word)
            assert below is not None
            command = below
        elif isinstance(command, click.Group) and not word.startswith("-") and command is program:
            pytest.fail(f"there is no command `{word}`")
        elif word.startswith("--"):
            known = {name for each in command.get_params(click.Context(command)) for name in each.opts}
            assert word.partition("=")[0].rstrip(".,;:)") in known


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """The sample as a clone has it, with what some examples name: Portugal, and the JSON of an earlier run."""
    made = Repo(tmp_path_factory.mktemp("clone"))
    for name in ("standards", "markets"):
        shutil.copytree(PROJECT / name, made.root / name)
    earlier = sorted(set(re.findall(r"--previous (\S+)", "\n".join(WHOLE))))
    assert earlier
    for run in earlier:
        assert checker("check", "--format", f"json={run}", "--as-of", DAY.isoformat(), cwd=made.root).code == 1
    told = (
        "--name",
        "Portugal",
        "--region",
        "eu",
        "--languages",
        "pt-PT",
        "--channels",
        "voice",
        "--lead",
        "lead-pt@example.com",
    )
    assert checker("new", "market", "pt", *told, "--currency", "EUR", "--as-of", DAY.isoformat(), cwd=made.root).code == 0
    made.commit(day=DAY)
    made.git("update-ref", "refs/remotes/origin/main", "HEAD")
    return made


@pytest.mark.parametrize("shown", WHOLE)
def test_a_command_that_is_written_out_runs(shown: str, repository: Repo) -> None:
    """It finds what it names. An example with findings may find some; one that asks its reader names what is missing."""
    words = shlex.split(shown)
    ended = checker(*on_the_day(words), cwd=Path(repository.root))
    repository.git("reset", "--quiet", "--hard")
    repository.git("clean", "--quiet", "-d", "--force")
    asks = shown.startswith(("new market", "new standard")) and ("is missing" in ended.err or "already" in ended.err)
    assert ended.code in (0, 1) or asks, (words, ended.err)


def test_the_first_screen_shows_what_the_command_says() -> None:
    """The finding in the README, line by line; written anew with UPDATE_TUTORIALS=1."""
    readme = PROJECT / "README.md"
    text = readme.read_text()
    (shown,) = re.findall(r"says it like this:\n\n```\n(.*?)\n```", text, re.DOTALL)
    said = checker("check", "mx", "--as-of", DAY.isoformat(), cwd=PROJECT).out.split("\n\n")
    (finding,) = [each for each in said if each.partition(":")[0] == shown.partition(":")[0]]
    if "UPDATE_TUTORIALS" in os.environ:
        readme.write_text(text.replace(shown, finding))
    else:
        assert shown == finding
