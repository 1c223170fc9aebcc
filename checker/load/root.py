"""Where a workspace starts. Part of `load`. Imports nothing that reads documents."""

import os
from collections.abc import Mapping
from pathlib import Path

from checker.errors import NoWorkspaceError
from checker.model.paths import CATALOGUE_PATH


def find_root(start: Path) -> Path:
    """The nearest folder at or above `start` with `standards/catalogue.yaml`. Raises NoWorkspaceError."""
    for folder in (start, *start.parents):
        if (folder / CATALOGUE_PATH).is_file():
            return folder
    raise NoWorkspaceError(f"no `{CATALOGUE_PATH}` in this folder or above it; name the workspace with `--root DIR`")


def standards_folder(root: Path, standards: Path | None) -> Path:
    """The folder of the standards: the workspace's own, or of another checkout. Raises NoWorkspaceError."""
    if standards is None:
        return _own_standards(root)
    for folder in (standards, standards / "standards"):
        if (folder / "catalogue.yaml").is_file():
            return folder
    raise NoWorkspaceError(f"no `catalogue.yaml` in {standards}; `--standards` names a folder that holds one")


def _own_standards(root: Path) -> Path:
    folder = root / "standards"
    if not os.path.lexists(root / CATALOGUE_PATH):
        raise NoWorkspaceError(f"no `{CATALOGUE_PATH}` in {root}")
    if not Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(root)):
        raise NoWorkspaceError(f"{folder} is a link that leaves the workspace; name its target with `--standards DIR`")
    return folder


def places_in_repository(root: Path, standards: Path) -> Mapping[str, str]:
    """Where the folders `standards` and `markets` lie in the repository of the workspace, where that is not at its top.

    A folder outside of it, or of a workspace in no repository, has no place.
    """
    top = next((folder for folder in (root.resolve(), *root.resolve().parents) if (folder / ".git").exists()), None)
    folders = {"standards": standards, "markets": root / "markets"}
    found = {name: os.path.relpath(os.path.realpath(folder), top) for name, folder in folders.items() if top is not None}
    return {name: Path(place).as_posix() for name, place in found.items() if place != name and not place.startswith("..")}
