"""A number in brackets that its decimal comma cuts in two: `{value: 9,5}`. Part of `load`."""

import re
from typing import NamedTuple

from checker.load.text_faults import clipped
from checker.load.tree import YamlMapping
from checker.model.decimal_comma import point_instead

REST = re.compile(r"(\d+)(?:\s+(\D.*)|\s*(%|[A-Za-z]+))?")


class NumberCut(NamedTuple):
    message: str
    remedy: str


def number_cut(mapping: YamlMapping, rest: str, before: int | None = None) -> NumberCut | None:
    """What is to be said of `rest`, which YAML takes for a key; None where it is not the end of a number.

    `before`: the place of the key that has the number's beginning, in the order of the file; None: the last one.
    """
    found = REST.fullmatch(rest)
    if found is None or not mapping.is_flow or not mapping:
        return None
    key = next(reversed(mapping)) if before is None else list(mapping)[before]
    start = mapping[key]
    if not isinstance(start, int) or isinstance(start, bool):
        return None
    written, unit = f"{start},{found[1]}", found[2] or found[3] or ""
    message = f"the comma in `{written}` ends the number of `{clipped(key)}`, so that `{clipped(rest)}` is read as a key"
    beside = f", and leave `{clipped(unit)}` to the key `unit`" if unit else ""
    return NumberCut(message, point_instead(written).replace("write `", f"write `{clipped(key)}: ", 1) + beside)
