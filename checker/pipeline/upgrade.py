"""One market as it is, and as it would be under another version: its files with new names, judged. Part of `pipeline`."""

from collections.abc import Mapping
from typing import NamedTuple

from checker.errors import UsageError
from checker.evolution.pairs import Names, names_between
from checker.load.layout import MarketLayout, RegionLayout
from checker.load.upgrading import adopting, renamed_variant
from checker.load.workspace import WorkspaceFiles
from checker.model.finding import Finding
from checker.model.report import MarketResult
from checker.model.value import Version
from checker.model.workspace import MarketFiles, Programme
from checker.pipeline.market import MarketChecker


class Side(NamedTuple):
    """A market's files, and how they are judged."""

    files: MarketFiles
    result: MarketResult
    findings: tuple[Finding, ...]


class Moved(NamedTuple):
    """A market before and after. `texts`: the market's own files that change, by path. `names`: what was renamed."""

    market: str
    pinned: Version
    before: Side
    after: Side
    texts: Mapping[str, bytes]
    names: Names


class Target(NamedTuple):
    """What to move to, and what is needed for it. `files`: the workspace as it lies there."""

    files: WorkspaceFiles
    programme: Programme
    checker: MarketChecker
    process: str
    version: Version


def pinned_version(result: MarketResult, process: str) -> Version | None:
    found = result.processes.get(process)
    return found.version if found is not None else None


def judged(files: WorkspaceFiles, checker: MarketChecker, region: RegionLayout, market: MarketLayout) -> Side:
    read = files.market(market, files.region(region))
    result, findings = checker.check(read)
    return Side(read, result, tuple(findings))


def moved(target: Target, region: RegionLayout, market: MarketLayout, before: Side, *, with_region: bool = False) -> Moved:
    """The market under the target's version. `with_region`: names in the region's variant are followed too.

    Raises UsageError where the market's files cannot be used.
    """
    process, pinned, document = target.process, pinned_version(before.result, target.process), before.files.document
    if pinned is None or document is None:
        raise UsageError(f"{market.id} does not run {process}")
    models = {version: each.model for version, each in target.programme.standards[process].items()}
    names = names_between(models, pinned, target.version)
    texts: dict[str, bytes] = {}
    raw = _raw(target.files, document.path)
    adopted = adopting(document, raw, process, target.version)
    if adopted is None:
        raise UsageError(
            f"write `adopts: {{{process}: {target.version}}}` into {document.path} by hand: its form leaves no safe place"
        )
    _change(texts, document.path, raw, adopted)
    variants = [before.files.variants, before.files.region.variants] if with_region else [before.files.variants]
    for layer in variants:
        if process in layer:
            own = _raw(target.files, layer[process].path)
            _change(texts, layer[process].path, own, renamed_variant(layer[process], own, names))
    files = WorkspaceFiles(target.files.root, target.files.standards, texts)
    return Moved(market.id, pinned, before, judged(files, target.checker, region, market), texts, names)


def _raw(files: WorkspaceFiles, path: str) -> bytes:
    return (files.root / path).read_bytes()


def _change(texts: dict[str, bytes], path: str, old: bytes, new: bytes) -> None:
    if new != old:
        texts[path] = new


def new_findings(move: Moved, process: str) -> tuple[Finding, ...]:
    """What is open under the new version and was not before; how the version itself stands is not counted."""
    known = {(finding.rule, renamed_element(finding.element, move.names)) for finding in move.before.findings
             if finding.process == process and finding.is_open}  # fmt: skip
    return tuple(
        finding for finding in move.after.findings
        if finding.process == process and finding.is_open and finding.level != "info"
        and not finding.rule.startswith(("version-", "waiver-")) and finding.rule != "process-not-adopted"
        and (finding.rule, finding.element) not in known
    )  # fmt: skip


def renamed_element(element: str, names: Names) -> str:
    """The address of an element by its newer name."""
    kind, _, rest = element.partition(":")
    renames = {"control": names.controls, "metric": names.metrics, "step": names.steps, "rule": names.rules}.get(kind, {})
    for mark in ("@", "."):
        name, sign, suffix = rest.partition(mark)
        if name in renames:
            return f"{kind}:{renames[name]}{sign}{suffix}"
    return element
