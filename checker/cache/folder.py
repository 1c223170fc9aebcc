"""Where the cache lies: in the user's cache folder, never in a workspace. Part of `cache`."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

NAME = "process-standard-checker"
VARIABLE = "CHECKER_CACHE_DIR"


def cache_folder(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path | None:
    """The folder, which need not exist yet; None where the user has none."""
    if own := environment.get(VARIABLE):
        return Path(own)
    if platform == "win32":
        local = environment.get("LOCALAPPDATA")
        return Path(local) / NAME if local else None
    if shared := environment.get("XDG_CACHE_HOME"):
        return Path(shared) / NAME
    home = environment.get("HOME")
    if not home:
        return None
    return Path(home) / ("Library/Caches" if platform == "darwin" else ".cache") / NAME
