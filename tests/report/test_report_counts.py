"""Page one: what each count counts, and what is settled does not look open."""

import re
from pathlib import Path

from report_workspaces import breach_files, calm_files, register_files, report_of

from checker.model.report import Report
from checker.model.status import Status
from checker.report.finding_list import sections
from checker.report.lookup import Lookup
from checker.report.matrix import matrix
from checker.report.overview import overview
from checker.report.page import render_page
from checker.report.verdict import Counted, lede, linked
from checker.report.words import ONBOARDING


def given_time(folder: Path, market: str) -> Report:
    files = breach_files()
    files["standards/catalogue.yaml"] += f"onboarding: {{{market}: 2027-03-31}}\n"
    return report_of(folder, files)


def tones(report: Report, market: str) -> set[str]:
    blocks = matrix(Lookup(report)).blocks
    name = report.markets[market].name
    return {cell.tone for block in blocks for row in block.rows if row.name == name for cell in row.cells}


def test_what_onboarding_settles_does_not_look_open(tmp_path: Path) -> None:
    open_report = report_of(tmp_path / "open", breach_files())
    [market] = {finding.market for finding in open_report.open if finding.market}
    assert "breach" in tones(open_report, market)
    settled = given_time(tmp_path / "settled", market)
    assert tones(settled, market) == {"onboarding"}
    assert {entry.shown.words: entry.total for entry in matrix(Lookup(settled)).legend}["onboarding"] == 1
    assert Lookup(settled).market_shown(settled.markets[market]) == ONBOARDING
    assert not overview(Lookup(settled)).decisions
    assert "still in onboarding" in lede(Lookup(settled))


def test_in_its_market_it_stands_among_what_is_settled(tmp_path: Path) -> None:
    open_report = report_of(tmp_path / "open", breach_files())
    [market] = {finding.market for finding in open_report.open if finding.market}
    page = render_page(given_time(tmp_path / "settled", market))
    part = page[page.index(f'id="/m/{market}"') :].partition('class="view')[0]
    assert "badge breach" not in part
    assert "diff acts" not in part
    assert part.index(">Settled<") < part.index("badge onboarding", part.index(">Settled<"))


def test_an_open_finding_beside_settled_ones_still_looks_open(tmp_path: Path) -> None:
    report = report_of(tmp_path, breach_files())
    assert not Lookup(report).in_onboarding


def test_the_list_says_what_it_counts_in_the_words_of_the_figures(tmp_path: Path) -> None:
    said = overview(Lookup(report_of(tmp_path, breach_files()))).decisions_of.striptags().replace("\u00a0", " ")
    assert said.startswith("3 breaches")
    assert said.endswith("in 1 market")


def test_a_finding_in_the_list_names_its_subject_and_why_it_matters(tmp_path: Path) -> None:
    report = report_of(tmp_path, breach_files())
    lines = [
        line for each in sections(Lookup(report)) if each.id.endswith("/breach") for group in each.groups for line in group.lines
    ]
    assert any(str(line.message).startswith(f"{line.element} must be") for line in lines)
    breaches = {finding.why for finding in report.open if finding.status is Status.BREACH and finding.why}
    assert breaches
    assert breaches <= {str(line.why) for line in lines}


def test_the_legend_says_what_not_confirmed_means(tmp_path: Path) -> None:
    files = calm_files()
    market = next(path for path in files if path.endswith("es/market.yaml"))
    files[market] = files[market].partition("confirms:")[0]
    page = render_page(report_of(tmp_path, files))
    assert "has not confirmed that it runs as the file says" in page


COUNTED = re.compile(r'<a[^>]* href="(#[^"]+)"[^>]*>(?:<strong[^>]*>)?(?:in )?(\d+)')
"""A link on page one that begins with a number, and the number."""


def test_every_count_of_page_one_leads_to_that_many(tmp_path: Path) -> None:
    """Where the address is of a list of this page; what the matrix filters is shown in the browser's tests."""
    files = {"breaches": breach_files(), "register": register_files()}
    followed = set()
    for name, documents in files.items():
        page = render_page(report_of(tmp_path / name, documents))
        one = page[page.index('id="/overview"') : page.index('class="card matrix-card"')]
        for href, number in COUNTED.findall(one):
            target = re.search(rf'id="{re.escape(href[1:])}".*?class="count">(\d+)<', page, re.DOTALL)
            if href.startswith(("#/findings/", "#/waivers/")):
                assert target is not None, href
                assert target[1] == number, href
                followed.add(href)
    assert {"#/findings/breach", "#/findings/breach/compliance", "#/waivers/expiring"} <= followed


def test_a_name_in_a_sentence_stays_text() -> None:
    sentence = "2\u00a0breaches in <b>a</b>, 12\u00a0breaches"
    text = linked(sentence, [Counted("2\u00a0breaches", "#/findings"), Counted("a", "#/m/a"), Counted("href", "#/x")])
    assert str(text) == ('<a href="#/findings">2\u00a0breaches</a> in &lt;b&gt;<a href="#/m/a">a</a>&lt;/b&gt;, 12\u00a0breaches')
