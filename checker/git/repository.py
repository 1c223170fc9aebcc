"""A repository with the commits that a gate asks for: the base, the merge base, who made the change. Part of `git`."""

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from checker.errors import BaseUnavailableError
from checker.git.command import Answer, run
from checker.git.tree import GitTree, Listing

NOT_A_REPOSITORY = "not a git repository"
DUBIOUS = "dubious ownership"
REMOTE_PREFIX = "refs/remotes/"


class Repository(NamedTuple):
    """A working tree. `prefix` is the asked-for folder inside it, with a `/` at its end, or empty."""

    top: Path
    prefix: str
    is_shallow: bool
    hash_name: str

    def commit(self, reference: str) -> str:
        """The full name of the commit. Raises BaseUnavailableError with the command that fetches it."""
        if reference and not reference.startswith("-"):
            answer = self._ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{reference}^{{commit}}")
            if answer.code == 0:
                return answer.text
        if reference == "HEAD":
            raise BaseUnavailableError(f"{self.top} has no commit yet; make one with `git commit`")
        raise BaseUnavailableError(f"git knows no commit `{reference}` here; get it with `{self._fetch(reference)}`")

    def merge_base(self, reference: str, head: str) -> str:
        """The commit at which the change left the base. Raises BaseUnavailableError."""
        base = self.commit(reference)
        answer = self._ask("merge-base", base, head)
        if answer.code == 0:
            return answer.text.partition("\n")[0]
        if self.is_shallow:
            raise BaseUnavailableError(
                f"this clone is shallow, and the commit where the change left `{reference}` is not in it; "
                "get the history with `git fetch --unshallow`"
            )
        raise BaseUnavailableError(
            f"`{reference}` and the commit that lies checked out have no history in common; "
            f"bring them together with `git merge --allow-unrelated-histories {reference}`"
        )

    def day_of(self, commit: str) -> date:
        """The day of the commit, in UTC."""
        seconds = int(self._told("show", "--no-patch", "--format=%ct", commit))
        return datetime.fromtimestamp(seconds, UTC).date()

    def people(self, base: str, head: str) -> frozenset[str]:
        """The addresses of authors and committers of the commits since the base, and of co-authors whom these name."""
        wanted = "--format=%ae%n%ce%n%(trailers:key=Co-authored-by,valueonly)"
        lines = self._told("log", wanted, f"{base}..{head}").splitlines()
        return frozenset(address for line in lines if (address := address_in(line)))

    def own_addresses(self) -> frozenset[str]:
        """The addresses that a commit of what is not committed yet would bear."""
        asked = (self._ask("config", "user.email").text, *map(os.environ.get, ("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL")))
        return frozenset(address for line in asked if line and (address := address_in(line)))

    def tracked(self, folder: str) -> tuple[str, ...]:
        """The files below a folder, from the top, that are committed or about to be."""
        answer = self._ask("ls-files", "-z", "--", f":(literal){folder}")
        return tuple(os.fsdecode(path) for path in answer.output.split(b"\0") if path)

    def ignores(self, path: str) -> bool:
        """Whether git leaves a path alone that is not tracked."""
        return self._ask("check-ignore", "--quiet", "--no-index", "--", path).code == 0

    def signers_file(self) -> str | None:
        """The file of those who may sign, from the top, if it lies in this working tree."""
        named = self._ask("config", "--type=path", "--get", "gpg.ssh.allowedSignersFile").text
        if not named:
            return None
        place = Path(os.path.realpath(self.top / named))
        return place.relative_to(self.top).as_posix() if place.is_relative_to(self.top) else None

    def has_commit(self) -> bool:
        return self._ask("rev-parse", "--verify", "--quiet", "HEAD").code == 0

    def tree(self, commit: str, prefix: str | None = None, listing: Listing | None = None) -> GitTree:
        """The files of a commit below `prefix`; by default below the folder that the repository was opened for."""
        return GitTree(self.top, commit, self.prefix if prefix is None else prefix, self.hash_name, listing)

    def prefix_of(self, folder: Path) -> str | None:
        """The place of a folder in this working tree, with a `/` at its end; None where it lies elsewhere."""
        try:
            inner = Path(os.path.realpath(folder)).relative_to(self.top)
        except ValueError:
            return None
        return "" if inner == Path() else f"{inner.as_posix()}/"

    def _fetch(self, reference: str) -> str:
        """The command that gets an unknown commit: the branch of a remote, or all there is."""
        unshallow = " --unshallow" if self.is_shallow else ""
        remotes = self._ask("remote").text.split()
        remote, slash, branch = reference.removeprefix(REMOTE_PREFIX).partition("/")
        if slash and remote in remotes:
            return f"git fetch{unshallow} {remote} +refs/heads/{branch}:{REMOTE_PREFIX}{remote}/{branch}"
        return f"git fetch{unshallow} --all" if remotes or not self.is_shallow else "git fetch --unshallow"

    def _told(self, *arguments: str) -> str:
        answer = self._ask(*arguments)
        if answer.code:
            raise BaseUnavailableError(f"git cannot read the history here ({last_line(answer)}); `git fsck` says what is broken")
        return answer.text

    def _ask(self, *arguments: str) -> Answer:
        return run(self.top, arguments)


def open_repository(folder: Path) -> Repository:
    """The repository that a folder lies in, worktrees too. Raises BaseUnavailableError."""
    asked = ("--show-toplevel", "--show-prefix", "--is-shallow-repository", "--show-object-format")
    answer = run(folder, ("rev-parse", *asked))
    if answer.code:
        raise _no_repository(folder, answer)
    match answer.text.split("\n"):
        case [top, prefix, shallow, hash_name]:
            return Repository(Path(os.path.realpath(top)), prefix, shallow == "true", hash_name)
    raise BaseUnavailableError(f"the path of {folder}, or its git, is of a kind that cannot be read; update git, or move it")


def _no_repository(folder: Path, answer: Answer) -> BaseUnavailableError:
    if NOT_A_REPOSITORY in answer.complaint:
        return BaseUnavailableError(
            f"{folder} lies in no git repository, so that there is no base; start one with `git init`, or check without `--base`"
        )
    if DUBIOUS in answer.complaint:
        return BaseUnavailableError(
            f"git does not trust {folder}, which belongs to another user; "
            f"if you do, `git config --global --add safe.directory {folder}`"
        )
    return BaseUnavailableError(f"git cannot read the repository of {folder}: {last_line(answer)}; `git status` there says more")


def address_in(text: str) -> str:
    """The address in `Name <address>`, or the text itself, in small letters; empty where there is none."""
    _, bracket, rest = text.rpartition("<")
    address = (rest.partition(">")[0] if bracket else text).strip().casefold()
    return address if "@" in address else ""


def last_line(answer: Answer) -> str:
    lines = answer.complaint.splitlines()
    return lines[-1] if lines else f"exit {answer.code}"
