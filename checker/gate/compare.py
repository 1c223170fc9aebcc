"""Which findings a change brings, worsens, betters, leaves or mends. Part of `gate`.

Two findings are the same one if their fingerprints are; failing that, if they are of one rule and one element. A file's
place is no part of what it says: a document that was only moved brings nothing new.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from checker.gate.distance import Trend, trend
from checker.model.finding import Change, Finding

CHANGE_OF: Mapping[Trend, Change] = {
    Trend.SAME: "unchanged",
    Trend.NEARER: "improved",
    Trend.FURTHER: "worsened",
    Trend.OTHER: "worsened",
}
DOCUMENT = "document"
Key = tuple[object, ...]


class Compared(NamedTuple):
    """The later findings in their order, each with what became of it, and the earlier ones that are there no more."""

    changes: tuple[tuple[Finding, Change], ...]
    fixed: tuple[Finding, ...]


def compare(before: Iterable[Finding], after: Iterable[Finding], moved: Mapping[str, str] | None = None) -> Compared:
    """Compare the findings of two points. `moved`: old path → new path of documents that lie elsewhere now."""
    matching = _Matching(tuple(before), tuple(after), moved or {})
    changes = tuple(
        (finding, "new" if (match := matching.match.get(index)) is None else _change(match, finding))
        for index, finding in enumerate(matching.after)
    )
    return Compared(changes, tuple(each for index, each in enumerate(matching.before) if index not in matching.used))


def _change(before: Finding, after: Finding) -> Change:
    if before.leaves_unchecked and after.leaves_unchecked:
        return "unchanged"  # a file that could not be used cannot be used any less
    return CHANGE_OF[trend(before, after)]


class _Matching:
    """Pairs by fingerprint, then by rule and element, then what a file that was unusable before is still unusable for."""

    def __init__(self, before: Sequence[Finding], after: Sequence[Finding], moved: Mapping[str, str]) -> None:
        self.before, self.after, self.moved = before, after, moved
        self.match: dict[int, Finding] = {}
        self.used: set[int] = set()
        self._pair([_fingerprint(each) for each in before], [_fingerprint(each) for each in after])
        self._pair([self._subject(each) for each in before], [_subject(each, each.location.path) for each in after])
        self._still_unusable()

    def _pair(self, before: Sequence[Key], after: Sequence[Key]) -> None:
        """Give each later finding the first earlier one of its key that is left, in output order."""
        waiting: dict[Key, list[int]] = {}
        for index in sorted(range(len(before)), key=lambda index: _order(self.before[index]), reverse=True):
            if index not in self.used:
                waiting.setdefault(before[index], []).append(index)
        for index in sorted(range(len(after)), key=lambda index: _order(self.after[index])):
            left = waiting.get(after[index])
            if index not in self.match and left:
                found = left.pop()
                self.used.add(found)
                self.match[index] = self.before[found]

    def _subject(self, finding: Finding) -> Key:
        path = finding.location.path
        return _subject(finding, self.moved.get(path, path))

    def _still_unusable(self) -> None:
        """Of a file that is still unusable, no fault is new, and none is mended."""
        unusable: dict[tuple[str | None, str], list[int]] = {}
        for index in sorted(range(len(self.before)), key=lambda index: _order(self.before[index])):
            finding = self.before[index]
            if finding.leaves_unchecked:
                path = finding.location.path
                unusable.setdefault((finding.market, self.moved.get(path, path)), []).append(index)
        for index, finding in enumerate(self.after):
            known = unusable.get((finding.market, finding.location.path)) if finding.leaves_unchecked else None
            if index not in self.match and known is not None:
                self.match[index] = self.before[known[0]]
                self.used.update(known)


def _order(finding: Finding) -> Key:
    """Output order, and one where that leaves two alike."""
    return (finding.sort_key, finding.fingerprint)


def _fingerprint(finding: Finding) -> Key:
    """With the market: a region's fault in a shared file is found for each."""
    return (finding.fingerprint, finding.market, finding.process)


def _subject(finding: Finding, path: str) -> Key:
    """What a finding is about; of a document's faults, which one it is too, since a file has many."""
    about: Key = (finding.rule, finding.market, finding.process, finding.element)
    if finding.element == DOCUMENT:
        return (*about, path, finding.message)
    return about
