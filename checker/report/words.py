"""How the report says things: statuses with their tone, counts, percentages, days. Part of `report`."""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from checker.model.documents import Reason, Severity
from checker.model.finding import Finding
from checker.model.status import ON_SCREEN, PROCESS_ON_SCREEN, Disposition, Level, ProcessStatus, Status

NO_BREAK = "\u00a0"
NOTHING = "–"
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

# Control characters, and those that reorder the text around them: no name may change how its neighbours read.
UNSHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
REPLACEMENT = "\ufffd"
WRITTEN_NAME = re.compile(r"(?<![\w/.-])[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?![\w/]|[.-]\w)")
FILE_NAME = re.compile(r"\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b")


class Shown(NamedTuple):
    """A status for the eye: `tone` names colour and shape in the style sheet, `words` what is read."""

    tone: str
    words: str


PROCESS_TONES = {
    ProcessStatus.NOT_CHECKED: "unknown", ProcessStatus.NOT_ADOPTED: "absent", ProcessStatus.BREACH: "breach",
    ProcessStatus.NOT_COMPARABLE: "unsure", ProcessStatus.MINOR_BREACH: "minor", ProcessStatus.WAIVED: "waived",
    ProcessStatus.ADAPTED: "adapted", ProcessStatus.ALIGNED: "aligned", ProcessStatus.NOT_APPLICABLE: "na",
}  # fmt: skip
TONES = {
    Status.ALIGNED: "aligned", Status.TIGHTENED: "adapted", Status.TAILORED: "adapted", Status.EXTENDED: "adapted",
    Status.REQUIRED_BY_LAW: "law", Status.WAIVED: "waived", Status.MINOR_BREACH: "minor",
    Status.NOT_COMPARABLE: "unsure", Status.BREACH: "breach", Status.NOT_APPLICABLE: "na",
}  # fmt: skip
LEVEL_SHOWN: dict[Level, Shown] = {
    "error": Shown("breach", "error"), "warning": Shown("minor", "warning"), "info": Shown("info", "note"),
}  # fmt: skip
MEANINGS = {
    ProcessStatus.NOT_CHECKED: "could not be judged; nobody knows",
    ProcessStatus.NOT_ADOPTED: "due here, and not adopted",
    ProcessStatus.BREACH: "breaks the standard",
    ProcessStatus.NOT_COMPARABLE: "a person must look",
    ProcessStatus.MINOR_BREACH: "breaks it where little harm is done",
    ProcessStatus.WAIVED: "breaks it, accepted for a time",
    ProcessStatus.ADAPTED: "differs as the standard allows",
    ProcessStatus.ALIGNED: "as the standard",
    ProcessStatus.NOT_APPLICABLE: "left out, with a waiver",
}
DISPOSITIONS = {
    Disposition.WAIVED: "waived", Disposition.REQUIRED_BY_LAW: "required by law", Disposition.ONBOARDING: "onboarding",
    Disposition.NONE: "open", Disposition.PENDING: "open, its waiver is pending",
    Disposition.INVALID: "open, its waiver is not valid", Disposition.EXCEEDED: "open, beyond what its waiver allows",
    Disposition.EXPIRED: "open, its waiver has expired",
}  # fmt: skip
SEVERITY_RANK = {severity: rank for rank, severity in enumerate(Severity)}


def showable(text: str) -> str:
    """The text without what would change how it is shown."""
    return UNSHOWABLE.sub(REPLACEMENT, text)


ONBOARDING = Shown("onboarding", "onboarding")
ONBOARDING_MEANS = "not as the standard yet, within the time that a new market is given"
"""Breaches or not adopted, in a market that is given time: nothing of it is open."""


def of_process(status: ProcessStatus) -> Shown:
    return Shown(PROCESS_TONES[status], PROCESS_ON_SCREEN[status])


def of_element(status: Status) -> Shown:
    return Shown(TONES[status], ON_SCREEN[status])


def of_finding(finding: Finding) -> Shown:
    """The status it decides; for one that decides none, its level."""
    return of_element(finding.status) if finding.status is not None else LEVEL_SHOWN[finding.level]


def severity_rank(severity: Severity | None) -> int:
    """0 is the worst; what has no severity comes last."""
    return len(SEVERITY_RANK) if severity is None else SEVERITY_RANK[severity]


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 breach`, `2 breaches`, `1,000 markets`; the words stay on one line."""
    return f"{number:,}{NO_BREAK}{noun if number == 1 else plural or noun + 's'}"


def percent(value: float | None) -> str:
    """`71.7`, `100`; a dash where nothing counts."""
    return NOTHING if value is None else f"{value:g}"


def with_sign(value: float | None) -> str:
    return NOTHING if value is None else f"{value:g}{NO_BREAK}%"


def day_text(day: date) -> str:
    return f"{day.day}{NO_BREAK}{MONTHS[day.month - 1]}{NO_BREAK}{day.year}"


def listed(words: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *most, last = list(words) or [""]
    return f"{', '.join(most)} and {last}" if most else last


def reason_words(reason: Reason) -> str:
    """`law requires: ID-PMSE`, `capacity`; the writer's note stands beside it."""
    words = reason.type.value.replace("_", " ")
    return f"{words}: {reason.law}" if reason.law else words


def in_words(text: str) -> str:
    """Names that stand in files as a reader says them: `in_app_chat` → `in app chat`. What is marked as code stays."""
    parts = text.split("`")
    parts[::2] = [FILE_NAME.sub(lambda found: found[0].replace("_", " "), part) for part in parts[::2]]
    return "`".join(parts)


def with_names_as_code(text: str) -> str:
    """Names that are to be written in a file between backticks, unless they stand there or are part of a path."""
    parts = text.split("`")
    parts[::2] = [WRITTEN_NAME.sub(r"`\g<0>`", part) for part in parts[::2]]
    return "`".join(parts)


def element_words(address: str, title: str | None = None) -> str:
    """An element's title, else its address in words: `control:payout_days` → `payout days`."""
    if title:
        return title
    if address == "process":
        return "Adoption"
    if address == "document":
        return "Document"
    return address.partition(":")[2].replace("_", " ") or address
