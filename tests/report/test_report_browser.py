"""The page in a real browser: what it shows, what it refuses, how it is used with keys, on paper and without script."""

import csv
import json
import os
import re
from collections.abc import Iterator
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest
from report_workspaces import DAY, flow_files, hostile_files, register_files, report_of

import checker
from checker.load.workspace import WorkspaceFiles
from checker.pipeline.outlook import outlook
from checker.report import page as page_module
from checker.report.column_reader import packed_content
from checker.report.earlier import read_earlier
from checker.report.page import Extras, render_page, render_pages
from checker.report.run_data import unfolded

pytestmark = pytest.mark.browser

CHROMIUM = Path(os.environ.get("CHECKER_CHROMIUM", "/usr/bin/chromium"))
REQUIRED = os.environ.get("CHECKER_REQUIRE_BROWSER") == "1"
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip
VIEWS = (
    "#/overview", "#/m/es", "#/m/es/voice-care", "#/p/voice-care", "#/findings", "#/changes", "#/waivers", "#/law", "#/documents",
    "#/trend", "#/impact", "#/method",
)  # fmt: skip
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL_TARGETS = """[...document.querySelectorAll('button, select, input, nav a, .matrix a, summary')]
    .map(each => [each.getBoundingClientRect(), each.offsetParent && each.outerHTML.slice(0, 120)])
    .filter(([box, shown]) => shown && (box.height < 24 || box.width < 24)).map(([box, shown]) => shown)"""
HOSTILE_ADDRESSES = (
    "#/m/%3Cb%20onclick%3Dboom()%3E", '#/m/"><script>boom()</script>', "#/f/<img src=x onerror=boom()>",
)  # fmt: skip
AXE_RUN = """axe.run(document, {runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',
    'best-practice']}}).then(found => found.violations.map(each => [each.id, each.nodes.map(node => node.html)]))"""
GO = """view => new Promise(done => {
    addEventListener('hashchange', () => setTimeout(done), {once: true});
    location.hash = view;
})"""

Page = Any


@pytest.fixture(name="browser", scope="module")
def started_browser() -> Iterator[Any]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _absent("playwright is not installed")
    if not CHROMIUM.exists():
        _absent(f"{CHROMIUM} is not there")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


def _absent(why: str) -> None:
    if REQUIRED:
        pytest.fail(f"{why}, and CHECKER_REQUIRE_BROWSER=1 asks for it")
    pytest.skip(f"{why}; the report's browser tests need it")


@pytest.fixture(name="files", scope="module")
def written_pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Addresses of the pages, by name."""
    folder = tmp_path_factory.mktemp("pages")
    found = {}
    before = checker.check(report_folder(folder / "before", flow_files()), as_of=date(2026, 10, 22))
    earlier = (read_earlier(checker.render(before, "json"), "before.json"),)
    for name, files in (("breaches", register_files()), ("hostile", hostile_files()), ("flow", flow_files())):
        report = report_of(folder / name, files | with_draft(files))
        ahead = outlook(WorkspaceFiles(folder / name), report, report.as_of)
        extras = Extras(run_json=checker.render(report, "json"), earlier=earlier, outlook=ahead)
        found[name] = _written(folder / f"{name}.html", render_page(report, extras))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(page_module, "MOST_READ_WITHOUT_SCRIPT", 0)
            found[f"{name}, packed"] = _written(folder / f"{name}-packed.html", render_page(report, extras))
            patch.setattr(page_module, "MOST_BYTES", 0)
            for file, text in render_pages(report, extras).items():
                _written(folder / name / "pages" / file, text)
        found[f"{name}, pages"] = (folder / name / "pages/index.html").as_uri()
    return found


def with_draft(files: dict[str, str]) -> dict[str, str]:
    """A next version of the standard, which would break the markets that differ."""
    text = files["standards/processes/voice-care/1.0.0.yaml"]
    for old, new in (("1.0.0", "3.0.0"), ("status: active", "status: draft"), ("min: 10, max: 60", "min: 30, max: 30")):
        text = text.replace(old, new, 1)
    return {"standards/processes/voice-care/3.0.0.yaml": text}


def report_folder(folder: Path, files: dict[str, str]) -> Path:
    report_of(folder, files)
    return folder


def _written(page: Path, text: str) -> str:
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(text, encoding="utf-8")
    return page.as_uri()


class Seen:
    """What a page said and asked for while it was open."""

    def __init__(self, page: Page) -> None:
        self.said: list[str] = []
        self.asked: list[str] = []
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))


def opened(browser: Any, address: str, **options: Any) -> Page:
    """A page in a context of its own, so that nothing is remembered from another test."""
    page = browser.new_context(**options).new_page()
    page.goto(address)
    return page


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (390, "dark"), (768, "light"), (1440, "dark")])
def test_every_view_fits_and_is_silent(browser: Any, files: dict[str, str], width: int, scheme: str) -> None:
    for name in ("breaches", "hostile", "flow", "breaches, packed"):
        address = files[name]
        page = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme).new_page()
        seen = Seen(page)
        for view in VIEWS:
            page.goto("about:blank")
            page.goto(address + view)
            assert page.evaluate(OVERFLOW) <= 0, (name, view)
            assert page.locator(".view:visible").count() == 1, (name, view)
            assert page.evaluate(SMALL_TARGETS) == [], (name, view)
        assert seen.said == []
        assert [url for url in seen.asked if not url.startswith(("file:", "data:", "about:"))] == []


def test_hostile_text_does_not_run(browser: Any, files: dict[str, str]) -> None:
    page = browser.new_context().new_page()
    page.add_init_script("window.boom = () => { window.boomed = true; }")
    for view in (*VIEWS, *HOSTILE_ADDRESSES):
        page.goto("about:blank")
        page.goto(files["hostile"] + view)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.setAttribute('open', ''))")
        for link in page.locator(".view:visible bdi").all()[:20]:
            link.hover(force=True)
    assert not page.evaluate("Boolean(window.boomed)")
    assert page.locator("img, iframe, object, form").count() == 0


def test_the_policy_refuses_what_is_not_the_page(browser: Any, files: dict[str, str]) -> None:
    page = opened(browser, files["breaches"])
    refused = page.evaluate("""async () => {
        const found = [];
        const attempt = async (action) => { try { await action(); } catch (error) { found.push(error.name); } };
        await attempt(() => { document.body.innerHTML = '<b>x</b>'; });
        await attempt(() => fetch('https://example.com/'));
        const script = document.createElement('script');
        await attempt(() => { script.textContent = 'window.ran = 1'; document.body.append(script); });
        return [...found, window.ran ?? 'did not run'];
    }""")
    assert refused[:2] == ["TypeError", "TypeError"]
    assert refused[-1] == "did not run"


@pytest.mark.parametrize("name", ["breaches", "hostile", "flow"])
def test_the_drawn_view_is_what_the_browser_reads_without_script(browser: Any, files: dict[str, str], name: str) -> None:
    """The page's own reader of `noscript` and the browser's agree, hostile text included; and so does a packed page."""
    drawn, unpacked = opened(browser, files[name]), opened(browser, files[f"{name}, packed"])
    read = opened(browser, files[name], java_script_enabled=False)
    for view in ("/m/es", "/p/voice-care", "/findings", "/changes", "/method"):
        for page in (drawn, unpacked):
            page.evaluate(GO, f"#{view}")
            page.locator(f'[id="{view}"]').wait_for()
        assert _shape(drawn, view) == _shape(read, view)
        assert _shape(unpacked, view) == _shape(read, view)


def _shape(page: Page, view: str) -> list[str]:
    """Tags and texts, as an accessibility tree of one's own: script may not run in the page that is only read."""
    html = page.content()
    start = html.index(f'id="{view}"')
    part = html[html.rindex("<section", 0, start) : html.index("</main>", start)]
    depth, end = 0, 0
    for token in re.finditer(r"<(/?)section\b", part):
        depth += -1 if token[1] else 1
        if depth == 0:
            end = token.start()
            break
    shown = re.sub(r' (?:aria-level|aria-current|hidden|tabindex)="[^"]*"', "", part[:end])
    return [piece.strip() for piece in re.split(r"(<[^>]*>)", shown) if piece.strip()]


def test_without_script_everything_is_there(browser: Any, files: dict[str, str]) -> None:
    page = opened(browser, files["breaches"] + "#/m/es/voice-care", java_script_enabled=False)
    for view in ("/overview", "/findings", "/m/es", "/m/fr", "/p/voice-care", "/method"):
        assert page.locator(f'[id="{view}"]').is_visible()
    assert page.locator('[id="/m/es/voice-care"]').bounding_box()["y"] < 200
    assert page.locator(".filters").is_hidden()


def test_back_and_forward(browser: Any, files: dict[str, str]) -> None:
    page = opened(browser, files["breaches"])
    page.locator(".matrix td.breach a").first.click()
    page.locator('[id="/m/es"]').wait_for()
    assert page.url.endswith("#/m/es/voice-care")
    assert "market name" in page.title()
    assert page.evaluate("document.activeElement.textContent") == "process title"
    page.get_by_role("link", name="All processes").click()
    assert page.evaluate("document.activeElement.tagName") == "H2"
    page.go_back()
    page.go_back()
    assert page.locator('[id="/overview"]').is_visible()
    page.go_forward()
    assert page.locator('[id="/m/es"]').is_visible()


def test_a_finding_has_an_address(browser: Any, files: dict[str, str]) -> None:
    page = opened(browser, files["breaches"])
    href = page.locator(".decisions a").first.get_attribute("href")
    page.goto("about:blank")
    page.goto(files["breaches"] + href)
    assert page.locator('[id="/m/es"]').is_visible()
    assert page.evaluate("'#' + document.activeElement.id") == href


def test_a_waiver_has_an_address_and_so_has_a_state(browser: Any, files: dict[str, str]) -> None:
    page = opened(browser, files["breaches"] + "#/w/W-ES-001")
    assert page.evaluate("document.activeElement.id") == "/w/W-ES-001"
    page.evaluate("location.hash = '#/waivers?state=expiring'")
    page.wait_for_function("document.activeElement.id === '/waivers/expiring'")


def test_an_unknown_address_is_the_overview(browser: Any, files: dict[str, str]) -> None:
    page = opened(browser, files["breaches"] + "#/f/0000000000000000")
    assert page.locator('[id="/overview"]').is_visible()
    assert "no such finding" in page.locator("#announcer").text_content()


def test_filters_and_the_address_agree(browser: Any, files: dict[str, str]) -> None:
    page = opened(browser, files["breaches"])
    rows = page.locator(".matrix tbody tr[data-key]:visible")
    assert rows.count() == 3
    page.get_by_role("button", name="breach 1").click()
    assert page.url.endswith("#/overview?status=breach")
    assert rows.count() == 1
    page.get_by_label("Market or process").fill("spa")
    assert page.evaluate("location.hash") == "#/overview?status=breach&q=spa"
    assert rows.count() == 0
    assert page.locator(".nothing").is_visible()
    page.get_by_role("button", name="Clear").click()
    page.locator(".matrix tbody tr[data-key]:visible >> nth=2").wait_for()
    assert page.get_by_label("Market or process").input_value() == ""
    page.locator("[data-filter=region]").select_option("apac")
    assert page.url.endswith("?region=apac")
    page.locator(".nothing").wait_for(state="hidden")
    assert page.locator('.matrix tbody[data-region="eu"]').is_hidden()
    page.go_back()
    page.locator('.matrix tbody[data-region="eu"]').wait_for()
    assert page.locator("[data-filter=region]").input_value() == ""


@pytest.mark.parametrize("name", ["breaches", "flow"])
def test_the_counts_of_page_one_are_what_the_matrix_then_shows(browser: Any, files: dict[str, str], name: str) -> None:
    """Links of counts that lead to the matrix: as many markets are left, or as many breaches stand in their rows."""
    page = opened(browser, files[name])
    counts = page.locator(".eyebrow a, h1 a, .figures a, .regions a, [aria-labelledby=decisions-title] a").evaluate_all(
        "all => all.map(each => [each.hash, each.textContent.replace(/\u00a0/g, ' ')]).filter(([hash]) => hash.includes('?'))"
    )
    assert any("status=breach" in href for href, _ in counts)
    for href, words in counts:
        page.evaluate(GO, "#/overview")
        page.evaluate(GO, href)
        shown = page.locator(".matrix tbody:not([hidden]) tr[data-key]:not([hidden])")
        found = re.search(r"(\d+)( market|)(?! %)", words)
        if found is None or "unconfirmed" in href:
            continue
        if "status=breach" in href and not found[2]:
            cells = shown.locator("td:nth-child(3)").all_text_contents()
            assert sum(map(int, cells)) == int(found[1]), href
        else:
            assert shown.count() == int(found[1]), href


def test_an_address_with_filters_opens_filtered(browser: Any, files: dict[str, str]) -> None:
    page = opened(browser, files["breaches"] + "#/overview?region=eu&q=france&sort=worst")
    assert page.get_by_label("Market or process").input_value() == "france"
    assert page.locator(".matrix tbody tr[data-key]:visible").count() == 1


def test_arrow_keys_in_the_matrix(browser: Any, files: dict[str, str]) -> None:
    page = opened(browser, files["breaches"])
    assert page.locator('.matrix a[tabindex="0"]').count() == 1
    page.locator(".matrix tbody th a").first.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.hash") == "#/m/kr/voice-care"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.hash") == "#/m/es/voice-care"
    page.keyboard.press("Home")
    assert page.evaluate("document.activeElement.hash") == "#/m/es"
    page.evaluate("document.documentElement.dir = 'rtl'")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.hash") == "#/m/es/voice-care"
    page.keyboard.press("Enter")
    page.locator('[id="/m/es"]').wait_for()


def test_the_first_tab_skips_to_the_report(browser: Any, files: dict[str, str]) -> None:
    page = opened(browser, files["breaches"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["y"] >= 0


def test_the_theme_is_remembered(browser: Any, files: dict[str, str]) -> None:
    page = opened(browser, files["breaches"], color_scheme="light")
    button = page.get_by_role("button", name="Theme")
    button.click()
    button.click()
    assert button.text_content() == "Theme: dark"
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark == "rgb(14, 19, 25)"


def test_right_to_left_and_forced_colours_fit(browser: Any, files: dict[str, str]) -> None:
    page = opened(browser, files["breaches"], viewport={"width": 390, "height": 800}, forced_colors="active")
    for view in VIEWS:
        page.goto(files["breaches"] + view)
        page.evaluate("document.documentElement.dir = 'rtl'")
        assert page.evaluate(OVERFLOW) <= 0, view


def test_csv_is_safe_in_a_spreadsheet(browser: Any, files: dict[str, str], tmp_path: Path) -> None:
    page = opened(browser, files["breaches"])
    page.evaluate("document.querySelector('.matrix tbody th bdi').textContent = '=1+1'")
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    download.value.save_as(tmp_path / "matrix.csv")
    lines = (tmp_path / "matrix.csv").read_bytes().decode("utf-8-sig").split("\r\n")
    assert lines[0] == "region,market,name,process,title,status,conforming_percent,confirmed"
    assert "eu,es,market name,voice-care,process title,breach,34.4,yes" in lines
    assert len(lines) == 5


@pytest.mark.parametrize("name", ["breaches", "breaches, packed"])
def test_the_run_is_saved_as_json(browser: Any, files: dict[str, str], tmp_path: Path, name: str) -> None:
    page = opened(browser, files[name] + "#/method")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save this run").click()
    download.value.save_as(tmp_path / "run.json")
    run = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert run["format"] == "checker.report/1"
    assert run["summary"]["findings"]["open"]["error"] == 2
    assert run == unfolded(packed_content(Path(files[name].removeprefix("file://")).read_text(encoding="utf-8")))


def test_findings_are_saved_for_a_spreadsheet(browser: Any, files: dict[str, str], tmp_path: Path) -> None:
    page = opened(browser, files["hostile"] + "#/findings")
    with page.expect_download() as download:
        page.get_by_role("button", name="All findings as CSV").click()
    download.value.save_as(tmp_path / "findings.csv")
    text = (tmp_path / "findings.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines(keepends=True)))
    wanted = checker.check(_folder_of(files["hostile"]), as_of=DAY).findings
    assert [row["fingerprint"] for row in rows] == [finding.fingerprint for finding in wanted]
    assert [row["message"] for row in rows] == [finding.message for finding in wanted]
    assert not [cell for row in rows for cell in row.values() if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and cell]


def _folder_of(address: str) -> Path:
    return Path(url2pathname(urlsplit(address).path)).with_suffix("")


def test_the_run_that_breaks_a_rule_is_lit_on_demand(browser: Any, files: dict[str, str]) -> None:
    page = opened(browser, files["flow"] + "#/m/es/voice-care")
    lit = page.locator("figure.flow .flow-is-lit")
    button = page.get_by_role("button", name="Show this run in the drawing")
    assert lit.count() == 0
    button.focus()
    page.keyboard.press("Enter")
    assert button.get_attribute("aria-pressed") == "true"
    steps = page.locator("figure.flow .flow-box.flow-is-lit .flow-name").all_text_contents()
    assert [re.sub(r"\s", "", step) for step in steps] == ["stepname", "Playmusic", "Callclosed"]
    assert page.locator("figure.flow .flow-arrow.flow-is-lit").count() == 2
    page.keyboard.press("Enter")
    assert lit.count() == page.locator(".flow-glow").count() == 0


@pytest.mark.parametrize("name", ["breaches, packed", "breaches, pages"])
def test_a_large_report_has_the_same_addresses(browser: Any, files: dict[str, str], name: str) -> None:
    page = browser.new_context().new_page()
    seen = Seen(page)
    page.goto(files[name])
    page.locator(".matrix td.breach a, .matrix td.waived a").first.click()
    page.locator('[id="/m/es/voice-care"]').wait_for()
    assert page.url.endswith("#/m/es/voice-care")
    page.get_by_role("link", name="Method").click()
    page.locator('[id="/method"]').wait_for()
    page.go_back()
    page.locator('[id="/m/es/voice-care"]').wait_for()
    fingerprint = page.locator(".note[id]").first.get_attribute("id")
    page.goto("about:blank")
    page.goto(f"{files[name]}#{fingerprint}")
    page.wait_for_function("id => document.activeElement.id === id", arg=fingerprint)
    page.goto("about:blank")
    page.goto(files[name] + "#/m/nobody")
    page.locator('[id="/overview"]').wait_for()
    assert seen.said == []


def test_a_market_page_opens_on_its_own(browser: Any, files: dict[str, str]) -> None:
    page = opened(browser, files["breaches, pages"].replace("index.html", "markets/es.html"))
    assert page.locator('[id="/m/es"]').is_visible()
    assert page.locator("#announcer").text_content() == ""


def test_a_candidate_and_a_duty_have_addresses(browser: Any, files: dict[str, str]) -> None:
    page = opened(browser, files["breaches"] + "#/d/ES-SOON")
    assert page.evaluate("document.activeElement.id") == "/d/ES-SOON"
    page.evaluate(GO, "#/p/voice-care/control%3Aanswer_seconds")
    assert page.evaluate("document.activeElement.id") == "/p/voice-care/control%3Aanswer_seconds"


def test_everything_can_be_done_with_keys(browser: Any, files: dict[str, str]) -> None:
    """From the top of the overview to a finding's source and back, with Tab, arrows and Enter alone."""
    page = opened(browser, files["breaches"])
    assert _tab_to(page, "document.activeElement.closest('.figures')") < 20
    assert _tab_to(page, "document.activeElement.dataset.filter === 'q'") < 30
    page.keyboard.type("spain market name")
    assert _tab_to(page, "document.activeElement.closest('.matrix td, .matrix th')") < 15
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash.startsWith('#/m/') || location.hash.startsWith('#/p/')")


def _tab_to(page: Page, condition: str) -> int:
    for pressed in range(60):
        if page.evaluate(f"Boolean({condition})"):
            return pressed
        page.keyboard.press("Tab")
    raise AssertionError(condition)


@pytest.mark.parametrize("deficiency", ["protanopia", "deuteranopia", "tritanopia", "achromatopsia"])
def test_no_status_is_told_by_colour_alone(browser: Any, files: dict[str, str], deficiency: str) -> None:
    """Under every colour blindness a cell still has its shape and its words."""
    page = opened(browser, files["breaches"])
    page.context.new_cdp_session(page).send("Emulation.setEmulatedVisionDeficiency", {"type": deficiency})
    for cell in page.locator(".matrix tbody td").all():
        assert cell.inner_text().strip()
    marks = page.locator(".matrix td.breach > a, .matrix td.minor > a, .matrix td.waived > a").evaluate_all(
        "all => all.map(each => [each.parentElement.className, getComputedStyle(each, '::after').clipPath])"
    )
    assert marks
    assert len({shape for _, shape in marks}) == len({kind for kind, _ in marks})


def test_page_one_on_paper_stands_alone(browser: Any, files: dict[str, str]) -> None:
    page = opened(browser, files["breaches"], color_scheme="dark")
    pdf = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 2
    assert re.search(rb"/MediaBox\s*\[0 0 84[12]\S* 59[45]", pdf)


@pytest.mark.parametrize("theme", [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing(browser: Any, files: dict[str, str], width: int, theme: dict[str, str]) -> None:
    """WCAG 2.2 AA in every view. axe is put into the page past its policy, which would refuse it."""
    axe = _axe()
    names = ("breaches", "flow", "hostile") if theme == {"color_scheme": "light"} else ("breaches", "flow")
    options = {"viewport": {"width": width, "height": 900}, "reduced_motion": "reduce", **theme}
    context = browser.new_context(bypass_csp=True, **options)
    for name in names:
        page = context.new_page()
        page.goto(files[name])
        page.evaluate(axe)
        for view in VIEWS:
            page.evaluate(GO, view)
            assert page.evaluate(AXE_RUN) == [], (name, view)
        page.close()
    context.close()


def test_the_sample_programme_fits_on_two_sheets(browser: Any, tmp_path: Path) -> None:
    """The verdict on one, the matrix on the other; and nothing is wider than its card."""
    project = Path(__file__).parents[2]
    address = _written(tmp_path / "sample.html", checker.render(checker.check(project, as_of=DAY), "html"))
    page = opened(browser, address, viewport={"width": 1440, "height": 900})
    assert page.evaluate("[...document.querySelectorAll('.scroll')].map(each => each.scrollWidth - each.clientWidth)") == [0, 0]
    pdf = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 2


def _axe() -> str:
    """axe-core as its package for Playwright brings it."""
    try:
        return (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    except ModuleNotFoundError:
        _absent("axe-playwright-python is not installed")
        raise


def test_a_count_brings_what_it_counts_into_sight(browser: Any, files: dict[str, str]) -> None:
    page = opened(browser, files["breaches"], viewport={"width": 1280, "height": 700})
    page.locator('h1 a[href="#/overview?status=breach"]').click()
    page.wait_for_function("document.querySelector('.matrix-card').getBoundingClientRect().top < innerHeight / 2")


def test_back_leads_to_the_line_that_was_left(browser: Any, files: dict[str, str]) -> None:
    page = opened(browser, files["hostile"] + "#/findings", viewport={"width": 1280, "height": 500})
    link = page.locator('.lines a[href^="#/f/"]').last
    link.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    assert before > 0
    link.click()
    page.wait_for_function("document.querySelector('.view:not([hidden])').id !== '/findings'")
    page.go_back()
    page.wait_for_function("far => Math.abs(scrollY - far) < 2", arg=before)


def test_an_address_of_nothing_says_so_to_everybody(browser: Any, files: dict[str, str]) -> None:
    page = opened(browser, files["breaches"] + "#/f/0123456789abcdef")
    said = page.get_by_text("This report has no such finding; it may be mended. This is the overview.")
    assert said.bounding_box()["height"] > 10
    page.evaluate(GO, "#/findings")
    page.wait_for_function("document.getElementById('announcer').getBoundingClientRect().width < 2")
