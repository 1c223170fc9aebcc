"""Writes new names and another adopted version into a market's files; every other byte stays. Part of `load`."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from checker.load.replacing import BYTE_ORDER_MARK, offset, text_of, with_texts
from checker.model.documents import Insert, LocalStep, Market, Move, Replace, Skip, Tune, Variant
from checker.model.position import Document, KeyPath
from checker.model.value import Version


class NewNames(Protocol):
    """Old id → new id."""

    @property
    def controls(self) -> Mapping[str, str]: ...
    @property
    def metrics(self) -> Mapping[str, str]: ...
    @property
    def steps(self) -> Mapping[str, str]: ...


class Mention(NamedTuple):
    """A place in a variant that names something of the standard."""

    key_path: KeyPath
    name: str
    at_key: bool = False


def renamed_variant(document: Document[Variant], raw: bytes, names: NewNames) -> bytes:
    """The file's bytes with new names in place of old ones. An id that the market uses itself is not taken: a person
    decides."""
    variant = document.model
    own = set(added_steps(variant))
    steps = {old: new for old, new in names.steps.items() if new not in own}
    controls = {old: new for old, new in names.controls.items() if new not in variant.controls}
    metrics = {old: new for old, new in names.metrics.items() if new not in variant.metrics}
    mentions = [
        *((Mention(("controls", name), name, at_key=True), controls) for name in variant.controls),
        *((Mention(("metrics", name), name, at_key=True), metrics) for name in variant.metrics),
        *((mention, steps) for mention in step_mentions(variant)),
    ]
    return _replaced(document, raw, [(mention, new[mention.name]) for mention, new in mentions if mention.name in new])


def adopting(document: Document[Market], raw: bytes, process: str, version: Version) -> bytes | None:
    """The bytes of a `market.yaml` that adopts the version; None where its form leaves no safe place for it."""
    adopts = document.model.adopts
    if process in adopts:
        return _replaced(document, raw, [(Mention(("adopts", process), process), str(version))])
    whole = raw.decode("utf-8")
    newline = "\r\n" if "\r\n" in whole else "\n"
    if not adopts and "adopts" not in document.model.model_fields_set:
        if whole.lstrip(BYTE_ORDER_MARK).lstrip().startswith("{"):
            return None
        gap = "" if whole.endswith("\n") else newline
        return f"{whole}{gap}{newline}adopts:{newline}  {process}: {version}{newline}".encode()
    if not adopts:
        return None
    last: KeyPath = ("adopts", list(adopts)[-1])
    text, mark = text_of(raw)
    end = offset(text, *document.positions.value_span(last)[2:])
    key = document.positions.key_span(last)
    first = document.positions.key_span(("adopts", next(iter(adopts))))
    if first.line == document.positions.key_span(("adopts",)).line:  # between braces
        return f"{mark}{text[:end]}, {process}: {version}{text[end:]}".encode()
    at = text.find("\n", end)
    at = len(text) if at < 0 else at - (text[at - 1] == "\r")
    return f"{mark}{text[:at]}{newline}{' ' * (key.column - 1)}{process}: {version}{text[at:]}".encode()


def added_steps(variant: Variant) -> Iterator[str]:
    """The ids that the variant's changes bring in."""
    for change in (variant.flow.changes or ()) if variant.flow else ():
        if isinstance(change, Insert):
            yield change.insert.id
        elif isinstance(change, Replace):
            yield from (step.id for step in change.chain)


def step_mentions(variant: Variant) -> Iterator[Mention]:
    """Every place that names a step; in a whole flow also the ids, which are the standard's where they mean the same."""
    flow = variant.flow
    for index, change in enumerate((flow.changes or ()) if flow else ()):
        yield from _of_change(change, ("flow", "changes", index))
    for index, step in enumerate((flow.steps or ()) if flow else ()):
        path: KeyPath = ("flow", "steps", index)
        yield Mention((*path, "id"), step.id)
        yield from _of_step(step, path)


def _of_change(change: object, path: KeyPath) -> Iterator[Mention]:
    for key in ("after", "before", "skip", "move", "replace", "tune"):
        name = getattr(change, key, None)
        if isinstance(name, str) and isinstance(change, Insert | Move | Skip | Replace | Tune):
            yield Mention((*path, key), name)
    if isinstance(change, Insert):
        if change.on_branch is not None:
            yield Mention((*path, "on_branch", "of"), change.on_branch.of)
        yield from _of_step(change.insert, (*path, "insert"))
    elif isinstance(change, Replace):
        for index, step in enumerate(change.chain):
            yield from _of_step(step, (*path, "with", index))


def _of_step(step: LocalStep, path: KeyPath) -> Iterator[Mention]:
    for key in ("same_as", "go"):
        name = getattr(step, key)
        if name is not None:
            yield Mention((*path, key), name)
    for index, branch in enumerate(step.branches or ()):
        yield Mention((*path, "branches", index, "go"), branch.go)


def _replaced(document: Document[object], raw: bytes, edits: Sequence[tuple[Mention, str]]) -> bytes:
    places = document.positions
    return with_texts(raw, (((places.key_span if at_key else places.value_span)(path), new) for (path, _, at_key), new in edits))
