"""`checker doctor`. Part of `cli`."""

import json
import sys
from pathlib import Path

import click

from checker.cli.options import place_of, wants_color
from checker.cli.output import write
from checker.doctor.examine import examine
from checker.doctor.setup import Advice, State
from checker.pipeline.setting_up import read_setup

MARKS: dict[State, tuple[str, str]] = {"good": ("ok", "32"), "missing": ("missing", "1;31"), "look": ("advised", "1;33")}
WIDTH = 8
HEADING = """What would make the gate hold better. Nothing is changed, and nothing fails by it.
  missing  is to be put right; with `--strict` it ends with exit 1
  advised  the gate holds without it, or it cannot be seen from the files
"""


@click.command(
    "doctor",
    epilog="""\b
Examples:
  checker doctor                 the repository that the workspace lies in
  checker doctor --root ../cx    another one
  checker doctor --strict        exits 1 where something is missing
""",
)
@click.option("--root", type=click.Path(path_type=Path), help="The workspace (default: the nearest one here or above).")
@click.option("--standards", type=click.Path(path_type=Path), help="Standards from another checkout.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Exit 1 where something is missing (default: 0, this only advises).")
def command(*, root: Path | None, standards: Path | None, form: str, strict: bool) -> int:
    """Look at the repository's set-up: whether the gate runs, and who can switch it off.

    Reads CODEOWNERS, pipelines, hooks, git's settings and the schemas for editors, and says what is missing and what to
    write. Changes nothing, and fails nothing unless it is asked to be strict.
    """
    place = place_of(root, standards, None)
    found = examine(read_setup(place.root, place.standards))
    write(_json(found) if form == "json" else _text(found, color=wants_color(sys.stdout.isatty())))
    return int(strict and any(advice.state == "missing" for advice in found))


def _json(found: tuple[Advice, ...]) -> str:
    advice = [{**each._asdict(), "do": each.do or None} for each in found]
    return json.dumps({"format": "checker.doctor/1", "advice": advice}, ensure_ascii=False, indent=2) + "\n"


def _text(found: tuple[Advice, ...], *, color: bool) -> str:
    lines = [HEADING]
    for advice in found:
        word, code = MARKS[advice.state]
        mark = f"\x1b[{code}m{word:<{WIDTH}}\x1b[0m" if color else f"{word:<{WIDTH}}"
        lines.append(f"{mark}{advice.about}: {_printable(advice.says)}")
        if advice.do:
            lines.append(f"{' ' * WIDTH}do: {_printable(advice.do)}")
    absent = sum(advice.state == "missing" for advice in found)
    watched = sum(advice.state == "look" for advice in found)
    lines += ["", f"{absent} missing, {watched} advised." if absent or watched else "All that can be seen from here is there."]
    return "\n".join(lines) + "\n"


def _printable(text: str) -> str:
    """A file's own words may hold what a terminal would act on."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)
