"""What a check under a base asks git and the disk before it reads a document. Part of `pipeline`.

It needs little of the tool, so that it can be done in a process of its own while the rest is imported.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from checker.cache.inventory import Naming, take
from checker.cache.store import Store
from checker.git.repository import Repository, open_repository
from checker.git.tree import Listing
from checker.load.layout import Layout, lay_out
from checker.load.root import standards_folder

FOLDERS = ("standards", "markets")
DOCUMENTS = (".yaml", ".yml")


class Question(NamedTuple):
    """`reference`: what to compare with. `standards`: the folder of another checkout; None: the workspace's own."""

    root: Path
    reference: str
    standards: Path | None
    store: Store | None


class Gathered(NamedTuple):
    """The commits, their files by name, and the folder's.

    `listings` are by commit and the folder in the repository. `people` made the commits since the base, `own_addresses`
    would be those of one more. `inventory`: the folder's files with the names that git would give them, empty for what is
    no document; None where nothing is kept from run to run, or something unusual lies there. `layout`: the folder's.
    """

    repository: Repository
    base: str
    commit: str
    base_day: date
    people: frozenset[str]
    own_addresses: frozenset[str]
    listings: Mapping[tuple[str, str], Listing]
    inventory: Mapping[str, str] | None
    layout: Layout


def gather(question: Question) -> Gathered:
    """Ask all of it. Raises BaseUnavailableError."""
    repository = open_repository(question.root)
    commit = repository.commit("HEAD")
    base = repository.merge_base(question.reference, commit)
    trees = {name: repository.tree(name) for name in dict.fromkeys((base, commit))}
    return Gathered(
        repository,
        base,
        commit,
        repository.day_of(base),
        repository.people(base, commit),
        repository.own_addresses(),
        {(name, repository.prefix): tree.listing for name, tree in trees.items()},
        _inventory(question, Naming(f"git {repository.hash_name}", trees[base].id_of)),
        lay_out(question.root, standards_folder(question.root, question.standards)),
    )


def _inventory(question: Question, naming: Naming) -> Mapping[str, str] | None:
    if question.store is None or question.standards is not None:
        return None
    taken = take(str(question.root), FOLDERS, DOCUMENTS, question.store, naming)
    return taken.files if taken is not None else None
