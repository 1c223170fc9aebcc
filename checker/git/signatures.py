"""Which commits changed files, and whose valid signature each bears. Part of `git`."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from checker.git.command import run
from checker.git.objects import ObjectReader
from checker.git.repository import Repository, address_in

COMMIT_MARK = "\x01"
GOOD = "G"
"""git's word for a good signature of a key that is trusted; `U` would be anybody's key with anybody's address."""


class FileVersion(NamedTuple):
    """A file as a commit left it, and as each of its parents had it; None where it was not there."""

    commit: str
    content: bytes | None
    before: tuple[bytes | None, ...]


def versions_below(repository: Repository, folder: str, head: str) -> Mapping[str, tuple[FileVersion, ...]]:
    """Every version of every file below a folder, by path. Paths are relative to the folder of the repository's prefix."""
    shown = f"{repository.prefix}{folder}"
    listing = ("log", "-m", "-z", "--name-only", "--no-renames", f"--format={COMMIT_MARK}%H %P", head, "--", f":(literal){shown}")
    answer = run(repository.top, listing)
    objects = ObjectReader(repository.top)
    found: dict[str, dict[str, FileVersion]] = {}
    try:
        for commit, parents, path in _changes(answer.output.decode("utf-8", "surrogateescape")):
            versions = found.setdefault(path.removeprefix(repository.prefix), {})
            if commit not in versions:
                before = tuple(objects.read(f"{parent}:{path}") for parent in parents)
                versions[commit] = FileVersion(commit, objects.read(f"{commit}:{path}"), before)
    finally:
        objects.close()
    return {path: tuple(versions.values()) for path, versions in found.items()}


def _changes(log: str) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Each commit with its parents and one path that it changes."""
    for entry in log.split(COMMIT_MARK)[1:]:
        head, *paths = entry.split("\0")
        commit, *parents = head.split()
        for path in paths:
            if path.strip("\n"):
                yield commit, tuple(parents), path.strip("\n")


def signers(repository: Repository, commits: Iterable[str]) -> Mapping[str, str]:
    """Commit → the address whose valid signature it bears; unsigned commits and doubtful signatures are left out."""
    wanted = sorted(set(commits))
    if not wanted:
        return {}
    asked = ("log", "--no-walk=unsorted", "--stdin", "--format=%H%x00%G?%x00%GS")
    answer = run(repository.top, asked, "\n".join(wanted).encode())
    found: dict[str, str] = {}
    for line in answer.text.splitlines():
        commit, verdict, signer = line.split("\0")
        if verdict == GOOD and address_in(signer):
            found[commit] = address_in(signer)
    return found
