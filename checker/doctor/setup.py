"""What of a repository bears on the gate, and what is said of it. Part of `doctor`."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

State = Literal["good", "missing", "look"]
Schemas = Literal["current", "stale", "absent"]
"""How the files that editors read stand to the standards that they were made from."""


class Setup(NamedTuple):
    """`texts`: the files that set up owners, workflows and hooks, by path from the top of the repository.

    `prefix`: the workspace's folder, with a `/` at its end or empty. `regions` are ids. `checker`: the catalogue's range
    of versions. `tracked_reports`: reports that are committed. `ignores_reports` and `has_commit` are git's answers.
    `signers_file`: where git finds who may sign, from the top, if that lies inside the repository.
    """

    texts: Mapping[str, str]
    prefix: str = ""
    regions: tuple[str, ...] = ()
    checker: str | None = None
    is_repository: bool = True
    has_commit: bool = True
    is_shallow: bool = False
    ignores_reports: bool = True
    tracked_reports: tuple[str, ...] = ()
    signers_file: str | None = None
    has_own_standards: bool = True
    schemas: Schemas = "current"


class Advice(NamedTuple):
    """One thing that was looked at. `do`: what to write or to do; empty where all is good."""

    state: State
    about: str
    says: str
    do: str = ""


def good(about: str, says: str) -> Advice:
    return Advice("good", about, says)


def missing(about: str, says: str, do: str) -> Advice:
    return Advice("missing", about, says, do)


def look(about: str, says: str, do: str) -> Advice:
    """What cannot be seen from here, or is worth a thought."""
    return Advice("look", about, says, do)
