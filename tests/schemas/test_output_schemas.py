"""Every JSON output is as its published schema says, has no other key, and a bent one is refused."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from repositories import Repo
from workspaces import CATALOGUE, DAY, ES, FR, PROJECT, REFUND, VOICE_CARE, shared_text, variant, workspace

from checker.cli.program import COMMANDS, program
from checker.schemas.outputs import OUTPUTS

NEXT = "standards/processes/refund/2.0.0.yaml"
TIGHTER = shared_text(
    REFUND, ("version: 1.0.0", "version: 2.0.0"),
    ("  controls: {payback_days: payout_days}", "  controls: {payout_days: paid_days}"),
    ("id: payout_days, title: Payout, requirement: Paid out within., value: 5",
     "id: paid_days, title: Payout, requirement: Paid out within., value: 3"),
)  # fmt: skip
OWN = variant("controls: {payout_days: {value: 9, because: {type: capacity, note: few hands}}}")
BLUNT = shared_text(VOICE_CARE, ("version: 1.0.0", "version: 1.1.0"), ("value: 2", "value: 1"))
FILES = {NEXT: TIGHTER, ES: OWN, FR: variant("controls: {payout_days: 4}"), VOICE_CARE.replace("1.0.0", "1.1.0"): BLUNT}
BREACH = "es/refund/control:payout_days"
SAMPLE = ("--root", str(PROJECT), "--as-of", DAY.isoformat())


def said(*words: str) -> Any:
    done = CliRunner().invoke(program, [*words, "--format", "json"], standalone_mode=False, catch_exceptions=False)
    return json.loads(done.output)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """What each command prints: of a small workspace with something of each kind, and of the sample."""
    repo = Repo(workspace(tmp_path_factory.mktemp("outputs") / "w", FILES))
    repo.commit(day=DAY - timedelta(days=2))
    repo.commit({ES: variant("controls: {payout_days: 4}")}, day=DAY - timedelta(days=1))
    repo.commit({CATALOGUE: "kind: catalogue\n"}, day=DAY)
    repo.commit({CATALOGUE: shared_text(CATALOGUE), ES: OWN}, day=date(2026, 12, 1))
    root = ("--root", str(repo.root))
    day = (*root, "--as-of", DAY.isoformat())
    found = {
        "report": [said("check", *day), said("check", *SAMPLE)],
        "diff": [said("diff", "es", "refund", *day), said("diff", "mx", "ai-guardrails", *SAMPLE)],
        "waivers": [said("waivers", *SAMPLE)],
        "upgrade": [
            said("upgrade", "fr", "refund", "2.0.0", "--diff", *day), said("upgrade", "es", "refund", "1.0.0", *day),
        ],
        "standard-lint": [said("standard", "lint", *root), said("standard", "lint", "--root", str(PROJECT))],
        "standard-diff": [
            said("standard", "diff", "refund", "1.0.0", "2.0.0", *root),
            said("standard", "diff", "voice-support", "1.0.0", "1.1.0", "--root", str(PROJECT)),
        ],
        "standard-impact": [
            said("standard", "impact", "refund", "2.0.0", *day),
            said("standard", "impact", "complaint-and-escalation", "2.0.0", *SAMPLE),
        ],
        "history": [said("history", *root)],
        "rules": [said("rules")],
        "doctor": [said("doctor", *root)],
        "explain": [said("explain", "control-loosened"), said("explain", BREACH, *day)],
    }  # fmt: skip
    fingerprint = next(
        each["fingerprint"] for each in found["report"][0]["findings"] if each["rule"] == "standard-version-too-small"
    )
    found["explain"].append(said("explain", fingerprint, *day))
    return found


@cache
def schema(name: str) -> Any:
    return OUTPUTS[name]()


def closed(node: Any) -> Any:
    """A schema that allows no key but those it names."""
    if isinstance(node, list):
        return [closed(each) for each in node]
    if not isinstance(node, dict):
        return node
    made = {key: closed(value) for key, value in node.items()}
    return {**made, "additionalProperties": False} if "properties" in made and made.get("type") == "object" else made


@pytest.mark.parametrize("name", OUTPUTS)
def test_an_output_is_as_its_schema_says_and_has_no_other_key(told: dict[str, list[Any]], name: str) -> None:
    Draft202012Validator.check_schema(schema(name))
    validator = Draft202012Validator(closed(schema(name)))
    for output in told[name]:
        assert output["format"] == f"checker.{name}/1"
        assert [f"{error.json_path}: {error.message}" for error in validator.iter_errors(output)] == []


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The keys of every mapping; of a list only its first member's, since the others are alike."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield (*path, key)
            yield from places(value, (*path, key))
    elif isinstance(node, list) and node:
        yield from places(node[0], (*path, 0))


def changed(output: Any, path: tuple[Any, ...], change: Callable[[dict[Any, Any], Any], None]) -> Any:
    made = deepcopy(output)
    node = made
    for key in path[:-1]:
        node = node[key]
    change(node, path[-1])
    return made


def bend(node: dict[Any, Any], key: Any) -> None:
    """Something that no key of any output may be."""
    node[key] = {"of": ["another", "kind"]}


FREE = ("data", "accepts", "events", "uncommitted")
"""Mappings with keys of their own, and keys that stand there only where there is something to say."""


@pytest.mark.parametrize("name", OUTPUTS)
def test_a_key_that_lacks_or_is_of_another_kind_is_refused(told: dict[str, list[Any]], name: str) -> None:
    validator = Draft202012Validator(schema(name))
    kept: list[tuple[Any, ...]] = []
    tried = 0
    for output in told[name]:
        small = {key: value[:2] if isinstance(value, list) else value for key, value in output.items()}
        for path in places(small):
            if any(part in FREE for part in path) or path[:2] == ("summary", "elements"):
                continue
            tried += 2
            lacking = changed(small, path, lambda node, key: node.pop(key))
            kept += [path] if validator.is_valid(lacking) else []
            kept += [path] if validator.is_valid(changed(small, path, bend)) else []
    assert kept == []
    assert tried > 5


@pytest.mark.parametrize(
    ("name", "path", "wrong"),
    [
        ("standard-diff", ("changes", 0, "direction"), "sideways"),
        ("standard-impact", ("markets", 0, "impacts", 0, "effect"), "surprises"),
        ("history", ("commits", 0, "day"), "yesterday"),
        ("history", ("commits", 0, "conformance"), 101),
        ("upgrade", ("version",), "two"),
        ("doctor", ("advice", 0, "state"), "bad"),
        ("rules", ("rules", 0, "level"), "fatal"),
        ("waivers", ("waivers", 0, "state"), "forgotten"),
        ("diff", ("elements", 0, "status"), "fine"),
        ("explain", ("format",), "checker.explain/2"),
    ],
)
def test_a_word_that_no_version_uses_is_refused(
    told: dict[str, list[Any]], name: str, path: tuple[Any, ...], wrong: object
) -> None:
    def write(node: dict[Any, Any], key: Any) -> None:
        node[key] = wrong

    output = told[name][0]
    assert Draft202012Validator(schema(name)).is_valid(output)
    assert not Draft202012Validator(schema(name)).is_valid(changed(output, path, write))


def test_a_key_of_a_later_version_is_no_error(told: dict[str, list[Any]]) -> None:
    for name, outputs in told.items():
        assert Draft202012Validator(schema(name)).is_valid({**outputs[0], "a_key_of_a_later_version": 1}), name


def test_what_is_tried_holds_something_of_each_kind(told: dict[str, list[Any]]) -> None:
    """Else a schema could say anything of what never stands there."""
    effects = {each["effect"] for market in told["standard-impact"][0]["markets"] for each in market["impacts"]}
    assert effects >= {"breaks", "moves_by_itself"}
    assert any(commit["because"] for commit in told["history"][0]["commits"])
    assert any(each["moved_by"] for commit in told["history"][0]["commits"] for each in commit["markets"])
    assert told["waivers"][0]["required_by_law"]
    assert told["upgrade"][0]["left"]
    assert [bool(each["rule"]) for each in told["explain"]] == [True, False, False]
    assert [bool(each["element"]) for each in told["explain"]] == [False, True, False]


def test_every_schema_is_listed_and_shown() -> None:
    runner = CliRunner()
    listed = runner.invoke(program, ["schema", "--root", str(PROJECT)], standalone_mode=False).output.splitlines()
    for name in OUTPUTS:
        assert name in listed
        shown = runner.invoke(program, ["schema", name, "--root", str(PROJECT)], standalone_mode=False).output
        assert json.loads(shown) == schema(name)


def test_every_command_that_prints_json_has_a_schema() -> None:
    """A new command, or a new `--format json` of an old one, has to say what it prints."""
    asked: set[str] = set()
    for name in COMMANDS:
        command = program.get_command(None, name)  # type: ignore[arg-type]
        members = {"": command, **getattr(command, "commands", {})}
        for member, each in members.items():
            choices = {option.type for option in each.params if "--format" in option.opts}
            if any("json" in getattr(kind, "choices", ("json",)) for kind in choices):
                asked.add("-".join(part for part in (name, member) if part))
    assert {"report" if each == "check" else each for each in asked} == set(OUTPUTS)
