"""The JSON Schemas of what commands print with `--format json`, each by the word in its `format`. Part of `schemas`.

Keys that a later version adds are no error. Tests hold each schema, closed to any other key, to what its command writes.
"""

from collections.abc import Callable, Mapping
from typing import get_args

from checker.model.documents import Severity
from checker.model.evolution import Bump, Direction, Effect
from checker.model.moments import MovedBy
from checker.model.status import LEVELS, Status
from checker.schemas.asked_by_validators import DAY, VERSION, Json
from checker.schemas.parts import COUNT, PERCENT, TEXT, TEXTS, YES_OR_NO, list_of, object_of, one_of, or_null, ref
from checker.schemas.report import report_parts, report_schema
from checker.schemas.shapes import DIALECT

LAYER = one_of(("standard", "region", "market"))
MANUAL: Json = dict.fromkeys(("summary", "what", "why", "mend", "bad", "good"), TEXT)
RULE = object_of({"id": TEXT, "family": TEXT, "level": one_of(("severity", *LEVELS)), **MANUAL})


def _diff() -> Json:
    process = report_parts()["Process"]["properties"]
    return _output(
        "diff", "checker diff", "One market's process beside the standard: every element.", {"market": TEXT, **process}
    )


def _standard_diff() -> Json:
    change = {
        "kind": TEXT, "element": TEXT, "old_element": or_null(TEXT), "title": TEXT, "direction": one_of(Direction),
        "bump": one_of(bump.word for bump in Bump), "why": TEXT, "silent": YES_OR_NO, "was": or_null(TEXT),
        "now": or_null(TEXT),
    }  # fmt: skip
    keys = {
        "process": TEXT, "old": VERSION, "new": VERSION, "required": one_of(bump.word for bump in Bump),
        "declared": one_of(bump.word for bump in Bump), "too_small": YES_OR_NO, "bump_reason": or_null(TEXT),
        "changes": list_of("Change"),
    }  # fmt: skip
    return _output(
        "standard-diff", "checker standard diff", "What changes from one version to another.", keys, Change=object_of(change)
    )


def _impact() -> Json:
    return object_of({"effect": one_of(get_args(Effect)), "element": TEXT, "message": TEXT, "location": or_null(ref("Location"))})


def _standard_impact() -> Json:
    market = {"market": TEXT, "pinned": VERSION, "unaffected": YES_OR_NO, "impacts": list_of("Impact")}
    other = {"market": TEXT, "because": TEXT}
    keys = {"process": TEXT, "version": VERSION, "markets": list_of("Market"), "others": list_of("Other")}
    told = "What a version would do to every market, each from the version that it runs."
    defs = {"Market": object_of(market), "Other": object_of(other), "Impact": _impact()}
    return _output("standard-impact", "checker standard impact", told, keys, **defs)


def _standard_lint() -> Json:
    remark = {
        "level": one_of(LEVELS), "name": TEXT, "process": or_null(TEXT), "message": TEXT, "location": ref("Location"),
        "remedy": or_null(TEXT),
    }  # fmt: skip
    told = "What a standard is wrong in by itself, and advice."
    return _output("standard-lint", "checker standard lint", told, {"remarks": list_of("Remark")}, Remark=object_of(remark))


def _upgrade() -> Json:
    keys = {
        "market": TEXT, "process": TEXT, "version": VERSION, "written": YES_OR_NO, "files": TEXTS, "diff": TEXT,
        **dict.fromkeys(("renamed", "silent", "left"), list_of("Impact")), "comments": list_of("Comment"),
    }  # fmt: skip
    told = "The move of a market to a version: what is written, what is left for a person, and comments to read again."
    comment = object_of({"path": TEXT, "line": COUNT, "text": TEXT})
    return _output("upgrade", "checker upgrade", told, keys, Impact=_impact(), Comment=comment)


def _history() -> Json:
    numbers = {"conformance": PERCENT, "governed": PERCENT, "breaches": COUNT}
    standing = {"market": TEXT, **numbers, "moved_by": {"type": "array", "items": one_of(get_args(MovedBy))}}
    commit = {
        "commit": {"type": "string", "pattern": "^[0-9a-f]{40,64}$"}, "day": DAY, "subject": TEXT, **numbers,
        "markets": list_of("Standing"), "because": TEXT,
    }  # fmt: skip
    told = "Conformance, governed and breaches by commit and market, the oldest commit first."
    defs = {"Standing": object_of(standing), "Commit": object_of(commit)}
    return _output("history", "checker history", told, {"commits": list_of("Commit")}, **defs)


def _waivers() -> Json:
    keys = {"as_of": DAY, "waivers": list_of("Waiver"), "required_by_law": list_of("Finding")}
    return _output("waivers", "checker waivers", "The register of exceptions: waivers, claims, what law requires.", keys)


def _rules() -> Json:
    return _output("rules", "checker rules", "What can be found.", {"rules": list_of("Rule")}, Rule=RULE)


def _doctor() -> Json:
    advice = {"state": one_of(("good", "missing", "look")), "about": TEXT, "says": TEXT, "do": or_null(TEXT)}
    told = "Whether the repository is set up so that the gate holds."
    return _output("doctor", "checker doctor", told, {"advice": list_of("Advice")}, Advice=object_of(advice))


def _explain() -> Json:
    layer = {
        "layer": LAYER, "text": TEXT, "holds": YES_OR_NO, "days": or_null(TEXT), "reason": or_null(TEXT),
        "location": ref("Location"),
    }  # fmt: skip
    texts = ("requirement", "why", "remedy", "permission", "allowed", "not_checked")
    element = {
        "address": TEXT, "title": TEXT, "status": or_null(one_of(Status)), "severity": one_of(Severity),
        **dict.fromkeys(texts, or_null(TEXT)), "standard": or_null(ref("Amount")), "local": or_null(ref("Amount")),
        "layers": list_of("Layer"), "duties": list_of("Bearing"), "waivers": list_of("Covering"),
    }  # fmt: skip
    defs = {
        "Rule": RULE, "Explained": object_of(element), "Layer": object_of(layer),
        "Bearing": object_of(dict.fromkeys(("id", "citation", "says", "standing", "verdict"), TEXT)),
        "Covering": object_of({"id": TEXT, "location": ref("Location")}),
    }  # fmt: skip
    keys = {"what": TEXT, "rule": or_null(ref("Rule")), "element": or_null(ref("Explained")), "findings": list_of("Finding")}
    return _output("explain", "checker explain", "A rule, an element or a finding, and why it is what it is.", keys, **defs)


def _output(name: str, command: str, told: str, keys: Json, **defs: Json) -> Json:
    """The schema of an output, with those parts of a report that it holds."""
    whole = object_of({"format": {"const": f"checker.{name}/1"}, **keys})
    known = {**report_parts(), **defs}
    used: dict[str, Json] = {}
    waiting = _named_in(whole)
    while waiting:
        part = waiting.pop()
        if part not in used:
            used[part] = known[part]
            waiting |= _named_in(known[part])
    parts = {part: used[part] for part in known if part in used}
    return {"$schema": DIALECT, "title": f"{command} --format json", "description": told, **whole, "$defs": parts}


def _named_in(node: object) -> set[str]:
    """The parts that a schema refers to."""
    if isinstance(node, dict):
        own = {str(node["$ref"]).rpartition("/")[2]} if "$ref" in node else set()
        return own.union(*map(_named_in, node.values()))
    return set().union(*map(_named_in, node)) if isinstance(node, list) else set()


OUTPUTS: Mapping[str, Callable[[], Json]] = {
    "report": report_schema,
    "diff": _diff,
    "explain": _explain,
    "waivers": _waivers,
    "upgrade": _upgrade,
    "standard-lint": _standard_lint,
    "standard-diff": _standard_diff,
    "standard-impact": _standard_impact,
    "history": _history,
    "rules": _rules,
    "doctor": _doctor,
}
"""What each is called in `format`, without `checker.` and the number."""
