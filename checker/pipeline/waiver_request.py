"""Requests for waivers, as files to fill in: everything known stands in them already. Part of `pipeline`."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from checker.load.scalars import resolve
from checker.model.amount import Amount
from checker.model.documents import Catalogue, Severity
from checker.model.documents.waiver import TO_BE_WRITTEN
from checker.model.finding import Finding
from checker.model.report import Report
from checker.model.results import MarketResult
from checker.model.status import Disposition
from checker.model.value import Value, Version, exact, json_type, number_text
from checker.model.workspace import Programme
from checker.tailoring import convert

PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./@-]*")
RENEWED = frozenset({Disposition.EXPIRED, Disposition.WAIVED})
NUMBER = re.compile(r".*-(\d+)")


class NewFile(NamedTuple):
    """A file that is not there yet; `path` is relative to the workspace."""

    path: str
    text: str


class Limit(NamedTuple):
    """What a request asks to accept, as YAML, and what a reader should know of it."""

    accepts: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """One request: findings of one market and process that one envelope can hold."""

    market: MarketResult
    process: str
    findings: tuple[Finding, ...]

    @property
    def elements(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(finding.element for finding in self.findings))

    @property
    def is_claim(self) -> bool:
        """Whether the honest question is whether the process applies at all."""
        return all(finding.rule == "process-not-adopted" for finding in self.findings)


def wishes(report: Report, findings: Iterable[Finding]) -> list[Wish]:
    """One wish for each value, one for the edits and broken rules of a process together, one for its adoption."""
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        own_file = finding.element if finding.element == "process" or finding.actual is not None else ""
        groups.setdefault((finding.market or "", finding.process or "", own_file), []).append(finding)
    return [Wish(report.markets[market], process, tuple(found)) for (market, process, _), found in groups.items()]


def requests(report: Report, programme: Programme, asked: Iterable[Wish]) -> Iterator[NewFile]:
    """A file for each wish, under the next free ids."""
    taken = {document.model.id for document in programme.waivers}
    for wish in asked:
        identity = _next_id(wish.market.market, taken)
        taken.add(identity)
        text = "\n".join(_lines(wish, identity, programme, report.as_of)) + "\n"
        yield NewFile(f"standards/waivers/{wish.market.market}/{identity}.yaml", text)


def _next_id(market: str, taken: set[str]) -> str:
    prefix = f"W-{market.upper()}"
    numbers = [int(found[1]) for each in taken if each.startswith(f"{prefix}-") and (found := NUMBER.fullmatch(each))]
    return f"{prefix}-{max(numbers, default=0) + 1:03}"


def _lines(wish: Wish, identity: str, programme: Programme, day: date) -> Iterator[str]:
    catalogue, findings = programme.catalogue.model, wish.findings
    severities = [severity for severity in Severity if any(each.severity is severity for each in findings)]
    terms = [catalogue.severities.terms(severity) for severity in severities] or [catalogue.severities.business]
    days = min(each.waiver_days for each in terms)
    yield "# A request for a waiver. It waives nothing until all roles below have signed."
    for finding in findings:
        yield f"# {finding.element}: {' '.join(finding.message.split())}"
    yield "kind: waiver"
    yield f"id: {scalar(identity)}"
    yield f"market: {scalar(wish.market.market)}"
    yield f"process: {wish.process}"
    yield f"elements: [{', '.join(wish.elements)}]"
    yield f"standard: {json.dumps(_versions(wish, programme))}  # the versions for which it holds"
    yield from _category(wish, day + timedelta(days))
    yield from _reason(wish)
    yield f"requested_by: {wish.market.lead}"
    yield f"requested_on: {day}"
    yield from _approvals([role for each in terms for role in each.approvals], catalogue)
    strictest = severities[0] if severities else Severity.BUSINESS
    yield f"expires: {day + timedelta(days)}  # the last day; {days} days are the most that {strictest} allows"
    earlier = next((each.waiver for each in findings if each.disposition in RENEWED and each.waiver), None)
    if earlier is not None:
        yield f"renews: {scalar(earlier)}"


def _versions(wish: Wish, programme: Programme) -> str:
    version = wish.market.processes[wish.process].version
    known = programme.standards.get(wish.process, {})
    shown = version or max(known, default=Version(1, 0, 0))
    return f">={shown.major}.{shown.minor},<{shown.major + 1}.0"


def _category(wish: Wish, expires: date) -> Iterator[str]:
    if wish.is_claim:
        yield "category: not_applicable  # or accepted, with a plan to adopt it"
        return
    yield "category: accepted  # or mitigated, with `mitigations: [what you do instead]` in place of the plan"
    if wish.elements != ("process",):
        limit = _limit(wish.findings)
        yield f"accepts: {limit.accepts}{f'  # {limit.remark}' if limit.remark else ''}"
    plan = f"{{owner: {scalar(wish.market.lead or f'the lead of {wish.market.name}')}, due: {expires}}}"
    yield f"plan: {plan}  # the person who mends it, and by when; `ticket` if you have one"


def _reason(wish: Wish) -> Iterator[str]:
    notes = [each.because.note for each in wish.findings if each.because is not None and each.because.note]
    known = f" Noted in the variant: {'; '.join(dict.fromkeys(notes))}." if notes else ""
    yield "# Say why this market cannot follow the standard yet, and what that means for customers."
    yield f"reason: {json.dumps(f'{TO_BE_WRITTEN}{known}', ensure_ascii=False)}"


def _approvals(roles: list[str], catalogue: Catalogue) -> Iterator[str]:
    yield "approvals: []  # the approvers add their own lines, never the one who asks:"
    for role in dict.fromkeys(roles):
        for approver in catalogue.approvers.get(role, ("somebody whom the catalogue lists",)):
            yield f"#  - {{by: {approver}, role: {role}, signed_on: YYYY-MM-DD}}"


def _limit(findings: Iterable[Finding]) -> Limit:
    first, *_ = found = tuple(findings)
    if first.actual is None:
        return Limit(
            f"{{only: [{', '.join(dict.fromkeys(each.rule for each in found))}]}}",
            "these kinds of edits, and no others",
        )
    return _value_limit(first, first.actual)


def _value_limit(finding: Finding, actual: Amount) -> Limit:
    """As far as the value goes today, and no further."""
    expected = finding.expected
    unit = expected.unit if expected is not None else actual.unit
    if isinstance(actual.value, tuple):
        return _members(finding, actual.value)
    number = convert(actual, unit) if json_type(actual.value) == "number" else None
    if number is None or expected is None:
        return Limit(f"{{equals: {_value(actual.value)}}}")
    low, high = _bounds(expected.op, expected.value)
    word = (
        "at_most"
        if high is not None and number > exact(high)
        else "at_least"
        if low is not None and number < exact(low)
        else "equals"
    )
    return Limit(f"{{{word}: {number_text(number)}}}", f"in {unit.replace('_', ' ')}, as the standard" if unit else "")


def _bounds(op: str, value: object) -> tuple[float | None, float | None]:
    if op == "between" and isinstance(value, tuple):
        low, high = value
        return low, high
    number = value if isinstance(value, int | float) and not isinstance(value, bool) else None
    return (number if op == "at_least" else None), (number if op == "at_most" else None)


def _members(finding: Finding, local: tuple[str, ...]) -> Limit:
    expected = finding.expected
    standard = expected.value if expected is not None and isinstance(expected.value, tuple) else ()
    missing = [each for each in standard if each not in local]
    extra = [each for each in local if each not in standard]
    op = expected.op if expected is not None else "equals"
    parts = []
    if op in ("includes", "equals"):
        parts.append(f"missing: [{', '.join(scalar(str(each)) for each in missing)}]")
    if op in ("only", "one_of", "equals"):
        parts.append(f"extra: [{', '.join(scalar(each) for each in extra)}]")
    return Limit(f"{{{', '.join(parts)}}}")


def _value(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return number_text(value) if isinstance(value, int | float) else scalar(str(value))


def scalar(text: str) -> str:
    """A text as YAML that every reader takes for that text: plain where that is safe, else in double quotes."""
    meant = resolve(text)
    is_plain = PLAIN.fullmatch(text) is not None and meant.value == text and not meant.ambiguous
    return text if is_plain else json.dumps(text, ensure_ascii=False)
