"""What a shell offers after the Tab key: markets, processes, versions, rules, elements, formats. Part of `cli`.

Names of folders and files say all but the elements, for which one standard is read.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from checker.errors import NoWorkspaceError
from checker.model.value import Version, parse_version


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


def regions(context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    return _fitting(typed, _folders(context, "markets"))


def processes(context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    return _fitting(typed, _folders(context, "standards/processes"))


def versions(context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """Versions of the process that was typed before, newest first."""
    process = context.params.get("process")
    known = known_versions(context, process) if isinstance(process, str) else []
    return [str(each) for each in known if str(each).startswith(typed)]


def output_formats(_context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    from checker.formats.registry import format_names

    return _fitting(typed, format_names())


def schema_names(context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """What `checker schema` shows: kinds of documents, the variants of each version, outputs."""
    from checker.schemas.collection import ANY_DOCUMENT, variant_name
    from checker.schemas.outputs import OUTPUTS
    from checker.schemas.shapes import KINDS

    written = (
        variant_name(process, version)
        for process in _folders(context, "standards/processes")
        for version in known_versions(context, process)
    )
    return _fitting(typed, {ANY_DOCUMENT, *KINDS, *written, *OUTPUTS})


def explainable(context: click.Context, parameter: click.Parameter, typed: str) -> list[Any]:
    """Rules and elements."""
    rules = _fitting(typed, rule_ids()) if "/" not in typed else []
    return [*rules, *addresses(context, parameter, typed)]


def addresses(context: click.Context, _parameter: click.Parameter, typed: str) -> list[Any]:
    """Elements as they are written out: `es/`, then `es/voice-support/`, then `es/voice-support/control:…`."""
    market, process, rest = (*typed.split("/", 2), None, None)[:3]
    if process is None:
        return _fitting(typed, (f"{each}/" for each in _markets(context)))
    if rest is None:
        return _fitting(typed, (f"{market}/{each}/" for each in _folders(context, "standards/processes")))
    return _fitting(typed, (f"{market}/{process}/{element}" for element in _elements(context, process)))


def rule_ids() -> Iterator[str]:
    """Every rule's id, by the names of their modules: none is imported."""
    from checker import rules

    for module in Path(rules.__path__[0]).glob("*/[a-z]*.py"):
        yield module.stem.replace("_", "-")


def _markets(context: click.Context) -> Iterator[str]:
    root = root_of(context)
    if root is not None:
        yield from (file.parent.name for file in (root / "markets").glob("*/*/market.yaml"))


def _folders(context: click.Context, below: str) -> Iterator[str]:
    root = root_of(context)
    if root is not None and (root / below).is_dir():
        yield from (folder.name for folder in (root / below).iterdir() if folder.is_dir() and not folder.name.startswith("."))


def known_versions(context: click.Context, process: str) -> list[Version]:
    """Newest first; a file that is named otherwise is none."""
    root = root_of(context)
    known = []
    for file in root.joinpath("standards/processes", process).glob("*.yaml") if root is not None else ():
        with suppress(ValueError):
            known.append(parse_version(file.stem))
    return sorted(known, reverse=True)


def _elements(context: click.Context, process: str) -> Iterator[str]:
    """The elements of the newest version that is no draft."""
    root = root_of(context)
    if root is None:
        return
    from checker.load.document import load_document
    from checker.model.documents import Standard

    for version in known_versions(context, process):
        document = load_document(root, f"standards/processes/{process}/{version}.yaml", Standard).document
        if document is not None and document.model.status != "draft":
            standard = document.model
            yield "process"
            yield from (f"control:{each.id}" for each in standard.controls)
            yield from (f"metric:{each.id}" for each in standard.metrics)
            if standard.flow is not None:
                yield from (f"step:{each.id}" for each in standard.flow.steps)
                yield from (f"rule:{each.id}" for each in standard.flow.rules)
            return


def root_of(context: click.Context) -> Path | None:
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
