"""What to write instead of a value of the wrong form, where the value itself tells. Part of `load`."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date

from checker.load.text_faults import clipped
from checker.model.documents import ReasonType
from checker.model.position import KeyPath

BEHIND: Mapping[str, str] = {"because": "type: {}", "insert": "id: {}, type: bot, name: …"}
BELOW: Mapping[str, str] = {"metrics": "target: {}", "processes": "due: {}"}
"""What a value alone stands for behind a key, and behind each key in a section."""
DAY_FIRST = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})\.?")
YEAR_FIRST = re.compile(r"(\d{4})[./-]?(\d{1,2})[./-]?(\d{1,2})(?:[T ].*)?")
VERSION = re.compile(r"[vV]?(\d+)(?:\.(\d+))?(?:\.(\d+))?")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip


def day_instead(written: object) -> str:
    """`write 2027-03-01`; both days, with their months in words, where the order of day and month is not certain."""
    text = str(written).strip()
    days = list(dict.fromkeys(_days(text)))
    if len(days) == 2:
        return " or ".join(f"write {day} for {day.day} {MONTHS[day.month - 1]}" for day in days).replace(" or write", ", or")
    if days:
        return f"write {days[0]}"
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return "write a day that the calendar has"
    return "write year, month and day in figures, like 2027-03-01"


def _days(text: str) -> Iterator[date]:
    first = DAY_FIRST.fullmatch(text)
    if first is not None:
        one, other, year = int(first[1]), int(first[3]), int(first[4])
        yield from _day(year, other, one)
        if first[2] != ".":  # with points the day stands first
            yield from _day(year, one, other)
        return
    found = YEAR_FIRST.fullmatch(text)
    if found is not None:
        yield from _day(int(found[1]), int(found[2]), int(found[3]))


def _day(year: int, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:
        return


def version_instead(written: object) -> str:
    """`write 1.2.0` for `1.2` and `v1.2.0`."""
    found = VERSION.fullmatch(str(written).strip())
    if found is None:
        return "write three numbers with points between them, like 2.1.0"
    return f"write {'.'.join(str(int(part or 0)) for part in found.groups())}"


def form_instead(pattern: str, written: object) -> str:
    """A text in the form that a pattern asks for; empty where none comes of it."""
    text = str(written).strip()
    between = "_" if "_" in pattern else "-"
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", text)
    slug = re.sub(r"[^a-z0-9]+", between, words.casefold()).strip(between)
    for candidate in (text.upper(), slug, text.casefold()):
        if candidate != text and re.fullmatch(pattern, candidate):
            return f"write `{clipped(candidate)}`"
    return ""


def keys_instead(key_path: KeyPath, value: object) -> str:
    """Keys with values in place of a value alone."""
    if isinstance(value, list | tuple):
        return "write a line for each, like `key: value`, without a dash before it"
    key = key_path[-1]
    if key == "because" and value not in {each.value for each in ReasonType}:
        note = _quoted(clipped(str(value)))
        return f"write `because: {{type: {ReasonType.CAPACITY.value}, note: {note}}}`, with the type that fits best"
    inside = BEHIND.get(str(key)) or (BELOW.get(str(key_path[0])) if len(key_path) == 2 else None)
    return f"write `{key}: {{{inside.format(clipped(str(value)))}}}`" if inside is not None else ""


def _quoted(text: str) -> str:
    """A text as it may stand in curly brackets."""
    return json.dumps(text, ensure_ascii=False) if re.search(r"[,:#{}\[\]\"'&*!|>%@`]", text) else text
