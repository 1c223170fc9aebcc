"""`checker waivers` and `checker waivers new`. Part of `cli`."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import click

from checker.cli.completion import addresses
from checker.cli.options import Place, place_of, run_check, workspace_options
from checker.cli.output import write
from checker.errors import UsageError
from checker.formats._waivers import RENDERERS, Register
from checker.load.workspace import WorkspaceFiles
from checker.model.finding import Finding
from checker.model.nearest import did_you_mean
from checker.model.register import WaiverRecord, WaiverState
from checker.model.report import Report
from checker.model.status import Disposition
from checker.pipeline.run import read_programme
from checker.pipeline.waiver_request import NewFile, requests, wishes
from checker.pipeline.whereabouts import whereabouts

FINGERPRINT = re.compile("[0-9a-f]{16}")
WAITING = frozenset({WaiverState.PENDING, WaiverState.INVALID})
"""States of a waiver that could count, once it is signed or mended."""


@click.group(
    "waivers",
    invoke_without_command=True,
    epilog="""\b
Examples:
  checker waivers                          the register of all exceptions
  checker waivers --state expired          those that have ended
  checker waivers --due 30                 those that end within 30 days
  checker waivers --format csv > waivers.csv
  checker waivers new mx/voice-support/metric:voice_service_level
""",
)
@workspace_options
@click.option("--format", "form", type=click.Choice(list(RENDERERS)), default="table", show_default=True)
@click.option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice([state.value for state in WaiverState]),
    help="Only these states; repeatable.",
)
@click.option("--due", type=click.IntRange(min=0), metavar="DAYS", help="Only those that end within so many days.")
@click.pass_context
def command(  # noqa: PLR0913 (one parameter an option)
    context: click.Context,
    *,
    root: Path | None,
    standards: Path | None,
    as_of: date | None,
    form: str,
    states: tuple[str, ...],
    due: int | None,
) -> None:
    """List every exception: waivers with their state, claims that something does not apply, what law requires.

    The state is as of the day: invalid, pending, expired, unused, exceeded, expiring or active. Only the last two
    waive.
    """
    if context.invoked_subcommand is not None:
        context.obj = (root, standards, as_of)
        return
    report = run_check(place_of(root, standards, as_of), wants_proofs=True)
    records = tuple(record for record in report.waivers if _is_asked(record, states, due))
    is_whole = not states and due is None
    write(RENDERERS[form](Register(report, records, report.exceptions_by_law if is_whole else ())))


def _is_asked(record: WaiverRecord, states: tuple[str, ...], due: int | None) -> bool:
    ends_soon = due is None or 0 <= record.days_left <= due
    return ends_soon and (not states or record.state.value in states)


@command.command(
    "new",
    epilog="""\b
Examples:
  checker waivers new mx/voice-support/metric:voice_service_level
  checker waivers new id/refund-and-return/step:check_eligibility id/refund-and-return/rule:eligibility_before_options

A finding's fingerprint (in JSON and CSV output) does as well.
""",
)
@click.argument("words", nargs=-1, required=True, metavar="FINDING…", shell_complete=addresses)
@click.option("--another", is_flag=True, help="Write a request also where one is there that does not count yet.")
@workspace_options
@click.pass_obj
def new(
    of_group: tuple[Path | None, Path | None, date | None],
    *,
    words: tuple[str, ...],
    root: Path | None,
    standards: Path | None,
    as_of: date | None,
    another: bool,
) -> None:
    """Write requests for waivers, with everything known filled in.

    FINDING is a finding's fingerprint, or market/process/element. Each value gets a file of its own, so that its limit
    is its own; edits of one flow stand together. Nothing is overwritten.
    What has a request already is not asked for twice: have that one signed or mended.
    """
    place = place_of(root or of_group[0], standards or of_group[1], as_of or of_group[2])
    _require_addresses(words, place)
    report = run_check(place, _markets(words))
    found = {finding.fingerprint: finding for word in words for finding in _named(word, report)}
    if not another:
        _refuse_second(found.values(), report)
    programme = read_programme(WorkspaceFiles(place.root, place.standards))
    for file in requests(report, programme, wishes(report, found.values())):
        _write_new(file, place)
        write(f"wrote {file.path}\n")
    write("Fill in the reason and the plan, and ask the approvers for their signatures. Until then nothing is waived.\n")


def _require_addresses(words: Iterable[str], place: Place) -> None:
    """Say of a title or an id alone how it is written whole. Raises UsageError."""
    for word in words:
        if "/" not in word and not FINGERPRINT.fullmatch(word):
            files = WorkspaceFiles(place.root, place.standards)
            known = [market.id for region in files.layout.regions for market in region.markets]
            market = known[0] if known else "MARKET"
            raise UsageError(whereabouts(word, read_programme(files), (), market, "waivers new"))


def _markets(words: Iterable[str]) -> tuple[str, ...]:
    """The markets to check; all, where a fingerprint does not tell which."""
    named = tuple(dict.fromkeys(word.partition("/")[0] for word in words))
    return () if any("/" not in word for word in words) else named


def _named(word: str, report: Report) -> Iterator[Finding]:
    own = [finding for finding in report.findings if word in (finding.fingerprint, finding.address)]
    if not own:
        known = [finding.address for finding in report.findings if finding.may_be_waived]
        raise UsageError(f"nothing is found at `{word}` on {report.as_of}{did_you_mean(word, known)}")
    waivable = [finding for finding in own if finding.may_be_waived]
    if not waivable:
        raise UsageError(f"no waiver can cover `{word}`: {own[0].rule} is {_why_not(own[0])}")
    if all(finding.disposition is Disposition.REQUIRED_BY_LAW for finding in waivable):
        raise UsageError(f"`{word}` is required by law, and needs no waiver")
    if any(finding.rule == "law-conflict" for finding in own):
        click.echo(f"note: `{word}` breaks a law too, which no waiver excuses", err=True)
    yield from waivable


def _refuse_second(asked: Iterable[Finding], report: Report) -> None:
    """Point to a waiver that is there and does not count yet. Raises UsageError."""
    waiting = {record.waiver.id: record for record in report.waivers if record.state in WAITING}
    for finding in asked:
        record = waiting.get(finding.waiver or "")
        if record is not None:
            identity, path = record.waiver.id, record.location.path
            lacks = "; ".join(each.message for each in report.findings if each.data.get("waiver") == identity)
            raise UsageError(
                f"`{finding.address}` has a request already: {path}{f' ({lacks})' if lacks else ''};"
                " have that one signed or mended; `--another` writes one more all the same"
            )


def _why_not(finding: Finding) -> str:
    if finding.rule.startswith("law-"):
        return "about the law, which nobody here can waive"
    is_breach = finding.status is not None and not finding.rule.startswith("waiver-")
    return "on an element that the standard says cannot be waived" if is_breach else "no breach of a standard"


def _write_new(file: NewFile, place: Place) -> None:
    """Write a file that is not there yet. Raises UsageError."""
    folder = place.standards.parent if place.standards is not None else place.root
    target = folder / file.path
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8", newline="") as opened:
            opened.write(file.text)
    except FileExistsError as error:
        raise UsageError(f"{file.path} is there already, and is left as it is") from error
    except OSError as error:
        raise UsageError(f"cannot write {file.path}: {(error.strerror or '').lower()}") from error
