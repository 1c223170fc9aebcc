"""What a shell offers after the Tab key: markets, processes, rules. Part of `cli`. Reads names of folders, and no document."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from checker.errors import NoWorkspaceError


def markets(context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    return _fitting(typed, _markets(context))


def markets_and_paths(context: click.Context, _parameter: click.Parameter, typed: str) -> list[Any]:
    """Markets; a word with a `/` is a path, which the shell completes itself."""
    if "/" in typed:
        from click.shell_completion import CompletionItem

        return [CompletionItem(typed, type="file")]
    return _fitting(typed, _markets(context))


def owners(context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """Markets and regions."""
    return _fitting(typed, {*_markets(context), *_folders(context, "markets")})


def processes(context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    return _fitting(typed, _folders(context, "standards/processes"))


def explainable(context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """Rules; then `es/`, and the processes behind it."""
    market, slash, _ = typed.partition("/")
    if slash:
        return _fitting(typed, (f"{market}/{process}/" for process in _folders(context, "standards/processes")))
    return _fitting(typed, {*rule_ids(), *(f"{each}/" for each in _markets(context))})


def rule_ids() -> Iterator[str]:
    """Every rule's id, by the names of their modules: none is imported."""
    from checker import rules

    for module in Path(rules.__path__[0]).glob("*/[a-z]*.py"):
        yield module.stem.replace("_", "-")


def _markets(context: click.Context) -> Iterator[str]:
    root = _root(context)
    if root is not None:
        yield from (file.parent.name for file in (root / "markets").glob("*/*/market.yaml"))


def _folders(context: click.Context, below: str) -> Iterator[str]:
    root = _root(context)
    if root is not None and (root / below).is_dir():
        yield from (folder.name for folder in (root / below).iterdir() if folder.is_dir() and not folder.name.startswith("."))


def _root(context: click.Context) -> Path | None:
    """None outside of a workspace: there is nothing to offer then."""
    named = context.params.get("root")
    if isinstance(named, Path):
        return named
    from checker.load.root import find_root

    try:
        return find_root(Path.cwd())
    except NoWorkspaceError:
        return None


def _fitting(typed: str, known: Iterable[str]) -> list[str]:
    return sorted(each for each in known if each.startswith(typed))
