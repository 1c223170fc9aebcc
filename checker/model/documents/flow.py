"""Flows as people write them: steps, extension points, rules of a standard; changes of a variant. Part of `model`."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from checker.model.documents.allowed import Allowed
from checker.model.documents.catalogue import Severity
from checker.model.documents.reason import Reason
from checker.model.documents.shape import Many, PlainValue, Shape, SnakeId, Text, fault

StepType = Literal["bot", "ai_agent", "human", "system", "decision", "wait", "end"]
STEP_TYPES: tuple[StepType, ...] = ("bot", "ai_agent", "human", "system", "decision", "wait", "end")
TURN_TYPES = frozenset({"bot", "ai_agent", "human"})
Permission = Literal["reword", "tune", "reassign", "skip", "replace", "move", "retype"]
Repeats = Annotated[int, Field(ge=1, le=99)]
Turns = Annotated[int, Field(ge=0, le=1000)]
Minutes = Annotated[int | float, Field(ge=0, le=1_000_000)]


class Branch(Shape):
    """One way out of a decision. `max_repeats` bounds how often a run may take this jump."""

    label: Text
    go: SnakeId
    max_repeats: Repeats | None = None


class Tailoring(StrEnum):
    """What a market may do with a value."""

    LOCKED = "locked"
    TIGHTEN_ONLY = "tighten_only"
    WITHIN = "within"
    SUPERSET = "superset"
    SUBSET = "subset"
    FREE = "free"


class Parameter(Shape):
    """A value that a step runs with; a bare scalar in the file is a locked one."""

    value: PlainValue
    unit: SnakeId | None = None
    stricter: Literal["lower", "higher"] | None = None
    tailoring: Tailoring = Field(strict=False)
    allowed: Allowed | None = None


def _parameter(value: object) -> object:
    return value if isinstance(value, dict) else {"value": value, "tailoring": Tailoring.LOCKED}


def decision_alone_branches(step: "Step | LocalStep") -> None:
    """Refuse branches outside decisions, and `go` where nothing can follow it."""
    if step.type is not None and step.type != "decision" and step.branches:
        raise fault(
            "only a step of type decision has `branches`, not one of type {type}",
            "write `type: decision`, or delete `branches:`",
            type=step.type,
        )
    if step.type in ("decision", "end") and step.go is not None:
        raise fault("a step of type {type} has no `go`", "delete `go:`", type=step.type)


class Step(Shape):
    """A step of a standard. `turns` and `go` are None where the file leaves them to their default."""

    id: SnakeId
    type: StepType
    name: Text
    owner: Text | None = None
    tags: Many[SnakeId] = ()
    turns: Turns | None = None
    minutes: Minutes | None = None
    go: SnakeId | None = None
    max_repeats: Repeats | None = None
    branches: Many[Branch] = ()
    params: dict[SnakeId, Annotated[Parameter, BeforeValidator(_parameter)]] = Field(default_factory=dict)
    severity: Severity = Field(default=Severity.BUSINESS, strict=False)
    market_may: Many[Permission] = ()

    @model_validator(mode="after")
    def _ways_out(self) -> Self:
        decision_alone_branches(self)
        return self


class ExtensionPoint(Shape):
    """A place where a market may add steps of these types."""

    id: SnakeId
    after: SnakeId
    types: Annotated[Many[StepType], Field(min_length=1)]
    max_steps: Annotated[int, Field(ge=1, le=99)]


def _operand(value: object) -> object:
    if isinstance(value, str):
        kind, colon, names = value.partition(":")
        if not colon:
            return value
        words = names.split("|")
        if kind == "type" and all(word in STEP_TYPES for word in words):
            return value
        if kind == "tag" and all(words):
            return value
    raise PydanticCustomError("checker_form", "must be a step's id, `type:human` (or `type:bot|ai_agent`) or `tag:pii`", {})


Operand = Annotated[str, BeforeValidator(_operand, json_schema_input_type=str)]
Pair = Annotated[Many[Operand], Field(min_length=2, max_length=2)]


class WithinTurns(Shape):
    turns: Turns


UNARY = ("existence", "absence", "at_most_once", "exactly_once", "init", "last")
BINARY = (
    "precedence", "response", "succession", "responded_existence", "co_existence", "not_co_existence",
    "not_succession", "chain_response", "chain_precedence", "chain_succession", "not_chain_succession",
    "alternate_response", "alternate_precedence", "alternate_succession", "different_owner",
)  # fmt: skip
NUMERIC = ("max_handoffs", "max_turns", "max_minutes")
WITHIN_TURNS = ("human_reachable_within", "human_guaranteed_within")
TEMPLATES = UNARY + BINARY + NUMERIC + WITHIN_TURNS


class FlowRule(Shape):
    """One constraint that holds on every run; exactly one template is given.

    `template` names it; `operands` are its steps, types or tags; `bound` its number (turns, minutes, handoffs).
    """

    id: SnakeId
    severity: Severity = Field(strict=False)
    why: Text | None = None
    waivable: bool = True
    existence: Operand | None = None
    absence: Operand | None = None
    at_most_once: Operand | None = None
    exactly_once: Operand | None = None
    init: Operand | None = None
    last: Operand | None = None
    precedence: Pair | None = None
    response: Pair | None = None
    succession: Pair | None = None
    responded_existence: Pair | None = None
    co_existence: Pair | None = None
    not_co_existence: Pair | None = None
    not_succession: Pair | None = None
    chain_response: Pair | None = None
    chain_precedence: Pair | None = None
    chain_succession: Pair | None = None
    not_chain_succession: Pair | None = None
    alternate_response: Pair | None = None
    alternate_precedence: Pair | None = None
    alternate_succession: Pair | None = None
    different_owner: Pair | None = None
    max_handoffs: Turns | None = None
    max_turns: Turns | None = None
    max_minutes: Minutes | None = None
    human_reachable_within: WithinTurns | None = None
    human_guaranteed_within: WithinTurns | None = None

    @model_validator(mode="after")
    def _one_constraint(self) -> Self:
        given = [name for name in TEMPLATES if getattr(self, name) is not None]
        if len(given) != 1:
            found = " and ".join(given) or "none"
            raise fault(
                "must have exactly one constraint such as `precedence: [a, b]`, not {found}",
                "write each constraint as a rule of its own",
                found=found,
            )
        return self

    @property
    def template(self) -> str:
        return next(name for name in TEMPLATES if getattr(self, name) is not None)

    @property
    def operands(self) -> tuple[str, ...]:
        constraint: Any = getattr(self, self.template)
        if isinstance(constraint, str):
            return (constraint,)
        return constraint if isinstance(constraint, tuple) else ()

    @property
    def bound(self) -> float | None:
        constraint: Any = getattr(self, self.template)
        if isinstance(constraint, WithinTurns):
            return constraint.turns
        return constraint if isinstance(constraint, int | float) else None


class Flow(Shape):
    """The flow of a standard. The first step is the start; list order is the default `go`."""

    steps: Annotated[Many[Step], Field(min_length=1)]
    extension_points: Many[ExtensionPoint] = ()
    rules: Many[FlowRule] = ()


# What a variant says of a flow.


class LocalParameter(Shape):
    value: PlainValue
    unit: SnakeId | None = None
    because: Reason | None = None


def _local_parameter(value: object) -> object:
    return value if isinstance(value, dict) else {"value": value}


LocalParameters = dict[SnakeId, Annotated[LocalParameter, BeforeValidator(_local_parameter)]]


class LocalStep(Shape):
    """A step of a variant. A key that a matched step leaves out is as in the standard, so most are optional here.

    `severity` and `market_may` are the standard's to give.
    """

    id: SnakeId
    same_as: SnakeId | None = None
    type: StepType | None = None
    name: Text | None = None
    owner: Text | None = None
    tags: Many[SnakeId] | None = None
    turns: Turns | None = None
    minutes: Minutes | None = None
    go: SnakeId | None = None
    max_repeats: Repeats | None = None
    branches: Many[Branch] | None = None
    params: LocalParameters = Field(default_factory=dict)
    because: Reason | None = None

    @model_validator(mode="after")
    def _ways_out(self) -> Self:
        decision_alone_branches(self)
        return self


class BranchPlace(Shape):
    of: SnakeId
    label: Text


def require_named(step: LocalStep) -> None:
    """A step that matches none of the standard's must say what it is."""
    if step.same_as is None and (step.type is None or step.name is None):
        raise fault(
            "the added step `{id}` needs `type` and `name`",
            "add `type:` with one of bot, ai_agent, human, system, decision, wait and end, and `name:` with what happens",
            id=step.id,
        )


class Insert(Shape):
    """Add a step at one place: an extension point, after or before a step, or on a decision's branch."""

    insert: LocalStep
    at: SnakeId | None = None
    after: SnakeId | None = None
    before: SnakeId | None = None
    on_branch: BranchPlace | None = None
    because: Reason | None = None

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if sum(place is not None for place in (self.at, self.after, self.before, self.on_branch)) != 1:
            raise fault(
                "an insert needs exactly one place: `at`, `after`, `before` or `on_branch`",
                "add a line like `at:` with an extension point of the standard, or `after:` with a step, below `insert:`",
            )
        require_named(self.insert)
        return self


class Skip(Shape):
    """Leave a step out; of a decision, `take` names the branch that is always taken."""

    skip: SnakeId
    take: Text | None = None
    because: Reason | None = None


class Move(Shape):
    move: SnakeId
    after: SnakeId | None = None
    before: SnakeId | None = None
    because: Reason | None = None

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if (self.after is None) == (self.before is None):
            raise fault("a move needs exactly one place: `after` or `before`", "add `after:` or `before:` with a step")
        return self


class Replace(Shape):
    """Put a chain of steps in a step's place."""

    replace: SnakeId
    chain: Annotated[Many[LocalStep], Field(min_length=1, alias="with")]
    because: Reason | None = None

    @model_validator(mode="after")
    def _named(self) -> Self:
        for step in self.chain:
            require_named(step)
        return self


class Settings(Shape):
    name: Text | None = None
    owner: Text | None = None
    type: StepType | None = None
    params: LocalParameters = Field(default_factory=dict)


class Tune(Shape):
    tune: SnakeId
    set: Settings
    because: Reason | None = None


VERBS: Mapping[str, type[Shape]] = {"insert": Insert, "skip": Skip, "move": Move, "replace": Replace, "tune": Tune}


def _verb(value: object) -> str | None:
    if isinstance(value, dict):
        return next((verb for verb in VERBS if verb in value), None)
    return getattr(value, "verb", None)


FlowChange = Annotated[
    Annotated[Insert, Tag("insert")]
    | Annotated[Skip, Tag("skip")]
    | Annotated[Move, Tag("move")]
    | Annotated[Replace, Tag("replace")]
    | Annotated[Tune, Tag("tune")],
    Discriminator(_verb),
]


class LocalFlow(Shape):
    """Either the changes, applied in the order written, or the whole flow."""

    changes: Many[FlowChange] | None = None
    steps: Annotated[Many[LocalStep], Field(min_length=1)] | None = None
    because: Reason | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if (self.changes is None) == (self.steps is None):
            raise fault(
                "a flow has either `changes` or the whole list of `steps`",
                "write what differs under `changes:`, or delete `flow:`",
            )
        return self
