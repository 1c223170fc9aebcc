"""`checker standard`: what the global team asks of a version before it releases it. Part of `cli`."""

from datetime import date
from pathlib import Path

import click

from checker.cli import completion
from checker.cli.files import replace_file
from checker.cli.options import DayParameter, place_of, workspace_options
from checker.cli.output import write
from checker.errors import UsageError
from checker.formats import _impact, _remarks, _version_diff
from checker.load.layout import RELEASES
from checker.load.workspace import WorkspaceFiles
from checker.model.workspace import Programme
from checker.pipeline.amending import amend as make_amendment
from checker.pipeline.impact import impact as find_impact
from checker.pipeline.lint import lint as find_remarks
from checker.pipeline.releasing import release as make_release
from checker.pipeline.run import read_programme
from checker.pipeline.versions import compare_versions, version_named


@click.group(
    "standard",
    epilog="""\b
Examples:
  checker standard lint                                    all standards by themselves
  checker standard diff refund-and-return 2.0.0 2.1.0      what changes, and the number that needs
  checker standard impact privacy-and-retention 2.0.0      what it would do to every market
  checker standard release refund-and-return 2.1.0         from then on the file never changes
""",
)
def command() -> None:
    """Look at standards and their versions: lint, diff, impact, release, amend."""


def _programme(root: Path | None, standards: Path | None) -> Programme:
    place = place_of(root, standards, None)
    return read_programme(WorkspaceFiles(place.root, place.standards))


@command.command(
    "diff",
    epilog="""\b
Examples:
  checker standard diff refund-and-return 2.0.0 2.1.0
  checker standard diff refund-and-return 2.0.0 2.1.0 --format markdown    the changelog for readers
  checker standard diff refund-and-return 2.0.0 2.1.0 --format json
""",
)
@click.argument("process", shell_complete=completion.processes)
@click.argument("old", shell_complete=completion.versions)
@click.argument("new", shell_complete=completion.versions)
@workspace_options
@click.option("--format", "form", type=click.Choice(list(_version_diff.RENDERERS)), default="text", show_default=True)
def diff(  # noqa: PLR0913 (one parameter an option)
    *, process: str, old: str, new: str, root: Path | None, standards: Path | None, as_of: date | None, form: str
) -> None:
    """Show every change from version OLD of a process to NEW, with the bump it needs and why.

    Each change tightens, loosens, is neutral, or incomparable. Names that versions in between changed are followed.
    """
    del as_of  # two versions differ alike on every day
    programme = _programme(root, standards)
    versions = (version_named(programme, process, word) for word in (old, new))
    write(_version_diff.RENDERERS[form](compare_versions(programme, process, *versions)))


@command.command(
    "lint",
    epilog="""\b
Examples:
  checker standard lint                       all standards
  checker standard lint voice-support         all versions of one process
""",
)
@click.argument("process", required=False, shell_complete=completion.processes)
@workspace_options
@click.option("--format", "form", type=click.Choice(list(_remarks.RENDERERS)), default="text", show_default=True)
def lint(*, process: str | None, root: Path | None, standards: Path | None, as_of: date | None, form: str) -> int:
    """Show all that a standard is wrong in by itself, each with its place; and what it leaves open, as advice.

    Exits 1 on errors and warnings; advice fails nothing.
    """
    del as_of  # a standard by itself is the same on every day
    place = place_of(root, standards, None)
    remarks = find_remarks(WorkspaceFiles(place.root, place.standards), process)
    write(_remarks.RENDERERS[form](remarks))
    return int(any(remark.level != "info" for remark in remarks))


@command.command(
    "impact",
    epilog="""\b
Examples:
  checker standard impact quality-assurance 2.0.0
  checker standard impact privacy-and-retention 2.0.0     a draft: what if?
  checker standard impact quality-assurance 2.0.0 --format markdown > impact.md
""",
)
@click.argument("process", shell_complete=completion.processes)
@click.argument("version", shell_complete=completion.versions)
@workspace_options
@click.option("--format", "form", type=click.Choice(list(_impact.RENDERERS)), default="text", show_default=True)
def impact(*, process: str, version: str, root: Path | None, standards: Path | None, as_of: date | None, form: str) -> None:
    """Show what a version would do to every market, each from the version that it runs. A draft may be asked about too.

    Names that the standard changed are followed first, as `checker upgrade` does; what then breaks is shown with the very
    value, file and line.
    """
    place = place_of(root, standards, as_of)
    files = WorkspaceFiles(place.root, place.standards)
    write(_impact.RENDERERS[form](find_impact(files, process, version, place.as_of)))


@command.command(
    "release",
    epilog="""\b
Examples:
  checker standard release refund-and-return 2.1.0
  checker standard release refund-and-return 2.1.0 --changelog changelog.md
""",
)
@click.argument("process", shell_complete=completion.processes)
@click.argument("version", shell_complete=completion.versions)
@workspace_options
@click.option("--changelog", type=click.Path(path_type=Path, dir_okay=False), help="Write what changed, for readers.")
def release(
    *, process: str, version: str, root: Path | None, standards: Path | None, as_of: date | None, changelog: Path | None
) -> None:
    """Record the digest of a version in standards/releases.yaml; from then on its file never changes.

    Refused for drafts, for files with errors, for a number that is too small, and for dates that leave no time.
    """
    place = place_of(root, standards, as_of)
    files = WorkspaceFiles(place.root, place.standards)
    done = make_release(files, process, version, place.as_of)
    if not done.is_recorded:
        replace_file(files.standards / RELEASES, [done.text.encode()])
    write(f"{process} {done.version} {'is released already' if done.is_recorded else 'is released'}: {done.digest}\n")
    for note in done.notes:
        write(f"note: {note}\n")
    if changelog is not None:
        text = (
            _version_diff.changelog(done.diff) if done.diff is not None else f"# {process} {done.version}\n\nThe first version.\n"
        )
        replace_file(changelog, [text.encode()])
        write(f"wrote {changelog}\n")


@command.command(
    "amend",
    epilog="""\b
Examples:
  checker standard amend refund-and-return 2.0.0 --status deprecated
  checker standard amend refund-and-return 2.1.0 --enforced-from 2027-03-01    more time for markets
""",
)
@click.argument("process", shell_complete=completion.processes)
@click.argument("version", shell_complete=completion.versions)
@workspace_options
@click.option("--status", type=click.Choice(["active", "deprecated", "retired"]), help="Its status from now on.")
@click.option("--enforced-from", type=DayParameter(), help="A later day from which older versions are errors.")
def amend(  # noqa: PLR0913 (one parameter an option)
    *,
    process: str,
    version: str,
    root: Path | None,
    standards: Path | None,
    as_of: date | None,
    status: str | None,
    enforced_from: date | None,
) -> None:
    """Change what may still change of a released version: its status, and a later day from which it is enforced.

    Everything else of its file stays as it was released, and the new digest is recorded.
    """
    if status is None and enforced_from is None:
        raise UsageError("say what is to change: --status, --enforced-from, or both")
    place = place_of(root, standards, as_of)
    files = WorkspaceFiles(place.root, place.standards)
    done = make_amendment(files, process, version, place.as_of, status=status, enforced_from=enforced_from)
    replace_file(files.standards / done.path.removeprefix("standards/"), [done.data])
    replace_file(files.standards / RELEASES, [done.releases.encode()])
    write(f"{done.path} is amended, and standards/{RELEASES} records it\n")
