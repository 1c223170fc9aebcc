"""Addresses inside the page, and links to the places where values were set. Part of `report`.

An address is the id of what it names with a `#` before it, so that it works without script too.
"""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, urlsplit

OVERVIEW, FINDINGS, CHANGES, WAIVERS, LAW, DOCUMENTS, METHOD = (
    "/overview", "/findings", "/changes", "/waivers", "/law", "/documents", "/method"
)  # fmt: skip
IMPACT, TREND = "/impact", "/trend"


def market_id(market: str, process: str | None = None) -> str:
    """`/m/es/voice-support`. Ids of markets and processes are names of folders, so they may hold anything."""
    return f"/m/{segment(market)}" + (market_part(process) if process else "")


def market_part(process: str) -> str:
    """What stands behind the market in the address of one of its processes."""
    return f"/{segment(process)}"


def process_id(process: str) -> str:
    return f"/p/{segment(process)}"


def finding_id(fingerprint: str) -> str:
    return f"/f/{segment(fingerprint)}"


def waiver_id(waiver: str) -> str:
    return f"/w/{segment(waiver)}"


def duty_id(duty: str) -> str:
    return f"/d/{segment(duty)}"


@lru_cache(maxsize=10_000)
def segment(text: str) -> str:
    return quote(text, safe="")


@dataclass(frozen=True, slots=True)
class SourceLinks:
    """Makes links from `source_url` of the catalogue, in which `{commit}`, `{path}` and `{line}` are filled.

    There is no link without a template, for another scheme than http(s), and where the commit is asked for and unknown.
    """

    template: str | None
    commit: str | None = None

    def href(self, path: str, line: str) -> str:
        """The address of a line of a file; empty where there is nothing to link to."""
        if not self.template or ("{commit}" in self.template and self.commit is None):
            return ""
        filled = self.template.replace("{commit}", quote(self.commit or "", safe="")).replace("{path}", quote(path))
        return filled.replace("{line}", line) if _is_web(filled) else ""


def _is_web(href: str) -> bool:
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)
