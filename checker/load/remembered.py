"""The files of a state of a workspace, of which another state had most too. Part of `load`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from checker.load.document import Loaded, M
from checker.load.workspace import WorkspaceFiles
from checker.model.source import Source

Known = dict[tuple[str, type[Any], str], Loaded[Any]]
"""What was read, by its path, its kind and the name of its bytes."""


Written = tuple[int, int, int, int]
KnownByTime = dict[str, tuple[Written, Loaded[Any]]]
"""What was read, by its path, with the times, size and number of its file when it was looked at."""


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
    """Reads what all markets share only where it was written since `known` got it, and adds it."""

    def __init__(self, root: Path, standards: Path | None, buffers: Mapping[str, bytes], known: KnownByTime) -> None:
        super().__init__(root, standards, buffers)
        self._known = known

    def _load(self, path: str, model: type[M]) -> Loaded[M]:
        written = self._written(path)
        if written is None:
            return super()._load(path, model)
        known = self._known.get(path)
        loaded: Loaded[M] = known[1] if known is not None and known[0] == written else super()._load(path, model)
        self._known[path] = written, loaded
        self.digests[path] = loaded.digest
        return loaded

    def _written(self, path: str) -> Written | None:
        """When a shared file, or the one that a link leads to, was last written; None for any other."""
        if not path.startswith("standards/") or path in self.buffers or path in self.layout.blocked:
            return None
        try:
            found = (self.standards / path.removeprefix("standards/")).stat()
        except OSError:  # not there: the reader says so
            return None
        return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino
