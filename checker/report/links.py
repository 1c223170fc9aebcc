"""Addresses inside the page, and links to the places where values were set. Part of `report`.

An address is the id of what it names with a `#` before it, so that it works without script too.
"""

from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from checker.model.position import Location

OVERVIEW, FINDINGS, WAIVERS, LAW, DOCUMENTS, METHOD = (
    "/overview", "/findings", "/waivers", "/law", "/documents", "/method"
)  # fmt: skip


def market_id(market: str, process: str | None = None) -> str:
    """`/m/es/voice-support`. Ids of markets and processes are names of folders, so they may hold anything."""
    return f"/m/{_segment(market)}/{_segment(process)}" if process else f"/m/{_segment(market)}"


def process_id(process: str) -> str:
    return f"/p/{_segment(process)}"


def finding_id(fingerprint: str) -> str:
    return f"/f/{_segment(fingerprint)}"


def waiver_id(waiver: str) -> str:
    return f"/w/{_segment(waiver)}"


def _segment(text: str) -> str:
    return quote(text, safe="")


class Source(NamedTuple):
    """`path:line`; `href` is empty where there is nothing to link to."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class SourceLinks:
    """Makes links from `source_url` of the catalogue, in which `{commit}`, `{path}` and `{line}` are filled.

    There is no link without a template, for another scheme than http(s), and where the commit is asked for and unknown.
    """

    template: str | None
    commit: str | None = None

    def of(self, location: Location) -> Source:
        line = location.span.line
        return Source(f"{location.path}:{line}", self._href(location.path, line))

    def _href(self, path: str, line: int) -> str:
        if not self.template or ("{commit}" in self.template and self.commit is None):
            return ""
        filled = self.template.replace("{commit}", quote(self.commit or "", safe="")).replace("{line}", str(line))
        href = filled.replace("{path}", quote(path))
        return href if _is_web(href) else ""


def _is_web(href: str) -> bool:
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)
