"""A value with its unit, and how people read it. Part of `model`."""

from typing import Literal, NamedTuple

from checker.model.value import Value, json_type, number_text

# Units whose number says it all, or that people write as a sign.
BARE_UNITS = frozenset({"count", "ratio"})
MONEY = "in the market's currency"
MAX_MEMBERS_SHOWN = 12
MAX_TEXT = 120


class Amount(NamedTuple):
    """A value and its unit. `unit` is None for what has none; for `money` per currency it is the currency."""

    value: Value
    unit: str | None = None

    @property
    def text(self) -> str:
        if json_type(self.value) == "number":
            return with_unit(number_text(self.value), self.unit)  # type: ignore[arg-type]
        return value_text(self.value)


Operator = Literal["equals", "at_most", "at_least", "between", "one_of", "includes", "only", "schema"]


class Expected(NamedTuple):
    """What is allowed. `value` is a pair for between, a list for one_of, includes and only, None for schema."""

    op: Operator
    value: Value | tuple[bool | int | float | str, ...] | None
    unit: str | None
    text: str


def with_unit(number: str, unit: str | None) -> str:
    """`5 business days`, `95 %`, `1 turn`, `0.8`, `40 in the market's currency`."""
    words = unit_words(unit)
    if not words:
        return number
    return f"{number} {words.removesuffix('s') if number == '1' and words != MONEY else words}"


def unit_words(unit: str | None) -> str:
    """A unit as people say it behind a number; empty for what has none, or whose number says it all."""
    if unit is None or unit in BARE_UNITS:
        return ""
    return {"percent": "%", "money": MONEY}.get(unit) or unit.replace("_", " ")


def value_text(value: Value) -> str:
    """A value without a unit, for a sentence."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return members_text(value)
    if isinstance(value, int | float):
        return number_text(value)
    return value if len(value) <= MAX_TEXT else f"{value[: MAX_TEXT - 1]}…"


def members_text(members: tuple[bool | int | float | str, ...]) -> str:
    """`safety, fraud`; a long list is cut and says so."""
    if not members:
        return "nothing"
    shown = ", ".join(value_text(member) for member in members[:MAX_MEMBERS_SHOWN])
    rest = len(members) - MAX_MEMBERS_SHOWN
    return f"{shown} and {rest} more" if rest > 0 else shown
