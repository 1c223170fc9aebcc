"""Edits of a file's text, each with what it does to the meaning; proven by reading the result. Part of `authoring`."""

from collections.abc import Iterable
from copy import deepcopy
from typing import Any, Literal, NamedTuple

from checker.load.reader import read
from checker.model.position import KeyPath

BYTE_ORDER_MARK = "\ufeff"
Effect = Literal["none", "rename", "write", "delete"]


class Edit(NamedTuple):
    """Characters `start` to `end` of a text become `text`.

    `effect`: what changes of the meaning at `key_path`: nothing, the key is renamed to `word`, the value becomes `word`,
    or the entry goes. `says` is a sentence for the person whose file it is.
    """

    start: int
    end: int
    text: str
    says: str
    line: int
    effect: Effect = "none"
    key_path: KeyPath = ()
    word: str = ""


class Mended(NamedTuple):
    """A text and the edits that made it; those that could not be proven are left out."""

    text: str
    edits: tuple[Edit, ...]


def apply(text: str, edits: Iterable[Edit]) -> Mended:
    """Apply what can be proven to change what it says, and nothing else. Edits that overlap wait for the next round."""
    wanted = _apart(edits)
    if not wanted:
        return Mended(text, ())
    result = _with(text, wanted)
    if is_proven(text, result, wanted):
        return Mended(result, wanted)
    proven = tuple(edit for edit in wanted if is_proven(text, _with(text, (edit,)), (edit,)))
    result = _with(text, proven)
    return Mended(result, proven) if is_proven(text, result, proven) else Mended(text, ())


def is_proven(before: str, after: str, edits: Iterable[Edit]) -> bool:
    """Whether the text reads as the one before with these effects, and with none beside them."""
    old, new = read(before.encode("utf-8")), read(after.encode("utf-8"))
    if old.faults or new.faults:
        return False
    expected: Any = deepcopy(_plain(old.root))
    for edit in sorted(edits, key=lambda edit: len(edit.key_path), reverse=True):
        if not _take_effect(expected, edit):
            return False
    return _same(expected, _plain(new.root))


def _apart(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    kept: list[Edit] = []
    for edit in sorted(set(edits), key=lambda edit: (edit.start, edit.end)):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return tuple(kept)


def _with(text: str, edits: Iterable[Edit]) -> str:
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        text = f"{text[: edit.start]}{edit.text}{text[edit.end :]}"
    return text


def _plain(node: Any) -> Any:
    """Without the marks that a reader keeps."""
    if isinstance(node, dict):
        return {key: _plain(value) for key, value in node.items()}
    return [_plain(value) for value in node] if isinstance(node, list) else node


def _take_effect(tree: Any, edit: Edit) -> bool:
    if edit.effect == "none":
        return True
    holder = tree
    for step in edit.key_path[:-1]:
        holder = holder[step]
    last: Any = edit.key_path[-1]
    if edit.effect == "write":
        holder[last] = edit.word
    elif edit.effect == "delete":
        del holder[last]
    elif edit.word in holder:
        return False  # two entries would become one
    else:
        holder[edit.word] = holder.pop(last)
    return True


def _same(left: Any, right: Any) -> bool:
    """Equal values; `true` is not 1, and 1000.0 is 1000."""
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(_same(left[key], right[key]) for key in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(_same, left, right))
    return isinstance(left, bool) == isinstance(right, bool) and bool(left == right)
