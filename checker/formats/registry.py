"""The output formats by name: one module each, with `render(report) -> str`. Part of `formats`."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING, Protocol, cast

import checker.formats
from checker.errors import UsageError
from checker.model.nearest import did_you_mean

if TYPE_CHECKING:  # names of formats are asked for before anything is read
    from checker.model.report import Report


class Format(Protocol):
    """A format's module."""

    def render(self, report: "Report", /) -> str: ...


NOT_FORMATS = frozenset({"registry"})


@cache
def format_names() -> tuple[str, ...]:
    """Every format there is, sorted."""
    modules = pkgutil.iter_modules(checker.formats.__path__)
    found = (module.name for module in modules if not module.ispkg and not module.name.startswith("_"))
    return tuple(sorted(name.removesuffix("_format") for name in found if name not in NOT_FORMATS))


def require_format(name: str) -> None:
    """Raises UsageError with the nearest known name."""
    names = format_names()
    if name not in names:
        raise UsageError(f"there is no format `{name}`{did_you_mean(name, names)} (formats: {', '.join(names)})")


def format_named(name: str) -> Callable[["Report"], str]:
    """The renderer of a format. Raises UsageError with the nearest known name."""
    require_format(name)
    return _module(name).render


def pieces_of(name: str, report: "Report") -> Iterable[str]:
    """The report in a format, bit by bit where the format can, else whole. Raises UsageError."""
    render = format_named(name)
    pieces: Callable[[Report], Iterable[str]] | None = getattr(_module(name), "pieces", None)
    return pieces(report) if pieces is not None else (render(report),)


def _module(name: str) -> Format:
    return cast("Format", importlib.import_module(f"checker.formats.{name}_format"))
