"""Documents with one thing wrong, and documents with one thing else: what a person mistypes."""

from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Any

from checker.model.position import KeyPath

WRONG = (
    None,
    True,
    3,
    -1,
    2.5,
    "",
    "word",
    "Two Words",
    "NO",
    "2026-02-30",
    "2026-13-01",
    "1.0",
    "01.2.3",
    "a@b",
    [],
    ["x"],
    [1],
    {},
    {"x": 1},
)
KEYS = ("unknown_key", "Value", "kind", "value", "because", "go", "min", "law")


def mutated(document: Any, seed: int) -> Any:
    """The same document for the same seed, with one change anywhere."""
    random = Random(seed)  # noqa: S311 (no secret)
    changed = deepcopy(document)
    path = random.choice(list(_paths(changed)))
    holder = changed
    for step in path[:-1]:
        holder = holder[step]
    _change(random, holder, path[-1])
    return changed


def _paths(node: Any, path: KeyPath = ()) -> Iterator[KeyPath]:
    """Every place but the root's."""
    if path:
        yield path
    members = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, member in members:
        yield from _paths(member, (*path, step))


def _change(random: Random, holder: Any, step: str | int) -> None:
    kind = random.choice(("delete", "replace", "replace", "rename", "add", "swap"))
    value = holder[step]
    if kind == "delete":
        del holder[step]
    elif kind == "rename" and isinstance(holder, dict):
        holder[f"{step}s"] = holder.pop(step)
    elif kind == "add" and isinstance(value, dict):
        value[random.choice(KEYS)] = deepcopy(random.choice(WRONG))
    elif kind == "swap" and isinstance(value, str):
        holder[step] = random.choice((value.upper(), f"{value}!", value.replace("-", "_"), f" {value}", value[:-1]))
    else:
        holder[step] = deepcopy(random.choice(WRONG))
