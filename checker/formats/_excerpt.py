"""A line of a file with carets under the part that is meant. Part of `formats`."""

import unicodedata

from checker.model.position import Location

WIDTH = 100
MARGIN = 12
# Marks over or around the letter before them. Their combining class is no test: that of many Thai and Hindi marks is 0.
NO_COLUMN = ("Mn", "Me")


def excerpt(location: Location, gutter: int) -> list[str]:
    """Two lines: the text behind its number, and the carets. Empty where the line has no text.

    Long lines are cut around the carets; wide characters take two columns, so that carets stand where they should.
    """
    text = location.excerpt.expandtabs(1)
    if not text.strip():
        return []
    start = location.span.column - 1
    end = max(location.span.end_column - 1, start + 1)
    first = max(0, start - (WIDTH - MARGIN)) if end > WIDTH else 0
    shown = text[first : first + WIDTH]
    cut_before, cut_after = "…" if first else "", "…" if len(text) > first + WIDTH else ""
    carets = display_width(text[start : min(end, first + WIDTH)]) or 1
    padding = " " * (len(cut_before) + display_width(text[first:start]))
    number = str(location.span.line).rjust(gutter)
    return [f"{number} | {cut_before}{printable(shown)}{cut_after}", f"{' ' * gutter} | {padding}{'^' * carets}"]


def display_width(text: str) -> int:
    """Columns in a terminal."""
    return sum(_columns(letter) for letter in text)


def _columns(letter: str) -> int:
    if unicodedata.category(letter) in NO_COLUMN:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def printable(text: str) -> str:
    """The text with what would garble a terminal made visible."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)
