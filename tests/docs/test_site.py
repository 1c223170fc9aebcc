"""The documentation site: built strictly, whole, and without a network."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlparse

import pytest
from workspaces import PROJECT

from checker.cli.program import COMMANDS
from checker.rules.registry import all_rules
from checker.schemas.outputs import OUTPUTS
from checker.schemas.shapes import KINDS, kind_schema

LOADED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "object": "data", "link": "href"}
"""What a browser fetches by itself for a page. Of links, `rel` says whether."""


class Asked(HTMLParser):
    """What a page loads, and where its links lead."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids.update(value for value in (given.get("id"),) if value)
        if tag == "a" and (link := given.get("href")):
            self.links.append(link)
        target = given.get(LOADED.get(tag, ""))
        if target and (tag != "link" or given.get("rel") not in ("index", "search", "next", "prev", "canonical")):
            self.loads.append(target)


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def test_the_site_is_built_without_a_warning(site: Path) -> None:
    assert (site / "index.html").is_file()
    assert (site / "searchindex.js").is_file()


def test_the_command_that_people_type_is_the_one_that_is_tested() -> None:
    recipe = (PROJECT / "Makefile").read_text().partition("\ndocs:")[2]
    assert "sphinx-build --quiet --fresh-env --fail-on-warning --keep-going docs build/docs" in recipe


def test_pages_load_nothing_from_elsewhere_and_nothing_that_is_not_there(site: Path) -> None:
    for page in pages(site):
        for target in Asked(page.read_text()).loads:
            parts = urlparse(target)
            assert not parts.scheme or parts.scheme == "data", (page.name, target)
            assert not parts.netloc, (page.name, target)
            if parts.path:
                assert (page.parent / parts.path).resolve().is_file(), (page.name, target)
    for sheet in site.rglob("*.css"):
        fetched = re.findall(r"(?:@import|url\()\s*['\"]?(https?:|//)", sheet.read_text())
        assert not fetched, sheet


def test_every_link_leads_to_a_page_and_a_place_that_are_there(site: Path) -> None:
    read = {page.resolve(): Asked(page.read_text()) for page in pages(site)}
    lost = []
    for page, asked in read.items():
        for link in asked.links:
            parts = urlparse(link)
            if parts.scheme or parts.netloc or link == "#":
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            there = target.is_file() and (not parts.fragment or target not in read or unquote(parts.fragment) in read[target].ids)
            if not there:
                lost.append((page.name, link))
    assert lost == []


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_from_the_top_of_the_repository_lead_to_files(name: str) -> None:
    links = [urlparse(each) for each in re.findall(r"\]\(([^)\s]+)\)", (PROJECT / name).read_text())]
    assert links
    assert [link.path for link in links if not link.scheme and not (PROJECT / link.path).exists()] == []


@pytest.mark.parametrize(
    ("reader", "first"), [("regional lead", "first-hour"), ("global team", "first-standard"), ("executive", "report")]
)
def test_each_of_the_three_readers_finds_a_first_page_of_their_own(site: Path, reader: str, first: str) -> None:
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", (site / "index.html").read_text(), re.DOTALL)
    (row,) = (each for each in rows if f"<strong>{reader}</strong>" in each)
    assert Asked(row).links[0] == f"{first}.html"


def test_no_page_says_where_it_was_made(site: Path) -> None:
    for page in pages(site):
        text = page.read_text()
        assert str(PROJECT) not in text, page.name
        assert str(site) not in text, page.name


def test_every_page_under_docs_is_on_the_site(site: Path) -> None:
    docs = PROJECT / "docs"
    written = {str(each.relative_to(docs).with_suffix(".html")) for each in docs.rglob("*.md")}
    assert written <= {str(each.relative_to(site)) for each in pages(site)}


# The reference is whole.


def ids_of(site: Path, page: str) -> set[str]:
    return Asked((site / "reference" / page).read_text()).ids


def text_of(site: Path, page: str) -> str:
    return re.sub(r"<[^>]+>", "", (site / "reference" / page).read_text())


def test_every_rule_has_a_place_of_its_own(site: Path) -> None:
    assert set(all_rules()) <= ids_of(site, "rules.html")


def text_with_tags(site: Path) -> str:
    return (site / "reference/documents.html").read_text()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_keys(site: Path, kind: str) -> None:
    assert kind in ids_of(site, "documents.html")
    (sample,) = re.findall(
        rf"<h2>{kind}<.*?look at <code[^>]*><span class=\"pre\">([^<]+)</span>", text_with_tags(site), re.DOTALL
    )
    assert f"kind: {kind}\n" in (PROJECT / sample).read_text()
    shown = (site / "reference/documents.html").read_text()
    schema = kind_schema(kind)
    for shape in (schema, *schema["$defs"].values()):
        assert all(f'<span class="pre">{key}</span>' in shown for key in shape.get("properties", {}))


def test_parts_of_documents_are_called_by_words_and_the_variant_comes_first(site: Path) -> None:
    """Nobody who fills in a file knows the names of classes."""
    shown = text_with_tags(site)
    headings = [re.sub(r"<[^>]+>|[#¶]", "", each).partition(" (")[0] for each in re.findall(r"<h[23]>(.*?)</h[23]>", shown)]
    classes = {shape for kind in KINDS for shape in kind_schema(kind)["$defs"]} - {"Targets"}  # a word like any other
    assert headings[0] == "variant"
    assert "The value of a control" in headings
    assert classes.isdisjoint(headings)
    assert 'href="#the-value-of-a-control-variant">the value of a control</a>' in shown


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_options(site: Path, name: str) -> None:
    assert f"checker-{name}" in ids_of(site, "commands.html")
    text = text_of(site, "commands.html")
    assert all(option in text for option in ("--base REF", "--watch", "--changelog FILE", "--diff", "--write", "--due DAYS"))


@pytest.mark.parametrize("name", OUTPUTS)
def test_every_json_output_has_its_keys(site: Path, name: str) -> None:
    assert name in ids_of(site, "json.html")
    shown = (site / "reference/json.html").read_text()
    schema = OUTPUTS[name]()
    for shape in (schema, *schema["$defs"].values()):
        assert all(f'<span class="pre">{key}</span>' in shown for key in shape.get("properties", {}))
