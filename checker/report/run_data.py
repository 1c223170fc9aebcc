"""The run's JSON for the page: its lists of objects as columns. Part of `report`.

The page's script gives it back (`assets/run.js`), and so does `unfolded`: the same values in the same order.
"""

import json
from collections.abc import Mapping
from typing import Any

from checker.report.column_reader import Reader
from checker.report.columns import Columns

Json = Any
NESTED = (("markets", "processes"), ("processes", "elements"))
"""Lists inside of lists: they stand in the run itself, one after the other, and leave their length behind."""
TABLES = ("markets", "processes", "elements", "findings")


def folded(run_json: str, columns: Columns) -> Json:
    """The run with a node instead of each long list."""
    run = json.loads(run_json)
    for outer, inner in NESTED:
        run[inner] = [each for holder in run[outer] for each in holder[inner]]
        for holder in run[outer]:
            holder[inner] = len(holder[inner])
    return {name: columns.of(value) if name in TABLES else value for name, value in run.items()}


def unfolded(content: Mapping[str, Json]) -> dict[str, Json]:
    """The run as it was before `folded`, from all that a page has packed. Equal holders are one object."""
    reader = Reader(content)
    found = {name: reader.values(value) if name in TABLES else value for name, value in content["run"].items()}
    for outer, inner in reversed(NESTED):
        members = iter(found.pop(inner))
        found[outer] = [{**holder, inner: [next(members) for _ in range(holder[inner])]} for holder in found[outer]]
    return found
