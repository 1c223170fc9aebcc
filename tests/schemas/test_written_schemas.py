"""`checker schema`: what editors and programs are told of, written as files that find one another."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from workspaces import CASES, DAY, PROJECT, workspace

import checker
from checker.load.reader import read
from checker.schemas.report import report_schema


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    written = tmp_path_factory.mktemp("written") / "schemas"
    said = subprocess.run(
        [sys.executable, "-m", "checker", "schema", "--write", "--root", str(PROJECT), "--output", str(written)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "document.schema.json" in said.stdout
    return written


@pytest.fixture(scope="module")
def any_document(folder: Path) -> Draft202012Validator:
    """The one schema that an editor is told of, with the others beside it as files."""
    resources = [
        (f"file:///schemas/{file.relative_to(folder).as_posix()}", Resource.from_contents(json.loads(file.read_text())))
        for file in sorted(folder.rglob("*.json"))
    ]
    registry: Registry[Any] = Registry().with_resources(resources)
    return Draft202012Validator({"$ref": "file:///schemas/document.schema.json"}, registry=registry)


def test_every_schema_is_one_and_holds_no_address_to_fetch(folder: Path) -> None:
    files = sorted(folder.rglob("*.schema.json"))
    assert len(files) > 30
    for file in files:
        schema = json.loads(file.read_text())
        Draft202012Validator.check_schema(schema)
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert "$id" not in schema, "an address of its own would make editors fetch the others from there"


def test_one_line_in_the_settings_is_enough_for_every_file(any_document: Draft202012Validator) -> None:
    """The clean markets, the standards, laws and waivers have no error under the one schema."""
    report = checker.check(PROJECT, as_of=DAY)
    unclean = {finding.location.path for finding in report.findings} | {"standards/releases.yaml"}  # which has no `kind`
    checked = 0
    for file in sorted([*(PROJECT / "standards").rglob("*.yaml"), *(PROJECT / "markets").rglob("*.yaml")]):
        if file.relative_to(PROJECT).as_posix() not in unclean:
            checked += 1
            assert [error.message for error in any_document.iter_errors(read(file.read_bytes()).root)] == [], file
    assert checked > 100


@pytest.mark.parametrize(
    "tree",
    [
        {"process": "voice-support"},
        {"kind": "variation"},
        {"kind": "variant", "process": "voice-suport"},
        {"kind": "variant", "process": "voice-support", "controls": {"no_such_control": 1}},
    ],
)
def test_it_refuses_what_no_kind_and_no_process_allows(any_document: Draft202012Validator, tree: object) -> None:
    assert not any_document.is_valid(tree)


def test_a_market_can_only_adopt_what_exists(any_document: Draft202012Validator) -> None:
    market = dict(read((PROJECT / "markets/apac/sg/market.yaml").read_bytes()).root)
    assert any_document.is_valid({**market, "adopts": {"voice-support": "1.1.0", "order-status": "none"}})
    assert not any_document.is_valid({**market, "adopts": {"voice-support": "9.9.9"}})
    assert not any_document.is_valid({**market, "adopts": {"voice-suport": "1.1.0"}})


def closed(node: Any) -> Any:
    """A schema that allows no key but those it names."""
    if isinstance(node, list):
        return [closed(each) for each in node]
    if not isinstance(node, dict):
        return node
    made = {key: closed(value) for key, value in node.items()}
    return {**made, "additionalProperties": False} if "properties" in made and made.get("type") == "object" else made


def test_the_report_is_as_its_schema_says_and_has_no_other_key(tmp_path: Path) -> None:
    validator = Draft202012Validator(closed(report_schema()))
    said = json.loads(checker.render(checker.check(PROJECT, as_of=DAY), "json"))
    assert [error.message for error in validator.iter_errors(said)] == []
    for number, case in enumerate(sorted({file.parent for file in CASES.rglob("expected.txt")})[::5]):
        if (case / "base").exists() or not (case / "markets").exists():
            continue
        root = workspace(tmp_path / str(number))
        shutil.copytree(case / "markets", root / "markets", dirs_exist_ok=True)
        said = json.loads(checker.render(checker.check(root, as_of=DAY), "json"))
        assert [error.message for error in validator.iter_errors(said)] == [], case


def test_the_schema_of_the_report_refuses_a_report_that_lacks_or_bends_something() -> None:
    validator = Draft202012Validator(report_schema())
    said = json.loads(checker.render(checker.check(PROJECT, as_of=DAY), "json"))
    assert validator.is_valid({**said, "a_key_of_a_later_version": 1})
    assert not validator.is_valid({key: value for key, value in said.items() if key != "findings"})
    said["findings"][0]["level"] = "fatal"
    assert not validator.is_valid(said)
