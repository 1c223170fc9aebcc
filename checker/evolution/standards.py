"""All changes from one version of a standard to another, and the bump they need. Part of `evolution`."""

from collections.abc import Iterator, Mapping

from checker.evolution.controls import control_changes, metric_changes
from checker.evolution.flows import flow_changes
from checker.evolution.pairs import Names, names_between
from checker.model.documents import Standard
from checker.model.evolution import Bump, Change, Direction, VersionDiff, bump_between
from checker.model.value import Version

WORDS = ("title", "purpose", "owner", "references")


def changes_between(old: Standard, new: Standard, names: Names) -> tuple[Change, ...]:
    """Every change, in the order of the newer document. Both can be judged by (`standard_facts` finds nothing)."""
    return (
        *_of_process(old, new),
        *control_changes(old, new, names),
        *metric_changes(old, new, names),
        *flow_changes(old, new, names),
    )


def _of_process(old: Standard, new: Standard) -> Iterator[Change]:
    words = [key for key in WORDS if getattr(old, key) != getattr(new, key)]
    if words:
        said = f"reworded: {', '.join(words)}"
        yield Change("process-reworded", "process", new.title, Direction.NEUTRAL, Bump.PATCH, "only words change", None, said)
    if set(old.channels) != set(new.channels):
        was, now = (", ".join(each.channels) for each in (old, new))
        why = "the list is for readers; which market owes the process stands in the catalogue"
        yield Change(
            "process-channels-changed", "process", new.title, Direction.NEUTRAL, Bump.MINOR, why, was, now,
            old_path=("channels",), new_path=("channels",),
        )  # fmt: skip


def diff(versions: Mapping[Version, Standard], old: Version, new: Version) -> VersionDiff:
    """Compare two versions of a process. `versions`: all there are, for the renames in between."""
    before, after = versions[old], versions[new]
    changes = changes_between(before, after, names_between(versions, old, new))
    return VersionDiff(after.process, after.title, old, new, changes, bump_between(old, new), after.bump_reason)


def version_before(versions: Mapping[Version, Standard], version: Version) -> Version | None:
    """The one that a version is compared with: the next lower one that is no draft."""
    return max((each for each, model in versions.items() if each < version and model.status != "draft"), default=None)
