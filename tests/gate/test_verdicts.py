"""Which state between the base and the change a finding comes from, and whether it fails the change."""

from made_findings import made, valued

from checker.gate.verdicts import ByMarket, Point, Sides, by_market, verdicts
from checker.model.finding import Finding


def judged(
    base: list[Finding],
    *points: tuple[str, list[Finding]],
    touched: str = "",
    lapsed: list[Finding] | None = None,
    gone: tuple[str, ...] = (),
) -> list[tuple[str | None, str | None, bool]]:
    sides = Sides(
        by_market(base if lapsed is None else lapsed), by_market(base),
        [Point(cause, by_market(found)) for cause, found in points],  # type: ignore[arg-type]
        frozenset(touched.split()), {}, lambda finding: finding.market not in gone,
    )  # fmt: skip
    return [(each.change, each.cause, each.blocks) for each in verdicts(sides)]


def test_what_the_market_s_own_edit_brings_fails() -> None:
    assert judged([], ("standard", []), ("variant", [valued(90)]), touched="es") == [("new", "variant", True)]


def test_what_a_standard_brings_to_a_market_that_is_not_touched_is_shown_and_does_not_fail() -> None:
    points = ("standard", [valued(90)]), ("variant", [valued(90)])
    assert judged([], *points) == [("new", "standard", False)]
    assert judged([], *points, touched="es") == [("new", "standard", True)]


def test_a_standard_that_is_broken_in_itself_fails_although_it_is_no_market_s() -> None:
    broken = made("rule:r", None, "standard-breaks-own-rule", None)
    assert judged([], ("standard", [broken]), ("variant", [broken])) == [("new", "standard", True)]


def test_what_lapses_by_the_calendar_fails_only_who_touches_the_market() -> None:
    found = [valued(90)]
    assert judged(found, ("variant", found), lapsed=[]) == [("unchanged", None, False)]
    assert judged(found, ("variant", found), lapsed=[], touched="es") == [("new", "calendar", True)]


def test_the_first_state_that_has_it_is_the_cause_and_a_later_one_that_worsens_it_wins() -> None:
    assert judged([], ("law", [valued(90)]), ("variant", [valued(90)]), touched="es") == [("new", "law", True)]
    assert judged([], ("law", [valued(90)]), ("variant", [valued(99)]), touched="es") == [("new", "variant", True)]


def test_what_gets_better_or_goes_says_why_and_fails_nothing() -> None:
    before = [valued(90), valued(90, element="control:y")]
    points = ("standard", [valued(90)]), ("variant", [valued(70)])
    assert judged(before, *points, touched="es") == [("improved", "variant", False), ("fixed", "standard", False)]


def test_what_is_no_longer_judged_is_not_mended() -> None:
    assert judged([valued(90)], ("variant", []), touched="es", gone=("es",)) == []
    assert judged([valued(90)], ("variant", []), touched="es") == [("fixed", "variant", False)]


def test_markets_are_told_apart() -> None:
    both: ByMarket = by_market([valued(90), valued(90, market="fr")])
    assert set(both) == {"es", "fr"}
