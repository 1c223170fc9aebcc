"""Texts that stand in many places of a large page: each is written once, and a short mark stands for it. Part of `report`.

A mark looks like `&12;`. Text from documents can never hold one, since it is escaped, and its `&` with it.
"""

import base64
import json
import zlib
from collections.abc import Mapping

from markupsafe import Markup

from checker.report.words import showable

SHORTEST = 12
"""Shorter texts weigh less than their mark and its place on the shelf."""


class Shelf:
    """Gives marks for texts. One that does not keep hands every text back, for a page that reads without script."""

    def __init__(self, *, keeps: bool) -> None:
        self.keeps = keeps
        self._numbers: dict[str, int] = {}

    def once(self, text: Markup) -> Markup:
        """The mark of a text. It may hold marks itself, of texts that were put here before it."""
        if not self.keeps or len(text) < SHORTEST:
            return text
        return Markup(f"&{self._numbers.setdefault(str(text), len(self._numbers))};")  # noqa: S704 (a number)

    def packed(self, views: Mapping[str, str], homes: Mapping[str, str]) -> str:
        """The texts and the views that use them, for the page's script to unfold; and what has a page elsewhere."""
        content = {"texts": [showable(text) for text in self._numbers], "views": views, "homes": homes}
        return packed(json.dumps(content, ensure_ascii=False, separators=(",", ":")))


def packed(text: str) -> str:
    """Text as base64 of its deflated bytes, which no HTML parser mistakes for markup."""
    return base64.b64encode(zlib.compress(text.encode(), 6)).decode()
