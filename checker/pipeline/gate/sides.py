"""The two sides of a change: the base from git's objects, the change from the folder. Part of `pipeline`."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

from checker.errors import BaseUnavailableError
from checker.gate.change import Change
from checker.git.repository import Repository
from checker.git.tree import GitTree, Listing
from checker.load.folder import FolderSource
from checker.load.layout import Layout
from checker.load.root import standards_folder
from checker.model.paths import CATALOGUE_PATH
from checker.model.source import Alike, Composed, Mounted, Part, Source
from checker.pipeline.gate.gathering import DOCUMENTS, Gathered, Question, gather
from checker.pipeline.request import Request

STANDARDS, MARKETS = "standards/", "markets/"
OTHER_CATALOGUES = f"/{CATALOGUE_PATH}"


class BothSides(NamedTuple):
    """`base_files` are those of the commit `base`. `has_base`: there was a workspace. `moved_from`: where, if elsewhere.

    `is_plain`: neither side has links, so that a document is what its bytes are. `has_same_files`: it is known that both
    sides have files of the same names. `layout`: the folder's.
    """

    reference: str
    base: str
    commit: str
    base_day: date
    base_files: Source
    change: Change
    has_uncommitted: bool
    has_base: bool
    moved_from: str | None
    is_plain: bool
    has_same_files: bool
    layout: Layout


@contextmanager
def both_sides(request: Request) -> Iterator[BothSides]:
    """Open both sides. Raises BaseUnavailableError."""
    reference = "HEAD" if request.base is None else request.base
    question = Question(request.root, reference, request.standards, request.store)
    gathered = request.gathered() if request.gathered is not None else gather(question)
    trees = _Trees(gathered.repository, gathered.listings)
    try:
        yield _opened(request, trees, reference, gathered)
    finally:
        trees.close()


def _opened(request: Request, trees: "_Trees", reference: str, gathered: Gathered) -> BothSides:
    repository, base, inventory = gathered.repository, gathered.base, gathered.inventory
    standards = standards_folder(request.root, request.standards)
    own = repository.prefix if request.standards is None else None
    prefix = _prefix(trees, base, own)
    known = {path: name for path, name in inventory.items() if name} if inventory is not None else None
    folder = FolderSource(request.root, standards, trees.at(base, repository.prefix).id_of, known)
    before = trees.files(base, repository.prefix if prefix is None else prefix, standards, request, folder)
    now = trees.files(gathered.commit, repository.prefix, standards, request, folder)
    head, base_contents = _contents(folder), _contents(before)
    now_contents = base_contents if now is before else _contents(now)
    same = frozenset(path for path, name in head.items() if base_contents.get(path) == name)
    has_uncommitted = now_contents != _alike(now_contents, head, now, folder)
    people = gathered.people | gathered.own_addresses if has_uncommitted else gathered.people
    return BothSides(
        reference,
        base,
        gathered.commit,
        gathered.base_day,
        Alike(before, folder, same),
        Change(base_contents, _alike(base_contents, head, before, folder), people),
        has_uncommitted,
        prefix is not None,
        prefix if prefix is not None and prefix != repository.prefix else None,
        not any(side.is_link(path) for side in (before, folder) for path in side.paths()),
        inventory is not None and inventory.keys() == set(_seen(before)),
        gathered.layout,
    )


def _seen(source: Source) -> Iterator[str]:
    """All files of a workspace but hidden ones, which are never looked at."""
    return (path for path in source.paths() if path.startswith((STANDARDS, MARKETS)) and "/." not in path)


class _Trees:
    """The trees of the repository that were opened, to be closed together. `listings`: what is known of them already."""

    def __init__(self, repository: Repository, listings: Mapping[tuple[str, str], Listing]) -> None:
        self.repository, self.listings = repository, listings
        self._open: dict[tuple[str, str], GitTree] = {}

    def at(self, commit: str, prefix: str) -> GitTree:
        key = (commit, prefix)
        if key not in self._open:
            self._open[key] = self.repository.tree(commit, prefix, self.listings.get(key))
        return self._open[key]

    def files(self, commit: str, prefix: str, standards: Path, request: Request, folder: FolderSource) -> Source:
        """The workspace's files in a commit; standards of another checkout are the folder's on both sides."""
        tree = self.at(commit, prefix)
        _refuse_submodules(tree, request.standards is None)
        if request.standards is None:
            return tree
        inside = self.repository.prefix_of(standards)
        shown: Source = Mounted(STANDARDS, self.at(commit, inside)) if inside is not None else folder
        return Composed([Part(MARKETS, tree), Part(STANDARDS, shown)])

    def close(self) -> None:
        for tree in self._open.values():
            tree.close()


def _refuse_submodules(tree: GitTree, holds_standards: bool) -> None:  # noqa: FBT001
    starts = (STANDARDS, MARKETS) if holds_standards else (MARKETS,)
    for path in tree.submodules:
        if f"{path}/".startswith(starts):
            raise BaseUnavailableError(
                f"`{path}` is a submodule, whose files are in another repository; name its folder with `--standards {path}`, "
                "and see with `git submodule status` what it holds"
            )


def _prefix(trees: _Trees, base: str, own: str | None) -> str | None:
    """Where the workspace lies in the base: where it does now, or the one other place; None where it was not there.

    `own` None: the standards are another checkout's, and the base has markets only.
    """
    if own is None:
        return trees.repository.prefix
    if CATALOGUE_PATH in trees.at(base, own).names:
        return own
    everywhere = trees.at(base, "").paths()
    found = [
        path.removesuffix(CATALOGUE_PATH) for path in everywhere if path == CATALOGUE_PATH or path.endswith(OTHER_CATALOGUES)
    ]
    if len(found) > 1:
        raise BaseUnavailableError(
            f"the base has {len(found)} workspaces, and none in `{own or '.'}`, so that nobody can tell which one was moved; "
            f"see them with `git ls-tree -r --name-only {base} | grep {CATALOGUE_PATH}`, and move one in a change of its own"
        )
    return found[0] if found else None


def _contents(source: Source) -> Mapping[str, str]:
    """The documents of a workspace with the names of their bytes."""
    return {
        path: source.content_id(path)
        for path in source.paths()
        if path.startswith((STANDARDS, MARKETS)) and (path.lower().endswith(DOCUMENTS) or source.is_link(path))
    }


def _alike(before: Mapping[str, str], after: Mapping[str, str], old: Source, new: Source) -> Mapping[str, str]:
    """The later contents, with the earlier name where only the ends of lines differ, as some checkouts make them."""
    return {
        path: before[path] if path in before and before[path] != name and _same_lines(old.read(path), new.read(path)) else name
        for path, name in after.items()
    }


def _same_lines(left: bytes, right: bytes) -> bool:
    return left.replace(b"\r\n", b"\n") == right.replace(b"\r\n", b"\n")
