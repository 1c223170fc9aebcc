"""Files that commands write: whole or not at all. Part of `cli`."""

import os
import stat
from collections.abc import Iterable
from pathlib import Path

import click

from checker.errors import UsageError


def shown_path(path: Path) -> str:
    """A path as a person would type it here: from the folder they are in, where it lies below that."""
    try:
        return str(path.resolve().relative_to(Path.cwd())) or "."
    except ValueError:
        return str(path)


def make_folder(folder: Path) -> None:
    """Make a folder that is not there, and say so: a mistyped name is seen at once. Raises UsageError."""
    if folder.is_dir():
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        nearest = next(each for each in (folder, *folder.parents) if each.exists())
        why = (error.strerror or "").lower() if nearest.is_dir() else f"{nearest} is a file"
        raise UsageError(f"cannot write into {folder}, which is no folder and cannot be made: {why}") from error
    click.echo(f"made the folder {shown_path(folder)}", err=True)


def replace_file(file: Path, pieces: Iterable[bytes]) -> None:
    """Write a file in one step: who reads it meanwhile has the old one, and a run that breaks off leaves it as it was.

    Devices and pipes are written into. Raises UsageError.
    """
    target = Path(os.path.realpath(file))  # a link stays one
    try:
        if target.exists() and not target.is_file():
            _write(target, pieces)
            return
        fresh = target.with_name(f".{target.name}.{os.getpid()}.new")
        try:
            _write(fresh, pieces)
            if target.exists():
                fresh.chmod(stat.S_IMODE(target.stat().st_mode))
            fresh.replace(target)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"cannot write {file}: {(error.strerror or '').lower()}") from error


def _write(file: Path, pieces: Iterable[bytes]) -> None:
    with file.open("wb") as opened:
        opened.writelines(pieces)
