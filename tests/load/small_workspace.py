"""The small workspace of `tests/bad_input/workspace`, and a document of each kind in it."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from checker.model.documents import Catalogue, Law, Market, Region, Standard, Variant, Waiver
from checker.model.documents.shape import Shape

SMALL = Path(__file__).parent.parent / "bad_input" / "workspace"
CATALOGUE, LAW = "standards/catalogue.yaml", "standards/law/ES.yaml"
REFUND, VOICE = "standards/processes/refund/1.0.0.yaml", "standards/processes/voice/1.0.0.yaml"
WAIVER = "standards/waivers/es/W-1.yaml"
REGION, REGION_VARIANT = "markets/eu/region.yaml", "markets/eu/refund.yaml"
MARKET, ES_REFUND, ES_VOICE = "markets/eu/es/market.yaml", "markets/eu/es/refund.yaml", "markets/eu/es/voice.yaml"
MODELS: Mapping[str, type[Shape]] = {
    CATALOGUE: Catalogue,
    REFUND: Standard,
    VOICE: Standard,
    LAW: Law,
    WAIVER: Waiver,
    REGION: Region,
    REGION_VARIANT: Variant,
    MARKET: Market,
    ES_REFUND: Variant,
    ES_VOICE: Variant,
}


def copy_of_small(root: Path, files: Mapping[str, str | bytes] | None = None) -> Path:
    """The small workspace in `root`, with `files` over it."""
    shutil.copytree(SMALL, root, dirs_exist_ok=True)
    for path, content in (files or {}).items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
    return root
