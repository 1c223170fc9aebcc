"""Flows in the page: each distinct one is drawn once, and shown where a market has it."""

import re
from pathlib import Path

import pytest
from workspaces import DAY, ES, FR, REFUND, shared_text, variant, workspace

import checker
from checker.model.finding import Finding
from checker.model.picture import Arrow, Box, Picture
from checker.model.position import FILE_START, Location
from checker.report import drawings as module
from checker.report.drawings import drawings, run_in
from checker.report.page import render_page

SKIPPED = variant("flow: {changes: [{skip: greet}]}")


@pytest.fixture(name="both", scope="module")
def two_markets_with_one_flow(tmp_path_factory: pytest.TempPathFactory) -> checker.Report:
    return checker.check(workspace(tmp_path_factory.mktemp("drawn"), {ES: SKIPPED, FR: SKIPPED}), as_of=DAY)


def test_a_flow_is_drawn_once_however_many_markets_have_it(both: checker.Report) -> None:
    shown = drawings(both).shown
    assert shown["es", "refund"] is shown["fr", "refund"]
    page = render_page(both)
    assert page.count('<figure class="flow"') == page.count('<g data-step="greet" class="flow-box flow-is-removed">') == 2
    assert not re.search(r"<svg[^>]*style=", page)


def test_a_flow_as_the_standard_is_not_drawn(tmp_path: Path) -> None:
    page = render_page(checker.check(workspace(tmp_path / "workspace"), as_of=DAY))
    assert '<figure class="flow"' not in page


def test_each_drawing_says_in_words_what_it_shows(both: checker.Report) -> None:
    shown = drawings(both).shown["es", "refund"]
    assert shown.startswith('<svg xmlns="http://www.w3.org/2000/svg" class="flow" role="img" viewBox="')
    assert "<title>Refund</title>" in shown
    assert "Step “Greet” removed." in shown


def test_names_in_a_drawing_are_escaped(tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script></desc></symbol>"
    files = {ES: SKIPPED, REFUND: shared_text(REFUND, ("name: Hand over", f'name: "{hostile}"'))}
    page = render_page(checker.check(workspace(tmp_path / "workspace", files), as_of=DAY))
    assert "<script>alert" not in page
    assert "</desc></symbol>" not in page


def test_of_very_many_flows_only_the_first_are_drawn_and_the_page_says_so(
    both: checker.Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_DRAWN", 0)
    assert drawings(both) == ({}, {("es", "refund"), ("fr", "refund")})
    assert "<code>checker diff es refund --format svg</code> draws it" in render_page(both)


PICTURE = Picture(
    "Refund",
    (Box("greet", "Greet", "bot"), Box("pay", "Pay", "system"), Box("done", "Done", "end")),
    (Arrow("greet", "pay"), Arrow("pay", "done")),
    lit=("greet", "pay", "done"),
)


@pytest.mark.parametrize(
    ("run", "shown"),
    [
        (("greet", "pay", "done"), "greet pay done"),
        (("es_greet", "pay", "done"), "greet pay done"),  # the picture has the standard's name of it
        (("greet", "elsewhere"), ""),
        (None, ""),
    ],
)
def test_a_run_is_named_as_the_drawing_names_its_steps(run: tuple[str, ...] | None, shown: str) -> None:
    finding = Finding("flow-rule-broken", "error", "Broken.", Location("a.yaml", FILE_START), "f", run=run)
    assert run_in(PICTURE, finding, [finding]) == shown
    assert run_in(None, finding, [finding]) == ""
