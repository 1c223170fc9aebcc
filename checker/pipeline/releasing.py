"""Releases a version: looks that it may be released, and says what to record. Part of `pipeline`."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from checker.errors import UsageError
from checker.evolution.advice import is_major
from checker.load.workspace import WorkspaceFiles
from checker.model.documents import Standard
from checker.model.evolution import VersionDiff
from checker.model.value import Version
from checker.pipeline.lint import lint
from checker.pipeline.releases import digest_of, recorded_digests, releases_text, standard_bytes
from checker.pipeline.run import read_programme
from checker.pipeline.versions import compare_versions, previous_version, version_named


class Release(NamedTuple):
    """`text` is the new releases.yaml. `notes`: what is said to the person. `diff`: None for the first version."""

    process: str
    version: Version
    digest: str
    text: str
    is_recorded: bool
    notes: tuple[str, ...]
    diff: VersionDiff | None


def release(files: WorkspaceFiles, process: str, word: str, day: date) -> Release:
    """Raises UsageError where the version may not be released; nothing is written."""
    programme = read_programme(files)
    version = version_named(programme, process, word)
    document = programme.standards[process][version]
    digest = digest_of(standard_bytes(files, document.path))
    digests = recorded_digests(files)
    before = previous_version(programme, process, version)
    compared = compare_versions(programme, process, before, version) if before is not None else None
    known = digests.get((process, version))
    if known is None:
        _refuse(files, document.path, process, document.model)
        _refuse_haste(document.model, compared, programme.catalogue.model.min_grace_days, day)
    elif known != digest:
        raise UsageError(
            f"{process} {version} was released already, and was edited after its release; release the edit as a new version"
        )
    notes = tuple(_notes(document.model, compared, day))
    text = releases_text({**digests, (process, version): digest})
    return Release(process, version, digest, text, known == digest, notes, compared)


def _refuse(files: WorkspaceFiles, path: str, process: str, standard: Standard) -> None:
    """Raises UsageError: a draft, an error in the file itself, dates that leave no time."""
    if standard.status == "draft":
        raise UsageError(f"{process} {standard.version} is draft; write `status: active` first")
    wrong = [each for each in lint(files, process) if each.level == "error" and each.location.path == path]
    if wrong:
        place = f"{path}:{wrong[0].location.span.line}"
        raise UsageError(f"{place}: {wrong[0].message} [{wrong[0].name}]; `checker standard lint {process}` shows all")


def _refuse_haste(standard: Standard, diff: VersionDiff | None, least: int, day: date) -> None:
    """Raises UsageError where a major version leaves markets too few days from today, whatever its own dates say."""
    end = standard.enforced_from
    if diff is None or end is None or not is_major(diff) or standard.status != "active":
        return
    left = (end - max(day, standard.effective_from)).days
    if left < least:
        name = f"{standard.process} {standard.version}"
        first = max(day, standard.effective_from) + timedelta(days=least)
        raise UsageError(
            f"{name} is a major version and would leave markets {max(left, 0)} days to follow; the catalogue asks for {least} "
            f"(`min_grace_days`): write `enforced_from: {first}` or later"
        )


def _notes(standard: Standard, diff: VersionDiff | None, day: date) -> Iterator[str]:
    if standard.enforced_from is None:
        if diff is not None:
            yield "it has no `enforced_from`: nothing ever asks markets to follow"
    elif standard.enforced_from <= day:
        yield f"it is enforced since {standard.enforced_from}: markets on an older version fail from now on"
    else:
        yield f"markets have {(standard.enforced_from - max(day, standard.effective_from)).days} days to follow"
    if diff is not None and diff.is_larger and not diff.bump_reason:
        yield f"its number grows by more than its changes need ({diff.required.word}), and `bump_reason` does not say why"
