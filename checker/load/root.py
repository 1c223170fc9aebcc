"""Where a workspace starts. Part of `load`. Imports nothing that reads documents."""

from pathlib import Path

from checker.errors import NoWorkspaceError
from checker.model.paths import CATALOGUE_PATH


def find_root(start: Path) -> Path:
    """The nearest folder at or above `start` with `standards/catalogue.yaml`. Raises NoWorkspaceError."""
    for folder in (start, *start.parents):
        if (folder / CATALOGUE_PATH).is_file():
            return folder
    raise NoWorkspaceError(f"no `{CATALOGUE_PATH}` in this folder or above it; name the workspace with `--root DIR`")
