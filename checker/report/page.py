"""The HTML report as one self-contained page. Part of `report`.

The only module that knows jinja2. Templates print what the views of this package say, escaped, and compute nothing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from checker.model.report import Report
from checker.report import finding_list, links
from checker.report.assets import assets
from checker.report.differences import Differences
from checker.report.drawings import drawings
from checker.report.links import SourceLinks
from checker.report.lookup import Lookup
from checker.report.market_view import MarketParts
from checker.report.method import method
from checker.report.overview import open_lines, overview
from checker.report.process_view import processes_over_markets
from checker.report.register_view import law, waiver_sections
from checker.report.trouble import trouble

# Control characters, and those that reorder the text around them: no name may change how its neighbours read.
UNSHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
REPLACEMENT = "\ufffd"


@dataclass(frozen=True)
class Extras:
    """What may be shown beside the report itself; what is empty is not mentioned.

    `commit`: fills `{commit}` of the catalogue's source_url. `diagrams`: inline SVG, already escaped and without style
    attributes and scripts, by (market, process), instead of the report's own. `run_json`: the run in the json format,
    kept in the page for download.
    """

    commit: str | None = None
    diagrams: Mapping[tuple[str, str], str] = field(default_factory=dict)
    run_json: str = ""


NO_EXTRAS = Extras()


def render_page(report: Report, extras: Extras = NO_EXTRAS) -> str:
    """The whole page as text. The same report gives the same text."""
    lookup = Lookup(report, SourceLinks(report.source_url, extras.commit))
    differences = Differences(lookup.source_links, lookup.waiver_ids)
    opened = open_lines(lookup)
    drawn = drawings(report)
    text = _environment().get_template("page.html.j2").render(
        assets=assets(),
        links=links,
        report=report,
        overview=overview(lookup, opened),
        trouble=trouble(lookup, differences),
        sections=finding_list.sections(lookup),
        waivers=waiver_sections(lookup),
        law=law(lookup),
        open_count=len(report.open),
        markets=MarketParts(lookup, differences, {**drawn.shown, **extras.diagrams}).all(),
        drawings=drawn.symbols,
        processes=processes_over_markets(lookup),
        method=method(lookup),
        run_json=_as_data(extras.run_json),
    )
    return UNSHOWABLE.sub(REPLACEMENT, text)


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


def _as_data(text: str) -> Markup:
    """JSON that no HTML parser mistakes for markup: `<` never stands in it."""
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704 (escaped here)
