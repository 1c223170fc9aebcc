"""What is stated of a standard's version beside its other versions, and rules judge: beside `decision_facts`."""

from typing import NamedTuple

from checker.facts import Where
from checker.model.documents import Reason, Severity
from checker.model.evolution import VersionDiff


class BumpFact(NamedTuple):
    """A version whose number grows by less than its changes need."""

    diff: VersionDiff
    place: Where
    standard_place: Where | None = None
    element: str = "document"
    severity: Severity | None = None
    because: Reason | None = None
    kind: str = "version-too-small"

    @property
    def identity(self) -> object:
        return [self.diff.process, str(self.diff.new)]
