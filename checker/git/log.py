"""The commits of a line of history that touch some folders. Part of `git`."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

from checker.errors import BaseUnavailableError
from checker.git.command import run
from checker.git.repository import Repository

FIELD, RECORD = "\x1f", "\x1e"


class Commit(NamedTuple):
    """`day` is the committer's, in UTC."""

    name: str
    day: date
    subject: str


def commits_of(repository: Repository, folders: Sequence[str], most: int) -> tuple[Commit, ...]:
    """The last commits of the branch itself that touch one of the folders, oldest first. Raises BaseUnavailableError."""
    form = f"--format=%H{FIELD}%ct{FIELD}%s{RECORD}"
    paths = [f":(top,literal){repository.prefix}{folder}" for folder in folders]
    answer = run(repository.top, ("log", "--first-parent", form, f"--max-count={most}", "HEAD", "--", *paths))
    if answer.code:
        raise BaseUnavailableError(f"git cannot tell the history of {repository.top}: {answer.complaint}")
    records = [record.strip("\n").split(FIELD) for record in answer.text.split(RECORD) if record.strip("\n")]
    return tuple(
        Commit(name, datetime.fromtimestamp(int(seconds), UTC).date(), subject) for name, seconds, subject in reversed(records)
    )
