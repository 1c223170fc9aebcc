"""Links, marks, bars and addresses on their own."""

from datetime import date

import pytest

from checker.model.amount import Amount, Expected
from checker.model.documents import Severity
from checker.model.position import FILE_START, Location
from checker.model.report import Report
from checker.model.results import ElementResult
from checker.model.status import Status
from checker.report.bars import Bar, bar
from checker.report.differences import Differences, allowed_words
from checker.report.links import SourceLinks, market_id
from checker.report.lookup import Lookup
from checker.report.marks import code_marked, sides
from checker.report.places import Places
from checker.report.words import counted, element_words, listed, percent

PLACE = Location("markets/eu/a b.yaml", FILE_START)


@pytest.mark.parametrize(
    ("template", "commit", "href"),
    [
        ("https://git.example.com/{commit}/{path}#L{line}", "0a1b", "https://git.example.com/0a1b/markets/eu/a%20b.yaml#L1"),
        ("https://git.example.com/{commit}/{path}", None, ""),
        ("https://git.example.com/main/{path}", None, "https://git.example.com/main/markets/eu/a%20b.yaml"),
        ("javascript:alert(1)//{path}", "0a1b", ""),
        ("data:text/html,{path}", "0a1b", ""),
        ("//git.example.com/{path}", "0a1b", ""),
        ("https://[broken/{path}", "0a1b", ""),
        (None, "0a1b", ""),
    ],
)
def test_places_link_to_sources(template: str | None, commit: str | None, href: str) -> None:
    place = Places(SourceLinks(template, commit)).of(PLACE)
    assert place is not None
    assert (place.path, place.line, str(place.line).join(place.around)) == ("markets/eu/a b.yaml", 1, href)


def test_addresses_hold_any_folder_name() -> None:
    assert market_id("a/b?#<", "x y") == "/m/a%2Fb%3F%23%3C/x%20y"


@pytest.mark.parametrize(
    ("standard", "local", "left", "right"),
    [
        (("a", "b"), ("a", "c"), "a, <del>b</del>", "a, <ins>c</ins>"),
        (("<a>",), ("<a>", "&"), "&lt;a&gt;", "&lt;a&gt;, <ins>&amp;</ins>"),
        ("in two days", "in three days", "in <del>two</del> days", "in <ins>three</ins> days"),
        ("none", "all", "none", "all"),
        (True, False, "yes", "no"),
        (1, 2, "1", "2"),
    ],
)
def test_both_sides_with_marks(standard: object, local: object, left: str, right: str) -> None:
    assert sides(Amount(standard), Amount(local)) == (left, right)  # type: ignore[arg-type]


def test_a_side_that_is_not_there_is_a_dash() -> None:
    assert sides(None, Amount(("a",))) == ("–", "a")
    assert sides(Amount("a"), None) == ("a", "–")


def test_backticks_are_code() -> None:
    assert code_marked("write `<b>`, or ask") == "write <code>&lt;b&gt;</code>, or ask"
    assert code_marked("a ` alone <") == "a ` alone &lt;"
    assert code_marked(None) == ""


def test_a_bar_has_the_range_the_standard_and_the_local_value() -> None:
    expected = Expected("between", (10, 60), "seconds", "10 to 60 seconds")
    assert bar(Amount(30, "seconds"), Amount(2, "minutes"), expected) == Bar(6, 55, 25, 114)
    assert bar(Amount(30, "seconds"), Amount(2, "business_days"), expected) is None
    assert bar(Amount(30, "seconds"), None, expected) is None
    assert bar(Amount("a"), Amount("b"), Expected("equals", "a", None, "a")) is None
    assert bar(Amount(2), Amount(2), Expected("at_most", 2, None, "at most 2")) is None
    assert bar(Amount(2), Amount(3), Expected("at_most", 2, None, "at most 2")) == Bar(0, 6, 6, 114)
    assert bar(Amount(2), Amount(1), Expected("at_least", 2, None, "at least 2")) == Bar(114, 120, 114, 6)


def test_what_is_allowed_does_not_repeat_the_standard() -> None:
    includes = Expected("includes", ("a", "b"), None, "a, b, and more if you like")
    assert allowed_words(includes, Amount(("a", "b"))) == "all of these, and more"
    assert allowed_words(includes, Amount(("a",))) == "a, b, and more if you like"
    assert allowed_words(None, Amount(1)) == ""


def test_true_is_not_one() -> None:
    differences = Differences(Lookup(Report("Empty", date(2026, 11, 22), {}, {}, ())))
    shown = [
        differences.of_element(
            ElementResult("control:x", Status.TAILORED, Severity.MINOR, 1, Amount(value), Amount(value)), ()
        ).local
        for value in (1, True, 1.0)
    ]
    assert shown == ["1", "yes", "1"]


def test_words() -> None:
    assert counted(1, "breach", "breaches") == "1\u00a0breach"
    assert counted(1200, "market") == "1,200\u00a0markets"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed([]) == ""
    assert percent(99.0) == "99"
    assert percent(None) == "–"
    assert element_words("control:payout_days") == "payout days"
    assert element_words("process") == "Adoption"
