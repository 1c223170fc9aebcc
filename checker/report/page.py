"""The HTML report as one self-contained page. Part of `report`.

The only module that knows jinja2's environment. Templates print what the views of this package say, escaped, and compute
nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined, runtime
from jinja2.environment import TemplateModule
from markupsafe import Markup

from checker.model.evolution import NO_OUTLOOK, Outlook
from checker.model.moments import Moment
from checker.model.report import Report
from checker.report import finding_list, links
from checker.report.allowed_rows import AllowedRows
from checker.report.assets import assets
from checker.report.changes import changes
from checker.report.columns import Columns, Json, packed
from checker.report.differences import Differences
from checker.report.drawings import drawings
from checker.report.earlier import Earlier
from checker.report.impact_view import next_versions
from checker.report.links import SourceLinks
from checker.report.lookup import Lookup
from checker.report.market_view import MarketParts
from checker.report.method import method
from checker.report.overview import overview
from checker.report.process_view import processes_over_markets
from checker.report.register_view import law, waiver_sections
from checker.report.run_data import folded
from checker.report.stencil import Drawing, Macro, Stencils, plainly
from checker.report.trend_view import trend_of
from checker.report.trouble import trouble
from checker.report.words import showable

MOST_READ_WITHOUT_SCRIPT = 4_000
"""Processes, differences and findings; a page of more keeps its views packed, and only its overview reads without script."""

MOST_BYTES = 10_000_000
INDEX, FOLDER = "index.html", "markets"
PIECES = ("_market_process.html.j2", "_process_parts.html.j2", "market.html.j2")
"""Templates that hold macros to be drawn, beside `_parts.html.j2`."""


@dataclass(frozen=True)
class Extras:
    """What may be shown beside the report itself; what is empty is not mentioned.

    `commit`: fills `{commit}` of the catalogue's source_url. `run_json`: the run in the json format, kept in the page.
    `earlier`: runs to compare with, in any order. `outlook`: versions that markets do not run yet.
    `moments`: the commits before the report, oldest first.
    """

    commit: str | None = None
    run_json: str = ""
    earlier: Sequence[Earlier] = ()
    outlook: Outlook = NO_OUTLOOK
    moments: Sequence[Moment] = ()


NO_EXTRAS = Extras()


class View(NamedTuple):
    """A part of the page that is drawn when it is first looked at."""

    id: str
    html: Markup


def render_page(report: Report, extras: Extras = NO_EXTRAS) -> str:
    """The whole report as one page. The same report gives the same text."""
    return _Composer(report, extras, packs=_size(report) > MOST_READ_WITHOUT_SCRIPT).page()


def render_pages(report: Report, extras: Extras = NO_EXTRAS) -> Mapping[str, str]:
    """The report by file name, `index.html` first: one page, or above `MOST_BYTES` one more for each market."""
    whole = render_page(report, extras)
    if len(whole.encode()) <= MOST_BYTES:
        return {INDEX: whole}
    pages = {INDEX: _Composer(report, extras, packs=True).page(with_markets=False)}
    each = _Composer(report, extras, packs=False)
    for market, view in each.markets():
        pages[f"{FOLDER}/{links.segment(market)}.html"] = each.market_page(view)
    return pages


def _size(report: Report) -> int:
    return len(report.findings) + sum(1 + len(process.elements) for _, process in report.pairs)


def _homes(report: Report) -> Sequence[tuple[str, Sequence[str]]]:
    """The market's view that each finding stands in, with the fingerprints; findings of no market are with an empty id.

    In the order of the run's findings, so that one market may come several times; markets without findings come last.
    """
    first = {finding.fingerprint: finding for finding in reversed(report.findings)}
    in_order = (first[each] for each in dict.fromkeys(finding.fingerprint for finding in report.findings))
    by_home = groupby(in_order, lambda each: _home(report, each.market))
    found = [(home, [each.fingerprint for each in members]) for home, members in by_home]
    calm = {links.market_id(market) for market in report.markets} - {market for market, _ in found}
    return [*found, *((market, []) for market in sorted(calm))]


def _home(report: Report, market: str | None) -> str:
    return links.market_id(market) if market is not None and market in report.markets else ""


class _Composer:
    """Renders the views of a page, then the page around them."""

    def __init__(self, report: Report, extras: Extras, *, packs: bool) -> None:
        lookup = Lookup(report, SourceLinks(report.source_url, extras.commit), tuple(extras.earlier), extras.moments)
        self.lookup, self.extras = lookup, extras
        self.differences = Differences(lookup)
        macros: dict[str, Macro] = {}
        self.stencils = Stencils(macros) if packs else None
        self.draw: Drawing = self.stencils.draw if self.stencils is not None else plainly(macros)
        self.trouble = trouble(lookup, self.differences)
        self.sections = finding_list.sections(lookup)
        self.waivers, self.law, self.changes = waiver_sections(lookup), law(lookup), changes(lookup)
        self.trend = trend_of(lookup)
        self.impact = next_versions(lookup, extras.outlook)
        self.processes = processes_over_markets(lookup)
        self.shared: dict[str, Any] = {
            "draw": self.draw,
            "links": links,
            "method": method(lookup),
            "changes": self.changes,
            "has_run": bool(extras.run_json),
            "has_law": bool(self.law),
            "has_trend": self.trend is not None,
            "has_impact": self.impact is not None,
            "next_of": self.impact.by_process if self.impact is not None else {},
        }
        self.shared["parts"] = self._macros_of("_parts.html.j2", macros)
        for template in PIECES:
            self._macros_of(template, macros)

    def _macros_of(self, template: str, macros: dict[str, Macro]) -> TemplateModule:
        module = _environment().get_template(template).make_module(self.shared)
        macros.update({name: each for name, each in vars(module).items() if isinstance(each, runtime.Macro)})
        return module

    def views(self, *, with_markets: bool = True) -> Sequence[View]:
        """All but the overview, in the order of the page."""
        registers = (
            (links.FINDINGS, "findings", "sections", self.sections),
            (links.CHANGES, "changes", "changes", self.changes),
            (links.WAIVERS, "waivers", "waivers", self.waivers),
            (links.LAW, "law", "law", self.law),
            (links.TREND, "trend", "trend", self.trend),
            (links.IMPACT, "impact", "impact", self.impact),
            (links.DOCUMENTS, "documents", "trouble", self.trouble),
        )
        return [
            *(self._view(name, template, {key: value}) for name, template, key, value in registers if value),
            *((view for _, view in self.markets()) if with_markets else ()),
            *(self._view(each.id, "process", {"process": each}) for each in self.processes),
            self._view(links.METHOD, "method", {}),
        ]

    def markets(self) -> Iterator[tuple[str, View]]:
        """The view of each market, by its id."""
        rows = AllowedRows(self.lookup, self.differences)
        drawn = drawings(self.lookup.report)
        for market in MarketParts(self.lookup, self.differences, rows, drawn).all():
            yield market.market, View(market.id, Markup(showable(self.draw("market", market))))  # noqa: S704 (autoescaped)

    def _view(self, name: str, template: str, content: Mapping[str, Any]) -> View:
        html = _environment().get_template(f"{template}.html.j2").render(**{**self.shared, **content})
        return View(name, Markup(showable(html)))  # noqa: S704 (rendered with autoescape)

    def page(self, *, with_markets: bool = True) -> str:
        """The first page. `with_markets`: without them it is the index of a report whose markets have pages of their own."""
        views = self.views(with_markets=with_markets)
        return self._page(
            overview=overview(self.lookup),
            views=() if self.stencils is not None else views,
            is_large=self.stencils is not None,
            packed=self._packed(views),
            pages="" if with_markets else FOLDER,
        )

    def _packed(self, views: Sequence[View]) -> str:
        """What the page's script unpacks: of a large page its views, and the run. Empty if there is neither."""
        homes = _homes(self.lookup.report)
        columns = Columns([fingerprint for _, fingerprints in homes for fingerprint in fingerprints])
        content: dict[str, Json] = {}
        if self.stencils is not None:
            content["homes"] = [[market, len(fingerprints)] for market, fingerprints in homes]
            content["views"] = {view.id: view.html for view in views}
            content["stencils"] = self.stencils.packed(columns)
        if self.extras.run_json:
            content["run"] = folded(self.extras.run_json, columns)
        return packed({**columns.shared(), **content}) if content else ""

    def market_page(self, view: View) -> str:
        """A page that holds one market only."""
        return self._page(overview=None, views=[view], is_large=False, packed="", home=f"../{INDEX}")

    def _page(self, home: str = "", pages: str = "", **content: Any) -> str:
        text = (
            _environment()
            .get_template("page.html.j2")
            .render(
                **self.shared,
                **content,
                home=home,
                pages=pages,
                assets=assets(),
                report=self.lookup.report,
                trouble=self.trouble,
                has={"findings": bool(self.sections), "waivers": bool(self.waivers), "law": bool(self.law)},
                market_count=len(self.lookup.report.markets),
                process_count=len(self.processes),
            )
        )
        return showable(text)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("checker.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
