"""The duties of `standards/law` as the tables of docs/law-register.md. `UPDATE_GOLDENS=1` writes them anew."""

import re
from collections.abc import Iterator

from workspaces import PROJECT

import checker
from checker.governance.law import KnownDuty, Law
from checker.model.amount import unit_words
from checker.model.documents import Duty
from checker.model.documents.law import Point

PAGE = PROJECT / "docs/law-register.md"
BEGIN, END = "<!-- tables: written by tests/library/law_register.py -->\n", "<!-- end of tables -->\n"
HEAD = ("Duty", "Citation", "Judged on", "Bound", "Only with profile", "In force", "Evidence")
NAMES = {
    "EU": "European Union", "ES": "Spain", "FR": "France", "DE": "Germany", "IT": "Italy", "GB": "United Kingdom",
    "US": "United States, federal", "US-CA": "California", "US-ME": "Maine", "US-UT": "Utah", "BR": "Brazil", "MX": "Mexico",
    "JP": "Japan", "KR": "South Korea", "ID": "Indonesia", "SG": "Singapore", "AE": "United Arab Emirates",
    "SA": "Saudi Arabia", "AU": "Australia", "VN": "Vietnam", "TH": "Thailand", "IN": "India",
}  # fmt: skip
"""Each jurisdiction, in the order of the page."""

WORKSPACE = checker.read_workspace(PROJECT)
"""What is committed: read once, through the checker's own reader."""


def known_duties() -> list[KnownDuty]:
    """Every duty, in the order of the page and of its file."""
    known = Law(WORKSPACE.programme).known.values()
    return sorted(known, key=lambda each: (list(NAMES).index(each.jurisdiction), each.place.key_path))


def tables() -> str:
    """A line that counts, and a table for each jurisdiction."""
    duties = known_duties()
    verified = sum(each.duty.evidence == "verified" for each in duties)
    notes = sum(each.duty.bound == "note" for each in duties)
    files = len({each.jurisdiction for each in duties})
    counted = (
        f"{len(duties)} duties in {files} files: {verified} verified, {len(duties) - verified} unverified; {notes} are notes."
    )
    return "\n".join([counted, *(part for code in NAMES for part in _table(code, duties))]) + "\n"


def _table(code: str, duties: list[KnownDuty]) -> Iterator[str]:
    yield from ("", f"### {NAMES[code]} (`{code}`)", "", f"| {' | '.join(HEAD)} |", "|---" * len(HEAD) + "|")
    for each in duties:
        if each.jurisdiction == code:
            yield f"| {' | '.join(_cells(each.duty))} |"


def _cells(duty: Duty) -> tuple[str, ...]:
    targets = "<br>".join(f"`{target}`" for target in (duty.control, *duty.joint_with) if target is not None)
    since = "" if duty.in_force_from is None else duty.in_force_from.isoformat()
    profile = ", ".join(f"`{word}`" for word in duty.applies_to)
    since = duty.status if duty.status != "enacted" else since
    return (f"`{duty.id}`", duty.citation, targets, _bounds(duty), profile, since, duty.evidence)


def _bounds(duty: Duty) -> str:
    return "<br>".join([_bound(duty), *map(_point, duty.joint_with.values())])


def _bound(duty: Duty) -> str:
    if duty.value is None:
        return duty.bound
    value = ", ".join(duty.value) if isinstance(duty.value, tuple) else _scalar(duty.value)
    return " ".join(filter(None, (duty.bound, value, unit_words(duty.unit))))


def _point(point: Point) -> str:
    return next(f"{bound} {_scalar(value)}" for bound, value in point if value is not None)


def _scalar(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def section(title: str) -> dict[str, str]:
    """A hand-written table of the page under a heading: what stands in back-ticks in its first column → the second one."""
    part = PAGE.read_text().partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    return dict(re.findall(r"^\| `([^`]+)` \| ([^|]+?) \|", part, re.MULTILINE))
