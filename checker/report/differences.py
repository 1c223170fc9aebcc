"""One element beside the standard, with what was found about it. Part of `report`."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from markupsafe import Markup

from checker.model.amount import Amount, Expected
from checker.model.documents import Reason
from checker.model.finding import Finding
from checker.model.report import ElementResult
from checker.model.status import Disposition, Status
from checker.report.bars import Bar, bar
from checker.report.finding_list import gain_text
from checker.report.links import Source, SourceLinks, finding_id, waiver_id
from checker.report.marks import Sides, code_marked, sides
from checker.report.words import DISPOSITIONS, Shown, element_words, of_element, of_finding, reason_words

LAYERS = {"market": "by the market", "region": "by the region", "standard": "by the standard"}
OF_THE_STANDARD = {
    "equals": "only what the standard says", "includes": "all of these, and more", "only": "these, or fewer of them",
}  # fmt: skip
MUST_ACT = frozenset({Status.BREACH, Status.MINOR_BREACH, Status.NOT_COMPARABLE})


class Note(NamedTuple):
    """A finding. `decision` says what was decided about it; empty where nothing was."""

    id: str
    rule: str
    shown: Shown
    message: Markup
    why: Markup
    remedy: Markup
    gain: str
    decision: str
    waiver: str
    waiver_href: str
    since: str
    source: Source
    standard_source: Source | None


class Because(NamedTuple):
    words: str
    note: str


@dataclass(frozen=True, slots=True)
class Difference:
    """`standard` and `local` are empty where no values are compared."""

    title: str
    address: str
    shown: Shown
    severity: str
    standard: Markup
    local: Markup
    allowed: str
    bar: Bar | None
    because: Because | None
    layer: str
    source: Source | None
    notes: Sequence[Note]
    acts: bool

    @property
    def has_values(self) -> bool:
        return bool(self.standard or self.local)

    @property
    def shows_source(self) -> bool:
        """Whether where it was set is not said by what was found, or is the region's doing."""
        is_said = any(note.source == self.source for note in self.notes)
        return self.source is not None and (not is_said or self.layer == LAYERS["region"])


class Comparison(NamedTuple):
    sides: Sides
    allowed: str
    bar: Bar | None


NO_SIDES = Sides(Markup(""), Markup(""))


class Fingerprints:
    """Gives each fingerprint's address to the first that asks, so that no id stands twice in the page."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, fingerprint: str) -> str:
        if fingerprint in self._taken:
            return ""
        self._taken.add(fingerprint)
        return finding_id(fingerprint)


@dataclass(frozen=True, slots=True)
class Differences:
    """Makes the view of elements and findings of one page."""

    source_links: SourceLinks
    waiver_ids: frozenset[str] = frozenset()
    fingerprints: Fingerprints = field(default_factory=Fingerprints)
    _compared: dict[tuple[object, ...], Comparison] = field(default_factory=dict)

    def of_element(self, element: ElementResult, findings: Sequence[Finding]) -> Difference:
        compared = self._comparison(element)
        because = element.because or next((each.because for each in findings if each.because), None)
        return Difference(
            title=element_words(element.element, element.title),
            address=element.element,
            shown=of_element(element.status),
            severity=element.severity.value,
            standard=compared.sides.standard,
            local=compared.sides.local,
            allowed=compared.allowed,
            bar=compared.bar,
            because=_because(because),
            layer=LAYERS.get(element.layer, element.layer),
            source=self.source_links.of(element.source) if element.source else None,
            notes=tuple(self.note(finding) for finding in findings),
            acts=element.status in MUST_ACT or _acts(findings),
        )

    def _comparison(self, element: ElementResult) -> Comparison:
        """The same values are compared once: markets differ from the standard in few ways."""
        standard, local, expected = element.standard, element.local, element.expected
        values = (each.value if each is not None else None for each in (standard, local, expected))
        key = (standard, local, expected, *(type(value) for value in values))  # since 1 == True == 1.0
        known = self._compared.get(key)
        if known is None:
            has_values = standard is not None or local is not None
            marked = sides(standard, local) if has_values else NO_SIDES
            comparison = Comparison(marked, allowed_words(expected, standard), bar(standard, local, expected))
            known = self._compared[key] = comparison
        return known

    def of_findings(self, address: str, findings: Sequence[Finding]) -> Difference:
        """What was found about an element that is not listed: an aligned one, a document, the adoption."""
        first = findings[0]
        title = next((finding.data.get("title", "") for finding in findings), "")
        return Difference(
            title=element_words(address, title),
            address=address,
            shown=of_finding(min(findings, key=_loudest)),
            severity=first.severity.value if first.severity else "",
            standard=Markup(""),
            local=Markup(""),
            allowed="",
            bar=None,
            because=_because(first.because),
            layer="",
            source=None,
            notes=tuple(self.note(finding) for finding in findings),
            acts=_acts(findings),
        )

    def note(self, finding: Finding) -> Note:
        standard = finding.standard_location
        return Note(
            self.fingerprints.take(finding.fingerprint),
            finding.rule,
            of_finding(finding),
            code_marked(finding.message),
            code_marked(finding.why),
            code_marked(finding.remedy if finding.is_open else ""),
            gain_text(finding.gain),
            "" if finding.disposition is Disposition.NONE else DISPOSITIONS[finding.disposition],
            finding.waiver or "",
            f"#{waiver_id(finding.waiver)}" if finding.waiver and finding.waiver in self.waiver_ids else "",
            finding.first_seen or "",
            self.source_links.of(finding.location),
            self.source_links.of(standard) if standard else None,
        )


def allowed_words(expected: Expected | None, standard: Amount | None) -> str:
    """What a market may write. What only repeats the standard's value says so in three words."""
    if expected is None:
        return ""
    if standard is None or expected.value != standard.value:
        return expected.text
    return OF_THE_STANDARD.get(expected.op, expected.text)


def _because(reason: Reason | None) -> Because | None:
    return Because(reason_words(reason), reason.note or "") if reason is not None else None


def _acts(findings: Sequence[Finding]) -> bool:
    return any(finding.is_open and finding.level != "info" for finding in findings)


def _loudest(finding: Finding) -> int:
    return ("error", "warning", "info").index(finding.level)
