"""A schema is the same bytes on every run: files that `schema --write` made are not older than themselves."""

import os
import subprocess
import sys

import pytest

PRINT_ALL = """
from checker.cli.program import run
from checker.schemas.outputs import OUTPUTS
for name in sorted(OUTPUTS):
    run(["schema", name])
"""


@pytest.mark.parametrize("seed", ["1", "7"])
def test_schemas_do_not_depend_on_the_order_of_sets(seed: str) -> None:
    def printed(hash_seed: str) -> bytes:
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
        return subprocess.run([sys.executable, "-c", PRINT_ALL], capture_output=True, check=True, env=environment).stdout

    first = printed("0")
    assert first.count(b'"$schema"') > 5
    assert printed(seed) == first
