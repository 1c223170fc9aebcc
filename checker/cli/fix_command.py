"""`checker fix`. Part of `cli`."""

from collections.abc import Iterator
from datetime import date
from difflib import unified_diff
from pathlib import Path

import click

from checker.authoring.mending import MendedFile, mended_files
from checker.cli.completion import markets_and_paths
from checker.cli.files import replace_file
from checker.cli.options import place_of, request_of, workspace_options
from checker.cli.output import write


@click.command(
    "fix",
    epilog="""\b
Examples:
  checker fix                     mends what is certain, in all markets
  checker fix es                  in one market
  checker fix --diff              shows what it would do, and writes nothing
""",
)
@click.argument("words", nargs=-1, metavar="[MARKET… or PATH…]", shell_complete=markets_and_paths)
@workspace_options
@click.option("--diff", "shows", is_flag=True, help="Show the changes, and write nothing.")
def command(*, words: tuple[str, ...], root: Path | None, standards: Path | None, as_of: date | None, shows: bool) -> None:
    """Apply the fixes that are certain; comments and layout stay.

    A value that other readers misread is quoted. A name with one near candidate, or with a new one, is corrected. An entry
    that repeats the standard goes. `kind` stands first. Each file is read again before it is written, and nothing else may
    have changed in it. Everything else is for a person to decide: `checker check` says what to write.
    """
    place = place_of(root, standards, as_of)
    files = mended_files(request_of(place, words))
    for file in files:
        if shows:
            write("".join(_diff(file)))
        else:
            replace_file(place.root / file.path, (file.after,))
        write("".join(f"{file.path}:{edit.line}: {edit.says}\n" for edit in file.edits))
    count = sum(len(file.edits) for file in files)
    if not count:
        write("Nothing can be mended for certain; `checker check` says what is open.\n")
    else:
        done = "would be" if shows else "was" if count == 1 else "were"
        fixes, where = ("fix" if count == 1 else "fixes"), ("file" if len(files) == 1 else "files")
        write(f"{count} {fixes} {done} made in {len(files)} {where}. `checker check` says what is left.\n")


def _diff(file: MendedFile) -> Iterator[str]:
    before, after = (data.decode("utf-8").splitlines(keepends=True) for data in (file.before, file.after))
    for line in unified_diff(before, after, f"a/{file.path}", f"b/{file.path}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
