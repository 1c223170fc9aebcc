"""The files of a state of a workspace, of which another state had most too. Part of `load`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from checker.load.document import Loaded, M
from checker.load.workspace import WorkspaceFiles
from checker.model.source import Source

Known = dict[tuple[str, type[Any], str], Loaded[Any]]
"""What was read, by its path, its kind and the name of its bytes."""


class RememberedFiles(WorkspaceFiles):
    """Reads and validates only documents that `known` lacks, and adds them."""

    def __init__(self, root: Path, source: Source, known: Known) -> None:
        super().__init__(root, source=source)
        self._of_source, self._known = source, known

    def _load(self, path: str, model: type[M]) -> Loaded[M]:
        if path in self.layout.blocked:
            return super()._load(path, model)
        try:
            key = (path, model, self._of_source.content_id(self.layout.real(path)))
        except (OSError, KeyError):  # not there: the reader says so
            return super()._load(path, model)
        loaded: Loaded[M] | None = self._known.get(key)
        if loaded is None:
            loaded = self._known[key] = super()._load(path, model)
        self.digests[path] = loaded.digest
        return loaded


class WatchedFiles(WorkspaceFiles):
    """Reads what all markets share only where `known` lacks it, and adds it; somebody else forgets what was written."""

    def __init__(self, root: Path, standards: Path | None, buffers: Mapping[str, bytes], known: dict[str, Loaded[Any]]) -> None:
        super().__init__(root, standards, buffers)
        self._known = known

    def _load(self, path: str, model: type[M]) -> Loaded[M]:
        if not path.startswith("standards/"):
            return super()._load(path, model)
        loaded: Loaded[M] | None = self._known.get(path)
        if loaded is None:
            loaded = self._known[path] = super()._load(path, model)
        self.digests[path] = loaded.digest
        return loaded
