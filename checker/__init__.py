"""Checks each market's variant of a service process against the global standard.

The front door of the library; everything else may move. Parts are imported when they are first used, so that the
command line starts fast.

    report = checker.check("workspace-folder", as_of=date(2026, 11, 22))
    report.passed, report.markets["es"].processes["voice-support"].elements, report.findings
    html = checker.render(report, "html")
"""

from typing import TYPE_CHECKING, Any

from checker.version import __version__

if TYPE_CHECKING:
    from checker.alignment.process import Alignment
    from checker.errors import (
        BaseUnavailableError,
        CheckerError,
        InvalidCatalogueError,
        NoWorkspaceError,
        ToolVersionError,
        UsageError,
    )
    from checker.front_door import align, check, check_text, read_workspace, render
    from checker.model.finding import Finding
    from checker.model.report import Report
    from checker.model.results import ElementResult, MarketResult, ProcessResult, RegionResult
    from checker.model.workspace import Workspace

__all__ = [
    "Alignment",
    "BaseUnavailableError",
    "CheckerError",
    "ElementResult",
    "Finding",
    "InvalidCatalogueError",
    "MarketResult",
    "NoWorkspaceError",
    "ProcessResult",
    "RegionResult",
    "Report",
    "ToolVersionError",
    "UsageError",
    "Workspace",
    "__version__",
    "align",
    "check",
    "check_text",
    "read_workspace",
    "render",
]

_HOMES = {
    "checker.alignment.process": ("Alignment",),
    "checker.errors": (
        "BaseUnavailableError",
        "CheckerError",
        "InvalidCatalogueError",
        "NoWorkspaceError",
        "ToolVersionError",
        "UsageError",
    ),
    "checker.front_door": ("align", "check", "check_text", "read_workspace", "render"),
    "checker.model.finding": ("Finding",),
    "checker.model.report": ("Report",),
    "checker.model.results": ("ElementResult", "MarketResult", "ProcessResult", "RegionResult"),
    "checker.model.workspace": ("Workspace",),
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    for home, names in _HOMES.items():
        if name in names:
            found = getattr(import_module(home), name)
            globals()[name] = found
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
