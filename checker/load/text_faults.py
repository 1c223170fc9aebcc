"""What is refused by a look at a file's text alone, before its YAML is read. Part of `load`."""

import re
from typing import NamedTuple

from checker.load.syntax_words import DIRECTIVE
from checker.model.fault import FaultKind
from checker.model.position import Span

MAX_BYTES = 1024 * 1024
MAX_SHOWN = 40
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
REFUSED_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""Control characters, the byte order mark, and what libyaml takes for line ends where YAML 1.2 has none."""
LONE_RETURN = re.compile(r"\r(?!\n)")
DIRECTIVE_FIRST = re.compile(r"(?:[ \t]*+(?:#[^\n]*+)?+\r?\n)*+%")
DOCUMENT_END = re.compile(r"^\.\.\.(?=\s|\Z)", re.MULTILINE)
CONTENT = re.compile(r"(?:\s|(?<=\s)#[^\n]*+)*+(?=\S)")


class ReadFault(NamedTuple):
    kind: FaultKind
    span: Span
    message: str
    remedy: str = ""


def clipped(text: str) -> str:
    """A piece of a file in a message: short, and on one line."""
    shown = text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 1]}…"
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in shown)


def not_utf8(data: bytes, error: UnicodeDecodeError) -> ReadFault:
    span = _point(data[: error.start].decode("utf-8"))
    message = f"the byte 0x{data[error.start]:02x} is no UTF-8"
    return ReadFault(FaultKind.UNSAFE, span, message, "save the file as UTF-8")


def text_fault(text: str) -> ReadFault | None:
    """The first character that may not stand in a file, or a directive before its document."""
    refused = REFUSED_CHARACTERS.search(text)
    if refused:
        message = f"the invisible character U+{ord(refused[0]):04X} is not allowed"
        return ReadFault(FaultKind.UNSAFE, _point(text[: refused.start()]), message, "delete it")
    lone = LONE_RETURN.search(text) if "\r" in text else None
    if lone:
        message = "a line ends with a carriage return alone (U+000D), which is not allowed"
        remedy = "save the file with Unix or Windows line ends"
        return ReadFault(FaultKind.UNSAFE, _point(text[: lone.start()]), message, remedy)
    directive = DIRECTIVE_FIRST.match(text)
    if directive:
        message, remedy, kind = DIRECTIVE
        return ReadFault(kind, _point(text[: directive.end() - 1]), message, remedy)
    return None


def first_document(text: str) -> tuple[str, tuple[ReadFault, ...]]:
    """The text up to where a line `...` ends the document, and a fault where anything follows that line."""
    end = DOCUMENT_END.search(text) if "..." in text else None
    content = CONTENT.match(text, end.end()) if end else None
    if end is None or content is None:
        return text, ()
    span = _point(text[: content.end()])
    fault = ReadFault(FaultKind.UNSAFE, span, "a second document starts here", "put it into a file of its own")
    return text[: end.start()], (fault,)


def _point(before: str) -> Span:
    """The place after a text without lone carriage returns."""
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    return Span(line, column, line, column + 1)
