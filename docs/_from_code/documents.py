"""Every kind of document with its keys, from the schemas that editors get."""

from collections.abc import Iterator
from typing import NamedTuple

from _from_code.schema_tables import keys_to_write, tables
from checker.schemas.shapes import kind_schema


class About(NamedTuple):
    """Where documents of a kind lie, what they hold, and one of the sample to look at."""

    places: tuple[str, ...]
    what: str
    sample: str


ABOUT = {
    "variant": About(
        ("markets/REGION/PROCESS.yaml", "markets/REGION/MARKET/PROCESS.yaml"),
        "What differs in one process, for a region or a market.",
        "markets/eu/fr/voice-support.yaml",
    ),
    "market": About(
        ("markets/REGION/MARKET/market.yaml",),
        "A market: who it serves, which versions it runs, what it has confirmed.",
        "markets/apac/sg/market.yaml",
    ),
    "region": About(
        ("markets/REGION/region.yaml",), "A region, and the versions that its markets run.", "markets/apac/region.yaml"
    ),
    "waiver": About(
        ("standards/waivers/OWNER/ID.yaml",),
        "An approved exception with an owner and a last day.",
        "standards/waivers/gb/W-GB-001.yaml",
    ),
    "standard": About(
        ("standards/processes/PROCESS/VERSION.yaml",),
        "One version of one process: controls, metrics, flow and rules.",
        "standards/processes/voice-support/1.1.0.yaml",
    ),
    "law": About(("standards/law/JURISDICTION.yaml",), "Duties with their days, values and citations.", "standards/law/ES.yaml"),
    "catalogue": About(
        ("standards/catalogue.yaml",),
        "What counts how much, who may sign, which processes are due where.",
        "standards/catalogue.yaml",
    ),
}
"""In the order in which people meet them: what a lead writes, then what the global team does."""


def page() -> str:
    return "\n\n".join(part for kind in ABOUT for part in _kind(kind))


def _kind(kind: str) -> Iterator[str]:
    about = ABOUT[kind]
    yield f"## {kind}"
    yield f"{about.what} Lies at {' or '.join(f'`{each}`' for each in about.places)}."
    yield f"In the sample, look at `{about.sample}`."
    yield from tables(kind_schema(kind), kind, keys_to_write)
