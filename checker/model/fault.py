"""What loading finds wrong with a file, before any rule has a name for it. Part of `model`."""

from enum import StrEnum
from typing import NamedTuple

from checker.model.position import KeyPath, Location


class FaultKind(StrEnum):
    SYNTAX = "syntax"
    DUPLICATE_KEY = "duplicate_key"
    UNSAFE = "unsafe"
    TOO_LARGE = "too_large"
    INVALID = "invalid"
    MISPLACED = "misplaced"
    AMBIGUOUS = "ambiguous"


UNREADABLE = frozenset(
    {
        FaultKind.SYNTAX,
        FaultKind.DUPLICATE_KEY,
        FaultKind.UNSAFE,
        FaultKind.TOO_LARGE,
        FaultKind.INVALID,
        FaultKind.MISPLACED,
    }
)
"""The kinds that keep a document from being used."""


class Fault(NamedTuple):
    """One fault of one file. `message` is one sentence for its writer; `remedy` says what to write, or is empty."""

    kind: FaultKind
    location: Location
    message: str
    key_path: KeyPath = ()
    actual: str = ""
    remedy: str = ""
