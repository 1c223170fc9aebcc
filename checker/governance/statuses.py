"""From findings and dispositions to the one status of each element, and of a process (2.1). Part of `governance`."""

from collections.abc import Iterable, Mapping

from checker.model.status import ADAPTED, RANK, Disposition, Level, ProcessStatus, Status
from checker.tailoring import Outcome

DECISIVE = frozenset(
    {"law-conflict", "control-not-comparable", "flow-not-decided", "version-draft", "version-retired",
     "version-overdue", "process-not-adopted"}
)  # fmt: skip
NOT_COMPARABLE = frozenset({"control-not-comparable", "flow-not-decided"})
OF_OUTCOME: Mapping[Outcome, Status] = {
    Outcome.TIGHTENED: Status.TIGHTENED,
    Outcome.TAILORED: Status.TAILORED,
    Outcome.EXTENDED: Status.EXTENDED,
}


def decides(rule: str, *, has_severity_level: bool) -> bool:
    """Whether a finding of this rule decides its element's status."""
    return has_severity_level or rule in DECISIVE


def status_of(rule: str, level: Level, disposition: Disposition) -> Status:
    """The status that one deciding finding gives its element."""
    if disposition is Disposition.WAIVED:
        return Status.WAIVED
    if disposition is Disposition.REQUIRED_BY_LAW:
        return Status.REQUIRED_BY_LAW
    if rule in NOT_COMPARABLE:
        return Status.NOT_COMPARABLE
    return Status.BREACH if level == "error" else Status.MINOR_BREACH


def worst(statuses: Iterable[Status]) -> Status:
    """Of several that fit, the last in the order of `Status`."""
    return max(statuses, key=RANK.__getitem__, default=Status.ALIGNED)


def process_status(statuses: Iterable[Status]) -> ProcessStatus:
    """The status of a checked and adopted process, from those of its elements that are not plainly aligned."""
    found = frozenset(statuses)
    for status, process in (
        (Status.BREACH, ProcessStatus.BREACH),
        (Status.NOT_COMPARABLE, ProcessStatus.NOT_COMPARABLE),
        (Status.MINOR_BREACH, ProcessStatus.MINOR_BREACH),
        (Status.WAIVED, ProcessStatus.WAIVED),
    ):
        if status in found:
            return process
    return ProcessStatus.ADAPTED if found & ADAPTED else ProcessStatus.ALIGNED
