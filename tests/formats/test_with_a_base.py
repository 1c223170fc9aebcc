"""What a lead sees of a change: first what it brings, then in one line what was there before."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from made_reports import COMPARISON, golden_report, with_findings
from reading import READERS

import checker
from checker.formats.text_format import Appearance
from checker.formats.text_format import render as render_text
from checker.model.finding import Finding
from checker.model.report import Report
from checker.model.status import Disposition


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return golden_report(tmp_path_factory.mktemp("golden"))


def compared(report: Report, findings: Iterator[Finding]) -> Report:
    return replace(with_findings(report, findings), comparison=COMPARISON)


@pytest.fixture
def changed(golden: Report) -> Report:
    """The last open error is new; one error is another's doing; all else is as before."""
    errors = [each for each in golden.findings if each.level == "error" and each.is_open and each.market]

    def found() -> Iterator[Finding]:
        for each in golden.findings:
            if each is errors[-1]:
                yield replace(each, change="new", cause="variant")
            elif each is errors[0]:
                yield replace(each, change="new", cause="standard", blocks=False)
            else:
                yield replace(each, change="unchanged", blocks=False)

    return compared(golden, found())


def new_one(report: Report) -> Finding:
    return next(each for each in report.findings if each.change == "new" and each.blocks)


@pytest.mark.parametrize("name", ["text", "concise", "github"])
def test_what_fails_comes_first(changed: Report, name: str) -> None:
    text = checker.render(changed, name)
    assert new_one(changed).message.partition(" ")[0] in text.splitlines()[0]


def test_a_comment_leads_with_what_the_change_brings_and_folds_all_else(changed: Report) -> None:
    comment = checker.render(changed, "markdown")
    in_sight = "".join(part.rpartition("</details>")[2] for part in comment.split("<details>"))
    assert comment.index("### What this change brings (1)") < comment.index("<details>")
    assert {each.message for each in changed.findings if each.message in shown(in_sight)} == {new_one(changed).message}
    assert "Shown, and not held against this change (1)" in comment


def test_the_comment_on_a_small_change_stays_small_however_much_was_there_before(golden: Report) -> None:
    """In a hundred kinds of the same, the ten worst are named in a line each, and the title counts all."""
    first = next(each for each in golden.findings if each.is_open and each.level == "error" and each.market)

    def found() -> Iterator[Finding]:
        yield replace(first, change="new", cause="variant")
        for number in range(100):
            message = f"{first.message} as number {number}"
            yield replace(first, message=message, fingerprint=f"{number:016x}", change="unchanged", blocks=False)
            settled = {"disposition": Disposition.ONBOARDING, "change": "unchanged", "blocks": False}
            yield replace(first, message=f"settled {message}", fingerprint=f"{number + 500:016x}", **settled)

    report = compared(golden, found())
    comment = checker.render(report, "markdown")
    assert len(comment) < 10_000
    assert "As before this change (100, 10 of them shown)" in comment
    assert "Settled as before (100, 10 of them shown)" in comment
    assert comment.count("`checker check -v` lists all of them.") == 2
    assert READERS["markdown"](comment) == READERS["text"](render_text(report, Appearance(verbose=True)))


def shown(comment: str) -> str:
    """Without what keeps the signs of Markdown apart."""
    return unescape(re.sub(r"\\(.)", r"\1", comment))


def test_what_is_as_before_is_counted_and_listed_when_asked_for(changed: Report) -> None:
    before = [each for each in changed.findings if each.change == "unchanged"]
    opened, settled = (sum(getattr(each, kind) for each in before) for kind in ("is_open", "is_settled"))
    text = checker.render(changed, "text")
    as_before = f"As before this change, and not held against it: {opened} open, {settled} settled"
    assert f"{as_before} (listed by `--format text -v`)." in text
    verbose = render_text(changed, Appearance(verbose=True))
    assert f"As before this change, and not held against it: {opened} open, {settled} settled." in verbose
    places = {f"{each.location.path}:{each.location.span.line}:{each.location.span.column}" for each in before}
    assert all(place in verbose for place in places)
    assert len([place for place in places if place in text]) < len(places)


def test_it_is_said_what_can_fail_and_where(changed: Report) -> None:
    market = new_one(changed).market or ""
    name = changed.markets[market].name
    said = f"This change brings 1 error in {name} ({market}), new or worse than before; only that can fail the check."
    for name in ("text", "concise", "github"):
        assert said in checker.render(changed, name)


def test_what_others_brought_is_a_line_and_no_failure(changed: Report) -> None:
    text = checker.render(changed, "text")
    (line,) = [each for each in text.splitlines() if "new, from the standard" in each]
    assert text.index("Shown, and not held against this change (1 finding)") < text.index(line)
    assert line.startswith("  error[")


def test_waivers_and_gains_are_offered_for_what_the_change_brings_alone(changed: Report) -> None:
    text = checker.render(changed, "text")
    others = {each.address for each in changed.findings if each.change == "unchanged" or not each.blocks}
    offered = " ".join(line for line in text.splitlines() if "checker waivers new" in line or line.startswith("Mend "))
    assert not [address for address in others - {new_one(changed).address} if address in offered]


def test_a_change_that_brings_nothing_says_so(golden: Report) -> None:
    nothing = compared(golden, (replace(each, change="unchanged", blocks=False) for each in golden.findings))
    for name in ("text", "concise"):
        text = checker.render(nothing, name)
        assert text.startswith("This change makes nothing worse.\n")
        assert "checker waivers new" not in text
    mended = compared(golden, (replace(each, change="fixed", blocks=False) for each in golden.findings))
    assert "As before" not in checker.render(mended, "text")


def test_what_all_markets_share_is_named_beside_them(golden: Report) -> None:
    shared = replace(golden.findings[0], market=None, change="new", cause="standard", disposition=Disposition.NONE, level="error")
    own = replace(new_of(golden), change="new", cause="variant")
    text = checker.render(compared(golden, iter((shared, own))), "text")
    name = golden.markets[own.market or ""].name
    assert f"This change brings 2 errors in {name} ({own.market}) and what all markets share, new or worse" in text


def new_of(report: Report) -> Finding:
    return next(each for each in report.findings if each.market and each.level == "error" and each.is_open)


def test_without_a_base_nothing_is_said_of_a_change(golden: Report) -> None:
    assert golden.as_of == date(2026, 11, 22)
    for name in ("text", "concise", "github"):
        assert "This change" not in checker.render(golden, name)


def test_a_change_that_brings_warnings_alone_does_not_sound_like_a_failure(golden: Report) -> None:
    one = replace(new_of(golden), change="new", cause="variant", level="warning")
    text = checker.render(compared(golden, iter((one,))), "text")
    assert "brings 1 warning in" in text
    assert "only errors fail the check, unless it is asked for more." in text
