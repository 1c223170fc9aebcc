"""Random standards for one random variant: the refund process of the shared workspace with some of its values, permissions
and ranges changed, often so that both versions allow much alike."""

import json
from copy import deepcopy
from typing import Any

import yaml
from hypothesis import strategies as st
from workspaces import REFUND, SHARED

from checker.alignment.standards import standard_facts
from checker.load.document import parse_document
from checker.model.documents import Standard
from checker.model.position import Place

Body = dict[str, Any]
TAILORINGS = ["locked", "tighten_only", "within", "free"]
VALUES: dict[str, list[Any]] = {
    "payout_days": [5, 7, 4],
    "return_days": [30, 45, 60],
    "reply_hours": [24, 36, 12],
    "record_months": [24, 12],
    "sample_share": [0.3, 0.5],
    "approve_limit": [{"EUR": 50, "USD": 50}, {"EUR": 60, "USD": 50}],
    "answer_seconds": [30, 40, 20],
    "answer_percent": [80, 75, 90],
    "max_offers": [1, 2],
    "upload_days": [5, 3, 8],
    "review_days": [5, 10],
    "queue_days": [5, 2],
    "pause_seconds": [10, 5],
    "first_reply_minutes": [
        {"live_chat": 1, "email": 240, "voice": 1},
        {"live_chat": 2, "email": 300, "voice": 1},
        {"live_chat": 2, "email": 120, "voice": 1},
    ],
}
PLAIN: dict[str, list[Any]] = {
    "proof_kind": ["photo", "video"],
    "tone": ["formal", "friendly"],
    "recording_notice": [True, False],
}
"""Texts and answers, of which neither is stricter."""
PLAIN_TAILORINGS = ["locked", "within", "free"]
PLAIN_RANGES: list[Any] = [["photo", "video"], ["photo", "video", "nothing", "fax"], ["formal", "friendly"], [True, False]]
SEVERITIES = ["compliance", "customer", "business", "minor"]
DEFINITIONS: list[Any] = [{"formula": "mean of closed cases"}, {"formula": "median"}]
RANGES: list[Any] = [None, {"max": 60}, {"min": 1}, {"min": 0, "max": 100}, {"min": 4, "max": 40}, [4, 5, 7, 24, 30, 36, 45]]
LISTS: dict[str, list[Any]] = {
    "escalation_roles": [["lead", "expert"], ["lead"], ["lead", "expert", "legal"]],
    "priority_cases": [["safety", "fraud"], ["safety"], ["safety", "fraud", "minors"]],
    "offer_topics": [["vouchers"], ["vouchers", "cruises"], ["cruises"]],
}
LIST_TAILORINGS = ["locked", "superset", "subset", "within", "free"]
LIST_RANGES: list[Any] = [
    ["lead", "expert", "legal"],
    ["lead", "intern", "expert"],
    ["safety", "fraud", "minors", "vouchers", "cruises"],
]


def refund() -> Body:
    loaded: Body = yaml.safe_load((SHARED / REFUND).read_text())
    return {**loaded, "effective_from": str(loaded["effective_from"])}


@st.composite
def edited(draw: st.DrawFn, body: Body, most: int = 8) -> Body:
    """The same standard with at most so many controls, metrics and steps drawn anew; it can be judged by."""
    changed = deepcopy(body)
    controls = [control for control in changed["controls"] if control["id"] in {*VALUES, *LISTS, *PLAIN}]
    parts = [*controls, *changed["metrics"], *(step for step in changed["flow"]["steps"] if step["id"] == "handoff")]
    for index in draw(st.lists(st.integers(0, len(parts) - 1), unique=True, max_size=most)):
        part = parts[index]
        if "target" in part:
            _metric(draw, part)
        elif "type" in part:
            _step(draw, part)
        else:
            _edit(draw, part)
        _standing(draw, part)
    return judgeable(changed, body)


def judgeable(changed: Body, body: Body) -> Body:
    """With what nobody can be judged by as it was before."""
    document = parse_document(json.dumps(changed).encode(), "some.yaml", Standard).document
    assert document is not None
    for fact in standard_facts(document):
        assert isinstance(fact.place, Place)
        section, index, *_ = fact.place.key_path
        if section == "flow":
            changed["flow"] = deepcopy(body["flow"])
        else:
            changed[section][index] = deepcopy(body[section][index])
    return changed


def _standing(draw: st.DrawFn, part: Body) -> None:
    """Once in a while another severity, or whether it may be waived."""
    if draw(st.integers(0, 3)) == 0:
        part["severity"] = draw(st.sampled_from(SEVERITIES))
    if "type" not in part and "target" not in part and draw(st.integers(0, 5)) == 0:
        part["waivable"] = draw(st.booleans())


def _metric(draw: st.DrawFn, metric: Body) -> None:
    metric["target"] = draw(st.sampled_from([metric["target"], metric["target"] - 1, metric["target"] + 5]))
    metric["tailoring"] = draw(st.sampled_from([metric["tailoring"], *TAILORINGS]))
    if draw(st.integers(0, 5)) == 0:
        metric["definition"] = draw(st.sampled_from(DEFINITIONS))
    _range(draw, metric)


def _step(draw: st.DrawFn, step: Body) -> None:
    step["market_may"] = draw(st.lists(st.sampled_from(["reword", "tune", "skip", "move"]), unique=True))
    for parameter in step["params"].values():
        if isinstance(parameter, dict):
            _parameter(draw, parameter)


def _edit(draw: st.DrawFn, control: Body) -> None:
    name = control["id"]
    if name in VALUES:
        control["value"] = draw(st.sampled_from([control["value"], *VALUES[name]]))
        control["tailoring"] = draw(st.sampled_from([control["tailoring"], *TAILORINGS]))
        if "stricter" in control and draw(st.integers(0, 5)) == 0:
            control["stricter"] = draw(st.sampled_from(["lower", "higher"]))
        _range(draw, control)
    elif name in PLAIN:
        control["value"] = draw(st.sampled_from(PLAIN[name]))
        control["tailoring"] = draw(st.sampled_from([control["tailoring"], *PLAIN_TAILORINGS]))
        control["allowed"] = draw(st.sampled_from([control.get("allowed", PLAIN_RANGES[0]), *PLAIN_RANGES]))
    elif name in LISTS:
        control["value"] = draw(st.sampled_from([control["value"], *LISTS[name]]))
        control["tailoring"] = draw(st.sampled_from([control["tailoring"], *LIST_TAILORINGS]))
        control["allowed"] = draw(st.sampled_from(LIST_RANGES))


def _range(draw: st.DrawFn, value: Body) -> None:
    drawn = draw(st.sampled_from([value.get("allowed"), *RANGES]))
    value.pop("allowed", None)
    if drawn is not None:
        value["allowed"] = drawn


def _parameter(draw: st.DrawFn, parameter: Body) -> None:
    if isinstance(parameter["value"], list):
        parameter["tailoring"] = draw(st.sampled_from(["locked", "superset", "free"]))
        return
    parameter["value"] = draw(st.sampled_from([parameter["value"], 4, 5, 8]))
    parameter["tailoring"] = draw(st.sampled_from([parameter["tailoring"], *TAILORINGS]))
    _range(draw, parameter)
