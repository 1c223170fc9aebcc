"""One value of a file's text replaced; every other byte stays. Part of `authoring`."""

from checker.load.reader import read
from checker.model.position import KeyPath, Span


def with_value(text: str, path: str, key_path: KeyPath, value: str) -> str:
    """The text with another scalar at a key path that exists. `path` names the file in errors."""
    positions = read(text.encode("utf-8")).positions
    if positions.parent(key_path) != key_path:
        raise AssertionError(f"{path} has no {key_path}")
    start, end = extent(text, positions.value_span(key_path))
    return f"{text[:start]}{value}{text[end:]}"


def extent(text: str, span: Span) -> tuple[int, int]:
    """Where a span starts and ends in the text."""
    return _offset(text, span.line, span.column), _offset(text, span.end_line, span.end_column)


def _offset(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.index("\n", start) + 1
    return start + column - 1
