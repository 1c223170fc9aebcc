"""The commit that a workspace stands at, for links and for the method page. Part of `cli`."""

from pathlib import Path

from checker.errors import BaseUnavailableError
from checker.git.command import run

FOLDERS = ("standards", "markets")


def commit_of(root: Path) -> str | None:
    """None without git or a repository, and where the checked files differ from what is committed."""
    if _git(root, "status", "--porcelain", "--untracked-files=all", "--", *FOLDERS) != "":
        return None
    return _git(root, "rev-parse", "--verify", "--quiet", "HEAD")


def _git(root: Path, *arguments: str) -> str | None:
    try:
        answer = run(root, arguments)
    except BaseUnavailableError:
        return None
    return answer.text if answer.code == 0 else None
