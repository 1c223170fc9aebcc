"""The page as text: complete, escaped, deterministic, small; nothing in it obeys what a market has written."""

import base64
import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from report_workspaces import (
    HOSTILE,
    TAG,
    TEMPLATE,
    breach_files,
    broken_files,
    calm_files,
    hostile_files,
    register_files,
    report_of,
    variant,
)

import checker
from checker.model.finding import Finding
from checker.model.report import Report
from checker.model.status import Status
from checker.report import page as page_module
from checker.report.assets import assets
from checker.report.column_reader import Reader, packed_content
from checker.report.columns import Columns
from checker.report.earlier import read_earlier
from checker.report.links import segment
from checker.report.page import Extras, render_page, render_pages
from checker.report.run_data import folded, unfolded

DAY = date(2026, 11, 22)
HOSTILE_FIELDS = (
    "programme-title", "process-title", "process-purpose", "process-owner", "control-title", "control-why",
    "standard-value", "member", "local-member", "local-value", "text-title", "region-name", "market-name", "note",
    "greeting-note", "allowed-note", "metric-note", "metric-title", "waiver-reason-that-is-long-enough", "plan-owner",
    "plan-ticket", "citation", "duty-says",
)  # fmt: skip


class Page(HTMLParser):
    """Every tag with its attributes, and the text between them."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.text += " "
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data

    def named(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]

    def all_of(self, attribute: str) -> list[str]:
        return [attributes[attribute] for _, attributes in self.tags if attribute in attributes]


def plain(text: str) -> str:
    """Text without what the page may change: blanks, code marks, what turns the text around it."""
    return re.sub("[\u202a-\u202e\u2066-\u2069\ufffd`\\s]", "", text)


@pytest.fixture(name="hostile", scope="module")
def hostile_report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return report_of(tmp_path_factory.mktemp("hostile"), hostile_files())


@pytest.fixture(name="breaches")
def report_with_breaches(tmp_path: Path) -> Report:
    return report_of(tmp_path, breach_files())


def test_hostile_text_stays_text(hostile: Report) -> None:
    page = Page(render_page(hostile))
    assert {"img", "b onclick"}.isdisjoint(tag for tag, _ in page.tags)
    assert len(page.named("script")) == 2
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on") or name == "style"]
    assert all(href.startswith(("#", "https://", "http://", "data:image/svg+xml,")) for href in page.all_of("href"))


@pytest.mark.parametrize("field", HOSTILE_FIELDS)
def test_every_hostile_field_is_shown_as_it_was_written(hostile: Report, field: str) -> None:
    assert plain(f"javascript:boom() {field}") in plain(Page(render_page(hostile)).text)


def test_templates_in_documents_are_not_run(hostile: Report) -> None:
    text = Page(render_page(hostile)).text
    assert TEMPLATE in text
    assert TAG in text


def test_no_character_turns_the_text_around_it(hostile: Report) -> None:
    page = render_page(hostile)
    assert "\u202e" in HOSTILE
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08]", page)
    assert "שלום" in page


def test_no_hostile_text_stands_unescaped(hostile: Report) -> None:
    page = render_page(hostile)
    body = page[page.index("<body>") : page.rindex("<script>")]
    assert "<script" not in body
    assert "boom()>" not in body
    assert '"onmouseover' not in body


@pytest.mark.parametrize("files", [calm_files, breach_files, broken_files, register_files, hostile_files])
def test_the_page_is_complete(tmp_path: Path, files: Callable[[], dict[str, str]]) -> None:
    report = report_of(tmp_path, files())
    page = Page(render_page(report))
    ids = page.all_of("id")
    shown = plain(page.text)
    assert len(page.named("h1")) == 1
    assert len(ids) == len(set(ids))
    for finding in report.findings:
        assert f"/f/{finding.fingerprint}" in ids
        for words in without_names(finding):
            assert plain(words) in shown
        assert plain(f"{finding.location.path}:{finding.location.span.line}") in shown
    for _, process in report.pairs:
        for element in process.elements.values():
            assert element.status is Status.ALIGNED or element.element in shown


def without_names(finding: Finding) -> list[str]:
    """What stands between the names of process and element, for which the page has titles; other names are words there."""
    names = [re.escape(name) for name in (finding.data.get("name"), finding.process) if name]
    words = re.split("|".join(names), finding.message) if names else [finding.message]
    return [re.sub("(?<=[a-z0-9])_(?=[a-z0-9])", " ", each) if finding.status else each for each in words]


def test_addresses_inside_the_page_lead_somewhere(hostile: Report) -> None:
    page = Page(render_page(hostile))
    inside = {href.removeprefix("#").partition("?")[0] for href in page.all_of("href") if href.startswith("#")}
    assert inside <= set(page.all_of("id"))


def test_every_cell_says_its_status_in_words(breaches: Report) -> None:
    page = render_page(breaches)
    assert re.search(r'<td class="breach"><a href="#/m/es/voice-care">34\.4<span> breach</span>', page)
    assert re.search(r'<td class="aligned"><a href="#/m/fr/voice-care">100<span> aligned</span>', page)
    assert re.search(r'<td class="adapted"><a href="#/m/kr/voice-care">100<span> adapted, allowed</span>', page)


def test_a_difference_stands_beside_the_standard(breaches: Report) -> None:
    text = " ".join(Page(render_page(breaches)).text.split())
    assert (
        "control title breach compliance control:answer_seconds Standard 30 seconds Here 2 minutes "
        "Allowed 10 to 60 seconds Reason capacity note must be 10 to 60 seconds, not 2 minutes "
        "Why it matters control why What to do "
    ) in text


def test_what_was_added_and_removed_is_marked(breaches: Report) -> None:
    page = render_page(breaches)
    assert "<del>safety</del>, <del>member</del>" in page
    assert "<ins>local member</ins>" in page


def test_the_registers_say_who_accepted_what_until_when(tmp_path: Path) -> None:
    page = render_page(report_of(tmp_path, register_files()))
    text = " ".join(Page(page).text.split())
    assert "lead-es@example.com, 2026-10-05 process owner: cx@example.com, 2026-10-12 (recorded) 2026-12-20 28 days left" in text
    assert "ES-SOON Ley 10" in text
    assert "2026-12-28 in 36 days" in text
    assert '(<a href="#/w/W-ES-001">W-ES-001</a>)' in page
    assert 'id="/w/W-ES-001"' in page


def test_what_is_not_there_is_not_shown(tmp_path: Path) -> None:
    page = render_page(report_of(tmp_path, calm_files()))
    assert not [view for view in ("/waivers", "/law", "/documents", "/findings") if f'data-view="{view}"' in page]


def test_what_is_as_the_standard_is_counted_and_not_listed(breaches: Report) -> None:
    process = breaches.markets["es"].processes["voice-care"]
    assert f"{process.aligned.elements}\u00a0elements as the standard, not shown" in render_page(breaches)


def test_the_same_report_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (report_of(tmp_path / name, hostile_files()) for name in ("one", "two"))
    assert render_page(first) == render_page(first) == render_page(second)


def test_the_policy_names_exactly_what_is_in_the_page(breaches: Report) -> None:
    page = render_page(breaches)
    inline = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", page, re.DOTALL)
    policy = unescape(re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)[1])  # type: ignore[index]
    hashes = {base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in inline}
    assert hashes == set(re.findall(r"'sha256-([^']*)'", policy))
    assert policy.startswith("default-src 'none'; ")
    assert page.index("Content-Security-Policy") < page.index("<script")


def test_script_and_style_are_small() -> None:
    found = assets()
    assert len(found.style.encode()) < 29_000  # of which 5,000 are the drawings’ own
    assert len((found.script + found.first_script).encode()) < 25_000
    assert "innerHTML" not in found.script
    assert not re.search(r"(?<![-\w])(?:margin|padding|border)-(?:left|right)", found.style)


def test_the_page_names_its_day_tool_and_digest(breaches: Report) -> None:
    text = Page(render_page(breaches)).text
    assert "22\u00a0November\u00a02026" in text
    assert breaches.digest in text
    assert "checker report --as-of 2026-11-22" in text


def test_places_link_to_the_source_where_it_is_known(breaches: Report) -> None:
    report = replace(breaches, source_url="https://git.example.com/{commit}/{path}#L{line}")
    assert "git.example.com" not in render_page(report)
    page = render_page(report, Extras(commit="0a1b"))
    assert 'href="https://git.example.com/0a1b/markets/eu/es/voice-care.yaml#L4"' in page
    assert "javascript" not in render_page(replace(breaches, source_url="javascript:alert('{path}')"))


def test_the_run_is_kept_in_the_page(breaches: Report) -> None:
    run = checker.render(breaches, "json")
    page = checker.render(breaches, "html")
    assert json.loads(run) == run_in(page)
    assert 'id="packed"' not in render_page(breaches)


def run_in(page: str) -> dict[str, Any]:
    return unfolded(packed_content(page))


def test_true_and_one_stay_apart_when_the_run_is_folded() -> None:
    values = [{"value": value} for value in (1, True, 1, True, None, "1", 1.5, [1], [True])] * 3
    run = {"markets": [{"processes": [{"elements": values}]}], "findings": []}
    columns = Columns()
    content = {"run": folded(json.dumps(run), columns), **columns.shared()}
    assert json.dumps(unfolded(json.loads(json.dumps(content)))) == json.dumps(run)


def test_a_large_page_says_the_same_in_less(hostile: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    plain_page = Page(render_page(hostile))
    monkeypatch.setattr(page_module, "MOST_READ_WITHOUT_SCRIPT", 0)
    packed_page = render_page(hostile)
    views = views_in(packed_page)
    whole = Page(packed_page[: packed_page.index("<noscript>")] + "".join(views.values()))
    assert set(plain_page.all_of("id")) == set(whole.all_of("id"))
    for finding in hostile.findings:
        assert f"/f/{finding.fingerprint}" in whole.all_of("id")
    assert "boom()>" not in "".join(views.values())
    assert len(Page(packed_page).named("h1")) == 1


def views_in(page: str) -> dict[str, str]:
    """What the page's script makes of its packed views."""
    content = packed_content(page)
    reader, stencils = Reader(content), content["stencils"]
    rows = [iter(reader.values(each["rows"])) for each in stencils]

    def drawn(number: int) -> str:
        parts, nested = stencils[number]["parts"], stencils[number]["nested"]
        cells = next(rows[number]) if len(parts) > 1 else []
        filled = [drawn(cell) if place in nested else str(cell) for place, cell in enumerate(cells)]
        return parts[0] + "".join(gap + part for gap, part in zip(filled, parts[1:], strict=True))

    return {name: re.sub(r"&(\d+);", lambda mark: drawn(int(mark[1])), text) for name, text in content["views"].items()}


def test_a_reader_of_the_sample_sees_titles_and_words_and_what_to_write() -> None:
    page = " ".join(Page(checker.render(checker.check(Path(__file__).parents[2], as_of=DAY), "html")).text.split())
    assert "Actions the agent may not take must keep all that the standard lists; deny appeal final, change cred" in page
    assert "prohibited_actions must" not in page
    assert "voice-support is due" not in page
    assert "Voice support is due where voice is offered and not adopted" in page
    assert "add deny_appeal_final" in page
    assert "Standard in version 1.1.0 120 seconds · allowed 60 to 180 seconds · 15 markets follow it" in page
    assert "New here, and given time until" in page


def test_method_names_what_the_same_bytes_need(breaches: Report) -> None:
    earlier = read_earlier(checker.render(breaches, "json"), "before.json")
    text = " ".join(Page(render_page(breaches, Extras(earlier=[earlier]))).text.split()).replace("\u00a0", " ")
    assert "version of the tool, and the earlier run of 22 November 2026 give the same bytes" in text
    assert "checker report --as-of 2026-11-22 --previous FILE" in text


def test_a_large_page_of_the_sample_holds_the_same_views(monkeypatch: pytest.MonkeyPatch) -> None:
    report = checker.check(Path(__file__).parents[2], as_of=DAY)
    extras = Extras(run_json=checker.render(report, "json"))
    written = render_page(report, extras)
    plain = dict(re.findall(r'<noscript data-view="([^"]*)">\n(.*?)\n</noscript>', written, re.DOTALL))
    monkeypatch.setattr(page_module, "MOST_READ_WITHOUT_SCRIPT", 0)
    packed_page = render_page(report, extras)
    assert views_in(packed_page) == plain
    assert run_in(packed_page) == run_in(written) == json.loads(extras.run_json)
    assert len(packed_page) < len(written) / 2


def test_a_very_large_report_has_a_page_for_each_market(hostile: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(render_pages(hostile)) == ["index.html"]
    monkeypatch.setattr(page_module, "MOST_BYTES", 1000)
    pages = render_pages(hostile)
    assert next(iter(pages)) == "index.html"
    assert {f"markets/{segment(market)}.html" for market in hostile.markets} == set(pages) - {"index.html"}
    assert 'data-view="/m/es"' in pages["markets/es.html"]
    assert 'href="../index.html#/overview"' in pages["markets/es.html"]
    assert not [name for name in views_in(pages["index.html"]) if name.startswith("/m/")]
    for name, text in pages.items():
        assert "boom()>" not in text, name


def test_the_method_names_the_weights_and_the_waivers_their_age(tmp_path: Path) -> None:
    text = " ".join(Page(render_page(report_of(tmp_path, register_files()))).text.split())
    assert "Weights: compliance 10, customer 5, business 3, minor 1." in text
    assert "28 days left, 48 days old" in text.replace("\u00a0", " ")


def test_a_reason_leads_to_its_duty(tmp_path: Path) -> None:
    by_law = variant("  answer_seconds: {value: 20, because: {type: law_requires, law: ES-NOW}}")
    page = render_page(report_of(tmp_path, register_files() | {"markets/eu/es/voice-care.yaml": by_law}))
    assert '<a href="#/d/ES-NOW"><bdi>law requires: ES-NOW</bdi></a>' in page
    assert 'id="/d/ES-NOW"' in page


def test_what_most_markets_do_alike_is_a_candidate_for_the_standard(tmp_path: Path) -> None:
    alike = variant("  answer_seconds: {value: 20, because: {type: capacity}}")
    files = {f"markets/{place}/voice-care.yaml": alike for place in ("eu/es", "eu/fr", "apac/kr")}
    text = " ".join(Page(render_page(report_of(tmp_path, calm_files() | files))).text.split())
    assert "control title: 3 of 3 markets have 20 seconds, which is not what the standard says" in text
    assert "control title: " not in " ".join(Page(render_page(report_of(tmp_path / "two", calm_files()))).text.split())


def test_no_trend_without_an_earlier_run(breaches: Report) -> None:
    page = render_page(breaches)
    assert "No trend is shown, since no earlier run was given" in page
    assert 'class="trend"' not in page
    assert 'data-view="/changes"' not in page
