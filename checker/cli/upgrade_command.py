"""`checker upgrade`. Part of `cli`."""

import difflib
import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import click

from checker.cli.completion import markets, processes, versions
from checker.cli.files import replace_file
from checker.cli.options import place_of, workspace_options
from checker.cli.output import write
from checker.formats._impact import impact_json
from checker.formats._plain import plain
from checker.load.workspace import WorkspaceFiles
from checker.model.evolution import Impact
from checker.pipeline.moving import Upgrade, upgrade


@click.command(
    "upgrade",
    epilog="""\b
Examples:
  checker upgrade jp complaint-and-escalation 2.0.0 --diff    what would be written, and what would not fit
  checker upgrade jp complaint-and-escalation 2.0.0
""",
)
@click.argument("market", shell_complete=markets)
@click.argument("process", shell_complete=processes)
@click.argument("version", shell_complete=versions)
@workspace_options
@click.option("--diff", "shows", is_flag=True, help="Show what would be written, and write nothing.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(  # noqa: PLR0913 (one parameter an option)
    *,
    market: str,
    process: str,
    version: str,
    root: Path | None,
    standards: Path | None,
    as_of: date | None,
    shows: bool,
    form: str,
) -> int:
    """Move a market to a version: what the market says stays as it is, under the names that the standard has now.

    Only names and the adopted version are written; comments, order and layout stay. What does not fit the version is
    listed with the reason and left for a person, and the command exits 1.
    """
    place = place_of(root, standards, as_of)
    done = upgrade(WorkspaceFiles(place.root, place.standards), market, process, version, place.as_of)
    if not shows:
        for path, (_, new) in done.texts.items():
            replace_file(place.root / path, [new])
    elif form == "text":
        write("".join(_diff(done)))
    write(_json(done, shows=shows) if form == "json" else "\n".join(_report(done, shows=shows)) + "\n")
    return int(bool(done.left))


def _diff(done: Upgrade) -> Iterator[str]:
    for path, (old, new) in done.texts.items():
        before, after = (each.decode("utf-8").splitlines(keepends=True) for each in (old, new))
        for line in difflib.unified_diff(before, after, path, path):
            yield line if line.endswith("\n") else f"{line}\n"


def _json(done: Upgrade, *, shows: bool) -> str:
    found: dict[str, object] = {
        "format": "checker.upgrade/1", "market": done.market, "process": done.process, "version": str(done.version),
        "written": not shows, "files": list(done.texts), "diff": "".join(_diff(done)),
        **{name: [impact_json(each) for each in getattr(done, name)] for name in ("renamed", "silent", "left")},
        "comments": [each._asdict() for each in done.comments],
    }  # fmt: skip
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _report(done: Upgrade, *, shows: bool) -> Iterator[str]:
    if not done.texts:
        yield f"{done.market} runs {done.process} {done.version} already, and nothing is written"
    for path in done.texts:
        yield f"{path} {'would be changed' if shows else 'is changed'}"
    yield from _lines(f"Renamed by the standard, and {'to be renamed' if shows else 'now'} in the market's file:", done.renamed)
    yield from _lines("Comes with the version, without a word in the market's file:", done.silent)
    yield from _lines("Left for a person:", done.left)
    if done.comments:
        yield "Comments to read again; they stay as they are:"
        yield from (f"  {each.path}:{each.line}  # {plain(each.text, 200)}" for each in done.comments)
    if done.texts and shows:
        yield f"Nothing is written yet: the same without `--diff` writes {'it' if len(done.texts) == 1 else 'them'}."
    elif done.texts:
        when = "When that is settled and" if done.left else "When"
        yield f"{when} the market runs it so: `checker confirm {done.market} {done.process}`"


def _lines(title: str, impacts: Iterable[Impact]) -> Iterator[str]:
    shown = [f"  {each.element}: {plain(each.message, 300)}{_where(each)}" for each in impacts]
    if shown:
        yield from (title, *shown)


def _where(impact: Impact) -> str:
    return f"  {impact.location.path}:{impact.location.span.line}" if impact.location is not None else ""
