"""Bytes → tree: the YAML profile on libyaml's events, with every limit enforced while reading.

Part of `load`. Nothing here builds an object that a file names: tags, anchors, aliases and merge keys are refused.
What a look at the text alone refuses is in `text_faults`.
"""

from typing import TYPE_CHECKING, Any, NamedTuple

from yaml import MarkedYAMLError, YAMLError
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs leave it out
from yaml.events import (
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from checker.load.indentation import TROUBLE, odd_line
from checker.load.line_reader import read_lines
from checker.load.missing_space import missing_space
from checker.load.number_cut import number_cut
from checker.load.scalars import resolve
from checker.load.syntax_words import QUOTE, opened_above, plain_words
from checker.load.tabs import tab_faults
from checker.load.text_faults import (
    BYTE_ORDER_MARK,
    MAX_BYTES,
    REFUSED_CHARACTERS,
    ReadFault,
    clipped,
    first_document,
    not_utf8,
    text_fault,
)
from checker.load.tree import LibyamlEvent, LibyamlMark, Tree, YamlMapping, YamlSequence
from checker.model.fault import FaultKind
from checker.model.position import FILE_START, KeyPath, Positions, Span

if TYPE_CHECKING:
    from checker.load.commented_heading import CommentedHeading

MAX_DEPTH = 64
MAX_NODES = 100_000
MAX_SCALAR_BYTES = 64 * 1024
MAX_FAULTS = 100
ANCHOR = "a value cannot start with `&`"
ALIAS = "a value cannot start with `*`"
QUOTE_OR_WRITE = f"{QUOTE}, or write the value out"


class Ambiguity(NamedTuple):
    """A plain value that another reader takes for something else."""

    key_path: KeyPath
    text: str
    span: Span


NOWHERE = Tree(None)


class Reading(NamedTuple):
    """What came out of a file: `root` is None where `faults` say that it cannot be used, else `positions` are its own."""

    text: str
    root: object
    faults: tuple[ReadFault, ...]
    ambiguities: tuple[Ambiguity, ...] = ()
    positions: Positions = NOWHERE


class _Stop(Exception):  # noqa: N818 (control flow inside this module, never seen outside)
    def __init__(self, fault: ReadFault) -> None:
        self.fault = fault


def read(data: bytes, *, by_lines: bool = True) -> Reading:
    """Read one document. Never raises on bad input: all that is wrong stands in `faults`.

    `by_lines` False: by libyaml in any case, with the tree that faults of a document's shape are looked up in.
    """
    if len(data) > MAX_BYTES:
        message = f"the file has more than {MAX_BYTES:,} bytes, which is the most that is read"
        return Reading("", None, (ReadFault(FaultKind.TOO_LARGE, FILE_START, message, "split the file"),))
    if data.startswith(BYTE_ORDER_MARK):
        data = data[len(BYTE_ORDER_MARK) :]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return Reading("", None, (not_utf8(data, error),))
    if by_lines and (plain := read_lines(text)) is not None:
        return Reading(text, plain[0], (), (), plain[1])
    refused = text_fault(text)
    if refused is not None:
        return Reading(text, None, (refused,))
    first, following = first_document(text)
    builder = _Builder(len(data))
    root = _build(builder, data if first is text else first.encode(), text)
    faults = [*builder.faults, *following]
    if "\t" in text and not faults:
        faults += tab_faults(text, root)
    if faults:
        return Reading(text, None, tuple(faults))
    return Reading(text, root, (), tuple(builder.ambiguities), Tree(root))


def _build(builder: "_Builder", data: bytes, text: str) -> object:
    """The tree; None where it stays incomplete, and the builder holds the faults."""
    try:
        return builder.build(CParser(data))
    except _Stop as stop:
        builder.faults.append(stop.fault)
    except MarkedYAMLError as error:
        builder.faults.append(_syntax(text, error))
    except YAMLError as error:
        builder.faults.append(ReadFault(FaultKind.SYNTAX, FILE_START, f"the file cannot be read: {error}"))
    return None


_known_keys: set[str] = set()
MAX_KNOWN_KEYS = 50_000


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
        root = self._node(parser)
        parser.get_event()  # the document's end
        following = parser.get_event()
        if isinstance(following, DocumentStartEvent):
            self._fault(FaultKind.UNSAFE, following, "a second document starts here", "put it into a file of its own")
        return root

    def _node(self, parser: CParser) -> object:  # noqa: C901, PLR0912, PLR0915
        """The event loop: one function, because it runs once for every scalar of every file."""
        get_event, stack, known_keys = parser.get_event, self._stack, _known_keys
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
                        key = text if text in known_keys else self._plain_key(event, current)
                    if key in current:
                        key = self._duplicate(event, key, current)
                    marks.append(event.start_mark)
                    marks.append(event.end_mark)
                    continue
                if event.style:
                    self._quoted(event)
                    value: object = text
                else:
                    plain = resolve(text)
                    value = plain.value
                    if plain.ambiguous:
                        self.ambiguities.append(Ambiguity(self._key_path(keys, key), text, _span(event)))
                    elif plain.refused:
                        self._fault(FaultKind.UNSAFE, event, plain.refused, "put it in quotes if it is no number")
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
                    raise _Stop(_no_text_as_key(event))
                self._opened(event)
                value = YamlMapping(event) if kind is MappingStartEvent else YamlSequence(event)
            else:
                self._fault(FaultKind.UNSAFE, event, ALIAS, QUOTE_OR_WRITE)
                value = ""
                if current is None:
                    return value
                if in_mapping and key is None:
                    key = _no_key(current)
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
        if isinstance(event, NodeEvent):
            self._nodes += 1
        if self._nodes > MAX_NODES:
            raise _Stop(_too_large(event, f"a file of more than {MAX_NODES:,} values"))
        if isinstance(event, ScalarEvent) and len(event.value.encode()) > MAX_SCALAR_BYTES:
            raise _Stop(_too_large(event, f"a text of more than {MAX_SCALAR_BYTES // 1024} KiB"))

    def _opened(self, event: LibyamlEvent) -> None:
        if event.anchor is not None or event.tag is not None:
            self._anchored(event)
        if len(self._stack) >= MAX_DEPTH:
            raise _Stop(_too_deep(event))

    def _quoted(self, event: LibyamlEvent) -> None:
        """Escapes in double quotes can bring in characters that may not stand in the file itself."""
        if event.style == '"' and REFUSED_CHARACTERS.search(event.value):
            self._fault(FaultKind.UNSAFE, event, "the text holds an invisible control character", "delete it")

    def _duplicate(self, event: LibyamlEvent, key: str, mapping: YamlMapping) -> str:
        """A key to go on with, so that keys and marks stay in step."""
        first = mapping.marks[4 * list(mapping).index(key)].line + 1
        second = event.start_mark.line + 1
        where = f"on line {first} and on line {second}" if first != second else f"both times on line {first}"
        message = f"the key `{clipped(key)}` is given twice, {where}"
        self._fault(FaultKind.DUPLICATE_KEY, event, message, "keep one of the two")
        return _no_key(mapping)

    def _plain_key(self, event: LibyamlEvent, mapping: YamlMapping) -> str:
        text: str = event.value
        if text == "<<":
            self._fault(FaultKind.UNSAFE, event, "the merge key `<<` is not read", "write the keys out")
            return _no_key(mapping)
        if not isinstance(resolve(text).value, str):
            message, remedy = f"a key must be text, and `{clipped(text)}` is not", "put it in quotes"
            comma = number_cut(mapping, text)
            if comma is not None:
                message, remedy = comma
            if not text:
                message, remedy = "a key is missing before the colon", "write one word there"
            self._fault(FaultKind.UNSAFE, event, message, remedy)
            return _no_key(mapping)
        if len(_known_keys) < MAX_KNOWN_KEYS:
            _known_keys.add(text)
        return text

    def _anchored(self, event: LibyamlEvent) -> None:
        if event.anchor is not None:
            self._fault(FaultKind.UNSAFE, event, ANCHOR, QUOTE_OR_WRITE)
        if event.tag is not None:
            message = f"a value cannot start with `!`, as `{clipped(event.tag)}` does"
            self._fault(FaultKind.UNSAFE, event, message, f"{QUOTE}, or delete the word with the `!`")

    def _fault(self, kind: FaultKind, event: LibyamlEvent, message: str, remedy: str) -> None:
        self.faults.append(ReadFault(kind, _span(event), message, remedy))
        if len(self.faults) >= MAX_FAULTS:
            raise _Stop(ReadFault(kind, _span(event), f"{MAX_FAULTS} faults are enough; reading stops here"))

    def _key_path(self, keys: list[str | None], key: str | None) -> KeyPath:
        """The path to the value that is being read; `keys` holds for each open container the key it stands under."""
        path: list[str | int] = []
        if not self._stack:
            return ()
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


def _too_deep(event: LibyamlEvent) -> ReadFault:
    message = f"more than {MAX_DEPTH} levels inside one another are not read"
    return ReadFault(FaultKind.TOO_LARGE, _span(event), message, "use fewer levels")


def _no_text_as_key(event: LibyamlEvent) -> ReadFault:
    remedy = f"{QUOTE} if the brackets belong to it" if event.flow_style else "write one word before the colon"
    return ReadFault(FaultKind.UNSAFE, _span(event), "a key must be one word, not a list or keys of its own", remedy)


def _no_key(mapping: YamlMapping) -> str:
    """Stands for a key that was refused: no text of a file can be it, and no two are the same."""
    return f"\0{len(mapping)}"


def _syntax(text: str, error: MarkedYAMLError) -> ReadFault:
    mark: LibyamlMark | None = error.problem_mark or error.context_mark
    if mark is None:
        return ReadFault(FaultKind.SYNTAX, FILE_START, f"the file cannot be read: {error.problem}")
    odd = missing_space(text, error) or _without_heading(text, error) or odd_line(text, error)
    if odd is not None:
        return ReadFault(FaultKind.SYNTAX, Span(odd.line, odd.column, odd.line, odd.column + 1), odd.message, odd.remedy)
    message, remedy, kind = complaint = plain_words(text, error)
    mark = opened_above(complaint, error) or mark
    line, column = mark.line + 1, mark.column + 1
    return ReadFault(kind, Span(line, column, line, column + 1), message, remedy)


def _without_heading(text: str, error: MarkedYAMLError) -> "CommentedHeading | None":
    """Only where the line starts wrongly: what is wrong inside it has another cause."""
    mark = error.problem_mark
    if mark is None or not (error.problem or "").startswith(TROUBLE):
        return None
    from checker.load.commented_heading import commented_heading

    return commented_heading(text.split("\n"), mark.line + 1)
