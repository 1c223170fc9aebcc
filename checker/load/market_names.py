"""What people call markets, for those who type a name where an id belongs. Part of `load`. Read only when a word is wrong."""

from collections.abc import Mapping
from pathlib import Path

from checker.load.document import load_document
from checker.load.layout import Layout
from checker.model.documents import Market
from checker.model.nearest import meant

MOST_READ = 500
"""Markets whose files are looked into for a name; of more, only ids are compared."""


def instead_of_market(word: str, layout: Layout, root: Path) -> str:
    """`; did you mean `fr` (France)?`, by id, name or country; or an empty text."""
    markets = [market for region in layout.regions for market in region.markets]
    return meant(word, [market.id for market in markets], _names(word, layout, root) if len(markets) <= MOST_READ else {})


def _names(word: str, layout: Layout, root: Path) -> Mapping[str, str]:
    """Market id → its name, or its country where that is what was typed."""
    found: dict[str, str] = {}
    for region in layout.regions:
        for market in region.markets:
            document = load_document(root, market.market_file, Market).document if market.market_file else None
            if document is not None:
                model = document.model
                found[market.id] = model.country if model.country.casefold() == word.casefold() else model.name
    return found
