"""One file → one valid document, or all that is wrong with it. Part of `load`."""

import os
from hashlib import sha256
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from pydantic import ValidationError

from checker.load.reader import MAX_BYTES, Reading, read
from checker.load.shape_faults import shape_faults
from checker.load.tree import Tree
from checker.model.documents.shape import Shape
from checker.model.fault import Fault, FaultKind
from checker.model.position import FILE_START, Document, Location, line_of

M = TypeVar("M", bound=Shape)


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
        reason = (error.strerror or "unknown reason").lower()
        fault = Fault(FaultKind.SYNTAX, Location(path, FILE_START), f"the file cannot be read: {reason}")
        return Loaded(None, (fault,))
    return parse_document(data, path, model)._replace(digest=sha256(data).hexdigest())


def _bytes_of(path: str) -> bytes:
    """At most one byte more than is read: three system calls where `open` makes seven, for thousands of small files."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        data = os.read(handle, MAX_BYTES + 1)
        while data and len(data) <= MAX_BYTES and (more := os.read(handle, MAX_BYTES + 1 - len(data))):
            data += more
    finally:
        os.close(handle)
    return data


def parse_document(data: bytes, path: str, model: type[M]) -> Loaded[M]:
    """Validate the bytes of a file that need not lie on disk."""
    reading = read(data)
    if reading.faults:
        return Loaded(None, tuple(_read_faults(reading, path)))
    if reading.root is None:
        message = "the file is empty" if not reading.text.strip() else "the file holds no document"
        return Loaded(None, (Fault(FaultKind.INVALID, Location(path, FILE_START), message, remedy="start with `kind:`"),))
    try:
        validated = model.model_validate(reading.root)
    except ValidationError as error:
        return Loaded(None, tuple(_shape_faults(model, reading, path, error)))
    document = Document(path, reading.text, Tree(reading.root), validated)
    return Loaded(document, tuple(_ambiguities(document, reading)) if reading.ambiguities else ())


def _read_faults(reading: Reading, path: str) -> list[Fault]:
    return [
        Fault(fault.kind, Location(path, fault.span, line_of(reading.text, fault.span.line)), fault.message, remedy=fault.remedy)
        for fault in reading.faults
    ]


def _shape_faults(model: type[Shape], reading: Reading, path: str, error: ValidationError) -> list[Fault]:
    tree = Tree(reading.root)
    faults = []
    for fault in shape_faults(model, reading.root, error):
        missing = tree.parent(fault.key_path) != fault.key_path
        at_key = fault.at_key or missing
        span = tree.key_span(fault.key_path) if at_key else tree.value_span(fault.key_path)
        location = Location(path, span, line_of(reading.text, span.line))
        faults.append(Fault(FaultKind.INVALID, location, fault.message, fault.key_path, remedy=fault.remedy))
    return sorted(faults, key=lambda fault: fault.location)


def _ambiguities(document: Document[M], reading: Reading) -> list[Fault]:
    return [
        Fault(
            FaultKind.AMBIGUOUS,
            document.location(document.positions.value_span(key_path)),
            f"`{text}` is read as {_meaning(text)}, and another YAML reader takes it for something else",
            key_path,
            text,
            f'write "{text}"',
        )
        for key_path, text in reading.ambiguities
    ]


def _meaning(text: str) -> str:
    from checker.load.scalars import resolve

    value = resolve(text).value
    return "text" if isinstance(value, str) else f"the number {value:g}"
