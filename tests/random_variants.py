"""Random variants of the shared workspace's refund process: from aligned to broken in every way that 2.3 knows."""

import json
from typing import Any

from hypothesis import strategies as st

CONTROLS: dict[str, list[Any]] = {
    "payout_days": [5, 4, 7, "3", {"value": 4, "unit": "calendar_days"}, {"value": 9, "unit": "calendar_days"}],
    "return_days": [30, 45, 61, 14, {"value": 30, "unit": "business_days"}],
    "reply_hours": [24, 12, 36, 60, {"value": 1, "unit": "calendar_days"}],
    "record_months": [24, 12, 48],
    "proof_kind": ["photo", "video", "fax"],
    "escalation_roles": [["lead", "expert"], ["lead", "legal"], ["intern"]],
    "sample_share": [0.3, 0.7, 0.25, {"value": 30, "unit": "percent"}],
    "recording_notice": [True, False, 1],
    "max_offers": [1, 1.0, 2, True],
    "priority_cases": [["fraud", "safety"], ["safety", "fraud", "minors"], ["safety"]],
    "offer_topics": [["vouchers"], ["cruises"]],
    "tone": ["formal", "friendly", 5],
    "first_reply_minutes": [1, 2, 0.5, {"value": {"email": 300}}, {"value": {"live_chat": 0.5, "email": 120}}],
    "approve_limit": [45, 60, 95],
    "answer_seconds": [20, 30, 40],
    "answer_percent": [75, 80, 90],
}
METRICS: dict[str, list[Any]] = {
    "csat": [{"target": 85}, {"target": 90}, {"target": 80}, {"definition": {"formula": "mean rating"}}],
    "handling": [{"target": 8}, {"target": 15}, {"target": 25}, {"target": 15, "unit": "percent"}],
    "complaints": [{"target": 2.0}, {"target": 1}, {"target": 1, "definition": {"formula": "complaints a day"}}],
    "reach": [{"target": 90}],
}
PARAMETERS: dict[str, list[Any]] = {
    "wait_minutes": [5, 4, 8, 12, "soon"],
    "languages": [["en", "es"], ["en", "es", "ca"], ["ca"]],
    "retries": [2, 3],
}
Body = dict[str, Any]


@st.composite
def bodies(draw: st.DrawFn) -> Body:
    """The body of a variant as plain data."""
    body: Body = {}
    for section, choices in (("controls", CONTROLS), ("metrics", METRICS)):
        names = draw(st.lists(st.sampled_from(sorted(choices)), unique=True, max_size=7))
        body[section] = {name: draw(st.sampled_from(choices[name])) for name in names}
    tuned = draw(st.lists(st.sampled_from(sorted(PARAMETERS)), unique=True))
    if tuned:
        params = {name: draw(st.sampled_from(PARAMETERS[name])) for name in tuned}
        body["flow"] = {"changes": [{"tune": "handoff", "set": {"params": params}}]}
    return body


def additions(number: int) -> list[Body]:
    """Local controls."""
    return [
        {"id": f"own_{index}", "title": "Own", "requirement": "Of the market's own.", "value": index, "unit": "minutes"}
        for index in range(number)
    ]


def written(body: Body, process: str = "refund") -> str:
    """A variant file; JSON is YAML in flow style."""
    return json.dumps({"kind": "variant", "process": process, **body}, indent=1)
