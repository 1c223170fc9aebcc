"""Every kind of document with its keys, from the schemas that editors get."""

from collections.abc import Iterator

from _from_code.schema_tables import tables
from checker.schemas.shapes import KINDS, kind_schema

ABOUT = {
    "catalogue": ("standards/catalogue.yaml", "What counts how much, who may sign, which processes are due where."),
    "standard": ("standards/processes/PROCESS/VERSION.yaml", "One version of one process: controls, metrics, flow and rules."),
    "law": ("standards/law/JURISDICTION.yaml", "Duties with their days, values and citations."),
    "waiver": ("standards/waivers/OWNER/ID.yaml", "An approved exception with an owner and a last day."),
    "region": ("markets/REGION/region.yaml", "A region, and the versions that its markets run."),
    "market": ("markets/REGION/MARKET/market.yaml", "A market: who it serves, which versions it runs, what it has confirmed."),
    "variant": (
        "markets/REGION/PROCESS.yaml, markets/REGION/MARKET/PROCESS.yaml",
        "What differs in one process, for a region or a market.",
    ),
}


def page() -> str:
    return "\n\n".join(part for kind in KINDS for part in _kind(kind))


def _kind(kind: str) -> Iterator[str]:
    place, what = ABOUT[kind]
    yield f"## {kind}"
    yield what
    yield "Lies at " + " or ".join(f"`{each}`" for each in place.split(", ")) + "."
    yield from tables(kind_schema(kind), kind, 3)
