"""What changes from one version of a standard to the next: as text, JSON, and a changelog in markdown. Part of `formats`."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby

from checker.formats._markdown import code, escaped
from checker.formats._plain import plain
from checker.formats._summary import counted
from checker.model.evolution import Bump, Change, Direction, VersionDiff

SAID_FIRST = {Bump.MAJOR: "Needs a major version", Bump.MINOR: "Needs a minor version", Bump.PATCH: "Needs a patch version"}
CHANGELOG = {
    Direction.TIGHTENS: "Asks more",
    Direction.INCOMPARABLE: "Asks something else",
    Direction.LOOSENS: "Allows more",
    Direction.NEUTRAL: "Stays as strict",
}
INHERITED = "*"
MAX_TEXT = 300


def verdict(diff: VersionDiff) -> str:
    """Whether the number is honest, in one sentence."""
    if not diff.changes:
        return f"{diff.old} and {diff.new} say the same."
    needs = f"needs a {diff.required.word} version"
    if diff.is_too_small:
        return f"TOO SMALL: {diff.new} is a {diff.declared.word} version after {diff.old}, and {needs}."
    if diff.is_larger:
        reason = f"because: {plain(diff.bump_reason)}" if diff.bump_reason else "and does not say why; add `bump_reason`"
        said = f"{diff.new} is a {diff.declared.word} version after {diff.old}"
        return f"{said}, more than its changes need ({diff.required.word}), {reason}"
    return f"{diff.new} is a {diff.declared.word} version after {diff.old}, as its changes need."


def _text(diff: VersionDiff) -> str:
    number = counted(len(diff.changes), "change")
    lines = [f"{plain(diff.title)} ({diff.process}) {diff.old} → {diff.new}: {number}", verdict(diff)]
    for bump in sorted(SAID_FIRST, reverse=True):
        own = [change for change in diff.changes if change.bump is bump]
        if own:
            lines += ["", f"{SAID_FIRST[bump]} ({len(own)})", *_lines(own)]
    if diff.silent:
        lines += ["", f"{INHERITED} changes silently: a market that says nothing of it runs it from then on ({len(diff.silent)})"]
    return "\n".join(lines) + "\n"


def _lines(changes: Iterable[Change]) -> Iterator[str]:
    """One line for each change, and under each run of changes of one element why they need the bump."""
    for (element, why, way), run in groupby(changes, lambda change: (change.element, change.why, change.direction)):
        for change in run:
            mark = INHERITED if change.is_silent else " "
            yield f" {mark} {element}  {_words(change.kind)}: {plain(change.text, MAX_TEXT)}"
        yield f"       {way.value}: {why}"


def _words(kind: str) -> str:
    return kind.replace("-", " ")


def _json(diff: VersionDiff) -> str:
    return json.dumps({"format": "checker.standard-diff/1", **diff_json(diff)}, ensure_ascii=False, indent=2) + "\n"


def diff_json(diff: VersionDiff) -> Mapping[str, object]:
    return {
        "process": diff.process, "old": str(diff.old), "new": str(diff.new), "required": diff.required.word,
        "declared": diff.declared.word, "too_small": diff.is_too_small, "bump_reason": diff.bump_reason,
        "changes": [change_json(change) for change in diff.changes],
    }  # fmt: skip


def change_json(change: Change) -> Mapping[str, object]:
    return {
        "kind": change.kind, "element": change.element, "old_element": change.old_element, "title": change.title,
        "direction": change.direction.value, "bump": change.bump.word, "why": change.why, "silent": change.is_silent,
        "was": change.was, "now": change.now,
    }  # fmt: skip


def changelog(diff: VersionDiff) -> str:
    """For readers: what is asked more, what is allowed more, what changes without a word of theirs."""
    lines = [f"# {escaped(diff.title, MAX_TEXT)} {diff.new}", "", f"Since {diff.old}. {escaped(verdict(diff), 1000)}"]
    for way, heading in CHANGELOG.items():
        own = [change for change in diff.changes if change.direction is way]
        if own:
            lines += ["", f"## {heading}", "", *(_bullet(change) for change in own)]
    if diff.silent:
        lines += ["", "Changes in *italics* hold from then on in markets that say nothing of them."]
    return "\n".join(lines) + "\n"


def _bullet(change: Change) -> str:
    name = escaped(change.title, MAX_TEXT)
    shown = f"*{name}*" if change.is_silent else name
    return f"- {shown} ({code(change.element)}), {_words(change.kind)}: {escaped(change.text, MAX_TEXT)}"


RENDERERS: Mapping[str, Callable[[VersionDiff], str]] = {"text": _text, "json": _json, "markdown": changelog}
