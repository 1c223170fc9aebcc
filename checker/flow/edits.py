"""What a comparison of two flows finds: edits, and step parameters that somebody else must judge. Part of `flow`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from checker.flow.draft import Cause
from checker.flow.graph import Setting
from checker.model.documents.flow import Parameter, Permission

EditKind = Literal["removed", "added", "extension_refused", "moved", "replaced", "retyped", "changed"]


class Place(NamedTuple):
    """The steps directly before and after one, in its own flow; empty at the start and where a run ends."""

    after: tuple[str, ...]
    before: tuple[str, ...]


class Difference(NamedTuple):
    """One property that differs. `standard` and `local` are texts for people; `permission` is the one it takes, if any.

    Keys: type, name, owner, turns, minutes, tags, go, branches, start.
    """

    key: str
    standard: str | None
    local: str | None
    permission: Permission | None = None


class ParameterPair(NamedTuple):
    """A step parameter that differs. `standard` None: the standard's step has none of this name."""

    step: str
    name: str
    standard: Parameter | None
    local: Setting
    may_tune: bool
    cause: Cause | None = None


class Edit(NamedTuple):
    """One difference between the standard's flow and an effective one.

    `step` is the standard's id, for an added step its own; `local` is its id in the effective flow, None where it has
    gone. `permission`: what the standard gives, or would have to give. `was` and `place` are the places in the
    standard's and in the effective flow. `point`: the step behind whose extension points an added step stands.
    `chain`: what stands in the place of a replaced step. `parameter`: set for a refused change of a step parameter.
    `cause`: the change that made it, where one can be named.
    """

    kind: EditKind
    step: str
    allowed: bool
    local: str | None = None
    permission: Permission | None = None
    differences: tuple[Difference, ...] = ()
    was: Place | None = None
    place: Place | None = None
    point: str | None = None
    reason: Literal["too_many", "type"] | None = None
    chain: tuple[str, ...] = ()
    parameter: ParameterPair | None = None
    cause: Cause | None = None


@dataclass(frozen=True)
class Comparison:
    """All edits, the standard's steps first and in its order. `parameters` are those that `tune` lets differ.

    `carriers` leads from a standard's step to the one that carries its identity here. `complete` False: the search for
    the smallest explanation was cut short, so that a smaller one may exist.
    """

    edits: tuple[Edit, ...]
    parameters: tuple[ParameterPair, ...]
    carriers: Mapping[str, str]
    complete: bool = True
