"""Plain scalars by the YAML 1.2 core schema, and which of them a YAML 1.1 reader would take for something else.

Part of `load`.
"""

import re
from typing import NamedTuple

from yaml.resolver import Resolver

from checker.model.value import parse_date

INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
MAX_DIGITS = 18
YAML_1_1_WORDS = frozenset({"y", "Y", "n", "N"})
STRING_TAG, NULL_TAG = "tag:yaml.org,2002:str", "tag:yaml.org,2002:null"
BOOL_TAG, INT_TAG, FLOAT_TAG = "tag:yaml.org,2002:bool", "tag:yaml.org,2002:int", "tag:yaml.org,2002:float"


class Plain(NamedTuple):
    """A resolved plain scalar. `refused` says why it may not stand, or is empty; `ambiguous`: 1.1 reads it otherwise."""

    value: bool | int | float | str | None
    ambiguous: bool = False
    refused: str = ""


def resolve(text: str) -> Plain:
    """What a plain scalar means. Never raises."""
    value, refused = _core_schema(text)
    return Plain(value, not refused and _reads_otherwise(text, value), refused)


def _core_schema(text: str) -> tuple[bool | int | float | str | None, str]:
    if text in NULLS:
        return None, ""
    if text in ("true", "false"):
        return text == "true", ""
    if INTEGER.fullmatch(text):
        return _integer(text)
    if FLOAT.fullmatch(text):
        return _float(text)
    if NOT_FINITE.fullmatch(text):
        return None, f"`{text}` is no number that can be compared"
    return text, ""


def _integer(text: str) -> tuple[int | None, str]:
    digits = text.lstrip("+-")
    base = {"0o": 8, "0x": 16}.get(digits[:2], 10)
    digits = digits[2:] if base != 10 else digits
    if len(digits) > MAX_DIGITS:
        return None, f"an integer of {len(digits)} digits; at most {MAX_DIGITS} are read"
    number = int(digits, base)
    return (-number if text.startswith("-") else number), ""


def _float(text: str) -> tuple[float | None, str]:
    number = float(text) if len(text) <= 400 else float("inf")
    if number in (float("inf"), float("-inf")):
        return None, f"the number `{text[:24]}` is too large"
    return number, ""


def _reads_otherwise(text: str, value: object) -> bool:
    if text in YAML_1_1_WORDS:
        return True
    if _is_date(text):
        return False
    tag = _tag_1_1(text)
    if isinstance(value, bool):
        return tag != BOOL_TAG
    if value is None:
        return tag != NULL_TAG
    if isinstance(value, str):
        return tag != STRING_TAG
    if isinstance(value, float):
        return tag != FLOAT_TAG
    return tag != INT_TAG or _octal_1_1(text)


def _octal_1_1(text: str) -> bool:
    digits = text.lstrip("+-")
    return len(digits) > 1 and digits[0] == "0" and digits[1] in "01234567"


def _tag_1_1(text: str) -> str:
    resolvers = Resolver.yaml_implicit_resolvers.get(text[:1], [])
    return next((tag for tag, pattern in resolvers if pattern.match(text)), STRING_TAG)


def _is_date(text: str) -> bool:
    try:
        parse_date(text)
    except ValueError:
        return False
    return True
