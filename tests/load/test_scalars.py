"""Plain scalars: what each means, and which of them another YAML reader takes for something else."""

import math
import re

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.load.scalars import meaning_1_1, resolve

SURE, TWOFOLD = False, True

PLAIN = [
    # words
    ("yes", "yes", TWOFOLD),
    ("Yes", "Yes", TWOFOLD),
    ("YES", "YES", TWOFOLD),
    ("no", "no", TWOFOLD),
    ("NO", "NO", TWOFOLD),
    ("on", "on", TWOFOLD),
    ("Off", "Off", TWOFOLD),
    ("y", "y", TWOFOLD),
    ("Y", "Y", TWOFOLD),
    ("n", "n", TWOFOLD),
    ("N", "N", TWOFOLD),
    ("True", "True", TWOFOLD),
    ("FALSE", "FALSE", TWOFOLD),
    ("true", True, SURE),
    ("false", False, SURE),
    ("none", "none", SURE),
    ("Nope", "Nope", SURE),
    ("ES", "ES", SURE),
    ("yes please", "yes please", SURE),
    ("oN", "oN", SURE),
    # nothing
    ("", None, SURE),
    ("~", None, SURE),
    ("null", None, SURE),
    ("Null", None, SURE),
    ("NULL", None, SURE),
    ("nULL", "nULL", SURE),
    # whole numbers
    ("0", 0, SURE),
    ("5", 5, SURE),
    ("-5", -5, SURE),
    ("+1", 1, SURE),
    ("014", 14, TWOFOLD),
    ("-014", -14, TWOFOLD),
    ("007", 7, SURE),
    ("00", 0, SURE),
    ("08", 8, TWOFOLD),
    ("0o14", 12, TWOFOLD),
    ("0x1F", 31, SURE),
    ("-0x1F", "-0x1F", TWOFOLD),
    ("+0o7", "+0o7", SURE),
    ("0o8", "0o8", SURE),
    ("0b11", "0b11", TWOFOLD),
    ("1_000", "1_000", TWOFOLD),
    ("_1", "_1", SURE),
    ("999999999999999999", 999999999999999999, SURE),
    ("0x_1", "0x_1", TWOFOLD),
    ("1 000", "1 000", SURE),
    # numbers with a fraction
    ("1.5", 1.5, SURE),
    ("-1.5", -1.5, SURE),
    (".5", 0.5, SURE),
    ("+.5", 0.5, TWOFOLD),
    ("1.", 1.0, SURE),
    ("1e3", 1000.0, TWOFOLD),
    ("1E3", 1000.0, TWOFOLD),
    ("1.5e3", 1500.0, TWOFOLD),
    ("1.5e+3", 1500.0, SURE),
    ("1.5E-3", 0.0015, SURE),
    ("1_0.5", "1_0.5", TWOFOLD),
    ("1,5", "1,5", SURE),
    ("85%", "85%", SURE),
    ("85 %", "85 %", SURE),
    (".", ".", SURE),
    ("1.2.0", "1.2.0", SURE),
    ("e3", "e3", SURE),
    # times and days
    ("8:30", "8:30", TWOFOLD),
    ("08:30", "08:30", SURE),
    ("12:30:45", "12:30:45", TWOFOLD),
    ("-1:30", "-1:30", TWOFOLD),
    ("8:75", "8:75", SURE),
    ("1:30.5", "1:30.5", TWOFOLD),
    ("2024-01-02", "2024-01-02", SURE),
    ("2024-13-45", "2024-13-45", SURE),
    ("2024-1-2", "2024-1-2", SURE),
    ("2024-01-02 10:00:00", "2024-01-02 10:00:00", TWOFOLD),
    ("20240102", 20240102, SURE),
    # signs
    ("=", "=", TWOFOLD),
    ("<<", "<<", TWOFOLD),
    ("-", "-", SURE),
    ("+", "+", SURE),
    ("==", "==", SURE),
]


@pytest.mark.parametrize(("text", "value", "ambiguous"), PLAIN)
def test_a_plain_scalar_means(text: str, value: object, ambiguous: bool) -> None:
    plain = resolve(text)
    assert (plain.value, type(plain.value), plain.ambiguous, plain.refused) == (value, type(value), ambiguous, "")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (".nan", "no number that can be compared"),
        (".NaN", "no number that can be compared"),
        (".inf", "no number that can be compared"),
        ("-.INF", "no number that can be compared"),
        ("+.Inf", "no number that can be compared"),
        ("1e400", "too large"),
        ("-1.5e999", "too large"),
        ("1000000000000000000", "19 digits"),
        ("-" + "9" * 5000, "5000 digits"),
        ("0x" + "f" * 19, "19 digits"),
        ("0x" + "f" * 18, "more than 18 digits"),
        ("0o" + "7" * 19, "19 digits"),
        ("1" * 500 + ".5", "502 characters"),
    ],
)
def test_a_plain_scalar_is_refused(text: str, reason: str) -> None:
    plain = resolve(text)
    assert reason in plain.refused
    assert plain.value is None
    assert not plain.ambiguous
    assert len(plain.refused) < 100


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("NO", "false"),
        ("on", "true"),
        ("y", "true"),
        ("N", "false"),
        ("8:30", "the number 510"),
        ("12:30:45", "the number 45045"),
        ("014", "the number 12"),
        ("0o14", "text"),
        ("1e3", "text"),
        ("1_000", "the number 1000"),
        ("0b11", "the number 3"),
        ("2001-12-14 21:59:43", "a point in time"),
        ("1_0.5", "a number"),
        ("=", "something else"),
        ("0x_", "a number"),
        ("1" + "_1" * 5000, "a number"),
    ],
)
def test_what_another_reader_takes_it_for(text: str, meaning: str) -> None:
    assert resolve(text).ambiguous
    assert meaning_1_1(text) == meaning


WORDS = st.sampled_from(["y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "=", "<<", "inf", "nan"])
CASED = WORDS.flatmap(lambda word: st.sampled_from([word, word.upper(), word.title()]))
NUMERIC = st.text("0123456789+-._:xobeEaFnIif ", min_size=1, max_size=12).map(str.strip)
DAYS = st.dates().map(str)
TEXTS = st.one_of(CASED, NUMERIC, NUMERIC, DAYS, st.from_regex(r"[-+]?[0-9]{1,3}(:[0-9]{1,2}){0,2}", fullmatch=True))


@settings(derandomize=True, max_examples=1000, deadline=None)
@given(TEXTS)
def test_ambiguous_is_what_pyyaml_reads_as_another_value(text: str) -> None:
    if not _is_plain(text) or re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return
    plain = resolve(text)
    if plain.refused:
        return
    assert plain.ambiguous == (text in ("y", "Y", "n", "N") or _other_value(text, plain.value))


def _is_plain(text: str) -> bool:
    """Whether the text, written as a value, is one plain scalar that stays as it is."""
    try:
        event = list(yaml.parse(f"- {text}\n", Loader=yaml.CSafeLoader))[3]
    except yaml.YAMLError:
        return False
    return isinstance(event, yaml.ScalarEvent) and event.style is None and event.value == text


def _other_value(text: str, value: object) -> bool:
    try:
        other = yaml.load(f"- {text}\n", Loader=yaml.CSafeLoader)[0]
    except (yaml.YAMLError, ValueError):
        return True
    if isinstance(other, float) and isinstance(value, float) and math.isnan(other) and math.isnan(value):
        return False
    return type(other) is not type(value) or other != value
