"""A flow as it is to be shown: steps and ways, with what differs from the standard. Part of `model`.

How it looks is not said here: `diagram` draws it, formats write it.
"""

from typing import Literal, NamedTuple

from checker.model.documents.flow import StepType

BoxState = Literal["unchanged", "added", "removed", "moved", "retyped", "changed", "replaced"]
ArrowState = Literal["unchanged", "added", "removed"]


class Box(NamedTuple):
    """A step. `note` is a short word line for the state, such as `was: human`.

    `was` is its name in the standard, empty where that is the same.
    """

    id: str
    name: str
    type: StepType
    state: BoxState = "unchanged"
    note: str = ""
    was: str = ""


class Arrow(NamedTuple):
    """A way from one step to the next. `target` None: the run ends there. `max_repeats` None: no bound."""

    source: str
    target: str | None
    label: str | None = None
    state: ArrowState = "unchanged"
    max_repeats: int | None = None


class Picture(NamedTuple):
    """A flow, or a standard merged with local. `boxes` in the order written; arrows name only boxes that are there.

    `lit` are the ids of a run to be shown, in its order; empty: none.
    """

    title: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    start: str | None = None
    lit: tuple[str, ...] = ()
