"""What waivers and law may do to the numbers (the last line of 2.9), over random variants, waivers and duties."""

import json
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_variants import CONTROLS, METRICS, PARAMETERS, Body, bodies, written
from recomputed import assert_numbers_follow
from workspaces import DAY, ES, ES_MARKET, FR, shared_text, workspace

import checker
from checker.model.numbers import Tally

slow = settings(
    derandomize=True, max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
ELEMENTS = [
    *(f"control:{name}" for name in CONTROLS),
    *(f"metric:{name}" for name in METRICS),
    *(f"step:handoff.{name}" for name in PARAMETERS),
    "step:handoff",
    "rule:human_after_handoff",
    "process",
]
OWNER = {"by": "owner@example.com", "role": "process_owner", "signed_on": "2026-10-04"}
LEGAL = {"by": "legal@example.com", "role": "legal", "signed_on": "2026-10-05"}
LEAD = {"by": "lead-es@example.com", "role": "process_owner", "signed_on": "2026-10-05"}
LATER = {**OWNER, "signed_on": "2026-12-24"}
ENVELOPES: list[dict[str, Any]] = [
    {"at_most": 1000, "at_least": 0, "missing": ["fraud", "lead", "expert"], "extra": ["cruises", "intern"],
     "only": ["step-changed", "metric-definition-changed"]},
    {"at_most": 40},
    {"at_least": 80},
    {"equals": "fax"},
    {"missing": ["fraud"]},
    {"only": ["metric-definition-changed"]},
]  # fmt: skip


@st.composite
def waivers(draw: st.DrawFn, categories: Iterable[str] = ("accepted", "mitigated")) -> dict[str, Any]:
    """A waiver as plain data: of a market or a region, signed or not, long ended or not, for what may not be there."""
    category = draw(st.sampled_from(list(categories)))
    owner = draw(st.sampled_from([{"market": "es"}, {"market": "fr"}, {"region": "eu"}]))
    asked, expires = draw(
        st.sampled_from([("2026-10-01", "2026-12-25"), ("2026-10-01", "2026-11-21"), ("2026-10-01", "2028-01-01")])
    )
    body: dict[str, Any] = {
        "kind": "waiver",
        "id": f"W-{draw(st.integers(0, 999)):03}",
        **owner,
        "process": "refund",
        "elements": draw(st.lists(st.sampled_from(ELEMENTS), min_size=1, max_size=8, unique=True)),
        "standard": draw(st.sampled_from([">=1.0,<2.0", "1.x", ">=2.0"])),
        "category": category,
        "accepts": draw(st.sampled_from(ENVELOPES)),
        "reason": "Made up for a test, and long enough.",
        "requested_by": draw(st.sampled_from(["asks@example.com", "owner@example.com"])),
        "requested_on": asked,
        "approvals": draw(st.sampled_from([[OWNER, LEGAL], [OWNER], [], [LEAD, LEGAL], [LATER, LEGAL]])),
        "expires": expires,
    }
    extra = {"accepted": {"plan": {"owner": "Ops", "due": asked}}, "mitigated": {"mitigations": ["A person looks."]}}
    return body | extra.get(category, {})


@st.composite
def duties(draw: st.DrawFn) -> dict[str, Any]:
    """A duty as plain data, and a reason in the variant that names it."""
    name = draw(st.sampled_from(["payout_days", "record_months", "reply_hours", "recording_notice", "offer_topics"]))
    bound, value = draw(
        st.sampled_from(
            {
                "payout_days": [("max", 3), ("min", 7)],
                "record_months": [("min", 48), ("max", 12)],
                "reply_hours": [("max", 12), ("min", 60)],
                "recording_notice": [("exact", False)],
                "offer_topics": [("includes", ["cruises"])],
            }[name]
        )
    )
    days = draw(st.sampled_from([{}, {"in_force_from": "2026-11-22"}, {"in_force_from": "2026-11-23"}]))
    evidence = draw(st.sampled_from(["verified", "unverified"]))
    head = {"id": "ES-X", "citation": "Act", "says": "So.", "status": "enacted", "evidence": evidence, **days}
    return {**head, "control": f"refund/{name}", "bound": bound, "value": value}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path / "workspace")


def checked(
    root: Path, body: Body, granted: Iterable[dict[str, Any]] = (), law: dict[str, Any] | None = None
) -> checker.Report:
    """Check the workspace where both markets have this variant, with these waivers and this duty."""
    for path in (root / "standards/waivers").rglob("*.yaml"):
        path.unlink()
    for waiver in granted:
        target = root / f"standards/waivers/{waiver.get('market') or waiver['region']}/{waiver['id']}.yaml"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(waiver))
    (root / ES).write_text(written(body))
    (root / FR).write_text(written(body))
    (root / "standards/law").mkdir(exist_ok=True)
    (root / "standards/law/ES.yaml").unlink(missing_ok=True)
    if law is not None:
        whole = {"kind": "law", "jurisdiction": "ES", "checked_on": "2026-11-22", "notice": "Made up.", "duties": [law]}
        (root / "standards/law/ES.yaml").write_text(json.dumps(whole))
    return checker.check(root, as_of=DAY)


def breaches(report: checker.Report) -> set[tuple[str, str, str]]:
    return {
        (market.market, process.process, element.element)
        for market, process in report.pairs
        for element in process.elements.values()
        if element.status in ("breach", "minor_breach", "not_comparable")
    }


@slow
@given(bodies(), st.lists(waivers(), max_size=4))
def test_the_numbers_follow_from_the_elements_with_any_waivers(
    root: Path, body: Body, granted: list[dict[str, Any]]
) -> None:
    assert_numbers_follow(json.loads(checker.render(checked(root, body, granted), "json")))


@slow
@given(bodies(), st.lists(waivers(), min_size=1, max_size=4))
def test_no_waiver_raises_conformance_or_adds_a_breach(root: Path, body: Body, granted: list[dict[str, Any]]) -> None:
    without, with_waivers = checked(root, body), checked(root, body, granted)
    for market in ("es", "fr"):
        before, after = without.markets[market].tally, with_waivers.markets[market].tally
        assert (after.conforming, after.applicable, after.confirmed) == (
            before.conforming,
            before.applicable,
            before.confirmed,
        )
        assert after.governed >= before.governed
        assert not after.not_applicable
    assert breaches(with_waivers) <= breaches(without)
    kept = {finding.fingerprint for finding in without.findings}
    assert kept <= {finding.fingerprint for finding in with_waivers.findings}, "a waiver makes no finding vanish"


@slow
@given(bodies(), st.lists(waivers(["not_applicable"]), min_size=1, max_size=3))
def test_what_does_not_apply_is_visible_in_its_own_share(root: Path, body: Body, granted: list[dict[str, Any]]) -> None:
    without, with_claims = checked(root, body), checked(root, body, granted)
    for market in ("es", "fr"):
        before, after = without.markets[market].tally, with_claims.markets[market].tally
        assert after.applicable + after.not_applicable == before.applicable
        assert after.conforming == before.conforming
        raised = share(after) > share(before)
        assert not raised or (after.not_applicable > 0 and with_claims.not_applicable_claims)
    assert_numbers_follow(json.loads(checker.render(with_claims, "json")))


def share(tally: Tally) -> Fraction:
    return Fraction(tally.conforming) / Fraction(tally.applicable)


@slow
@given(bodies(), duties())
def test_a_reason_of_law_is_all_that_raises_conformance_and_never_above_no_variant(
    root: Path, body: Body, law: dict[str, Any]
) -> None:
    name = law["control"].partition("/")[2]
    value = law["value"] if law["bound"] != "includes" else ["vouchers", "insurance", "loyalty", "cruises"]
    controls = {**body.get("controls", {}), name: {"value": value}}
    silent = checked(root, {**body, "controls": controls}, law=law)
    reasoned = checked(root, with_reason(body, controls, name), law=law)
    none = checked(root, {}, law=law)
    for market in ("es", "fr"):
        before, after = silent.markets[market].tally, reasoned.markets[market].tally
        required = [each for each in reasoned.exceptions_by_law if each.market == market]
        assert after.applicable == before.applicable
        assert after.conforming >= before.conforming
        assert (after.conforming > before.conforming) == bool(required)
        assert after.conforming <= none.markets[market].tally.conforming
    assert not [each for each in reasoned.exceptions_by_law if each.market == "fr"], "a duty of Spain excuses Spain"


def with_reason(body: Body, controls: dict[str, Any], name: str) -> Body:
    because = {"type": "law_requires", "law": "ES-X"}
    return {**body, "controls": {**controls, name: {**controls[name], "because": because}}}


def test_a_process_that_does_not_apply_leaves_the_numbers_and_shows_its_weight(root: Path) -> None:
    (root / ES_MARKET).write_text(
        shared_text(
            ES_MARKET,
            ("adopts: {voice-care: 1.0.0}", "adopts: {}"),
            ("  voice-care: {version: 1.0.0, by: lead-es@example.com, confirmed_on: 2026-06-01}\n", ""),
        )
    )
    before = checked(root, {}).markets["es"]
    claim = {
        "kind": "waiver", "id": "W-1", "market": "es", "process": "voice-care", "elements": ["process"],
        "standard": "1.x", "category": "not_applicable", "reason": "Calls go to a partner company.",
        "requested_by": "asks@example.com", "requested_on": "2026-10-01", "approvals": [OWNER], "expires": "2027-06-01",
    }  # fmt: skip
    after = checked(root, {}, [claim]).markets["es"]
    weight = before.processes["voice-care"].weight
    assert before.processes["voice-care"].status == "not_adopted"
    assert after.processes["voice-care"].status == "not_applicable"
    assert after.tally.applicable == before.tally.applicable - weight
    assert after.tally.not_applicable == weight
    assert (before.numbers.conformance, after.numbers.conformance) == (93.9, 100.0)
    assert after.numbers.not_applicable_share == 6.0
