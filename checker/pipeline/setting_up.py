"""Reads how a repository is set up, for `doctor` to look at. Part of `pipeline`."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from checker.doctor.owners import PLACES
from checker.doctor.setup import Schemas, Setup
from checker.doctor.workflow import GITHUB, GITLAB, HOOKS
from checker.errors import BaseUnavailableError, InvalidCatalogueError
from checker.git.repository import Repository, open_repository
from checker.load.document import start_of
from checker.load.workspace import WorkspaceFiles
from checker.schemas.asked_by_validators import Json
from checker.schemas.collection import ENDING, schema_names, schema_text

FOLDERS = (GITHUB, ".gitlab/")
SUFFIXES = (".yml", ".yaml")


def read_setup(root: Path, standards: Path | None) -> Setup:
    """The setup of the repository that a workspace lies in. Raises NoWorkspaceError."""
    files = WorkspaceFiles(root, standards)
    regions = tuple(region.id for region in files.layout.regions)
    allowed, schemas = _allowed_tool(files), _schemas(root, files)
    try:
        repository = open_repository(root)
    except BaseUnavailableError:
        found = Setup({}, is_repository=False)
    else:
        found = _of_repository(repository)
    return found._replace(regions=regions, checker=allowed, has_own_standards=standards is None, schemas=schemas)


def _schemas(root: Path, files: WorkspaceFiles) -> Schemas:
    """Whether the schemas that editors read are those that would be written now."""
    folder = root / "schemas"
    if not folder.is_dir():
        return "absent"
    try:
        made = schema_names(files.programme())
    except InvalidCatalogueError:
        return "current"  # `check` says what is wrong, and nothing could be written
    return "current" if all(_holds(folder / f"{name}{ENDING}", make) for name, make in made.items()) else "stale"


def _holds(file: Path, make: Callable[[], Json]) -> bool:
    try:
        return file.read_text(encoding="utf-8") == schema_text(make())
    except (OSError, ValueError):
        return False


def _allowed_tool(files: WorkspaceFiles) -> str | None:
    """The catalogue's range of versions; None where it names none, or cannot be read, which `check` says."""
    try:
        return files.programme().catalogue.model.checker
    except InvalidCatalogueError:
        return None


def _of_repository(repository: Repository) -> Setup:
    reports = f"{repository.prefix}reports/"
    tracked = tuple(path for path in repository.tracked(reports) if not path.endswith("README.md"))
    return Setup(
        dict(sorted(_texts(repository.top).items())),
        repository.prefix,
        has_commit=repository.has_commit(),
        is_shallow=repository.is_shallow,
        ignores_reports=repository.ignores(f"{reports}index.html"),
        tracked_reports=tracked,
        signers_file=repository.signers_file(),
    )


def _texts(top: Path) -> Mapping[str, str]:
    """The files that set up owners, pipelines and hooks. Links are not followed."""
    found = {}
    for path in (*PLACES, GITLAB, HOOKS, *_below(top)):
        file = top / path
        if file.is_file() and not file.is_symlink():
            try:
                found[path] = start_of(file).decode("utf-8", "replace")
            except OSError:
                continue  # what nobody can read sets nothing up
    return found


def _below(top: Path) -> Iterator[str]:
    for folder in FOLDERS:
        if (top / folder).is_dir():
            names = sorted(each.name for each in (top / folder).iterdir())
            yield from (f"{folder}{name}" for name in names if name.endswith(SUFFIXES))
