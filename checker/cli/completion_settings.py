"""What a shell offers behind `--set`: the controls of the version that a market or region runs. Part of `cli`."""

from pathlib import Path

import click

from checker.cli.completion import known_versions, root_of
from checker.load.document import load_document
from checker.model.documents import Market, Region, Standard
from checker.model.value import Version


def settings(context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """`payout_days=`, without those that were set before; nothing behind the `=`, where the value is the market's own."""
    root, (owner, process) = root_of(context), _owner_and_process(context)
    if root is None or not owner or not process:
        return []
    given = {each.partition("=")[0] for each in context.params.get("settings") or ()}
    standard = _standard(context, root, owner, process)
    known = sorted(each.id for each in standard.controls) if standard is not None else []
    return [f"{each}=" for each in known if each.startswith(typed) and each not in given]


def _owner_and_process(context: click.Context) -> tuple[str, str]:
    """Click stops at an option without its value, and leaves the words before it where it found them."""
    named = [context.params.get(name) for name in ("owner", "process")]
    words = [each for each in named if isinstance(each, str)] or context.args
    owner, process, *_ = [*words, "", ""]
    return owner, process


def _standard(context: click.Context, root: Path, owner: str, process: str) -> Standard | None:
    """Of the version that is adopted; failing that the newest one."""
    adopted = _adopted(root, owner, process)
    versions = known_versions(context, process)
    chosen = adopted if adopted in versions else next(iter(versions), None)
    document = load_document(root, f"standards/processes/{process}/{chosen}.yaml", Standard).document if chosen else None
    return document.model if document is not None else None


def _adopted(root: Path, owner: str, process: str) -> Version | None:
    """A market's own word, then its region's."""
    for market in sorted(root.glob(f"markets/*/{owner}/market.yaml")):
        own = load_document(root, market.relative_to(root).as_posix(), Market).document
        if own is not None and process in own.model.adopts:
            return own.model.adopts[process]
        owner = market.parent.parent.name
    region = load_document(root, f"markets/{owner}/region.yaml", Region).document
    return region.model.adopts.get(process) if region is not None else None
