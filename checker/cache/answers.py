"""What a whole command answered before, for the same question about the same files. Part of `cache`."""

import os
import sys
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from checker.cache.inventory import take
from checker.cache.store import Store
from checker.version import __version__

DOCUMENTS = (".yaml", ".yml")
FOLDERS = ("standards", "markets")


class Answer(NamedTuple):
    """What a command wrote, one text for each output, and its exit code."""

    exit_code: int
    texts: tuple[bytes, ...]


class Answers:
    """Answers about one workspace. `question`: all that an answer depends on beside the files, as texts."""

    def __init__(self, store: Store, root: Path, question: Iterable[str]) -> None:
        self.store, self.root, self.question = store, str(root), "\0".join(question)
        self._name = self._key()

    def known(self) -> Answer | None:
        entry = self.store.get(self._name) if self._name is not None else None
        if entry is None:
            return None
        head, _, body = entry.partition(b"\n")
        exit_code, *sizes = map(int, head.split())
        texts = []
        at = 0
        for size in sizes:
            texts.append(body[at : at + size])
            at += size
        return Answer(exit_code, tuple(texts))

    def keep(self, answer: Answer) -> None:
        """Keep an answer, unless the files are others than when it was asked."""
        if self._name is not None and self._key() == self._name:
            head = " ".join(map(str, (answer.exit_code, *map(len, answer.texts))))
            self.store.put(self._name, [f"{head}\n".encode(), *answer.texts])
            self.store.tidy()

    def _key(self) -> str | None:
        inventory = take(self.root, FOLDERS, DOCUMENTS, self.store)
        if inventory is None:
            return None
        parts = (__version__, sys.version, tool_state(), self.question, inventory.digest)
        return f"answers/{sha256(chr(0).join(parts).encode('utf-8', 'surrogateescape')).hexdigest()}"


def tool_state() -> str:
    """What tells one state of the tool's own files from another, so that nobody gets answers of an older one."""
    package = Path(__file__).parent.parent
    states = []
    for folder, _, names in os.walk(package):
        for name in names:
            if name.endswith(".pyc"):
                continue
            found = os.stat(f"{folder}{os.sep}{name}")  # noqa: PTH116 (hundreds of them, before anything else)
            states.append(f"{folder}/{name} {found.st_size} {found.st_mtime_ns}")
    return sha256("\n".join(sorted(states)).encode("utf-8", "surrogateescape")).hexdigest()
