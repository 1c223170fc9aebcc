"""What aligning states and rules judge: one element, one difference each.

Below the stages, so that `align` can make facts and `rules` can read them without knowing one another. A fact says
what differs and where; it holds no verdict beyond `tailoring`'s outcome. `kind` is what rules ask for.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Literal, NamedTuple, Protocol, TypeAlias

from checker.flow.defects import Defect
from checker.flow.edits import Edit
from checker.model.amount import Amount
from checker.model.documents import Definition, FlowRule, Reason, Severity
from checker.model.fault import Fault
from checker.model.position import Location, Place
from checker.model.value import Version, exact, json_type, plain_number
from checker.tailoring import Judgement, Outcome, Requirement, convert

Where: TypeAlias = Place | Location
Layer = Literal["standard", "region", "market"]
Subject = Literal["control", "metric", "parameter"]


class Fact(Protocol):
    """What every fact tells. `severity` is None for what has no element with one."""

    @property
    def kind(self) -> str: ...
    @property
    def element(self) -> str: ...
    @property
    def severity(self) -> Severity | None: ...
    @property
    def place(self) -> Where: ...
    @property
    def standard_place(self) -> Where | None: ...
    @property
    def because(self) -> Reason | None: ...
    @property
    def identity(self) -> object:
        """What of the fact a fingerprint holds on to, in JSON's types: never wording, never a line."""


class ValueFact(NamedTuple):
    """A local value beside the standard's. `name` is what a lead calls it, `joint` the pair it loosens, or None.

    `over_region`: the region's entry, and not the standard's value, holds where this one is deleted.
    """

    element: str
    name: str
    subject: Subject
    severity: Severity
    requirement: Requirement
    local: Amount
    judgement: Judgement
    layer: Layer
    place: Place
    standard_place: Place
    because: Reason | None = None
    redundant: bool = False
    joint: str | None = None
    why: str | None = None
    remedy: str | None = None
    waivable: bool = True
    over_region: bool = False

    @property
    def kind(self) -> str:
        outcome = self.judgement.outcome
        if self.subject == "metric" and outcome in (Outcome.LOCKED, Outcome.LOOSENED, Outcome.OUT_OF_RANGE):
            return "target-refused"
        return "redundant" if self.redundant else outcome.value

    @property
    def identity(self) -> object:
        return in_unit(self.local, self.requirement.unit)


def in_unit(amount: Amount, unit: str | None) -> object:
    """A value for a fingerprint: in the standard's unit, with its own where that does not convert; lists sorted."""
    value = amount.value
    if isinstance(value, tuple):
        return sorted(set(value))
    if json_type(value) != "number":
        return value
    converted = convert(amount, unit)
    return [plain_number(exact(value)), amount.unit] if converted is None else plain_number(converted)


class CurrencyFact(NamedTuple):
    """A control that the standard has no value of for the market's currency; None: the market names none."""

    element: str
    name: str
    currency: str | None
    severity: Severity
    place: Where
    standard_place: Where | None = None
    because: Reason | None = None
    kind: str = "no-value-in-currency"

    @property
    def identity(self) -> object:
        return self.currency


class DefinitionFact(NamedTuple):
    """A metric that a market counts by another formula."""

    element: str
    name: str
    severity: Severity
    standard: Definition
    local: Definition
    place: Place
    standard_place: Place
    because: Reason | None = None
    why: str | None = None
    kind: str = "definition"

    @property
    def identity(self) -> object:
        return self.local.model_dump(exclude_none=True)


class PilotFact(NamedTuple):
    """A pilot that never ends."""

    element: str
    name: str
    place: Place
    because: Reason | None
    standard_place: Where | None = None
    severity: Severity | None = None
    kind: str = "pilot-without-end"

    @property
    def identity(self) -> object:
        return None


class DatedFact(NamedTuple):
    """A local value that holds later (`early`, from `day`) or no more (`lapsed`, after `day`).

    `instead`: what holds in its place, in words. `days_off`: how far away the day is. `meant`: the day that a slip of the
    pen makes of it. `refused`: what the standard will refuse of it from that day on.
    """

    standing: Literal["early", "lapsed"]
    element: str
    name: str
    day: date
    days_off: int
    instead: str
    place: Place
    standard_place: Where | None = None
    because: Reason | None = None
    severity: Severity | None = None
    meant: date | None = None
    refused: ValueFact | None = None

    @property
    def kind(self) -> str:
        return f"value-{self.standing}" if self.refused is None else "value-refused-later"

    @property
    def identity(self) -> object:
        return self.day.isoformat()


class FarFact(NamedTuple):
    """A local value whose last day lies so far off that nobody plans it. `meant`: the day that a slip makes of it."""

    element: str
    name: str
    until: date
    meant: date | None
    place: Place
    because: Reason | None = None
    standard_place: Where | None = None
    severity: Severity | None = None
    kind: str = "until-far-off"

    @property
    def identity(self) -> object:
        return self.until.isoformat()


class UnknownFact(NamedTuple):
    """A name that names nothing. `renamed_to` is the id that a standard gave to it; `near` the nearest known one.

    `known`: what it could name, where that is to be told. `is_sure`: `near` is the only one that a slip could have made.
    `holder`: the document that is of no use without it, as a waiver is without its market; empty where only an entry is.
    """

    element: str
    what: str
    name: str
    place: Where
    near: str | None = None
    renamed_to: str | None = None
    standard_place: Where | None = None
    severity: Severity | None = None
    because: Reason | None = None
    leaves_unchecked: bool = False
    kind: str = "unknown"
    known: tuple[str, ...] = ()
    is_sure: bool = False
    holder: str = ""

    @property
    def identity(self) -> object:
        return self.name


class ChannelFact(NamedTuple):
    """A channel that nothing else knows; `near` is the known one that was probably meant."""

    word: str
    near: str
    place: Where
    element: str = "document"
    standard_place: Where | None = None
    severity: Severity | None = None
    because: Reason | None = None
    kind: str = "channel-unknown"

    @property
    def identity(self) -> object:
        return self.word


class UnlistedFact(NamedTuple):
    """A process with an active standard that the catalogue does not name."""

    process: str
    place: Where
    element: str = "document"
    standard_place: Where | None = None
    severity: Severity | None = None
    because: Reason | None = None
    kind: str = "not-in-catalogue"

    @property
    def identity(self) -> object:
        return self.process


class UnitFact(NamedTuple):
    """A standard's unit that compares with nothing people would expect. `instead`: how the amount is better written."""

    name: str
    unit: str
    instead: str
    place: Where
    element: str = "document"
    standard_place: Where | None = None
    severity: Severity | None = None
    because: Reason | None = None
    kind: str = "unit-unclear"

    @property
    def identity(self) -> object:
        return [self.name, self.unit]


Standing = Literal["unknown", "draft", "retired", "overdue", "behind", "deprecated", "early"]


class VersionFact(NamedTuple):
    """How the pinned version stands on the day. `newest` is the newest active one; `day` the day that matters to it.

    `layer`: whose file names the version, the market's or its region's.
    """

    standing: Standing
    process: str
    pinned: Version
    place: Where
    newest: Version | None = None
    day: date | None = None
    days_left: int | None = None
    standard_place: Where | None = None
    near: str | None = None
    element: str = "process"
    severity: Severity | None = Severity.BUSINESS
    because: Reason | None = None
    layer: Layer = "market"

    @property
    def kind(self) -> str:
        return f"version-{self.standing}"

    @property
    def identity(self) -> object:
        return str(self.pinned)


class AdoptionFact(NamedTuple):
    """A process that is due and not adopted, or has a variant and is not adopted."""

    process: str
    reason: Literal["due", "variant"]
    place: Where
    newest: Version | None = None
    channels: tuple[str, ...] = ()
    standard_place: Where | None = None
    element: str = "process"
    severity: Severity | None = Severity.BUSINESS
    because: Reason | None = None
    kind: str = "not-adopted"

    @property
    def identity(self) -> object:
        return self.reason


class ConfirmationFact(NamedTuple):
    """An adopted process that nobody confirmed at this version, or too long ago, or only on a day to come."""

    process: str
    pinned: Version
    place: Where
    confirmed: Version | None = None
    confirmed_on: date | None = None
    holds_days: int = 365
    market: str = ""
    is_to_come: bool = False
    standard_place: Where | None = None
    element: str = "process"
    severity: Severity | None = None
    because: Reason | None = None
    kind: str = "unconfirmed"

    @property
    def identity(self) -> object:
        return f"{self.pinned.major}.{self.pinned.minor}"


class DocumentFact(NamedTuple):
    """A fault of a file."""

    fault: Fault
    element: str = "document"
    standard_place: Where | None = None
    severity: Severity | None = None
    because: Reason | None = None

    @property
    def kind(self) -> str:
        return f"document-{self.fault.kind.value}"

    @property
    def identity(self) -> object:
        """Path, key path and scalar: two files with the same fault are two findings."""
        return [self.fault.location.path, list(self.fault.key_path), self.fault.actual or self.fault.message]

    @property
    def place(self) -> Where:
        return self.fault.location


class StandardFact(NamedTuple):
    """Something in a standard that it cannot be judged by."""

    message: str
    place: Where
    remedy: str = ""
    element: str = "document"
    standard_place: Where | None = None
    severity: Severity | None = None
    because: Reason | None = None
    kind: str = "standard-invalid"

    @property
    def identity(self) -> object:
        return self.message


class EditFact(NamedTuple):
    """One edit between the standard's flow and the market's. `names`: what people call each step.

    `route` names the branch that leads to the place, or is empty. An allowed edit has the kind `edit-allowed`. Of an added
    step, `points` are the ids of the standard's extension points, and `limit` says what the one in question takes.
    """

    element: str
    edit: Edit
    names: Mapping[str, str]
    severity: Severity
    place: Where
    standard_place: Where | None = None
    because: Reason | None = None
    route: str = ""
    step_type: str = ""
    ids: Mapping[str, str] = MappingProxyType({})
    points: tuple[str, ...] = ()
    limit: str = ""

    @property
    def kind(self) -> str:
        if self.edit.allowed:
            return "edit-allowed"
        return "extension-not-allowed" if self.edit.kind == "extension_refused" else f"step-{self.edit.kind}"

    @property
    def identity(self) -> object:
        """The kind of edit with its new place or settings."""
        edit = self.edit
        place = [[self.id(step) for step in side] for side in (edit.place.after, edit.place.before)] if edit.place else None
        settings = [[each.key, each.local] for each in edit.differences]
        parameter = [edit.parameter.name, str(edit.parameter.local.value)] if edit.parameter else None
        return [edit.kind, place, settings, [self.id(step) for step in edit.chain], parameter]

    def id(self, step: str) -> str:
        """The id that the file has for a step."""
        return self.ids.get(step, step)

    def name(self, step: str) -> str:
        return f"‘{self.names.get(step, self.id(step))}’"


class RuleFact(NamedTuple):
    """A flow rule that some run breaks; `run` are step ids, `decided` False where the search was too large.

    `steps` are those at fault where the run alone does not say it. `at`: the place in the run at which it is broken for
    good; None: at its end.
    """

    element: str
    rule: FlowRule
    run: tuple[str, ...]
    names: Mapping[str, str]
    severity: Severity
    place: Where
    standard_place: Where | None = None
    steps: tuple[str, ...] = ()
    decided: bool = True
    of_standard: bool = False
    because: Reason | None = None
    at: int | None = None

    @property
    def kind(self) -> str:
        if not self.decided:
            return "rule-not-decided"
        return "own-rule-broken" if self.of_standard else "rule-broken"

    @property
    def identity(self) -> object:
        return None

    def name(self, step: str) -> str:
        return f"‘{self.names.get(step, step)}’"


class DefectFact(NamedTuple):
    """A flow that no run can get through as drawn. `kind` is `flow-` and what is wrong."""

    element: str
    defect: Defect
    names: Mapping[str, str]
    place: Where
    standard_place: Where | None = None
    severity: Severity | None = None
    because: Reason | None = None

    @property
    def kind(self) -> str:
        return f"flow-{self.defect.kind.replace('_', '-')}"

    @property
    def identity(self) -> object:
        return [list(self.defect.steps), list(self.defect.labels)]

    def name(self, step: str) -> str:
        return f"‘{self.names.get(step, step)}’"


class RenameFact(NamedTuple):
    """An added step that looks like a removed one."""

    element: str
    added: str
    removed: str
    added_name: str
    removed_name: str
    place: Where
    standard_place: Where | None = None
    severity: Severity | None = None
    because: Reason | None = None
    kind: str = "looks-renamed"

    @property
    def identity(self) -> object:
        return [self.added, self.removed]
