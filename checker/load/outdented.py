"""Keys that are indented too little, told once instead of by all that follows from it. Part of `load`."""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import takewhile
from typing import Any, NamedTuple

from checker.load.model_keys import keys_at, takes_any_key
from checker.load.text_faults import clipped
from checker.load.tree import YamlMapping
from checker.model.documents.shape import Shape
from checker.model.position import KeyPath


class Outdented(NamedTuple):
    """`explains`: the paths whose faults, and those below them, come of this one."""

    key_path: KeyPath
    message: str
    remedy: str
    explains: list[KeyPath]


def outdented(model: type[Shape], root: object, at_fault: Iterable[KeyPath]) -> Iterator[Outdented]:
    """Keys that stand beside the key that they belong into, where something is at fault because of it."""
    faults = list(at_fault)
    for path in dict.fromkeys(fault[:length] for fault in faults for length in range(len(fault))):
        holder = value_at(root, path)
        if isinstance(holder, YamlMapping) and not holder.is_flow:
            empty = list(_beside_an_empty_key(model, path, holder, faults))
            explained = [each for found in empty for each in found.explains]
            yield from empty
            yield from _beside_a_filled_key(model, path, holder, [each for each in faults if not starts_with(each, explained)])


def value_at(root: object, key_path: KeyPath) -> Any:
    node: Any = root
    for step in key_path:
        node = node[step]
    return node


def starts_with(path: KeyPath, others: Iterable[KeyPath]) -> bool:
    return any(path[: len(other)] == other for other in others)


def _beside_an_empty_key(
    model: type[Shape], path: KeyPath, holder: YamlMapping, at_fault: Iterable[KeyPath]
) -> Iterator[Outdented]:
    keys = list(holder)
    for place, key in enumerate(keys):
        lost = list(takewhile(partial(_belongs_inside, model, path, key), keys[place + 1 :])) if holder[key] is None else []
        explains = [(*path, name) for name in (key, *lost)]
        if lost and any(starts_with(each, explains) for each in at_fault):
            names = _names(lost)
            they = "it is" if len(lost) == 1 else "they are"
            message = f"`{clipped(key)}:` is empty: {names} below it would belong inside, and {they} not indented more"
            yield Outdented((*path, lost[0]), message, f"put two more spaces before {names}", explains)


def _beside_a_filled_key(
    model: type[Shape], path: KeyPath, holder: YamlMapping, at_fault: Iterable[KeyPath]
) -> Iterator[Outdented]:
    """A key like `because:` that ends its entry too early, and stands where only entries do."""
    keys, place = list(holder), 1
    depth = len(path)
    faulty = {each[depth] for each in at_fault if len(each) > depth and each[:depth] == path}
    while place < len(keys):
        key, count = keys[place], 1
        is_lost = key in faulty and not _has_its_place(model, path, key)
        home = _home(model, path, holder, keys[place - 1], key) if is_lost else None
        if home is not None:
            lost = list(takewhile(partial(_belongs_into, model, path, home.key_path), keys[place:]))
            yield _told(path, holder, home, lost)
            count = len(lost)
        place += count


def _belongs_into(model: type[Shape], path: KeyPath, home: KeyPath, key: str) -> bool:
    return key in keys_at(model, home) and not _has_its_place(model, path, key)


class _Home(NamedTuple):
    """Where a key belongs: the path, what is there now, and the line of its key, from 1."""

    key_path: KeyPath
    value: object
    line: int


def _home(model: type[Shape], path: KeyPath, holder: YamlMapping, before: str, key: str) -> _Home | None:
    """The innermost entry that is open above the key and takes it."""
    while True:
        path = (*path, before)
        value = holder[before]
        line = holder.marks[4 * holder.place(before)].line + 1
        if key in keys_at(model, path):
            is_free = key not in value if isinstance(value, YamlMapping) else value is not None
            return _Home(path, value, line) if is_free else None
        if not isinstance(value, YamlMapping) or value.is_flow or not value:
            return None
        holder, before = value, list(value)[-1]


def _told(path: KeyPath, holder: YamlMapping, home: _Home, lost: list[str]) -> Outdented:
    names, name = _names(lost), clipped(str(home.key_path[-1]))
    plural = len(lost) > 1
    message = f"{names} {'belong' if plural else 'belongs'} inside `{name}:` on line {home.line}"
    if isinstance(home.value, YamlMapping) and not home.value.is_flow:
        more = home.value.marks[0].column - holder.marks[0].column
        message += f", and {'are' if plural else 'is'} indented too little"
        behind = " and the lines that belong to it" if any(isinstance(holder[key], dict | list) for key in lost) else ""
        remedy = f"put {'one more space' if more == 1 else f'{more} more spaces'} before {names}{behind}"
    else:
        message += f", and {'stand' if plural else 'stands'} beside it"
        inside = f"`{name}: {{{'…' if isinstance(home.value, dict) else 'value: …'}, {', '.join(f'{key}: …' for key in lost)}}}`"
        remedy = f"write {names} in the brackets of its entry: {inside}"
    return Outdented((*path, lost[0]), message, remedy, [(*path, key) for key in lost])


def _has_its_place(model: type[Shape], path: KeyPath, key: str) -> bool:
    """Also where the shape alone does not tell: in a member of a union."""
    beside = keys_at(model, path)
    return key in beside if beside else not takes_any_key(model, path)


def _names(keys: Iterable[str]) -> str:
    return " and ".join(f"`{clipped(key)}:`" for key in keys)


def _belongs_inside(model: type[Shape], path: KeyPath, key: str, following: str) -> bool:
    """Whether a key can only stand inside the one before it, as far as the shape tells."""
    beside = keys_at(model, path)
    if following in beside:
        return False
    inside = keys_at(model, (*path, key))
    return following in inside or (bool(beside) and takes_any_key(model, (*path, key)))
