"""Values as people write them: scalars, lists of strings, versions, exact numbers.

Part of `model`: knows nothing of files, tailoring or rules.
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

Scalar: TypeAlias = bool | int | float | str
Value: TypeAlias = bool | int | float | str | tuple[str, ...]
JsonType: TypeAlias = Literal["boolean", "number", "string", "list"]

ISO_DATE_LENGTH = 10


class Version(NamedTuple):
    """A released version; tuples order numerically, so 3.10.0 is newer than 3.9.0."""

    major: int
    minor: int
    patch: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"


@lru_cache(maxsize=4096)
def parse_version(text: str) -> Version:
    """Read `MAJOR.MINOR.PATCH`. Raises ValueError for anything else, leading zeros included."""
    parts = text.split(".")
    canonical = all(part.isascii() and part.isdigit() and (part == "0" or part[0] != "0") for part in parts)
    if len(parts) != 3 or not canonical or len(text) > 40:
        raise ValueError(text)
    return Version(*map(int, parts))


@lru_cache(maxsize=4096)
def parse_date(text: str) -> date:
    """Read `YYYY-MM-DD`. Raises ValueError for anything else (`20261122` and week dates too)."""
    if len(text) != ISO_DATE_LENGTH or text[4] != "-" or text[7] != "-":
        raise ValueError(text)
    return date.fromisoformat(text)


def json_type(value: object) -> JsonType:
    """The JSON type of a document's value; a boolean is never a number."""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float | Fraction):
        return "number"
    return "string" if isinstance(value, str) else "list"


@lru_cache(maxsize=8192)
def exact(number: float) -> Fraction:
    """The number that the decimal text means: 0.1 is one tenth, not the nearest double."""
    return Fraction(number) if isinstance(number, int) else Fraction(repr(number))


def plain_number(number: Fraction) -> int | float:
    """A number for JSON: whole ones as integers."""
    return number.numerator if number.denominator == 1 else float(number)


def number_text(number: float | Fraction) -> str:
    """A number as a person writes it: `2`, `0.5`, never `2.0`; a third is `about 0.333333`."""
    fraction = number if isinstance(number, Fraction) else exact(number)
    if fraction.denominator == 1:
        return str(fraction.numerator)
    decimal = Decimal(fraction.numerator) / Decimal(fraction.denominator)
    return format(decimal, "f") if Fraction(decimal) == fraction else f"about {float(fraction):.6g}"


def same_value(left: Value, right: Value) -> bool:
    """Equality of values of one unit: types count, lists compare as sets, 2.0 equals 2."""
    if json_type(left) != json_type(right):
        return False
    if isinstance(left, tuple) and isinstance(right, tuple):
        return set(left) == set(right)
    return left == right
