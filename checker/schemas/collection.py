"""All schemas of a workspace by the name of their file. Part of `schemas`."""

import json
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from checker.model.documents import Duty, Standard
from checker.model.documents.market import NOT_ADOPTED
from checker.model.value import Version
from checker.model.workspace import Programme
from checker.schemas.asked_by_validators import Json
from checker.schemas.report import report_schema
from checker.schemas.shapes import DIALECT, KINDS, kind_schema
from checker.schemas.variants import variant_schema

ENDING = ".schema.json"
ANY_DOCUMENT = "document"


def schema_names(programme: Programme) -> Mapping[str, Callable[[], Json]]:
    """Every schema of a workspace: its name without the ending, and how it is made.

    `document` stands for all kinds: it says by `kind` and `process` which of the others holds.
    """
    duties = {identity: duty for identity, (_, duty, _) in programme.duties.items()}
    kinds = {kind: partial(_of_kind, kind, programme) for kind in KINDS}
    variants = {
        variant_name(process, version): partial(_of_version, document.model, duties)
        for process, versions in programme.standards.items()
        for version, document in versions.items()
    }
    return {ANY_DOCUMENT: partial(_any_document, programme), **kinds, **variants, "report": report_schema}


def schema_text(schema: Json) -> str:
    """A schema as its file holds it."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def variant_name(process: str, version: Version) -> str:
    """The name of the schema for variants of one version."""
    return f"variant/{process}-{version}"


def _of_version(standard: Standard, duties: Mapping[str, Duty]) -> Json:
    return variant_schema(standard, duties)


def _of_kind(kind: str, programme: Programme) -> Json:
    made = kind_schema(kind)
    if kind in ("market", "region"):
        made["properties"]["adopts"] |= _adopts(programme)
    return made


def _adopts(programme: Programme) -> Json:
    """Every process with its versions; only what exists can be adopted."""
    unreadable: dict[str, list[Version]] = {}
    for process, version in programme.unusable:
        unreadable.setdefault(process, []).append(version)
    return {
        "additionalProperties": False,
        "properties": {
            process: _versions(programme.standards.get(process, {}), unreadable.get(process, ()))
            for process in sorted(programme.process_ids())
        },
    }


def _versions(readable: Mapping[Version, object], others: Iterable[Version]) -> Json:
    known = sorted({*readable, *others}, reverse=True)
    return {"enum": [*map(str, known), NOT_ADOPTED, None]}


def _any_document(programme: Programme) -> Json:
    """One schema for every file: what editors are told once."""
    kinds = [{"if": _is("kind", kind), "then": {"$ref": f"{kind}{ENDING}"}} for kind in KINDS if kind != "variant"]
    variants = [
        {"if": {"allOf": [_is("kind", "variant"), _is("process", process)]}, "then": {"anyOf": list(_refs(process, versions))}}
        for process, versions in programme.standards.items()
    ]
    of_none = {"$ref": f"variant{ENDING}", "properties": {"process": {"enum": sorted(programme.process_ids())}}}
    return {
        "$schema": DIALECT,
        "title": "A document of this workspace",
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"enum": list(KINDS), "description": "What kind of document this is. It stands first."}},
        "allOf": [*kinds, {"if": _is("kind", "variant"), "then": of_none}, *variants],
    }


def _is(key: str, value: str) -> Json:
    return {"required": [key], "properties": {key: {"const": value}}}


def _refs(process: str, versions: Iterable[Version]) -> Iterable[Json]:
    """Newest first. Which one a market runs stands in another file, so that any of them will do."""
    for version in sorted(versions, reverse=True):
        yield {"$ref": f"{variant_name(process, version)}{ENDING}"}
