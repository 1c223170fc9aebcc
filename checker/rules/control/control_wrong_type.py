"""A value is of another type than the standard's.

Types are number, text, true or false, and list. `true` is not 1, and a list with one member is not that member.

Why: Values of two types cannot be compared, and a program that reads them takes one for the other.
Mend: Write a value of the standard's type.
Bad:
    payout_days: "3"   # standard: 5
Good:
    payout_days: 3
"""

import re
from collections.abc import Iterator, Mapping

from checker.facts import ValueFact
from checker.model.amount import unit_words
from checker.model.decimal_comma import point_instead
from checker.model.value import Value, json_type, number_text
from checker.rules.control._words import data
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "severity"
ABOUT = ("wrong_type",)
TYPE_WORDS = {"boolean": "true or false", "number": "a number", "string": "a text", "list": "a list"}
NUMBER_FIRST = re.compile(r"(\d+(?:\.\d+)?)(?![\d.,:/])")
MEANT: Mapping[str, str] = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}


def judge(fact: ValueFact) -> Iterator[Violation]:
    wanted, found = TYPE_WORDS[json_type(fact.requirement.value)], TYPE_WORDS[json_type(fact.local.value)]
    shown = fact.local.text if isinstance(fact.local.value, bool) else f"{found} ({fact.local.text})"
    message = f"{fact.name} must be {wanted}, not {shown}"
    yield Violation(message, _write(fact), {**data(fact), "wanted": wanted, "found": found})


def _write(fact: ValueFact) -> str:
    """The value in the form of the standard's, where it tells which was meant; else an example."""
    local, kind = fact.local.value, json_type(fact.requirement.value)
    unit = unit_words(fact.requirement.unit)
    if kind == "number":
        told = f", in {unit}" if unit and unit != "%" else ", in percent" if unit else ""
        point = point_instead(local) if isinstance(local, str) else ""
        if point:
            return f"{point}{told}"
        number = NUMBER_FIRST.match(local.strip()) if isinstance(local, str) else None
        example = number[1] if number else _as_written(fact.requirement.value)
        return f"write the number alone, like `{example}`{told}"
    if kind == "boolean":
        meant = MEANT.get(local.casefold()) if isinstance(local, str) else None
        return f"write `{meant}`" if meant else "write `true` or `false`"
    if kind == "list":
        return f"write it in brackets: `[{_as_written(local)}]`"
    return f"write one text, like `{_as_written(fact.requirement.value)}`"


def _as_written(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{', '.join(value)}]"
    return number_text(value) if isinstance(value, int | float) else value
