"""The run's JSON, folded for the page: lists of objects as columns, equal values once. Part of `report`.

The page's script unfolds it (`assets/run.js`), and so does `unfolded`; both give back the same values in the same order.
A programme of 200 markets has megabytes of JSON, most of which its findings and elements repeat.
"""

import json
from collections.abc import Sequence
from typing import Any

from checker.report.shelf import packed

Json = Any
NESTED = (("markets", "processes"), ("processes", "elements"))
"""Lists inside of lists: they stand in the run itself, one after the other, and leave their length behind."""
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
TABLES = ("markets", "processes", "elements", "findings")


def folded(run_json: str) -> str:
    """The run as text that a script element can hold."""
    run = json.loads(run_json)
    for outer, inner in NESTED:
        run[inner] = [each for holder in run[outer] for each in holder[inner]]
        for holder in run[outer]:
            holder[inner] = len(holder[inner])
    for name in TABLES:
        run[name] = _column(run[name])
    return packed(_encode(run))


def _column(values: Sequence[Json]) -> Json:
    """Values as `{rows, keys, columns}` if they are objects alike, as `{of, at}` if few differ, else as they are."""
    if len(values) < 2:
        return {"is": values}
    places: dict[object, int] = {}
    at = [places.setdefault(_likeness(value), len(places)) for value in values]
    if 2 * len(places) <= len(values):
        first = dict(zip(reversed(at), reversed(values), strict=True))
        return {"of": _column([first[place] for place in range(len(places))]), "at": at}
    keys = list(values[0]) if isinstance(values[0], dict) else []
    if keys and all(isinstance(value, dict) and list(value) == keys for value in values):
        return {"rows": len(values), "keys": keys, "columns": [_column([value[key] for value in values]) for key in keys]}
    return {"is": values}


def _likeness(value: Json) -> object:
    """Equal for equal JSON only: true is not 1."""
    return _encode(value) if isinstance(value, dict | list) else (value.__class__, value)


def unfolded(run: dict[str, Json]) -> dict[str, Json]:
    """The run as it was before `folded`, from the parsed text."""
    found = {name: _values(value) if name in TABLES else value for name, value in run.items()}
    for outer, inner in reversed(NESTED):
        members = iter(found.pop(inner))
        for holder in found[outer]:
            holder[inner] = [next(members) for _ in range(holder[inner])]
    return found


def _values(column: Json) -> Sequence[Json]:
    if "is" in column:
        return list(column["is"])
    if "at" in column:
        known = _values(column["of"])
        return [known[place] for place in column["at"]]
    columns = [_values(each) for each in column["columns"]]
    return [dict(zip(column["keys"], row, strict=True)) for row in zip(*columns, strict=True)]
