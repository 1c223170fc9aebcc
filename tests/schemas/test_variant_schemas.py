"""The schema of a version's variants refuses what the standard refuses, and nothing that checks clean."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from random_variants import Body, bodies
from workspaces import DAY, ES, PROJECT, SHARED, workspace

import checker
from checker.load.reader import read
from checker.model.workspace import Programme
from checker.schemas.collection import schema_names, variant_name
from checker.schemas.variants import variant_schema

PAIR = ("control:answer_seconds", "control:answer_percent")
IN_STEPS = ("control:sample_share",)
ONE_VALUE_FOR_MANY = ("control:approve_limit", "control:first_reply_minutes")
BEYOND = (*PAIR, *IN_STEPS, *ONE_VALUE_FOR_MANY)
"""What a schema of one file cannot tell: a pair judged as one point, a number in steps of 0.1 (editors count in binary), and a
bare value that holds for each currency or channel, since which ones the market has stands in another file."""
OF_VALUES = ("control-", "metric-", "step-", "reference-unknown", "document-invalid", "extension-not-allowed")
NOTES = ("control-redundant",)


@cache
def programme(root: Path) -> Programme:
    return checker.read_workspace(root).programme


@cache
def schema_of(root: Path, process: str, version: str) -> dict[str, Any]:
    known = programme(root)
    found = next(document.model for number, document in known.standards[process].items() if str(number) == version)
    schema = variant_schema(found, {identity: duty for identity, (_, duty, _) in known.duties.items()})
    Draft202012Validator.check_schema(schema)
    return schema


def errors(root: Path, process: str, version: str, tree: object) -> list[str]:
    return [error.message for error in Draft202012Validator(schema_of(root, process, version)).iter_errors(tree)]


def refund(**body: Any) -> list[str]:
    """What the schema of the shared workspace's refund process says of a variant."""
    tree = json.loads(json.dumps({"kind": "variant", "process": "refund", **body}))
    return errors(SHARED, "refund", "1.0.0", tree)


def test_the_sample_is_red_where_the_standard_refuses_and_nowhere_else() -> None:
    """Waived, lawful and onboarded breaches are red too: an editor knows the standard alone."""
    read_workspace, report = checker.read_workspace(PROJECT), checker.check(PROJECT, as_of=DAY)
    refused = {
        finding.location.path for finding in report.findings if finding.rule.startswith(OF_VALUES) and finding.rule not in NOTES
    }
    red: set[str] = set()
    for market in read_workspace.markets.values():
        for process, document in (*market.variants.items(), *market.region.variants.items()):
            version = report.markets[market.id].processes[process].version
            if version is not None and errors(PROJECT, process, str(version), read(document.text.encode()).root):
                red.add(document.path)
    beyond = {"markets/apac/vn/ai-guardrails.yaml"}  # a step after one that has no extension point: only a flow can tell
    assert red == {path for path in refused if path.endswith(".yaml") and "market.yaml" not in path} - beyond
    assert len(red) > 10


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=bodies())
def test_of_random_variants_it_says_what_the_check_says(body: Body, tmp_path_factory: pytest.TempPathFactory) -> None:
    text = json.dumps({"kind": "variant", "process": "refund", **body})
    root = workspace(tmp_path_factory.mktemp("random"), {ES: text})
    found = [finding for finding in checker.check(root, as_of=DAY, words=("es",)).findings if finding.location.path == ES]
    refused = [f"{each.rule} {each.element}" for each in found if each.rule.startswith(OF_VALUES) and each.rule not in NOTES]
    apart = [said for said in refused if not said.partition("@")[0].endswith(BEYOND)]
    said = refund(**body)
    assert bool(said) or not apart, f"the check refuses {apart}: {text}"
    assert not said or refused, f"the schema refuses {said}: {text}"


@pytest.mark.parametrize(
    ("body", "is_allowed"),
    [
        ({"controls": {"payout_days": {"value": 4, "unit": "calendar_days"}}}, True),
        ({"controls": {"payout_days": {"value": 96, "unit": "hours"}}}, True),
        ({"controls": {"payout_days": {"value": 9, "unit": "calendar_days"}}}, False),
        ({"controls": {"payout_day": 4}}, False),
        ({"controls": {"payout_days": {"value": 4, "because": {"type": "law_requires", "law": "NO-SUCH"}}}}, False),
        ({"controls": {"payout_days": {"value": 4, "because": {"type": "boredom"}}}}, False),
        ({"controls": {"first_reply_minutes": {"value": {"email": 120}}}}, True),
        ({"controls": {"first_reply_minutes": {"value": {"pigeon": 120}}}}, False),
        ({"flow": {"changes": [{"tune": "handoff", "set": {"params": {"wait_minutes": 4}}}]}}, True),
        ({"flow": {"changes": [{"tune": "handoff", "set": {"params": {"no_such": 4}}}]}}, False),
        ({"flow": {"changes": [{"tune": "brought_in_before", "set": {"name": "Other"}}]}}, True),
        ({"flow": {"changes": [{"insert": {"id": "x", "type": "bot", "name": "X"}, "at": "nowhere"}]}}, False),
        ({"local_controls": [{"id": "payout_days", "title": "T", "requirement": "R", "value": 1}]}, False),
        ({"local_controls": [{"id": "es_own", "title": "T", "requirement": "R", "value": 1}]}, True),
    ],
)
def test_what_is_offered_and_what_is_refused(body: dict[str, Any], *, is_allowed: bool) -> None:
    assert bool(refund(**body)) != is_allowed


def test_a_control_is_shown_with_the_standards_words() -> None:
    schema = schema_of(SHARED, "refund", "1.0.0")
    shown = schema["properties"]["controls"]["properties"]["payout_days"]
    control = next(each for each in _refund().controls if each.id == "payout_days")
    assert shown["title"] == control.title
    assert control.requirement in shown["description"]
    assert "may only be tightened (lower is stricter). Allowed: at most 5 business days." in shown["description"]
    assert "waiver" in shown["description"]


def test_locked_values_are_constants() -> None:
    schema = schema_of(SHARED, "refund", "1.0.0")
    locked = [control for control in _refund().controls if control.tailoring == "locked" and not isinstance(control.value, tuple)]
    assert locked
    for control in locked:
        assert schema["properties"]["controls"]["properties"][control.id]["anyOf"][0] == {"const": control.value}


def test_every_duty_may_be_named_and_those_of_the_process_come_with_their_words() -> None:
    known = programme(PROJECT)
    law = schema_of(PROJECT, "voice-support", "1.1.0")["$defs"]["Reason"]["properties"]["law"]["anyOf"]
    named = [word for each in law for word in (each.get("enum") or [each.get("const")]) if word]
    assert sorted(named) == sorted(known.duties)
    of_process = [duty for _, duty, _ in known.duties.values() if (duty.control or "").startswith("voice-support/")]
    assert of_process
    assert {each["const"]: each["title"] for each in law if "const" in each} == {duty.id: duty.citation for duty in of_process}


def test_there_is_one_for_every_version_and_kind() -> None:
    known = programme(PROJECT)
    names = schema_names(known)
    versions = {variant_name(process, version) for process, numbers in known.standards.items() for version in numbers}
    assert set(names) - versions == {
        "document",
        "catalogue",
        "standard",
        "law",
        "waiver",
        "region",
        "market",
        "variant",
        "report",
    }


def _refund() -> Any:
    return next(iter(programme(SHARED).standards["refund"].values())).model
