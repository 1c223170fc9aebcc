"""Flows in the page: each distinct one is drawn once, and shown where a market has it."""

import re
from pathlib import Path

import pytest
from workspaces import DAY, ES, FR, REFUND, shared_text, variant, workspace

import checker
from checker.report import drawings as module
from checker.report.drawings import drawings
from checker.report.page import render_page

SKIPPED = variant("flow: {changes: [{skip: greet}]}")


@pytest.fixture(name="both", scope="module")
def two_markets_with_one_flow(tmp_path_factory: pytest.TempPathFactory) -> checker.Report:
    return checker.check(workspace(tmp_path_factory.mktemp("drawn"), {ES: SKIPPED, FR: SKIPPED}), as_of=DAY)


def test_a_flow_is_drawn_once_however_many_markets_have_it(both: checker.Report) -> None:
    page = render_page(both)
    assert page.count("<symbol ") == 1
    assert page.count('<use href="#flow-1"') == page.count('<figure class="flow">') == 2
    assert page.count('<g class="flow-box flow-is-removed">') == 1
    assert not re.search(r"<svg[^>]*style=|<symbol[^>]*style=", page)


def test_a_flow_as_the_standard_is_not_drawn(tmp_path: Path) -> None:
    page = render_page(checker.check(workspace(tmp_path / "workspace"), as_of=DAY))
    assert "<symbol" not in page
    assert '<figure class="flow">' not in page


def test_each_use_says_in_words_what_it_shows(both: checker.Report) -> None:
    shown = drawings(both).shown["es", "refund"]
    assert shown.startswith('<svg class="flow" role="img" viewBox="')
    assert "<title>Refund</title>" in shown
    assert "Step “Greet” removed." in shown


def test_names_in_a_drawing_are_escaped(tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script></desc></symbol>"
    files = {ES: SKIPPED, REFUND: shared_text(REFUND, ("name: Hand over", f'name: "{hostile}"'))}
    page = render_page(checker.check(workspace(tmp_path / "workspace", files), as_of=DAY))
    assert "<script>alert" not in page
    assert page.count("</symbol>") == 1


def test_of_very_many_flows_only_the_first_are_drawn(both: checker.Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_DRAWN", 0)
    assert drawings(both) == ("", {})
