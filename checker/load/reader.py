"""Bytes → tree: the YAML profile on libyaml's events, with every limit enforced while reading.

Part of `load`. Nothing here builds an object that a file names: tags, anchors, aliases and merge keys are refused.
"""

import re
from typing import Any, NamedTuple

from yaml import MarkedYAMLError, YAMLError
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs leave it out
from yaml.events import (
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from checker.load.scalars import Plain, resolve
from checker.load.syntax_words import plain_words
from checker.load.tree import LibyamlEvent, LibyamlMark, YamlMapping, YamlSequence
from checker.model.fault import FaultKind
from checker.model.position import FILE_START, KeyPath, Span

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 64
MAX_NODES = 100_000
MAX_SCALAR_BYTES = 64 * 1024
MAX_FAULTS = 100
REFUSED_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class ReadFault(NamedTuple):
    kind: FaultKind
    span: Span
    message: str
    remedy: str = ""


class Ambiguity(NamedTuple):
    """A plain value that another reader takes for something else."""

    key_path: KeyPath
    text: str


class Reading(NamedTuple):
    """What came out of a file: `root` is None where `faults` say that it cannot be used."""

    text: str
    root: object
    faults: tuple[ReadFault, ...]
    ambiguities: tuple[Ambiguity, ...] = ()


class _Stop(Exception):  # noqa: N818 (control flow inside this module, never seen outside)
    def __init__(self, fault: ReadFault) -> None:
        self.fault = fault


def read(data: bytes) -> Reading:
    """Read one document. Never raises on bad input: all that is wrong stands in `faults`."""
    if len(data) > MAX_BYTES:
        message = f"the file has {len(data):,} bytes; at most {MAX_BYTES:,} are read"
        return Reading("", None, (ReadFault(FaultKind.TOO_LARGE, FILE_START, message, "split the file"),))
    if data.startswith(BYTE_ORDER_MARK):
        data = data[len(BYTE_ORDER_MARK) :]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return Reading("", None, (_not_utf8(data, error),))
    refused = REFUSED_CHARACTERS.search(text)
    if refused:
        return Reading(text, None, (_refused_character(text, refused.start()),))
    builder = _Builder(len(data))
    try:
        root = builder.build(CParser(data))
    except _Stop as stop:
        builder.faults.append(stop.fault)
    except RecursionError:
        builder.faults.append(_too_deep(FILE_START))
    except MarkedYAMLError as error:
        builder.faults.append(_syntax(text, error))
    except YAMLError as error:
        builder.faults.append(ReadFault(FaultKind.SYNTAX, FILE_START, f"this is no YAML: {error}"))
    if builder.faults:
        return Reading(text, None, tuple(builder.faults))
    return Reading(text, root, (), tuple(builder.ambiguities))


# What a plain text means never depends on the file, so each is resolved once.
_resolved: dict[str, Plain] = {}
_known_keys: set[str] = set()
MAX_RESOLVED = 50_000


def _resolve(text: str) -> Plain:
    if len(_resolved) >= MAX_RESOLVED:
        _resolved.clear()
    plain = _resolved[text] = resolve(text)
    return plain


class _Builder:
    def __init__(self, size: int) -> None:
        self._is_large = size > min(MAX_NODES, MAX_SCALAR_BYTES) // 2
        self._nodes = 0
        self.faults: list[ReadFault] = []
        self.ambiguities: list[Ambiguity] = []
        self._stack: list[YamlMapping | YamlSequence] = []

    def build(self, parser: CParser) -> object:
        parser.get_event()  # the stream's start
        start = parser.get_event()
        if not isinstance(start, DocumentStartEvent):
            return None
        if start.version or start.tags:
            self._fault(FaultKind.UNSAFE, start, "a directive is not read", "delete the line that starts with %")
        root = self._node(parser)
        parser.get_event()  # the document's end
        following = parser.get_event()
        if isinstance(following, DocumentStartEvent):
            self._fault(FaultKind.UNSAFE, following, "a second document starts here", "put it into a file of its own")
        return root

    def _node(self, parser: CParser) -> object:  # noqa: C901, PLR0912, PLR0915
        """The event loop: one function, because it runs once for every scalar of every file."""
        get_event, stack, resolved, known_keys = parser.get_event, self._stack, _resolved, _known_keys
        current: Any = None  # the innermost open mapping or list, with its marks and whether it is a mapping beside it
        marks: list[LibyamlMark] = []
        in_mapping = False
        key: str | None = None
        keys: list[str | None] = []
        while True:
            event: LibyamlEvent = get_event()
            kind = event.__class__
            if self._is_large:
                self._count(event)
            if kind is ScalarEvent:
                text = event.value
                if event.anchor is not None or event.tag is not None:
                    self._anchored(event)
                if in_mapping and key is None:
                    if event.style:
                        self._quoted(event)
                        key = text
                    else:
                        key = text if text in known_keys else self._plain_key(event)
                    if key in current:
                        self._duplicate(event, key, current)
                    marks.append(event.start_mark)
                    marks.append(event.end_mark)
                    continue
                if event.style:
                    self._quoted(event)
                    value: object = text
                else:
                    plain = resolved.get(text) or _resolve(text)
                    value = plain.value
                    if plain.ambiguous:
                        self.ambiguities.append(Ambiguity(self._key_path(keys, key), text))
                    elif plain.refused:
                        self._fault(FaultKind.UNSAFE, event, plain.refused, "write a number that can be compared")
                if current is None:
                    return value
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                ended = stack.pop()
                ended.end = event.end_mark
                keys.pop()
                if not stack:
                    return ended
                current, key = stack[-1], None
                marks, in_mapping = current.marks, current.__class__ is YamlMapping
                continue
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if in_mapping and key is None:
                    fault = ReadFault(FaultKind.UNSAFE, _span(event), "a key must be text", "write one word before the colon")
                    raise _Stop(fault)
                self._opened(event)
                value = YamlMapping(event) if kind is MappingStartEvent else YamlSequence(event)
            else:
                self._fault(FaultKind.UNSAFE, event, "an alias is not read", "write the value out")
                value = ""
                if in_mapping and key is None:
                    key = ""
                    marks.append(event.start_mark)
                    marks.append(event.end_mark)
                    continue

            marks.append(event.start_mark)
            marks.append(event.end_mark)
            if in_mapping:
                current[key] = value
            elif current is not None:
                current.append(value)
            if kind is MappingStartEvent or kind is SequenceStartEvent:
                stack.append(value)  # type: ignore[arg-type]
                keys.append(key)
                current = value
                marks, in_mapping = current.marks, kind is MappingStartEvent
            key = None

    def _count(self, event: LibyamlEvent) -> None:
        """Limits that a small file cannot reach, since each value takes a byte."""
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise _Stop(_too_large(event, f"a file of more than {MAX_NODES:,} values"))
        if isinstance(event, ScalarEvent) and len(event.value.encode()) > MAX_SCALAR_BYTES:
            raise _Stop(_too_large(event, f"a text of more than {MAX_SCALAR_BYTES // 1024} KiB"))

    def _opened(self, event: LibyamlEvent) -> None:
        if event.anchor is not None or event.tag is not None:
            self._anchored(event)
        if len(self._stack) >= MAX_DEPTH:
            raise _Stop(_too_deep(_span(event)))

    def _quoted(self, event: LibyamlEvent) -> None:
        """Escapes in double quotes can bring in characters that may not stand in the file itself."""
        if event.style == '"' and REFUSED_CHARACTERS.search(event.value):
            self._fault(FaultKind.UNSAFE, event, "the text holds a control character", "delete it")

    def _duplicate(self, event: LibyamlEvent, key: str, mapping: YamlMapping) -> None:
        first = mapping.marks[4 * list(mapping).index(key)].line + 1
        second = event.start_mark.line + 1
        where = f"on line {first} and on line {second}" if first != second else f"on line {first}"
        message = f"the key `{key}` is given twice, {where}"
        self._fault(FaultKind.DUPLICATE_KEY, event, message, "keep one of the two")

    def _plain_key(self, event: LibyamlEvent) -> str:
        text: str = event.value
        if text == "<<":
            self._fault(FaultKind.UNSAFE, event, "a merge key is not read", "write the keys out")
            return text
        plain = resolve(text)
        if not isinstance(plain.value, str):
            self._fault(FaultKind.UNSAFE, event, "a key must be text", "quote it, or write one word")
            return text
        if len(_known_keys) < MAX_RESOLVED:
            _known_keys.add(text)
        return text

    def _anchored(self, event: LibyamlEvent) -> None:
        if event.anchor is not None:
            self._fault(FaultKind.UNSAFE, event, f"an anchor (`&{event.anchor}`) is not read", "write the value out")
        if event.tag is not None:
            self._fault(FaultKind.UNSAFE, event, f"a tag (`{event.tag}`) is not read", "delete it")

    def _fault(self, kind: FaultKind, event: LibyamlEvent, message: str, remedy: str) -> None:
        self.faults.append(ReadFault(kind, _span(event), message, remedy))
        if len(self.faults) >= MAX_FAULTS:
            raise _Stop(ReadFault(kind, _span(event), f"more than {MAX_FAULTS} faults; reading stops here"))

    def _key_path(self, keys: list[str | None], key: str | None) -> KeyPath:
        """The path to the value that is being read; `keys` holds for each open container the key it stands under."""
        path: list[str | int] = []
        for depth, (container, own) in enumerate(zip(self._stack, [*keys[1:], key], strict=True), start=1):
            index = len(container) if depth == len(self._stack) else len(container) - 1
            path.append(index if own is None else own)
        return tuple(path)


def _span(event: LibyamlEvent) -> Span:
    start, end = event.start_mark, event.end_mark
    if end.line != start.line:
        return Span(start.line + 1, start.column + 1, start.line + 1, start.column + 2)
    return Span(start.line + 1, start.column + 1, end.line + 1, max(end.column, start.column + 1) + 1)


def _too_large(event: LibyamlEvent, what: str) -> ReadFault:
    return ReadFault(FaultKind.TOO_LARGE, _span(event), f"{what} is not read", "shorten it")


def _too_deep(span: Span) -> ReadFault:
    return ReadFault(FaultKind.TOO_LARGE, span, f"more than {MAX_DEPTH} levels inside one another are not read", "flatten it")


def _point(text: str, offset: int) -> Span:
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    return Span(line, column, line, column + 1)


def _not_utf8(data: bytes, error: UnicodeDecodeError) -> ReadFault:
    span = _point(data[: error.start].decode("utf-8"), error.start)
    message = f"the byte 0x{data[error.start]:02x} is no UTF-8"
    return ReadFault(FaultKind.UNSAFE, span, message, "save the file as UTF-8")


def _refused_character(text: str, offset: int) -> ReadFault:
    message = f"the character U+{ord(text[offset]):04X} is not allowed"
    return ReadFault(FaultKind.UNSAFE, _point(text, offset), message, "delete it")


def _syntax(text: str, error: MarkedYAMLError) -> ReadFault:
    mark: LibyamlMark | None = error.problem_mark or error.context_mark
    if mark is None:
        return ReadFault(FaultKind.SYNTAX, FILE_START, f"this is no YAML: {error.problem}")
    message, remedy = plain_words(text, error)
    line, column = mark.line + 1, mark.column + 1
    return ReadFault(FaultKind.SYNTAX, Span(line, column, line, column + 1), message, remedy)
