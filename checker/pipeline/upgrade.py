"""One market as it is, and as it would be under another version: its files with new names, judged. Part of `pipeline`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from checker.errors import UsageError
from checker.evolution.pairs import Names, names_between
from checker.load.document import parse_document
from checker.load.upgrading import adopting, renamed_variant
from checker.load.workspace import WorkspaceFiles
from checker.model.documents import Market, Variant
from checker.model.evolution import VersionDiff
from checker.model.fault import Fault
from checker.model.finding import Finding
from checker.model.results import MarketResult
from checker.model.value import Version
from checker.model.workspace import MarketFiles, Programme, RegionFiles
from checker.pipeline.market import MarketChecker
from checker.pipeline.versions import compare_versions


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


@dataclass(frozen=True)
class Target:
    """What to move to, and what is needed for it. `files`: the workspace as it lies there."""

    files: WorkspaceFiles
    programme: Programme
    checker: MarketChecker
    process: str
    version: Version
    _diffs: dict[Version, VersionDiff] = field(default_factory=dict)

    def since(self, pinned: Version) -> VersionDiff:
        """What changes from a version to this one; the same for all markets that run it."""
        if pinned not in self._diffs:
            self._diffs[pinned] = compare_versions(self.programme, self.process, pinned, self.version)
        return self._diffs[pinned]


def pinned_version(result: MarketResult, process: str) -> Version | None:
    found = result.processes.get(process)
    return found.version if found is not None else None


def judged(checker: MarketChecker, files: MarketFiles, process: str) -> Side:
    """The market with this one process judged."""
    result, findings = checker.check(files, process)
    return Side(files, result, tuple(findings))


def moved(target: Target, before: Side, *, with_region: bool = False) -> Moved:
    """The market under the target's version. `with_region`: names in the region's variant are followed too.

    Raises UsageError where the market's files cannot be used.
    """
    process, pinned, files = target.process, pinned_version(before.result, target.process), before.files
    if pinned is None or files.document is None:
        raise UsageError(f"{files.id} does not run {process}")
    models = {version: each.model for version, each in target.programme.standards[process].items()}
    names = names_between(models, pinned, target.version)
    texts: dict[str, bytes] = {}
    raw = _raw(target.files, files.document.path)
    adopted = adopting(files.document, raw, process, target.version)
    if adopted is None:
        raise UsageError(
            f"write `adopts: {{{process}: {target.version}}}` into {files.document.path} by hand: its form leaves no safe place"
        )
    _change(texts, files.document.path, raw, adopted)
    variants = [files.variants, files.region.variants] if with_region else [files.variants]
    for layer in variants:
        if process in layer:
            own = _raw(target.files, layer[process].path)
            _change(texts, layer[process].path, own, renamed_variant(layer[process], own, names))
    after = judged(target.checker, _with_texts(files, process, texts), process)
    return Moved(files.id, pinned, before, after, texts, names)


L = TypeVar("L", MarketFiles, RegionFiles)


def _with_texts(files: MarketFiles, process: str, texts: Mapping[str, bytes]) -> MarketFiles:
    """The market's files as they would be read with these texts: its market.yaml, its variant and its region's."""
    files = _with_variant(files._replace(region=_with_variant(files.region, process, texts)), process, texts)
    path = files.document.path if files.document is not None else ""
    if path not in texts:
        return files
    loaded = parse_document(texts[path], path, Market)
    return files._replace(document=loaded.document, faults=_faults(files, path, loaded.faults))


def _with_variant(layer: L, process: str, texts: Mapping[str, bytes]) -> L:
    path = layer.variants[process].path if process in layer.variants else ""
    if path not in texts:
        return layer
    loaded = parse_document(texts[path], path, Variant)
    others = {name: each for name, each in layer.variants.items() if name != process}
    faults = _faults(layer, path, loaded.faults)
    if loaded.document is None:
        return layer._replace(variants=others, unusable=layer.unusable | {process}, faults=faults)
    return layer._replace(variants={**others, process: loaded.document}, faults=faults)


def _faults(layer: MarketFiles | RegionFiles, path: str, found: tuple[Fault, ...]) -> tuple[Fault, ...]:
    return (*(fault for fault in layer.faults if fault.location.path != path), *found)


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
