"""The command line leaves pydantic's plug-ins alone, and pydantic otherwise as it is."""

import subprocess
import sys


def test_models_work_and_no_list_of_packages_is_read() -> None:
    code = """
import sys
from checker.cli.plugins import LOADER, leave_out_plugins
leave_out_plugins()
from checker.model.documents import Market
assert "importlib.metadata" not in sys.modules
try:
    Market.model_validate({"kind": "market"})
except ValueError as error:
    assert "country" in str(error)
else:
    raise AssertionError
assert "importlib.metadata" not in sys.modules
loader = sys.modules[LOADER]
assert loader.get_plugins() == ()
assert loader.PYDANTIC_ENTRY_POINT_GROUP == "pydantic"  # of the loader itself
assert not hasattr(loader, "no_such_name")
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_what_is_imported_already_stays() -> None:
    code = """
import sys
import pydantic
pydantic.create_model("A", x=(int, 1))
from checker.cli.plugins import LOADER, leave_out_plugins
before = sys.modules[LOADER]
leave_out_plugins()
assert sys.modules[LOADER] is before
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
