"""One file → one valid document, or all that is wrong with it. Part of `load`."""

import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from pydantic import ValidationError

from checker.load.reader import MAX_FAULTS, Reading, read
from checker.load.scalars import meaning_1_1, resolve
from checker.load.text_faults import MAX_BYTES, clipped
from checker.load.walk import unreadable
from checker.model.documents.shape import Shape
from checker.model.fault import Fault, FaultKind
from checker.model.position import FILE_START, Document, KeyPath, Location, Positions, Span
from checker.model.source import Source
from checker.model.value import number_text

M = TypeVar("M", bound=Shape)


BLOCK = 32 * 1024


class Loaded(NamedTuple, Generic[M]):
    """`document` is None where it cannot be used; `faults` may hold remarks on a usable one.

    `digest` is the SHA-256 of the file's bytes in hex; empty where they could not be read.
    """

    document: Document[M] | None
    faults: tuple[Fault, ...]
    digest: str = ""


def load_document(root: Path, path: str, model: type[M]) -> Loaded[M]:
    """Read and validate the file `path` (relative to `root`, with `/`). Never raises on a bad file."""
    try:
        data = _bytes_of(f"{root}{os.sep}{path}")
    except OSError as error:
        return Loaded(None, (unreadable(path, "file", error),))
    document, faults, _ = parse_document(data, path, model)
    return Loaded(document, faults, sha256(data).hexdigest())


def load_from(source: Source, path: str, model: type[M], real: str) -> Loaded[M]:
    """The same for a file of a source; `real`: where it lies there, if a link leads to it."""
    try:
        data = source.read(real)
    except OSError as error:
        return Loaded(None, (unreadable(path, "file", error),))
    document, faults, _ = parse_document(data, path, model)
    return Loaded(document, faults, sha256(data).hexdigest())


def start_of(file: Path) -> bytes:
    """The bytes of a file, or as much of a large one as shows that it is too large. Raises OSError."""
    return _bytes_of(str(file))


def _bytes_of(path: str) -> bytes:
    """At most a block more than is read: four system calls where `open` makes seven, for thousands of small files.

    By blocks, since each read takes memory for as much as it asks for, whatever the file holds.
    """
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        data = os.read(handle, BLOCK)
        while data and len(data) <= MAX_BYTES and (more := os.read(handle, BLOCK)):
            data += more
    finally:
        os.close(handle)
    return data


def parse_document(data: bytes, path: str, model: type[M]) -> Loaded[M]:
    """Validate the bytes of a file that need not lie on disk."""
    reading = read(data)
    if reading.faults:
        lines = _Lines(path, reading.text)
        return Loaded(None, tuple(lines.fault(*fault) for fault in reading.faults))
    if reading.root is None:
        from checker.load.shape_faults import kind_word

        message = "the file holds no document" if reading.text.strip() else "the file is empty"
        remedy = f"start with `kind: {kind_word(model)}`"
        return Loaded(None, (Fault(FaultKind.INVALID, Location(path, FILE_START), message, remedy=remedy),))
    try:
        validated = model.model_validate(reading.root)
    except ValidationError as error:
        return Loaded(None, tuple(_all_faults(model, read(data, by_lines=False), path, error)))
    document = Document(path, reading.text, reading.positions, validated)
    return Loaded(document, tuple(_ambiguities(reading, path)) if reading.ambiguities else ())


def parse_mapping(data: bytes, path: str) -> tuple[Mapping[str, object], tuple[Fault, ...]]:
    """The mapping in the bytes of a file that has no `kind`, or why it cannot be read. An empty file is an empty one."""
    reading = read(data)
    lines = _Lines(path, reading.text)
    if reading.faults:
        return {}, tuple(lines.fault(*fault) for fault in reading.faults)
    if reading.root is None or isinstance(reading.root, dict):
        return reading.root or {}, ()
    return {}, (Fault(FaultKind.INVALID, Location(path, FILE_START), "the file holds no keys with values"),)


class _Lines:
    """The lines of a file, split once: a file may have a hundred faults on a line of a million characters."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.lines = text.split("\n")

    def location(self, span: Span) -> Location:
        line = self.lines[span.line - 1] if span.line <= len(self.lines) else ""
        return Location(self.path, span, line.rstrip("\r"))

    def fault(self, kind: FaultKind, span: Span, message: str, remedy: str) -> Fault:
        return Fault(kind, self.location(span), message, remedy=remedy)


def _all_faults(model: type[Shape], reading: Reading, path: str, error: ValidationError) -> list[Fault]:
    """The faults of the shape, and what is ambiguous beside them, in the order of the text."""
    faults = _shape_faults(model, reading, path, error)
    at_fault = {fault.key_path for fault in faults}
    beside = [fault for fault in _ambiguities(reading, path) if fault.key_path not in at_fault]
    return sorted([*faults, *beside], key=lambda fault: fault.location)


def _shape_faults(model: type[Shape], reading: Reading, path: str, error: ValidationError) -> list[Fault]:
    from checker.load.shape_faults import shape_faults

    tree = reading.positions
    lines = _Lines(path, reading.text)
    faults: list[Fault] = []
    bare: dict[KeyPath, Fault | None] = {}
    for fault in shape_faults(model, reading.root, error):
        entry = fault.key_path[:2]
        if entry not in bare:
            bare[entry] = _without_heading(model, tree, lines, entry)
            faults += filter(None, [bare[entry]])
        if bare[entry] is not None:
            continue
        missing = tree.parent(fault.key_path) != fault.key_path
        span = tree.key_span(fault.key_path) if fault.at_key or missing else tree.value_span(fault.key_path)
        location = lines.location(span)
        faults.append(Fault(FaultKind.INVALID, location, fault.message, fault.key_path, remedy=fault.remedy))
    faults.sort(key=lambda fault: fault.location)
    return _enough(faults, "faults")


def _without_heading(model: type[Shape], tree: Positions, lines: _Lines, entry: KeyPath) -> Fault | None:
    """The fault of an entry that stands where it does because the heading above it is still a comment."""
    from checker.load.commented_heading import commented_heading
    from checker.load.model_keys import keys_at

    if not entry or tree.parent(entry) != entry or (len(entry) == 1 and entry[0] in keys_at(model, ())):
        return None
    span = tree.key_span(entry)
    told = commented_heading(lines.lines, span.line)
    if told is None or told.heading == entry[0]:
        return None
    return Fault(FaultKind.INVALID, lines.location(span), told.message, entry, remedy=told.remedy)


def _enough(faults: list[Fault], what: str) -> list[Fault]:
    """At most so many faults of a kind: a person mends the first ones, and the rest goes with them."""
    if len(faults) <= MAX_FAULTS:
        return faults
    message = f"more than {MAX_FAULTS} {what}; the rest is not shown"
    return [*faults[:MAX_FAULTS], faults[MAX_FAULTS]._replace(message=message, remedy="")]


def _ambiguities(reading: Reading, path: str) -> list[Fault]:
    lines = _Lines(path, reading.text)
    faults = [
        Fault(FaultKind.AMBIGUOUS, lines.location(span), _two_meanings(text), key_path, text, _one_meaning(text))
        for key_path, text, span in reading.ambiguities[: MAX_FAULTS + 1]
    ]
    return _enough(faults, "values that another YAML reader would take for something else")


def _two_meanings(text: str) -> str:
    return f"`{clipped(text)}` is read as {_meaning(text)}; another YAML reader would take it for {meaning_1_1(text)}"


def _meaning(text: str) -> str:
    value = resolve(text).value
    return "text" if isinstance(value, str) else f"the number {number_text(value or 0)}"


def _one_meaning(text: str) -> str:
    """What to write instead."""
    quoted = f'write "{clipped(text)}"'
    value = resolve(text).value
    number = None if isinstance(value, str) else number_text(value or 0)
    if number is None or resolve(number).ambiguous or number == text:
        return quoted
    return f"{quoted} if it is a text, {number} if it is a number"
