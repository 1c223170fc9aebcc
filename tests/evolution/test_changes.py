"""Each kind of change: what it is called, which way it goes, which bump it needs, whether it is silent."""

# ruff: noqa: E501 (a row of the table on a line)
from collections.abc import Mapping

import pytest
from versions import changes, standard

from checker.evolution.pairs import names_between
from checker.evolution.standards import diff, version_before
from checker.model.documents import Standard
from checker.model.value import Version, parse_version

Row = tuple[str, str, str, bool]
NONE: tuple[Row, ...] = ()

EXPECTED: Mapping[str, tuple[tuple[tuple[str, str], ...], tuple[Row, ...]]] = {
    "nothing": ((), NONE),
    "a limit is tightened": ((("value: 5,", "value: 3,"),), (("control-value-changed", "tightens", "major", True),)),
    "a limit is loosened": ((("value: 5,", "value: 9,"),), (("control-value-changed", "loosens", "minor", True),)),
    "another default in the same range": ((("value: 24", "value: 12"),), (("control-value-changed", "neutral", "minor", True),)),
    "a range grows": ((("max: 48", "max: 72"),), (("control-allowed-changed", "loosens", "minor", False),)),
    "a range shrinks": ((("max: 48", "max: 36"),), (("control-allowed-changed", "tightens", "major", False),)),
    "a range moves": ((("{min: 1, max: 48}", "{min: 2, max: 72}"),), (("control-allowed-changed", "incomparable", "major", False),)),
    "a locked value changes": ((("value: true", "value: false"),), (("control-value-changed", "incomparable", "major", True),)),
    "a locked value is freed": (
        (("value: true, tailoring: locked", "value: true, tailoring: free"),),
        (("control-tailoring-changed", "loosens", "minor", False),),
    ),
    "a unit changes, and the time does not": (
        (("value: 24, unit: hours, tailoring: within, allowed: {min: 1, max: 48}",
          "value: 1, unit: calendar_days, tailoring: within, allowed: {min: 0, max: 2}"),),
        (("control-unit-changed", "incomparable", "major", True),),
    ),
    "a member more to keep": ((("[a, b]", "[a, b, c]"),), (("control-value-changed", "tightens", "major", True),)),
    "a member less to keep": ((("[a, b]", "[a]"),), (("control-value-changed", "loosens", "minor", True),)),
    "a channel is added": ((("voice: 1}", "voice: 1, chat: 1}"),), (("control-channel-added", "tightens", "major", True),)),
    "a channel is removed": ((("{email: 5, voice: 1}", "{email: 5}"),), (("control-channel-removed", "incomparable", "major", False),)),
    "a graver severity": (
        (("tailoring: within, allowed: {min: 1, max: 48}, severity: business",
          "tailoring: within, allowed: {min: 1, max: 48}, severity: customer"),),
        (("control-severity-changed", "tightens", "major", False),),
    ),
    "words": ((("title: Days", "title: All days"),), (("control-reworded", "neutral", "patch", False),)),
    "another formula": ((("formula: mean", "formula: median"),), (("metric-definition-changed", "incomparable", "major", True),)),
    "another target in its range": ((("target: 80", "target: 85"),), (("metric-value-changed", "neutral", "minor", True),)),
    "a parameter in its range": ((("{value: 2, tailoring", "{value: 3, tailoring"),), (("parameter-value-changed", "neutral", "minor", True),)),
    "a permission more": (
        (("[tune, reassign]", "[tune, reassign, skip]"),), (("step-permission-added", "loosens", "minor", False),)
    ),
    "a permission less": ((("[tune, reassign]", "[tune]"),), (("step-permission-removed", "tightens", "major", False),)),
    "an owner that markets may name": ((("owner: team", "owner: crew"),), (("step-owner-changed", "neutral", "minor", True),)),
    "an owner that they may not": (
        (("name: Greet}", "name: Greet, owner: crew}"),), (("step-owner-changed", "incomparable", "major", True),)
    ),
    "a step comes": (
        (("    - {id: close, type", "    - {id: note, type: system, name: Note}\n    - {id: close, type"),),
        (("step-added", "tightens", "major", True),),
    ),
    "a step leads elsewhere": (
        (("name: Greet}", "name: Greet, go: close}"),), (("step-rerouted", "incomparable", "major", True),)
    ),
    "a way is written out, which drawings of markets read": (
        (("name: Greet}", "name: Greet, go: answer}"),), (("step-rerouted", "incomparable", "major", True),)
    ),
    "more places for local steps": ((("max_steps: 1", "max_steps: 2"),), (("extension-point-changed", "loosens", "minor", False),)),
    "other types of local steps": ((("types: [bot]", "types: [system]"),), (("extension-point-changed", "incomparable", "major", False),)),
    "a rule's limit is loosened": ((("max_turns: 5", "max_turns: 6"),), (("rule-changed", "loosens", "major", True),)),
    "a rule's limit is tightened": ((("max_turns: 5", "max_turns: 4"),), (("rule-changed", "tightens", "major", True),)),
    "a rule becomes another": ((("init: greet", "existence: greet"),), (("rule-changed", "incomparable", "major", True),)),
}  # fmt: skip


@pytest.mark.parametrize("name", EXPECTED)
def test_a_change_has_its_kind_direction_and_bump(name: str) -> None:
    replacements, expected = EXPECTED[name]
    found = tuple((change.kind, change.direction.value, change.bump.word, change.is_silent) for change in changes(*replacements))
    assert found == expected


def test_a_renamed_control_is_compared_with_its_older_self() -> None:
    renamed = ("channels: [email]", "channels: [email]\nrenamed: {controls: {days: payout_days}}")
    found = changes(renamed, ("id: days, title: Days", "id: payout_days, title: Days"), ("value: 5,", "value: 3,"))
    assert [(change.kind, change.element, change.old_element) for change in found] == [
        ("control-renamed", "control:payout_days", "control:days"),
        ("control-value-changed", "control:payout_days", "control:days"),
    ]


def test_a_renamed_step_is_renamed_in_rules_and_extension_points_too() -> None:
    renamed = ("channels: [email]", "channels: [email]\nrenamed: {steps: {greet: welcome}}")
    found = changes(
        renamed, ("{id: greet, type", "{id: welcome, type"), ("after: greet", "after: welcome"), ("init: greet", "init: welcome")
    )
    assert [change.kind for change in found] == ["step-renamed"]


def test_without_a_declared_rename_one_has_gone_and_another_has_come() -> None:
    found = changes(("id: days, title: Days", "id: payout_days, title: Days"))
    assert {(change.kind, change.element) for change in found} == {
        ("control-added", "control:payout_days"), ("control-removed", "control:days")
    }  # fmt: skip


def _version(number: str, *replacements: tuple[str, str]) -> tuple[Version, Standard]:
    return parse_version(number), standard(("version: 1.0.0", f"version: {number}"), *replacements)


def test_renames_are_followed_over_several_versions() -> None:
    first = ("channels: [email]", "channels: [email]\nrenamed: {controls: {days: paid_days}}")
    second = ("channels: [email]", "channels: [email]\nrenamed: {controls: {paid_days: payout_days, hours: reply_hours}}")
    versions = dict([_version("1.0.0"), _version("2.0.0", first), _version("3.0.0", second)])
    names = names_between(versions, Version(1, 0, 0), Version(3, 0, 0))
    assert names.controls == {"days": "payout_days", "hours": "reply_hours"}
    assert names_between(versions, Version(2, 0, 0), Version(3, 0, 0)).controls["paid_days"] == "payout_days"


def test_a_draft_in_between_is_passed_over() -> None:
    draft = ("status: active", "status: draft")
    versions = dict([_version("1.0.0"), _version("1.1.0", draft), _version("2.0.0")])
    assert version_before(versions, Version(2, 0, 0)) == Version(1, 0, 0)


def test_the_required_bump_is_the_largest() -> None:
    versions = dict([_version("1.0.0"), _version("1.1.0", ("title: Days", "title: All days"), ("value: 5,", "value: 3,"))])
    compared = diff(versions, Version(1, 0, 0), Version(1, 1, 0))
    assert (compared.required.word, compared.declared.word, compared.is_too_small) == ("major", "minor", True)


def test_a_larger_bump_than_needed_is_no_fault() -> None:
    versions = dict([_version("1.0.0"), _version("2.0.0", ("title: Days", "title: All days"))])
    compared = diff(versions, Version(1, 0, 0), Version(2, 0, 0))
    assert (compared.is_too_small, compared.is_larger) == (False, True)
