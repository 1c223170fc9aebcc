"""Values that repeat, as columns: what the data in a page weighs is what it says, once. Part of `report`.

A programme of 200 markets has megabytes of views and JSON, most of which repeat each other. Lists of objects become tables of
columns. A column holds its different values and, where they repeat, a number for each row. Numbers are digits in strings, so
that deflate sees what they have in common: a column that can only be yes or no costs about a bit a row. Texts stand in one
list that all columns share. A column that another one of its table determines holds a value for each of the other's values.

`assets/columns.js` reads all of it back, in the same order and of the same types.
"""

import base64
import json
import math
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations, pairwise
from typing import Any

Json = Any
Node = dict[str, Any]
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

FIRST, LEFT_OUT = 35, 92
"""Digits are the characters from `#` on that JSON writes as they are: all but the backslash."""
BASE = 91
ALPHABET = "".join(chr(FIRST + digit + (FIRST + digit >= LEFT_OUT)) for digit in range(BASE))
FEW = 8
"""So few values, or fewer, are plain JSON."""
NUMBERS = {int, float, bool}
"""Kinds of which some are equal to some of another kind."""
ALIKE = {str, int, type(None)}
"""Kinds of which nothing is equal to anything but itself, as long as only these are there."""
MANY = 100
MANY_IN_A_FOLDER = 3
"""So many paths come to each folder and name before it is worth telling them apart."""
PREFIXES = ("/f/", "#/f/")
"""What may stand before a fingerprint."""


def packed(content: Json) -> str:
    """JSON as base64 of its deflated bytes, which no HTML parser mistakes for markup."""
    return base64.b64encode(zlib.compress(_encode(content).encode(), 9)).decode()


@dataclass(frozen=True, slots=True)
class _Coded:
    """A column: a number for each row, equal for equal values, counted in order of appearance.

    `build`: the node of the values in these rows. `is_plain`: what is equal here is equal in a browser too, and the other way
    around. `is_table`: objects, of which each column may be lighter than all of them together.
    `order`: of texts, what they are sorted by; lists that are sorted then rise in small steps.
    """

    ids: Sequence[int]
    build: Callable[[Sequence[int]], Node]
    is_plain: bool = False
    is_table: bool = False
    order: Callable[[int], str] | None = None


class Columns:
    """Makes the columns of one page, which share their texts. `fingerprints`: those of the run, which columns may refer to."""

    def __init__(self, fingerprints: Sequence[str] = ()) -> None:
        self._known = {fingerprint: place for place, fingerprint in enumerate(fingerprints)}
        self._texts: dict[str, int] = {}

    def of(self, values: Sequence[Json]) -> Node:
        """The node of a list of JSON values."""
        return _node(self._code(values), range(len(values)))

    def table(self, columns: Sequence[Sequence[Json]]) -> Node:
        """The node of columns of the same length; without names for them."""
        if not columns:
            return {"columns": []}
        coded = [self._code(column) for column in columns]
        ids = _numbered(list(zip(*(each.ids for each in coded), strict=True)))
        return _node(_Coded(ids, lambda rows: {"columns": _columns(coded, rows)}, is_table=True), range(len(ids)))

    def shared(self) -> Json:
        """What the nodes refer to; after the last of them was made."""
        return {"texts": list(self._texts), "known": _bytes_of(list(self._known))}

    def _code(self, values: Sequence[Json]) -> _Coded:
        keys = next((list(value) for value in values if isinstance(value, dict)), [])
        if keys and all(value is None or (isinstance(value, dict) and list(value) == keys) for value in values):
            return self._objects(keys, values)
        kinds = {value.__class__ for value in values}
        likeness = values if kinds <= ALIKE else [_likeness(value) for value in values]
        order = values.__getitem__ if kinds == {str} else None
        is_plain = len(kinds & NUMBERS) <= 1
        return _Coded(_numbered(likeness), lambda rows: self._scalars([values[row] for row in rows]), is_plain, order=order)

    def _objects(self, keys: Sequence[str], values: Sequence[Json]) -> _Coded:
        """Objects with the same keys, and nothing where there is none."""
        place = list(accumulate((value is not None for value in values), initial=0))
        present = [value for value in values if value is not None]
        coded = [self._code([value[key] for value in present]) for key in keys]
        rows_of = list(zip(*(each.ids for each in coded), strict=True))
        ids = _numbered([None if value is None else rows_of[place[row]] for row, value in enumerate(values)])

        def build(rows: Sequence[int]) -> Node:
            inner = [place[row] for row in rows if values[row] is not None]
            node = {"keys": keys, "rows": len(inner), "columns": _columns(coded, inner)}
            if len(inner) == len(rows):
                return node
            return {"gaps": digits([int(values[row] is None) for row in rows]), "of": node}

        return _Coded(ids, build, is_table=True)

    def _scalars(self, values: Sequence[Json]) -> Node:
        kinds = {value.__class__ for value in values}
        if len(values) <= FEW and kinds != {str}:
            return {"is": list(values)}
        if kinds == {str}:
            return self._fingerprints(values) or self._paths(values) or {"texts": digits([self._text(value) for value in values])}
        return {"numbers": digits(values)} if kinds == {int} else {"is": list(values)}

    def _paths(self, values: Sequence[str]) -> Node | None:
        """Where texts are many paths in few folders: folders and names."""
        parts = [value.rpartition("/") for value in values]
        heads, tails = [head + slash for head, slash, _ in parts], [tail for *_, tail in parts]
        if len(values) < MANY or MANY_IN_A_FOLDER * (len(set(heads)) + len(set(tails))) > len(set(values)):
            return None
        return {"heads": self.of(heads), "tails": self.of(tails)}

    def _text(self, text: str) -> int:
        return self._texts.setdefault(text, len(self._texts))

    def _fingerprints(self, values: Sequence[str]) -> Node | None:
        """Where all are fingerprints of the run, with the same thing before them."""
        before = next((each for each in PREFIXES if values[0].startswith(each)), "")
        places = [self._known.get(value[len(before) :], -1) if value.startswith(before) else -1 for value in values]
        return None if -1 in places else {"known": digits(places), "before": before}


def digits(values: Sequence[int]) -> Node:
    """Whole numbers as strings of digits, the smallest digits first; as steps from each to the next where that says less."""
    steps = [values[0], *(after - before for before, after in pairwise(values))] if values else []
    return _lightest(_digits(values), {**_digits(steps), "adds": 1})


def _digits(values: Sequence[int]) -> Node:
    low = min(values, default=0)
    rest = [value - low for value in values]
    found = []
    while max(rest, default=0) >= BASE:
        found.append("".join([ALPHABET[value % BASE] for value in rest]))
        rest = [value // BASE for value in rest]
    return {"digits": [*found, "".join([ALPHABET[value] for value in rest])], **({"low": low} if low else {})}


def _lightest(*nodes: Node) -> Node:
    """The one that weighs least once it is deflated; the first of those that weigh the same."""
    return min(nodes, key=lambda node: len(zlib.compress(_encode(node).encode(), 1)))


def _node(coded: _Coded, rows: Sequence[int]) -> Node:
    """The different values and a number for each row, or all values where few are equal."""
    ids = [coded.ids[row] for row in rows]
    first = sorted(dict(zip(reversed(ids), reversed(rows), strict=True)).values())
    if 2 * len(first) > len(ids):
        return coded.build(rows)
    told_apart = {"at": digits(_numbered(ids)), "of": coded.build(first)}
    if coded.is_table:
        return _lightest(told_apart, coded.build(rows))
    if coded.order is None or len(first) < MANY:
        return told_apart
    first.sort(key=coded.order)
    places = {coded.ids[row]: place for place, row in enumerate(first)}
    return _lightest(told_apart, {"at": digits([places[each] for each in ids]), "of": coded.build(first)})


def _columns(coded: Sequence[_Coded], rows: Sequence[int]) -> Sequence[Node]:
    """A node each. What an earlier column determines refers to it."""
    ids = [_numbered([each.ids[row] for row in rows]) for each in coded]
    counts = [max(each, default=-1) + 1 for each in ids]
    return [_dependent(coded, ids, counts, rows, place) or _node(coded[place], rows) for place in range(len(coded))]


def _dependent(
    coded: Sequence[_Coded], ids: Sequence[Sequence[int]], counts: Sequence[int], rows: Sequence[int], place: int
) -> Node | None:
    """The node of a column by the earlier one that determines it, or by two of them; those with the fewest values."""
    if counts[place] < 2:
        return None
    earlier = [each for each in range(place) if coded[each].is_plain and 1 < counts[each] <= len(rows) // 2]
    alone = [(each,) for each in sorted(earlier, key=counts.__getitem__) if counts[each] >= counts[place]]
    for others in (*alone, *combinations(earlier[-FEW:], 2)):
        if math.prod(counts[each] for each in others) < counts[place]:
            continue
        found = _first_rows([ids[each] for each in others], ids[place])
        if found and 2 * len(found) <= len(rows):
            return {"by": list(others), "of": _node(coded[place], [rows[row] for row in found])}
    return None


def _first_rows(others: Sequence[Sequence[int]], ids: Sequence[int]) -> Sequence[int]:
    """Where the others' different values stand first; none if they do not determine these."""
    for end in (FEW * FEW, len(ids)):
        keys = list(zip(*(each[:end] for each in others), strict=True))
        first: dict[tuple[int, ...], int] = {}
        for row, key in enumerate(keys):
            first.setdefault(key, row)
        if len(set(zip(keys, ids[:end], strict=False))) > len(first):
            return ()
    return list(first.values())


def _numbered(values: Sequence[object]) -> list[int]:
    """A number for each, by first appearance."""
    places = {value: place for place, value in enumerate(dict.fromkeys(values))}
    return [places[value] for value in values]


def _likeness(value: Json) -> object:
    """Equal for equal JSON only: true is not 1."""
    return value if value.__class__ in ALIKE else (value.__class__, _encode(value))


def _bytes_of(fingerprints: Sequence[str]) -> Mapping[str, Json]:
    """Hexadecimal ones as base64 of their bytes, which deflate can do little with."""
    length = len(fingerprints[0]) if fingerprints else 0
    if all(len(each) == length and not length % 2 and set(each) <= set("0123456789abcdef") for each in fingerprints):
        return {"length": length, "bytes": base64.b64encode(bytes.fromhex("".join(fingerprints))).decode()}
    return {"is": list(fingerprints)}
