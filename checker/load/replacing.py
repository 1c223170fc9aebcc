"""Puts other text in the place of what a document says at some keys; every other byte stays. Part of `load`."""

from collections.abc import Iterable

from checker.model.position import Span

BYTE_ORDER_MARK = "\ufeff"


def with_texts(raw: bytes, edits: Iterable[tuple[Span, str]]) -> bytes:
    """From the last place to the first, so that the earlier ones still hold. An empty span is where text is put in."""
    text, mark = text_of(raw)
    for span, new in sorted(edits, key=lambda each: each[0], reverse=True):
        start, end = offset(text, span.line, span.column), offset(text, span.end_line, span.end_column)
        text = f"{text[:start]}{new}{text[end:]}"
    return f"{mark}{text}".encode()


def text_of(raw: bytes) -> tuple[str, str]:
    """The text that positions count in, and the mark that may stand before it."""
    whole = raw.decode("utf-8")
    text = whole.removeprefix(BYTE_ORDER_MARK)
    return text, whole[: len(whole) - len(text)]


def offset(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.index("\n", start) + 1
    return start + column - 1
