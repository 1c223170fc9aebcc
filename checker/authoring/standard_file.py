"""A new standard, or the next version of one. Part of `authoring`."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from checker.authoring.replacing import with_value
from checker.errors import UsageError
from checker.model.documents import Standard
from checker.model.position import Document
from checker.model.value import Version
from checker.pipeline.waiver_request import NewFile, scalar


class NewStandard(NamedTuple):
    """What the global team knows of a process that has no version yet."""

    process: str
    title: str
    purpose: str
    owner: str
    channels: tuple[str, ...]


def first_version(new: NewStandard, day: date) -> NewFile:
    """A draft to fill in: one control, one metric and a flow of three steps, with what each key means."""
    return NewFile(f"standards/processes/{new.process}/1.0.0.yaml", "\n".join(_lines(new, day)) + "\n")


def _lines(new: NewStandard, day: date) -> Iterator[str]:
    yield "# A draft: nobody runs it yet. `status: active` releases it, and then it is never edited again."
    yield "kind: standard"
    yield f"process: {new.process}"
    yield "version: 1.0.0"
    yield f"title: {scalar(new.title)}"
    yield f"purpose: {scalar(new.purpose)}"
    yield f"owner: {scalar(new.owner)}"
    yield "status: draft"
    yield f"effective_from: {day}  # markets may adopt it from this day"
    yield "# enforced_from: 2027-12-31  # from this day an older version is an error"
    yield f"channels: [{', '.join(map(scalar, new.channels))}]"
    yield from EXAMPLE


EXAMPLE = (
    "controls:",
    "  - id: first_answer_minutes  # permanent; the title may be reworded",
    "    title: First answer",
    "    requirement: The customer has a first answer within this time.",
    "    value: 60",
    "    unit: minutes",
    "    stricter: lower  # numbers say which way is stricter",
    "    tailoring: tighten_only  # or locked, within, superset, subset, free",
    "    # allowed: {min: 5, max: 60}  # `within` needs it",
    "    severity: customer  # compliance, customer, business or minor",
    "    why: Who waits writes again.",
    "metrics:",
    "  - id: solved_percent",
    "    title: Solved at once",
    "    definition: {numerator: cases solved without a second contact, denominator: cases, window: month}",
    "    unit: percent",
    "    target: 70",
    "    stricter: higher",
    "    tailoring: tighten_only",
    "    severity: business",
    "flow:",
    "  steps:  # their order is the flow; `go` leads elsewhere",
    "    - {id: receive, type: bot, name: Receive the request, market_may: [reword]}",
    "    - {id: answer, type: human, name: Answer it, owner: tier-1, market_may: [reword, reassign]}",
    "    - {id: close, type: end, name: Case closed}",
    "  extension_points:  # places where markets may add steps of their own",
    "    - {id: before_answer, after: receive, types: [bot, system], max_steps: 2}",
    "  rules:  # what holds on every run, whatever a market changes",
    "    - {id: answered, response: [receive, answer], severity: customer, why: Nobody is left without an answer.}",
)


def next_version(newest: Document[Standard], version: Version, day: date) -> NewFile:
    """The newest version's text as a draft of the next one; all else as it stands, byte for byte. Raises UsageError."""
    old = newest.model
    if version <= old.version:
        raise UsageError(
            f"{version} is not newer than {old.process} {old.version}; the next one could be {following(old.version)}"
        )
    text = newest.text
    for key, value in (("version", str(version)), ("status", "draft"), ("effective_from", day.isoformat())):
        text = with_value(text, newest.path, (key,), value)
    return NewFile(f"standards/processes/{old.process}/{version}.yaml", text)


def following(version: Version) -> Version:
    """The next minor version."""
    return Version(version.major, version.minor + 1, 0)
