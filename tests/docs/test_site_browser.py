"""The site in a browser, opened from a folder as by double click: nothing asks the network, nothing is wider than the screen."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

CHROMIUM = Path(os.environ.get("CHECKER_CHROMIUM", "/usr/bin/chromium"))
PAGES = (
    "index",
    "first-hour",
    "first-standard",
    "first-gate",
    "sample-workspace",
    "reference/rules",
    "reference/documents",
    "flows",
)
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if not CHROMIUM.exists():
        if os.environ.get("CHECKER_REQUIRE_BROWSER") == "1":
            pytest.fail(f"{CHROMIUM} is not there, and CHECKER_REQUIRE_BROWSER=1 asks for it")
        pytest.skip(f"{CHROMIUM} is not there")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.mark.parametrize(("width", "scheme"), [(1400, "light"), (390, "dark")])
def test_pages_ask_nothing_of_the_network_and_fit_the_screen(browser: Any, site: Path, width: int, scheme: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    for name in PAGES:
        page.goto((site / f"{name}.html").as_uri())
        assert page.evaluate(OVERFLOW) == 0, name
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert faults == []
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_can_be_used_by_everybody(browser: Any, site: Path, scheme: str) -> None:
    """WCAG 2.1, levels A and AA, as far as axe sees it."""
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_page(color_scheme=scheme)
    for name in ("index", "first-hour"):
        page.goto((site / f"{name}.html").as_uri())
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})
        assert [(each["id"], each["nodes"][0]["html"]) for each in found.response["violations"]] == [], name
    page.close()


def test_the_search_finds_a_rule_without_a_server(browser: Any, site: Path) -> None:
    page = browser.new_page()
    page.goto((site / "search.html").as_uri() + "?q=control-loosened")
    page.wait_for_selector("#search-results a", timeout=20_000)
    assert any(
        "reference/rules.html" in (each.get_attribute("href") or "") for each in page.query_selector_all("#search-results a")
    )
    page.close()


@pytest.mark.parametrize("asked", ["waiver", "market", "standard", "version"])
def test_search_ranks_what_everybody_reads_before_what_developers_argued(browser: Any, site: Path, asked: str) -> None:
    page = browser.new_page()
    page.goto((site / "search.html").as_uri() + f"?q={asked}")
    page.wait_for_selector("#search-results a[href*='decisions/']", timeout=20_000)
    found = [str(each.get_attribute("href")).partition("#")[0] for each in page.query_selector_all("#search-results a")]
    first_argued = min(place for place, each in enumerate(found) if "decisions/0" in each)
    assert "first-hour.html" in found[:first_argued]
    assert {"architecture.html", "changelog.html"}.isdisjoint(found[: found.index("first-hour.html")])
    page.close()


def test_a_lead_gets_from_the_first_page_to_the_first_hour(browser: Any, site: Path) -> None:
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    page.click("article a:has-text('your first hour')")
    assert page.title().startswith("A lead")
    page.close()
