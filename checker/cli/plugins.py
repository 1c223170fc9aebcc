"""No plug-ins for pydantic. Part of `cli`.

What happens to be installed beside the checker has no say in the shape of its documents. Pydantic has a switch for that,
and all the same imports what reads the lists of all installed packages, which takes a tenth of a small check. So its loader
is replaced before pydantic is imported: by one that knows no plug-ins, and hands on whatever else it is asked for.
"""

import os
import sys
from types import ModuleType
from typing import Any

LOADER = "pydantic.plugin._loader"


class _NoPlugins(ModuleType):
    def get_plugins(self) -> tuple[()]:
        return ()

    def __getattr__(self, name: str) -> Any:
        """Of the loader itself, which is only imported for this."""
        from importlib.util import find_spec, module_from_spec

        own = sys.modules.pop(LOADER)
        spec = find_spec(LOADER)
        sys.modules[LOADER] = own
        if spec is None or spec.loader is None or name.startswith("__"):
            raise AttributeError(name)
        loader = module_from_spec(spec)
        spec.loader.exec_module(loader)
        return getattr(loader, name)


def leave_out_plugins() -> None:
    """Before pydantic is imported; does nothing afterwards."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    if "pydantic" not in sys.modules:
        sys.modules.setdefault(LOADER, _NoPlugins(LOADER))
