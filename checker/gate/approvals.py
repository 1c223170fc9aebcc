"""Which approvals are proven: the commit that added one bears a valid signature of its address. Part of `gate`.

A signature covers what the waiver said when it was given: terms that were edited later are not what was signed.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from checker.model.documents import Waiver
from checker.model.documents.waiver import Approval


class Stand(NamedTuple):
    """A waiver as a commit left it, and as its parents had it; None where it was not there or could not be read."""

    commit: str
    waiver: Waiver | None
    before: tuple[Waiver | None, ...]


def adding_commits(waiver: Waiver, approval: Approval, stands: Iterable[Stand]) -> frozenset[str]:
    """The commits with which the approval, on these terms, came about. One that came about twice has two."""
    return frozenset(
        stand.commit
        for stand in stands
        if _holds(stand.waiver, waiver, approval) and not any(_holds(each, waiver, approval) for each in stand.before)
    )


def _holds(then: Waiver | None, now: Waiver, approval: Approval) -> bool:
    return then is not None and approval in then.approvals and have_equal_terms(then, now)


def have_equal_terms(left: Waiver, right: Waiver) -> bool:
    """Whether what is approved is the same: all but who approves."""
    return left.model_copy(update={"approvals": right.approvals}) == right


def proven(waiver: Waiver, stands: Sequence[Stand], signer_of: Callable[[str], str | None]) -> tuple[bool, ...]:
    """For each approval whether every commit that added it bears the signer's signature."""
    found = []
    for approval in waiver.approvals:
        commits = adding_commits(waiver, approval, stands)
        found.append(bool(commits) and all(signer_of(commit) == approval.by.casefold() for commit in commits))
    return tuple(found)
