"""The output formats by name: one module each, with `render(report) -> str`. Part of `formats`."""

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache

import checker.formats
from checker.errors import UsageError
from checker.model.nearest import did_you_mean
from checker.model.report import Report

NOT_FORMATS = frozenset({"registry"})


@cache
def format_names() -> tuple[str, ...]:
    """Every format there is, sorted."""
    modules = pkgutil.iter_modules(checker.formats.__path__)
    found = (module.name for module in modules if not module.ispkg and not module.name.startswith("_"))
    return tuple(sorted(name.removesuffix("_format") for name in found if name not in NOT_FORMATS))


def format_named(name: str) -> Callable[[Report], str]:
    """The renderer of a format. Raises UsageError with the nearest known name."""
    names = format_names()
    if name not in names:
        raise UsageError(f"there is no format `{name}`{did_you_mean(name, names)} (formats: {', '.join(names)})")
    render: Callable[[Report], str] = importlib.import_module(f"checker.formats.{name}_format").render
    return render
