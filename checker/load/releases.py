"""`standards/releases.yaml`: the digest of each released standard, as the tool wrote it. Part of `load`."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from checker.load.document import parse_mapping
from checker.model.fault import Fault, FaultKind
from checker.model.position import FILE_START, Location
from checker.model.value import Version, parse_version

RELEASES_PATH = "standards/releases.yaml"
DIGEST = re.compile("[0-9a-f]{64}")


class Releases(NamedTuple):
    """(process, version) → SHA-256 of the released file's bytes, in hex; faults where the file says something else."""

    digests: Mapping[tuple[str, Version], str]
    faults: tuple[Fault, ...] = ()


def read_releases(data: bytes) -> Releases:
    """Read the file's bytes. Never raises on a bad file."""
    root, faults = parse_mapping(data, RELEASES_PATH)
    digests: dict[tuple[str, Version], str] = {}
    wrong: list[str] = []
    for process, versions in root.items():
        for version, digest in _entries(process, versions, wrong):
            digests[process, version] = digest
    return Releases(digests, (*faults, *map(_fault, wrong)))


def _entries(process: str, versions: object, wrong: list[str]) -> Iterator[tuple[Version, str]]:
    """The versions of a process with their digests; what is neither goes to `wrong`."""
    if not isinstance(versions, dict):
        wrong.append(f"`{process}` does not name versions and their digests")
        return
    for text, digest in versions.items():
        try:
            version = parse_version(text)
        except ValueError:
            wrong.append(f"`{process}` has `{text}`, which is no version like `2.1.0`")
            continue
        if isinstance(digest, str) and DIGEST.fullmatch(digest):
            yield version, digest
        else:
            wrong.append(f"the digest of {process} {text} is not 64 figures from 0 to f")


def _fault(message: str) -> Fault:
    remedy = "write `{process: {version: sha256 of the file}}`, as the tool does"
    return Fault(FaultKind.INVALID, Location(RELEASES_PATH, FILE_START), message, remedy=remedy)
