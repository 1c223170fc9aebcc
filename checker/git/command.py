"""Runs git so that nothing of the repository or its surroundings can act: no hook, pager, prompt or network.

Part of `git`.
"""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from checker.errors import BaseUnavailableError

KEPT = ("PATH", "HOME", "USERPROFILE", "SYSTEMROOT", "TMPDIR", "TEMP", "XDG_CONFIG_HOME", "GNUPGHOME",
        "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM")  # fmt: skip
"""All of the environment that git sees. A hook's GIT_DIR or GIT_INDEX_FILE would lead it elsewhere."""
HARDENED: Mapping[str, str] = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_PAGER": "cat",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",  # an object that a partial clone lacks is missing, not fetched
}
SETTINGS = ("core.hooksPath=/dev/null", "core.fsmonitor=false", "core.quotePath=false", "log.showSignature=false",
            "log.mailmap=false", "color.ui=false")  # fmt: skip


class Answer(NamedTuple):
    """What git wrote, and how it ended."""

    code: int
    output: bytes
    complaint: str

    @property
    def text(self) -> str:
        return self.output.decode("utf-8", "surrogateescape").strip("\n")


def run(folder: Path, arguments: Sequence[str], sent: bytes = b"") -> Answer:
    """Run git in a folder. Raises BaseUnavailableError where there is no git."""
    try:
        ended = subprocess.run(  # noqa: S603 (no shell; words of a person come behind `--end-of-options` or as full names)
            command(folder, arguments), input=sent, capture_output=True, env=environment(), check=False
        )
    except FileNotFoundError as error:
        raise no_git() from error
    return Answer(ended.returncode, ended.stdout, ended.stderr.decode("utf-8", "replace").strip())


def start(folder: Path, arguments: Sequence[str]) -> "subprocess.Popen[bytes]":
    """Start git with open pipes. Raises BaseUnavailableError where there is no git."""
    try:
        return subprocess.Popen(  # noqa: S603
            command(folder, arguments),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(),
        )
    except FileNotFoundError as error:
        raise no_git() from error


def command(folder: Path, arguments: Sequence[str]) -> list[str]:
    settings = [word for setting in SETTINGS for word in ("-c", setting)]
    return ["git", "--no-pager", *settings, "-C", str(folder), *arguments]


def environment() -> dict[str, str]:
    return {**{name: os.environ[name] for name in KEPT if name in os.environ}, **HARDENED}


def no_git() -> BaseUnavailableError:
    return BaseUnavailableError("git is not installed here, so that no base can be read; install it (`apt-get install git`)")
