"""Writes confirmations into the text of a `market.yaml`; every other byte stays. Part of `load`.

A confirmation that is there gets new scalars in place of the old ones; a new one is put behind the last, in the form
that the file has.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from checker.errors import UsageError
from checker.load.document import parse_document
from checker.model.documents import Market
from checker.model.position import Document, KeyPath
from checker.model.value import Version

BYTE_ORDER_MARK = "\ufeff"


class NewConfirmation(NamedTuple):
    """Who confirms which version, on which day."""

    version: Version
    by: str
    confirmed_on: date

    @property
    def flow(self) -> str:
        return f"{{version: {self.version}, by: {self.by}, confirmed_on: {self.confirmed_on}}}"


def confirmed(path: str, raw: bytes, confirmations: Mapping[str, NewConfirmation]) -> bytes:
    """The file's bytes with these confirmations, by process. Raises UsageError where the file cannot be read."""
    for process, confirmation in confirmations.items():
        raw = _with(path, raw, process, confirmation)
    document = _read(path, raw)
    for process, new in confirmations.items():
        written = document.model.confirms.get(process)
        if written is None or (written.version, written.by, written.confirmed_on) != new:
            raise UsageError(f"{path} could not be changed safely; write `{process}: {new.flow}` under `confirms`")
    return raw


def _read(path: str, raw: bytes) -> Document[Market]:
    loaded = parse_document(raw, path, Market)
    if loaded.document is None:
        raise UsageError(f"{path} cannot be used as it is; `checker check` says why")
    return loaded.document


def _with(path: str, raw: bytes, process: str, new: NewConfirmation) -> bytes:
    document, whole = _read(path, raw), raw.decode("utf-8")
    text = whole.removeprefix(BYTE_ORDER_MARK)  # positions count from behind it
    mark = whole[: len(whole) - len(text)]
    if process in document.model.confirms:
        text = _replaced(document, text, process, new)
    elif document.model.confirms:
        text = _behind_the_last(document, text, process, new)
    else:
        text = _first(document, text, process, new)
    return f"{mark}{text}".encode()


def _replaced(document: Document[Market], text: str, process: str, new: NewConfirmation) -> str:
    """From the last scalar to the first, so that the earlier spans still hold."""
    words = {"version": str(new.version), "by": new.by, "confirmed_on": new.confirmed_on.isoformat()}
    spans = {key: _extent(document, text, ("confirms", process, key)) for key in words}
    for key in sorted(words, key=lambda key: spans[key], reverse=True):
        start, end = spans[key]
        text = f"{text[:start]}{words[key]}{text[end:]}"
    return text


def _behind_the_last(document: Document[Market], text: str, process: str, new: NewConfirmation) -> str:
    """In a block a line of its own, as deep as the others; between braces behind a comma."""
    last: KeyPath = ("confirms", list(document.model.confirms)[-1])
    end = max(_extent(document, text, (*last, key))[1] for key in ("version", "by", "confirmed_on"))
    if text[_extent(document, text, last)[0]] == "{":
        end = _closing_brace(text, end)
    if text[_extent(document, text, ("confirms",))[0]] == "{":
        return f"{text[:end]}, {process}: {new.flow}{text[end:]}"
    at, newline = _line_end(text, end), _newline(text)
    indent = " " * (document.positions.key_span(last).column - 1)
    return f"{text[:at]}{newline}{indent}{process}: {new.flow}{text[at:]}"


def _closing_brace(text: str, start: int) -> int:
    """The place behind the brace that closes a mapping; its last scalar ends at `start`, comments may come between."""
    at = start
    while text[at] != "}":
        at = text.index("\n", at) if text[at] == "#" else at + 1
    return at + 1


def _first(document: Document[Market], text: str, process: str, new: NewConfirmation) -> str:
    if document.positions.parent(("confirms",)) == ("confirms",):  # `confirms: {}`
        start, end = _extent(document, text, ("confirms",))
        return f"{text[:start]}{{{process}: {new.flow}}}{text[end:]}"
    body = text.rstrip()
    if body.startswith("{"):
        return f"{body[:-1]}, confirms: {{{process}: {new.flow}}}}}{text[len(body) :]}"
    newline = _newline(text)
    gap = "" if text.endswith("\n") else newline
    return f"{text}{gap}{newline}confirms:{newline}  {process}: {new.flow}{newline}"


def _extent(document: Document[Market], text: str, key_path: KeyPath) -> tuple[int, int]:
    """Where a value starts and ends in the text; of a block, where its key stands."""
    span = document.positions.value_span(key_path)
    return _offset(text, span.line, span.column), _offset(text, span.end_line, span.end_column)


def _offset(text: str, line: int, column: int) -> int:
    """Where a line and column stand in the text; both count from 1."""
    start = 0
    for _ in range(line - 1):
        start = text.index("\n", start) + 1
    return start + column - 1


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return end - 1 if text[end - 1 : end] == "\r" else end


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
