"""One finding: what is there, what is allowed, where, and what has been decided about it (spec 3). Part of `model`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from checker.model.amount import Amount, Expected
from checker.model.documents import Reason, Severity
from checker.model.position import Location, Span
from checker.model.status import SETTLED, Disposition, Level, Status

Change = Literal["new", "worsened", "improved", "unchanged", "fixed"]
Cause = Literal["variant", "standard", "law", "waiver", "calendar", "scope"]


class TextEdit(NamedTuple):
    """What stands at a span of a file becomes `text`."""

    path: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """`market` is None for findings about a shared document itself; `process` for those about none.

    `expected` and `actual` are None where no values are compared. `remedy` says what to write, `why` why the standard
    asks for it. `gain` is in points of the market's conformance. `fix` is None where no certain fix is known,
    `first_seen` where history is not, `change` and `cause` without a base to compare with. `may_be_waived`: it is of a
    kind that waivers cover, and the standard does not forbid that. `blocks` False: shown, and fails no check, because a
    change under a base did not make it worse.
    """

    rule: str
    level: Level
    message: str
    location: Location
    fingerprint: str
    severity: Severity | None = None
    market: str | None = None
    process: str | None = None
    element: str = "document"
    status: Status | None = None
    disposition: Disposition = Disposition.NONE
    data: Mapping[str, str] = field(default_factory=dict)
    expected: Expected | None = None
    actual: Amount | None = None
    standard_location: Location | None = None
    because: Reason | None = None
    waiver: str | None = None
    run: tuple[str, ...] | None = None
    gain: float = 0.0
    fix: tuple[TextEdit, ...] | None = None
    first_seen: str | None = None
    change: Change | None = None
    cause: Cause | None = None
    remedy: str = ""
    why: str | None = None
    leaves_unchecked: bool = False
    may_be_waived: bool = False
    blocks: bool = True

    @property
    def is_open(self) -> bool:
        return self.disposition not in SETTLED and not self.is_fixed

    @property
    def is_settled(self) -> bool:
        return self.disposition in SETTLED and not self.is_fixed

    @property
    def is_fixed(self) -> bool:
        """Whether only the base has it: such a finding is listed, and counts nowhere (spec 2.10)."""
        return self.change == "fixed"

    @property
    def sort_key(self) -> tuple[bool, str, str, int, int, str, str]:
        """Market (null first), path, line, column, rule, element."""
        span = self.location.span
        return (self.market is not None, self.market or "", self.location.path, *span[:2], self.rule, self.element)

    @property
    def address(self) -> str:
        """`es/voice-support/control:x`, with `-` for what is null."""
        return f"{self.market or '-'}/{self.process or '-'}/{self.element}"
