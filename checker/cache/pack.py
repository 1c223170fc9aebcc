"""Many small records in one entry: an index that is read, and bodies of which only what is asked for is. Part of `cache`."""

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from checker.cache.store import Store


class Record(NamedTuple):
    """`head` is what JSON can hold, `body` bytes of any kind."""

    head: object
    body: bytes


def read_pack(store: Store, name: str) -> Mapping[str, Record]:
    """The records of an entry by their names; none where there is no entry, or none that this tool wrote."""
    entry = store.get(name)
    if entry is None:
        return {}
    index, _, _ = entry.partition(b"\n")
    first = len(index) + 1
    try:
        return {key: Record(head, entry[first + start : first + end]) for key, head, start, end in json.loads(index)}
    except (ValueError, TypeError):
        return {}


def write_pack(store: Store, name: str, records: Iterable[tuple[str, Record]]) -> bool:
    """Write an entry of records; whether that was possible."""
    index: list[tuple[str, object, int, int]] = []
    bodies: list[bytes] = []
    at = 0
    for key, (head, body) in records:
        index.append((key, head, at, at + len(body)))
        bodies.append(body)
        at += len(body)
    return store.put(name, [json.dumps(index, separators=(",", ":")).encode(), b"\n", *bodies])
