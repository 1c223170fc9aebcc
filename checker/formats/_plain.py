"""Text of markets as one harmless line: no control characters, no text that runs backwards, no end. Part of `formats`."""

import unicodedata

from checker.model.position import Span

JOINERS = frozenset("\u200c\u200d")
"""Invisible, and part of how Persian, Hindi and many others are written; all other invisible signs are shown as �."""
MAX_TEXT = 1_000


def plain(text: str, limit: int = MAX_TEXT) -> str:
    """The text on one line, with what is invisible or turns the line round made visible; cut visibly at `limit`."""
    shown = text if text.isprintable() else " ".join("".join(map(_shown, text)).split())
    rest = len(shown) - limit
    return shown if rest <= 0 else f"{shown[:limit]}… ({rest:,} more characters)"


def _shown(letter: str) -> str:
    category = unicodedata.category(letter)
    if category[0] == "Z" or letter in "\t\n\r\v\f":
        return " "
    return "\N{REPLACEMENT CHARACTER}" if category[0] == "C" and letter not in JOINERS else letter


def last_line(span: Span) -> int:
    """The last line that has a part of the span: its end is exclusive."""
    return span.end_line - 1 if span.end_column == 1 and span.end_line > span.line else span.end_line
