"""The schema of each kind says of a document's shape what the checker says of it, of good documents and of bad ones."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from mutations import mutated
from workspaces import CASES, PROJECT

from checker.load.document import parse_document
from checker.load.reader import read
from checker.model.documents.shape import Shape
from checker.model.fault import FaultKind
from checker.schemas.key_words import KEY_WORDS
from checker.schemas.shapes import KINDS, kind_schema

EVERY_KIND = tuple(KINDS)
MUTATIONS_OF_EACH = 15
BEYOND = ("is after `until`", "`min` is above `max`", "the plan is due on")
"""What JSON Schema cannot say: it compares no two values of a document."""

OF_THE_TOOL = PROJECT / "standards/releases.yaml"  # no document: it has no `kind`
SAMPLE = sorted({*(PROJECT / "standards").rglob("*.yaml"), *(PROJECT / "markets").rglob("*.yaml")} - {OF_THE_TOOL})
OF_CASES = sorted(CASES.rglob("*.yaml"))


@cache
def validator(kind: str) -> Draft202012Validator:
    schema = kind_schema(kind)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def tree_of(file: Path) -> Any:
    """What the file holds; None where it is no document of a known kind."""
    root = read(file.read_bytes()).root
    kind = root.get("kind") if isinstance(root, dict) else None
    return json.loads(json.dumps(root)) if isinstance(kind, str) and kind in KINDS else None


def faults_of(tree: Any, model: type[Shape]) -> list[str]:
    """What the checker says of the shape."""
    loaded = parse_document(json.dumps(tree, ensure_ascii=False).encode(), "file.yaml", model)
    return [fault.message for fault in loaded.faults if fault.kind is FaultKind.INVALID]


def agrees(tree: Any, kind: str) -> str:
    """Empty, or what the two say that is not the same."""
    faults = [message for message in faults_of(tree, KINDS[kind]) if not any(words in message for words in BEYOND)]
    errors = [error.message for error in validator(kind).iter_errors(tree)]
    return "" if bool(faults) == bool(errors) else f"the checker says {faults}, the schema {errors}"


@pytest.mark.parametrize("file", SAMPLE, ids=lambda file: str(file.relative_to(PROJECT)))
def test_every_sample_document_is_valid(file: Path) -> None:
    tree = tree_of(file)
    assert tree is not None
    assert [error.message for error in validator(tree["kind"]).iter_errors(tree)] == []


def test_the_cases_of_the_rules_are_refused_where_their_shape_is_wrong() -> None:
    documents = [(file, tree) for file in OF_CASES if (tree := tree_of(file)) is not None]
    assert len(documents) > 300
    assert {str(file): said for file, tree in documents if (said := agrees(tree, tree["kind"]))} == {}


@pytest.mark.parametrize("kind", KINDS)
def test_a_mutation_is_refused_exactly_where_the_checker_refuses_it(kind: str) -> None:
    documents = [tree for file in (*SAMPLE, *OF_CASES) if (tree := tree_of(file)) is not None and tree["kind"] == kind]
    documents = sorted(documents, key=lambda tree: len(json.dumps(tree)))[:: max(1, len(documents) // 30)]
    refused = 0
    for number, document in enumerate(documents):
        for seed in range(MUTATIONS_OF_EACH):
            tree = mutated(document, 1000 * number + seed)
            assert agrees(tree, kind) == "", json.dumps(tree)
            refused += not validator(kind).is_valid(tree)
    assert refused > len(documents) * MUTATIONS_OF_EACH // 4, "the mutations must be able to fail"


STEP = {"id": "x", "type": "bot", "name": "X"}
DECISION = {"id": "x", "type": "decision", "name": "X?", "branches": []}
CHANGES = [
    ({"move": "a", "after": "b"}, True),
    ({"move": "a"}, False),
    ({"move": "a", "after": "b", "before": "c"}, False),
    ({"move": "a", "after": "b", "before": None}, True),
    ({"insert": STEP, "at": "here"}, True),
    ({"insert": STEP}, False),
    ({"insert": {"id": "x"}, "at": "here"}, False),
    ({"insert": {"id": "x", "same_as": "y"}, "at": "here"}, True),
    ({"insert": {**STEP, "branches": [{"label": "l", "go": "g"}]}, "at": "here"}, False),
    ({"insert": {**DECISION, "go": "y"}, "at": "here"}, False),
    ({"insert": DECISION, "at": "here"}, True),
    ({"replace": "a", "with": [STEP]}, True),
    ({"replace": "a", "with": [{"id": "x"}]}, False),
    ({"replace": "a", "with": []}, False),
    ({"skip": "a", "move": "b", "after": "c"}, False),
    ({"drop": "a"}, False),
]


@pytest.mark.parametrize(("change", "is_valid"), CHANGES)
def test_every_form_of_a_change_of_a_flow(change: dict[str, Any], *, is_valid: bool) -> None:
    tree = {"kind": "variant", "process": "refund", "flow": {"changes": [change]}}
    assert agrees(tree, "variant") == ""
    assert validator("variant").is_valid(tree) == is_valid


def test_a_step_of_a_standard_branches_only_if_it_decides() -> None:
    standard = tree_of(PROJECT / "standards/processes/voice-support/1.1.0.yaml")
    step = standard["flow"]["steps"][0]
    for change in ({"type": "bot", "branches": [{"label": "l", "go": "g"}]}, {"type": "end", "go": "x"}):
        tree = {**standard, "flow": {**standard["flow"], "steps": [{**step, **change}]}}
        assert agrees(tree, "standard") == ""
        assert not validator("standard").is_valid(tree)


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_every_key_that_somebody_fills_in_is_described(kind: str) -> None:
    schema = kind_schema(kind)
    shapes = {KINDS[kind].__name__: schema, **schema["$defs"]}
    bare = [
        f"{name}.{key}"
        for name, shape in shapes.items()
        for key, node in shape.get("properties", {}).items()
        if not node.get("description")
    ]
    assert bare == []


def test_every_sentence_belongs_to_a_key_that_exists() -> None:
    shapes: dict[str, Any] = {}
    for kind, model in KINDS.items():
        schema = kind_schema(kind)
        shapes |= {model.__name__: schema, **schema["$defs"]}
    gone = [f"{name}.{key}" for name, words in KEY_WORDS.items() for key in words if key not in shapes[name]["properties"]]
    assert gone == []
