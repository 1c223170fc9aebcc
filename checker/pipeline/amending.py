"""What may still change of a released version: its status, and a later day from which it is enforced. Part of `pipeline`."""

from datetime import date, timedelta
from typing import NamedTuple

from checker.errors import UsageError
from checker.load.document import parse_document
from checker.load.replacing import with_texts
from checker.load.workspace import WorkspaceFiles
from checker.model.documents import Standard
from checker.model.position import Document
from checker.model.value import Version
from checker.pipeline.releases import digest_of, recorded_digests, releases_text, standard_bytes
from checker.pipeline.run import read_programme
from checker.pipeline.versions import version_named


class Amendment(NamedTuple):
    """`path` and `data`: the standard's file and its new bytes; `releases`: the new releases.yaml."""

    process: str
    version: Version
    path: str
    data: bytes
    releases: str


def amend(
    files: WorkspaceFiles, process: str, word: str, day: date, *, status: str | None = None, enforced_from: date | None = None
) -> Amendment:
    """Raises UsageError for what was never released, was edited since, or would take time from markets."""
    programme = read_programme(files)
    version = version_named(programme, process, word)
    document = programme.standards[process][version]
    raw, digests = standard_bytes(files, document.path), recorded_digests(files)
    known = digests.get((process, version))
    if known is None:
        raise UsageError(f"{process} {version} is not released; edit its file")
    if known != digest_of(raw):
        raise UsageError(f"{process} {version} was edited after its release; put the file back first")
    if enforced_from is not None:
        _refuse_haste(document.model, enforced_from, programme.catalogue.model.min_grace_days, day)
    data = _amended(document, raw, status, enforced_from)
    text = releases_text({**digests, (process, version): digest_of(data)})
    return Amendment(process, version, document.path, data, text)


def _refuse_haste(standard: Standard, enforced_from: date, least: int, day: date) -> None:
    name, known = f"{standard.process} {standard.version}", standard.enforced_from
    if known is not None and enforced_from < known:
        raise UsageError(f"{name} is enforced from {known}; markets plan by that day, and it may only become later")
    first = max(day, standard.effective_from) + timedelta(days=least)
    if known is None and enforced_from < first:
        raise UsageError(f"{name} would leave markets less than {least} days (`min_grace_days`); write {first} or later")


def _amended(document: Document[Standard], raw: bytes, status: str | None, enforced_from: date | None) -> bytes:
    """Raises UsageError where the file's form leaves no safe place for a new key."""
    asked: dict[str, object] = {"status": status, "enforced_from": enforced_from}
    wanted = {key: value for key, value in asked.items() if value is not None}
    places, newline = document.positions, "\r\n" if b"\r\n" in raw else "\n"
    edits = []
    for key, value in wanted.items():
        if getattr(document.model, key) is not None:
            edits.append((places.value_span((key,)), str(value)))
        else:
            start = places.key_span(("effective_from",))
            edits.append((start._replace(end_line=start.line, end_column=start.column), f"{key}: {value}{newline}"))
    data = with_texts(raw, edits)
    read = parse_document(data, document.path, Standard).document
    if read is None or read.model != document.model.model_copy(update=wanted):
        raise UsageError(f"{document.path} is written in a form that leaves no safe place for {' and '.join(wanted)}")
    return data
