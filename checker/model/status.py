"""The one status of an element, and what has been decided about a finding (spec 2.1). Part of `model`."""

from enum import StrEnum
from typing import Literal


class Status(StrEnum):
    """Of several that fit, the last in this order holds; `not_applicable` is given, never the worst of others."""

    ALIGNED = "aligned"
    TIGHTENED = "tightened"
    TAILORED = "tailored"
    EXTENDED = "extended"
    REQUIRED_BY_LAW = "required_by_law"
    WAIVED = "waived"
    MINOR_BREACH = "minor_breach"
    NOT_COMPARABLE = "not_comparable"
    BREACH = "breach"
    NOT_APPLICABLE = "not_applicable"


RANK = {status: rank for rank, status in enumerate(Status)}
CONFORMING = frozenset({Status.ALIGNED, Status.TIGHTENED, Status.TAILORED, Status.EXTENDED, Status.REQUIRED_BY_LAW})
ADAPTED = frozenset({Status.TIGHTENED, Status.TAILORED, Status.EXTENDED, Status.REQUIRED_BY_LAW})

ON_SCREEN = {
    Status.ALIGNED: "aligned", Status.TIGHTENED: "stricter", Status.TAILORED: "adapted, allowed",
    Status.EXTENDED: "local addition", Status.REQUIRED_BY_LAW: "required by law", Status.WAIVED: "waived",
    Status.MINOR_BREACH: "minor breach", Status.NOT_COMPARABLE: "not comparable", Status.BREACH: "breach",
    Status.NOT_APPLICABLE: "not applicable",
}  # fmt: skip


class Disposition(StrEnum):
    """What has been decided about a finding; the first three settle it."""

    WAIVED = "waived"
    REQUIRED_BY_LAW = "required_by_law"
    ONBOARDING = "onboarding"
    NONE = "none"
    PENDING = "pending"
    INVALID = "invalid"
    EXCEEDED = "exceeded"
    EXPIRED = "expired"


SETTLED = frozenset({Disposition.WAIVED, Disposition.REQUIRED_BY_LAW, Disposition.ONBOARDING})


class ProcessStatus(StrEnum):
    """Worst first; `not_applicable` stands outside the order."""

    NOT_CHECKED = "not_checked"
    NOT_ADOPTED = "not_adopted"
    BREACH = "breach"
    NOT_COMPARABLE = "not_comparable"
    MINOR_BREACH = "minor_breach"
    WAIVED = "waived"
    ADAPTED = "adapted"
    ALIGNED = "aligned"
    NOT_APPLICABLE = "not_applicable"


WORST_FIRST = {status: rank for rank, status in enumerate(ProcessStatus)}
PROCESS_ON_SCREEN = {
    ProcessStatus.NOT_CHECKED: "not checked", ProcessStatus.NOT_ADOPTED: "not adopted", ProcessStatus.BREACH: "breach",
    ProcessStatus.NOT_COMPARABLE: "not comparable", ProcessStatus.MINOR_BREACH: "minor breach",
    ProcessStatus.WAIVED: "waived", ProcessStatus.ADAPTED: "adapted, allowed", ProcessStatus.ALIGNED: "aligned",
    ProcessStatus.NOT_APPLICABLE: "not applicable",
}  # fmt: skip

Level = Literal["error", "warning", "info"]
LEVELS: tuple[Level, ...] = ("error", "warning", "info")
