"""Versions of a standard as a workspace has them: found by what a person calls them, and compared. Part of `pipeline`."""

from collections.abc import Mapping

from checker.alignment.standards import makes_unusable, standard_facts
from checker.errors import UsageError
from checker.evolution.standards import diff, version_before
from checker.model.documents import Standard
from checker.model.evolution import VersionDiff
from checker.model.nearest import meant
from checker.model.position import Document
from checker.model.value import Version, parse_version
from checker.model.workspace import Programme


def versions_of(programme: Programme, process: str) -> Mapping[Version, Document[Standard]]:
    """Raises UsageError for a process that there is not."""
    if process not in programme.process_ids():
        raise UsageError(f"there is no process `{process}`{meant(process, programme.process_ids())}")
    return programme.standards.get(process, {})


def version_named(programme: Programme, process: str, word: str) -> Version:
    """The version that a word names, which can be judged by. Raises UsageError."""
    versions = versions_of(programme, process)
    try:
        version = parse_version(word)
    except ValueError as error:
        raise UsageError(f"`{word}` is no version like `2.1.0`") from error
    known = ", ".join(map(str, versions)) or "none that can be used"
    if (process, version) in programme.unusable:
        raise UsageError(f"{process} {version} cannot be used; `checker standard lint {process}` says why")
    if version not in versions:
        raise UsageError(f"{process} has no version {version}; it has {known}")
    if any(map(makes_unusable, standard_facts(versions[version]))):
        raise UsageError(f"{process} {version} cannot be judged by; `checker standard lint {process}` says why")
    return version


def compare_versions(programme: Programme, process: str, old: Version, new: Version) -> VersionDiff:
    """Compare two versions, from the lower one to the higher. Raises UsageError."""
    if new <= old:
        raise UsageError(f"{new} is not higher than {old}; name the older version first")
    models = {version: document.model for version, document in versions_of(programme, process).items()}
    return diff(models, old, new)


def previous_version(programme: Programme, process: str, version: Version) -> Version | None:
    """The version that this one is compared with: the next lower one that is no draft."""
    models = {each: document.model for each, document in versions_of(programme, process).items()}
    return version_before(models, version)
