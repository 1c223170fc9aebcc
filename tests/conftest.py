"""Makes `workspaces` importable from every folder of tests (pytest puts the folder of a conftest on the path)."""

import os
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Commands of tests neither read nor fill the cache of the person who runs them."""
    before = os.environ.get("CHECKER_CACHE_DIR")
    os.environ["CHECKER_CACHE_DIR"] = str(tmp_path_factory.mktemp("cache"))
    yield
    if before is None:
        del os.environ["CHECKER_CACHE_DIR"]
    else:
        os.environ["CHECKER_CACHE_DIR"] = before
