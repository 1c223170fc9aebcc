"""One element beside the standard, with what was found about it. Part of `report`."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from markupsafe import Markup

from checker.model.amount import Amount, Expected
from checker.model.documents import Reason
from checker.model.finding import Finding
from checker.model.results import ElementResult
from checker.model.status import Disposition, Status
from checker.report.bars import Bar, bar
from checker.report.finding_list import gain_text, said_below_its_title, what_to_do
from checker.report.links import duty_id, finding_id, waiver_id
from checker.report.lookup import Lookup
from checker.report.marks import Sides, code_marked, sides
from checker.report.places import Place
from checker.report.words import DISPOSITIONS, ONBOARDING, Shown, element_words, in_words, of_element, of_finding, reason_words

LAYERS = {"market": "by the market", "region": "by the region", "standard": "by the standard"}
OF_THE_STANDARD = {
    "equals": "only what the standard says", "includes": "all of these, and more", "only": "these, or fewer of them",
}  # fmt: skip
NO_RUNS: Mapping[str, str] = {}
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
    source: Place | None
    standard_source: Place | None
    run: str


class Because(NamedTuple):
    """`href` leads to the duty that the reason names."""

    words: str
    note: str
    href: str


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
    source: Place | None
    notes: Sequence[Note]
    acts: bool

    @property
    def has_values(self) -> bool:
        return bool(self.standard or self.local)

    @property
    def shows_source(self) -> bool:
        """Whether where it was set is not said by what was found, or is the region's doing."""
        is_said = any(note.source == self.source for note in self.notes)
        return bool(self.source) and (not is_said or self.layer == LAYERS["region"])


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

    lookup: Lookup
    fingerprints: Fingerprints = field(default_factory=Fingerprints)
    _compared: dict[tuple[object, ...], Comparison] = field(default_factory=dict)

    def of_element(self, element: ElementResult, findings: Sequence[Finding], runs: Mapping[str, str] = NO_RUNS) -> Difference:
        """`runs`: the run that a finding tells of, as it stands in the drawing, by fingerprint."""
        compared = self._comparison(element)
        because = element.because or next((each.because for each in findings if each.because), None)
        return Difference(
            title=element_words(element.element, element.title),
            address=element.element,
            shown=ONBOARDING if _is_given_time(findings) else of_element(element.status),
            severity=element.severity.value,
            standard=compared.sides.standard,
            local=compared.sides.local,
            allowed=compared.allowed,
            bar=compared.bar,
            because=because_of(because, self.lookup.duty_ids),
            layer=LAYERS.get(element.layer, element.layer),
            source=self.lookup.places.of(element.source),
            notes=tuple(self.note(finding, runs) for finding in findings),
            acts=(element.status in MUST_ACT and not _is_given_time(findings)) or needs_action(findings),
        )

    def _comparison(self, element: ElementResult) -> Comparison:
        """The same values are compared once: markets differ from the standard in few ways."""
        standard, local, expected = element.standard, element.local, element.expected
        key = values_key(element)
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
            because=because_of(first.because, self.lookup.duty_ids),
            layer="",
            source=None,
            notes=tuple(self.note(finding) for finding in findings),
            acts=needs_action(findings),
        )

    def note(self, finding: Finding, runs: Mapping[str, str] = NO_RUNS) -> Note:
        lookup = self.lookup
        has_waiver = finding.waiver in lookup.waiver_ids
        return Note(
            self.fingerprints.take(finding.fingerprint),
            finding.rule,
            of_finding(finding),
            code_marked(said_below_its_title(lookup, finding, element_words(finding.element, lookup.element_title(finding)))),
            code_marked(finding.why),
            what_to_do(finding),
            gain_text(finding.gain),
            "" if finding.disposition is Disposition.NONE else DISPOSITIONS[finding.disposition],
            finding.waiver or "",
            f"#{waiver_id(finding.waiver)}" if finding.waiver and has_waiver else "",
            lookup.since(finding),
            lookup.places.of(finding.location),
            lookup.places.of(finding.standard_location),
            runs.get(finding.fingerprint, ""),
        )


def values_key(element: ElementResult) -> tuple[object, ...]:
    """The same for the same values only: 1 == True == 1.0.

    The standard's side by its identity, since markets share it, and a report lives as long as its page is made.
    """
    local = element.local
    here = () if local is None else (local.value, local.unit, local.value.__class__)
    return (id(element.standard), id(element.expected), *here)


def allowed_words(expected: Expected | None, standard: Amount | None) -> str:
    """What a market may write. What only repeats the standard's value says so in three words."""
    if expected is None:
        return ""
    if standard is None or expected.value != standard.value:
        return in_words(expected.text)
    return OF_THE_STANDARD.get(expected.op, expected.text)


def because_of(reason: Reason | None, duties: Container[str]) -> Because | None:
    """`duties`: the ids of those that the page lists."""
    if reason is None:
        return None
    href = f"#{duty_id(reason.law)}" if reason.law and reason.law in duties else ""
    return Because(reason_words(reason), reason.note or "", href)


def needs_action(findings: Sequence[Finding]) -> bool:
    """Whether something open is more than a note."""
    return any(finding.is_open and finding.level != "info" for finding in findings)


def _is_given_time(findings: Sequence[Finding]) -> bool:
    """Whether all that was found is settled because the market is new."""
    return bool(findings) and all(finding.disposition is Disposition.ONBOARDING for finding in findings)


def _loudest(finding: Finding) -> int:
    return ("error", "warning", "info").index(finding.level)
