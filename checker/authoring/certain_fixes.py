"""The fixes that are certain: what a finding says to write is then the only thing that can be meant. Part of `authoring`."""

from collections.abc import Iterable, Iterator

from checker.authoring.edits import Edit, Effect
from checker.authoring.places import Spot, Text
from checker.model.documents import Standard
from checker.model.finding import Finding
from checker.model.nearest import only_near
from checker.model.report import Report
from checker.model.workspace import Programme
from checker.pipeline.certain import unambiguous

FIRST_KEYS = {
    "market": ("kind", "market"), "region": ("kind", "region"), "variant": ("kind", "process"), "waiver": ("kind", "id"),
    "law": ("kind", "jurisdiction"), "standard": ("kind", "process", "version"), "catalogue": ("kind", "format"),
}  # fmt: skip


def edits_for(text: Text, found: Iterable[Finding], report: Report, programme: Programme) -> Iterator[Edit]:
    """The certain fixes of one file's findings.

    Where an entry stands beside its misspelt twin, which of the two is meant is for a person to say: both stay.
    """
    edits = list(_edits(text, found, report, programme))
    twins = {(*edit.key_path[:-1], edit.word) for edit in edits if edit.effect == "rename" and _stands(text, edit)}
    for edit in edits:
        is_twin = edit.key_path in twins or (edit.effect == "rename" and (*edit.key_path[:-1], edit.word) in twins)
        if not is_twin:
            yield edit


def _stands(text: Text, edit: Edit) -> bool:
    """Whether the new name is there already."""
    path = (*edit.key_path[:-1], edit.word)
    return text.positions.parent(path) == path


def _edits(text: Text, found: Iterable[Finding], report: Report, programme: Programme) -> Iterator[Edit]:
    for finding in found:
        spot = text.spot(finding.location.span)
        if spot is None:
            continue
        if finding.rule == "yaml-ambiguous-scalar":
            yield from _quoted(text, finding, spot)
        elif finding.rule == "reference-unknown":
            yield from _renamed(text, finding, spot, candidates(finding, report, programme))
        elif finding.rule == "control-redundant":
            yield from _deleted(text, finding, spot)


def _quoted(text: Text, finding: Finding, spot: Spot) -> Iterator[Edit]:
    start, end = text.extent(spot)
    written = finding.data.get("scalar", "")
    if text.text[start:end] != written:
        return
    instead = unambiguous(written)
    if instead is None:
        return
    yield Edit(start, end, instead, f"`{written}` is written {instead}, which every reader takes for the same", _line(finding))


def candidates(finding: Finding, report: Report, programme: Programme) -> tuple[dict[str, str], frozenset[str]]:
    """Old names with their new ones, and every name that could be meant. Empty where that is not known."""
    what, process = finding.data.get("what", ""), finding.process or ""
    if what == "process":
        return {}, frozenset(programme.process_ids())
    if what == "duty":
        return {}, frozenset(programme.duties)
    market = report.markets.get(finding.market or "")
    version = market.processes[process].version if market is not None and process in market.processes else None
    document = programme.standards.get(process, {}).get(version) if version is not None else None
    return ({}, frozenset()) if document is None else _names(document.model, what)


def _names(standard: Standard, what: str) -> tuple[dict[str, str], frozenset[str]]:
    renamed, flow = standard.renamed, standard.flow
    known = {
        "control": (renamed.controls, (control.id for control in standard.controls)),
        "metric": (renamed.metrics, (metric.id for metric in standard.metrics)),
        "step": (renamed.steps, (step.id for step in (flow.steps if flow else ()))),
        "extension point": ({}, (point.id for point in (flow.extension_points if flow else ()))),
    }
    old, names = known.get(what, ({}, ()))
    return dict(old), frozenset(names)


def _renamed(text: Text, finding: Finding, spot: Spot, known: tuple[dict[str, str], frozenset[str]]) -> Iterator[Edit]:
    old, names = known
    name = finding.data.get("name", "")
    start, end = text.extent(spot)
    meant = old.get(name) or only_near(name, names)
    if meant is None or text.text[start:end].strip("\"'") != name:
        return
    why = "is its name now" if name in old else "is the only one near"
    effect: Effect = "rename" if spot.at_key else "write"
    yield Edit(start, end, meant, f"`{name}` becomes `{meant}`, which {why}", _line(finding), effect, spot.key_path, meant)


def _deleted(text: Text, finding: Finding, spot: Spot) -> Iterator[Edit]:
    """The whole entry; the last one goes with its section, which would stand empty. Comments beside it stay."""
    kind, _, name = finding.element.partition(":")
    section = f"{kind}s"
    if "@" in name or finding.market is None or spot.key_path[:2] != (section, name):
        return
    says = f"`{name}` goes, since it repeats the standard"
    entry, whole = text.entry((section, name)), text.entry((section,))
    if len(text.root[section]) > 1:
        yield Edit(*entry, "", says, _line(finding), "delete", (section, name))
    elif text.text.count("\n", whole[0], entry[0]):
        yield Edit(whole[0], text.text.index("\n", whole[0]) + 1, "", "", _line(finding), "delete", (section,))
        yield Edit(*entry, "", says, _line(finding))
    else:
        yield Edit(*whole, "", says, _line(finding), "delete", (section,))


def _line(finding: Finding) -> int:
    return finding.location.span.line


def key_order(text: Text) -> Iterator[Edit]:
    """`kind` and what names the document stand first, where they are lines of their own."""
    if not isinstance(text.root, dict):
        return
    first = [key for key in FIRST_KEYS.get(str(text.root.get("kind")), ()) if key in text.root]
    keys = list(text.root)
    if keys[: len(first)] == first or not all(_is_one_line(text, key) for key in first):
        return
    lines = {key: text.entry((key,)) for key in first}
    moved = "".join(
        text.text[start:end] if text.text[start:end].endswith("\n") else f"{text.text[start:end]}\n"
        for start, end in lines.values()
    )
    at = text.entry((keys[0],))[0]
    line = text.text.count("\n", 0, at) + 1
    yield Edit(at, at, moved, f"{' and '.join(f'`{key}`' for key in first)} stand first", line)
    for start, end in lines.values():
        yield Edit(start, end, "", "", line)


def _is_one_line(text: Text, key: str) -> bool:
    """A scalar on a line that starts with its key, with nothing of another entry on it."""
    start, end = text.entry((key,))
    own = text.text[start:end]
    return own.startswith((key, f'"{key}"')) and own.count("\n") <= 1 and not isinstance(text.root[key], dict | list)
