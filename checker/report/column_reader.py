"""Reads what a page has packed, as its script does. Part of `report`.

An earlier report is read like this. What it holds is not trusted: whatever is not as `columns` writes it raises a LookupError,
TypeError, ValueError or StopIteration.
"""

import base64
import json
import re
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from checker.report.columns import BASE, FIRST, LEFT_OUT

IN_A_REPORT = re.compile(r'<script type="application/octet-stream" id="packed">([A-Za-z0-9+/=]*)</script>')
MOST_BYTES = 500_000_000
Json = Any
Node = Mapping[str, Any]


def packed_content(page: str) -> Mapping[str, Json]:
    """What the page has packed; empty if there is nothing."""
    found = IN_A_REPORT.search(page)
    if found is None:
        return {}
    content: Mapping[str, Json] = json.loads(zlib.decompressobj().decompress(base64.b64decode(found[1]), MOST_BYTES))
    return content


def numbers(node: Node) -> list[int]:
    """Whole numbers from their digits."""
    columns = [text.encode("ascii") for text in node["digits"]]
    found, before = [], 0
    for row in zip(*columns, strict=True):
        value = node.get("low", 0) + sum(_digit(code) * BASE**place for place, code in enumerate(row))
        before = before + value if node.get("adds") else value
        found.append(before)
    return found


def _digit(code: int) -> int:
    return code - FIRST - (code > LEFT_OUT)


class Reader:
    """Reads the columns of one page."""

    def __init__(self, content: Mapping[str, Json]) -> None:
        self._texts, self._known = content["texts"], _fingerprints(content["known"])

    def values(self, node: Node, before: Sequence[Sequence[Json]] = ()) -> list[Json]:
        """A list of JSON values. `before`: the columns of the same table that were read already."""
        if "by" in node:
            given, seen = iter(self.values(node["of"])), dict[Json, Json]()
            keys = list(zip(*(before[other] for other in node["by"]), strict=True))
            for key in keys:
                if key not in seen:
                    seen[key] = next(given)
            return [seen[key] for key in keys]
        if "at" in node:
            different = self.values(node["of"])
            return [different[place] for place in numbers(node["at"])]
        if "gaps" in node:
            present = iter(self.values(node["of"]))
            return [None if gap else next(present) for gap in numbers(node["gaps"])]
        return self._all(node)

    def _all(self, node: Node) -> list[Json]:
        """Values that are there row by row."""
        if "is" in node:
            return list(node["is"])
        if "numbers" in node:
            return list(numbers(node["numbers"]))
        return self._strings(node) or self._rows(node)

    def _strings(self, node: Node) -> list[Json]:
        """Empty for a table."""
        if "texts" in node:
            return [self._texts[place] for place in numbers(node["texts"])]
        if "heads" in node:
            return [head + tail for head, tail in zip(self.values(node["heads"]), self.values(node["tails"]), strict=True)]
        if "known" in node:
            return [node["before"] + self._known[place] for place in numbers(node["known"])]
        return []

    def _rows(self, node: Node) -> list[Json]:
        columns: list[list[Json]] = []
        for column in node["columns"]:
            columns.append(self.values(column, columns))
        if "keys" not in node:
            return [list(row) for row in zip(*columns, strict=True)]
        return [dict(zip(node["keys"], row, strict=True)) for row in zip(*columns, strict=True)]


def _fingerprints(known: Node) -> Sequence[str]:
    if "is" in known:
        return list(known["is"])
    letters, length = base64.b64decode(known["bytes"]).hex(), known["length"]
    return [letters[start : start + length] for start in range(0, len(letters), length)] if length else []
