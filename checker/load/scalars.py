"""Plain scalars by the YAML 1.2 core schema, and which of them a YAML 1.1 reader would take for something else.

Part of `load`.
"""

import re
from functools import lru_cache
from types import NoneType
from typing import NamedTuple

from yaml.constructor import SafeConstructor
from yaml.nodes import ScalarNode
from yaml.resolver import Resolver

INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
OCTAL_1_1 = re.compile(r"[-+]?0[0-7]+")
NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
MAX_DIGITS = 18
MAX_NUMBER_LENGTH = 400
YAML_1_1_WORDS = {"y": "true", "Y": "true", "n": "false", "N": "false"}
STRING_TAG, NULL_TAG = "tag:yaml.org,2002:str", "tag:yaml.org,2002:null"
TIMESTAMP_TAG = "tag:yaml.org,2002:timestamp"
BOOL_TAG, INT_TAG, FLOAT_TAG = "tag:yaml.org,2002:bool", "tag:yaml.org,2002:int", "tag:yaml.org,2002:float"
TAGS: dict[type, str] = {bool: BOOL_TAG, int: INT_TAG, float: FLOAT_TAG, str: STRING_TAG, NoneType: NULL_TAG}


class Plain(NamedTuple):
    """A resolved plain scalar. `ambiguous`: YAML 1.1 reads it otherwise; `refused`: why it may not stand, or empty."""

    value: bool | int | float | str | None
    ambiguous: bool = False
    refused: str = ""


@lru_cache(maxsize=50_000)
def resolve(text: str) -> Plain:
    """What a plain scalar means, which never depends on the file. Never raises."""
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
        return None, f"a whole number of {len(digits)} digits is not read; it may have {MAX_DIGITS}"
    number = int(digits, base)
    if number >= 10**MAX_DIGITS:  # 18 hexadecimal digits can hold more
        return None, f"a whole number of more than {MAX_DIGITS} digits is not read"
    return (-number if text.startswith("-") else number), ""


def _float(text: str) -> tuple[float | None, str]:
    if len(text) > MAX_NUMBER_LENGTH:
        return None, f"a number of {len(text)} characters is not read"
    number = float(text)
    if number in (float("inf"), float("-inf")):
        return None, f"the number `{text[:24]}{'…' if len(text) > 24 else ''}` is too large"
    return number, ""


def _reads_otherwise(text: str, value: object) -> bool:
    if text in YAML_1_1_WORDS:
        return True
    if DAY.fullmatch(text):
        return False
    octal = OCTAL_1_1.fullmatch(text)
    if octal and int(text, 8) != value:
        return True
    return _tag_1_1(text) != TAGS[type(value)]


def meaning_1_1(text: str) -> str:
    """What a YAML 1.1 reader takes an ambiguous plain scalar for, in words."""
    tag = _tag_1_1(text)
    if text in YAML_1_1_WORDS:
        return YAML_1_1_WORDS[text]
    if tag == BOOL_TAG:
        return str(SafeConstructor.bool_values[text.lower()]).lower()
    if tag == INT_TAG:
        return _integer_1_1(text)
    return {STRING_TAG: "text", FLOAT_TAG: "a number", TIMESTAMP_TAG: "a point in time"}.get(tag, "something else")


def _integer_1_1(text: str) -> str:
    if len(text) > MAX_DIGITS:
        return "a number"
    try:
        return f"the number {SafeConstructor().construct_yaml_int(ScalarNode(INT_TAG, text))}"
    except ValueError:  # `0x_`
        return "a number"


def _tag_1_1(text: str) -> str:
    resolvers = Resolver.yaml_implicit_resolvers.get(text[:1], [])
    return next((tag for tag, pattern in resolvers if pattern.match(text)), STRING_TAG)
