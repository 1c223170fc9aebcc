"""`checker explain`. Part of `cli`."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

import click

from checker.cli.completion import explainable
from checker.cli.explain_json import explained
from checker.cli.options import Place, place_of, run_check, workspace_options
from checker.cli.output import write
from checker.errors import UsageError
from checker.load.workspace import WorkspaceFiles
from checker.model.finding import Finding
from checker.model.nearest import did_you_mean, nearest
from checker.model.status import ON_SCREEN
from checker.pipeline.explanation import Explanation, explain
from checker.pipeline.run import read_programme
from checker.pipeline.whereabouts import whereabouts
from checker.rules.registry import all_rules
from checker.rules.rule import Rule

FINGERPRINT = re.compile("[0-9a-f]{16}")


@click.command(
    "explain",
    epilog="""\b
Examples:
  checker explain control-loosened
  checker explain es/voice-support/control:answer_within_seconds

A finding's fingerprint (in JSON and CSV output) does as well.
""",
)
@click.argument("what", shell_complete=explainable)
@workspace_options
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(*, what: str, root: Path | None, standards: Path | None, as_of: date | None, form: str) -> None:
    """Explain a rule, or why a finding or an element is what it is.

    WHAT is a rule's id, an element written out (market/process/element), or a finding's fingerprint.
    """
    rules = all_rules()
    if what in rules:
        write(rule_page(rules[what]) if form == "text" else explained(what, rules[what]))
        return
    if "/" not in what and not FINGERPRINT.fullmatch(what) and nearest(what, rules):
        raise UsageError(f"there is no rule `{what}`{did_you_mean(what, rules)}")
    place = place_of(root, standards, as_of)
    if what.count("/") < 2 and not FINGERPRINT.fullmatch(what):
        raise UsageError(_elsewhere(what, place))
    if "/" not in what:
        found = _found(what, place)
        if found.market is None or found.process is None or found.element == "document":
            write(_pages([found]) if form == "text" else explained(what, findings=[found]))
            return
        what = found.address
    element, findings = _element(what, place)
    if form == "json":
        write(explained(what, None, element, findings))
    else:
        write("\n".join(_lines(element)) + "\n" if element is not None else _pages(findings))


def _elsewhere(what: str, place: Place) -> str:
    """What to write for a word that is no rule and no whole address."""
    files = WorkspaceFiles(place.root, place.standards)
    known = [market.id for region in files.layout.regions for market in region.markets]
    first = what.partition("/")[0]
    if first in known:
        process = what.partition("/")[2] or "PROCESS"
        return f"`{what}` names no element; write it like `{first}/{process}/control:…`, or see `checker diff {first} {process}`"
    return whereabouts(what, read_programme(files), all_rules(), known[0] if known else "MARKET")


def _element(address: str, place: Place) -> tuple[Explanation | None, Sequence[Finding]]:
    """What bears on it, and its findings; only those of what is not adopted or was added, which the standard does not know."""
    report = run_check(place, (address.partition("/")[0],), all_elements=True)
    files = WorkspaceFiles(place.root, place.standards)
    try:
        found = explain(files, read_programme(files), report, address)
    except UsageError:
        own = [finding for finding in report.findings if finding.address == address]
        if not own:
            raise
        return None, own
    return found, found.findings


def _pages(findings: Iterable[Finding]) -> str:
    rules = all_rules()
    return "\n".join("\n".join(_of_finding(finding, rules[finding.rule])) + "\n" for finding in findings)


def _found(fingerprint: str, place: Place) -> Finding:
    report = run_check(place)
    for finding in report.findings:
        if finding.fingerprint == fingerprint:
            return finding
    raise UsageError(f"no finding has the fingerprint {fingerprint} on {report.as_of}")


def _of_finding(finding: Finding, rule: Rule) -> Iterator[str]:
    """A finding alone: what it says, where, and what its rule is for."""
    span = finding.location.span
    standing = finding.level if finding.is_open else f"settled: {finding.disposition.value.replace('_', ' ')}"
    yield f"Finding     {finding.rule} ({standing}): {finding.message}"
    yield f"Stands at   {finding.location.path}:{span.line}:{span.column}"
    if finding.location.excerpt.strip():
        yield f"            {finding.location.excerpt.strip()}"
    if finding.remedy:
        yield f"Do          {finding.remedy}"
    yield f"Why         {rule.manual.why}"
    yield f"Rule        checker explain {rule.id}"


def rule_page(rule: Rule) -> str:
    """A rule's manual page."""
    manual = rule.manual
    level = "the level of the element's severity" if rule.level == "severity" else rule.level
    parts = [f"{rule.id}  ({level})", "", manual.summary]
    if manual.what:
        parts += ["", manual.what]
    parts += ["", f"Why   {_indented(manual.why)}", "", f"Mend  {_indented(manual.mend)}"]
    parts += ["", "Bad", _block(manual.bad), "", "Good", _block(manual.good)]
    return "\n".join(parts) + "\n"


def _indented(text: str) -> str:
    return text.replace("\n", "\n      ")


def _block(text: str) -> str:
    return "\n".join(f"  {line.strip()}" if index == 0 else f"  {line}" for index, line in enumerate(text.splitlines()))


def _status(found: Explanation) -> str:
    if found.not_checked:
        return f"not checked: {found.not_checked}; severity {found.severity}"
    return f"{ON_SCREEN[found.result.status]}; severity {found.severity}, weight {found.result.weight}"


def _lines(found: Explanation) -> Iterator[str]:
    yield f"{found.title}  ({found.address})"
    yield f"Status      {_status(found)}"
    for label, text in (
        ("Standard", found.requirement), ("Why", found.why), ("A market", found.permission), ("Allowed", found.allowed),
    ):  # fmt: skip
        if text:
            yield f"{label:<11} {text}"
    if found.layers:
        yield ""
        yield "Where the value comes from"
    effective = [layer for layer in found.layers if layer.holds][-1:]
    for layer in found.layers:
        mark = "→" if layer in effective else " "
        remarks = "; ".join(part for part in (layer.days, layer.reason, "" if layer.holds else "does not hold today") if part)
        span = layer.location.span
        yield f" {mark} {layer.layer:<9} {layer.text:<24} {layer.location.path}:{span.line}{f'  ({remarks})' if remarks else ''}"
    for duty in found.duties:
        yield ""
        yield f"Duty        {duty.id}: {duty.says} ({duty.citation}); {duty.standing}; {duty.verdict}"
    for waiver, location in found.waivers:
        yield ""
        yield f"Waiver      {waiver}  {location.path}"
    for finding in found.findings:
        yield ""
        standing = finding.level if finding.is_open else f"settled: {finding.disposition.value.replace('_', ' ')}"
        yield f"Finding     {finding.rule} ({standing}): {finding.message}"
        if finding.remedy and finding.is_open:
            yield f"Do          {finding.remedy}"
    if not found.findings and found.remedy:
        yield f"Remedy      {found.remedy}"
