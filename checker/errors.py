"""Every exception that a caller of the library may catch.

Three kinds of trouble are never mixed: a fault in a checked document is a finding; a run that is
impossible is one of these; anything else is a bug and keeps its traceback.
"""


class CheckerError(Exception):
    """A run that is impossible; `str(error)` is one sentence for the person who started it."""

    exit_code = 2


class NoWorkspaceError(CheckerError):
    """No `standards/catalogue.yaml` here or above, or the folder does not exist."""


class UsageError(CheckerError):
    """A word of the caller names nothing: a market, a process, a rule, a format."""


class ToolVersionError(CheckerError):
    """The catalogue refuses this version of the tool."""


class BaseUnavailableError(CheckerError):
    """The base of a comparison cannot be had. The message names the git command that mends it."""

    exit_code = 4


class InvalidCatalogueError(CheckerError):
    """The catalogue cannot be used. `places` says where and why, `path:line:column: message` each."""

    def __init__(self, message: str, places: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.places = places
