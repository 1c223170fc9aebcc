"""What has been decided about a finding, by whom and until when, in a sentence. Part of `formats`."""

from collections.abc import Mapping
from functools import cached_property
from typing import Literal, NamedTuple

from checker.formats._plain import plain
from checker.formats._summary import SETTLED_WORDS
from checker.model.finding import Finding
from checker.model.position import Location
from checker.model.register import DutyRecord, WaiverRecord
from checker.model.report import Report
from checker.model.status import Disposition

Verdict = Literal["accepted", "underReview", "rejected"]
UNSETTLED: Mapping[Disposition, str] = {
    Disposition.PENDING: "waits for its signatures or its reason",
    Disposition.INVALID: "is invalid",
    Disposition.EXCEEDED: "allows less than what is there",
    Disposition.EXPIRED: "has expired",
}


class Decision(NamedTuple):
    """What a waiver, a duty or onboarding does about a finding. `location`: where it is written, if that is known."""

    verdict: Verdict
    sentence: str
    location: Location | None = None
    expires: str | None = None


class Decisions:
    """Looks up what was decided in the registers of one report."""

    def __init__(self, report: Report) -> None:
        self._report = report

    @cached_property
    def _waivers(self) -> Mapping[tuple[str | None, str], WaiverRecord]:
        return {(record.market, record.waiver.id): record for record in self._report.waivers}

    @cached_property
    def _duties(self) -> Mapping[str, DutyRecord]:
        return {record.id: record for record in self._report.duties}

    def of(self, finding: Finding) -> Decision | None:
        """None where nobody has decided anything."""
        if finding.disposition is Disposition.NONE:
            return None
        if finding.disposition is Disposition.ONBOARDING:
            return Decision("accepted", "the market is being onboarded: judged, and not held against it yet")
        if finding.disposition is Disposition.REQUIRED_BY_LAW:
            return self._by_law(finding)
        return self._by_waiver(finding)

    def _by_law(self, finding: Finding) -> Decision:
        law = finding.because.law if finding.because is not None else None
        duty = self._duties.get(law or "")
        cited = f": {plain(duty.citation)}" if duty is not None else ""
        return Decision("accepted", f"required by law ({plain(law or 'no duty named')}{cited})", duty and duty.location)

    def _by_waiver(self, finding: Finding) -> Decision:
        record = self._waivers.get((finding.market, finding.waiver or ""))
        name = f"waiver {plain(finding.waiver or 'without id')}"
        location = record.location if record is not None else None
        if finding.disposition in UNSETTLED:
            verdict: Verdict = "underReview" if finding.disposition is Disposition.PENDING else "rejected"
            return Decision(verdict, f"{name} does not help: it {UNSETTLED[finding.disposition]}", location)
        if record is None:
            return Decision("accepted", name)
        expires = record.waiver.expires.isoformat()
        return Decision("accepted", f"{name} until {expires}: {plain(record.waiver.reason)}", location, expires)


def marked(finding: Finding, text: str) -> str:
    """The text with what was settled or fixed at its start, so that nobody takes it for an open finding."""
    if finding.is_fixed:
        return f"Fixed: {text}"
    if not finding.is_settled:
        return text
    by = finding.waiver if finding.disposition is Disposition.WAIVED else finding.because and finding.because.law
    words = SETTLED_WORDS[finding.disposition].capitalize()
    return f"{words} ({plain(by)}): {text}" if by else f"{words}: {text}"
