"""Workspaces for the report's tests, written from texts: calm, with breaches, broken, hostile."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import checker
from checker.model.report import Report

DAY = date(2026, 11, 22)

TAG = "<script>boom()</script>"
ATTRIBUTE = '"onmouseover="boom()" x="'
TEMPLATE = "{{7*7}}{% raw %}"
ENDS = "</script></noscript></style><img src=x onerror=boom()>"
TURNED = "\u202eturned\u2066"
RIGHT_TO_LEFT = "\u200fשלום"
HOSTILE = f"{TAG}{ATTRIBUTE}{TEMPLATE}{ENDS}{TURNED}{RIGHT_TO_LEFT}`code <b>` &amp; ' javascript:boom()"


def text(field: str, *, hostile: bool) -> str:
    """A YAML scalar for a text field; it names its field, so that a test finds it again."""
    return json.dumps(f"{HOSTILE} {field}" if hostile else field.replace("-", " "), ensure_ascii=False)


def calm_files(*, hostile: bool = False) -> dict[str, str]:
    """Two regions, three markets, one process; two markets are aligned and one is stricter where it may be."""

    def said(field: str) -> str:
        return text(field, hostile=hostile)

    return {
        "standards/catalogue.yaml": f"""\
kind: catalogue
format: 1
title: {said("programme-title")}
owner: {said("programme-owner")}
severities:
  compliance: {{weight: 10, level: error, waiver_days: 90, approvals: [process_owner]}}
  customer: {{weight: 5, level: error, waiver_days: 180, approvals: [process_owner]}}
  business: {{weight: 3, level: error, waiver_days: 365, approvals: [process_owner]}}
  minor: {{weight: 1, level: warning, waiver_days: 365, approvals: [process_owner]}}
max_renewals: 2
confirm_every_days: 365
targets: {{conformance: 95, confirmed: 80}}
approvers: {{process_owner: [cx@example.com]}}
processes:
  voice-care: {{due: always}}
""",
        "standards/processes/voice-care/1.0.0.yaml": f"""\
kind: standard
process: voice-care
version: 1.0.0
title: {said("process-title")}
purpose: {said("process-purpose")}
owner: {said("process-owner")}
status: active
effective_from: 2026-01-01
channels: [voice]
controls:
  - id: answer_seconds
    title: {said("control-title")}
    requirement: {said("control-requirement")}
    value: 30
    unit: seconds
    stricter: lower
    tailoring: within
    allowed: {{min: 10, max: 60}}
    severity: compliance
    why: {said("control-why")}
  - id: greeting
    title: {said("text-title")}
    requirement: Said first.
    value: {said("standard-value")}
    tailoring: free
    severity: minor
    why: Kindness.
  - id: triggers
    title: Intents that skip the menu
    requirement: They go to a person at once.
    value: [safety, {said("member")}]
    tailoring: superset
    severity: customer
    why: Harm grows.
  - id: survey_days
    title: Survey sent after
    requirement: In time.
    value: 2
    unit: calendar_days
    stricter: lower
    tailoring: tighten_only
    severity: minor
    why: Memory fades.
metrics:
  - id: service_level
    title: {said("metric-title")}
    definition: {{numerator: {said("numerator")}, denominator: calls offered, window: month}}
    unit: percent
    target: 80
    stricter: higher
    tailoring: tighten_only
    severity: business
flow:
  steps:
    - {{id: welcome, type: system, name: {said("step-name")}}}
    - {{id: answer, type: human, name: Agent answers}}
    - {{id: done, type: end, name: Call closed}}
""",
        "markets/eu/region.yaml": f"""\
kind: region
region: eu
name: {said("region-name")}
lead: lead-eu@example.com
adopts: {{voice-care: 1.0.0}}
""",
        "markets/apac/region.yaml": """\
kind: region
region: apac
name: Asia-Pacific
lead: lead-apac@example.com
adopts: {voice-care: 1.0.0}
""",
        "markets/eu/es/market.yaml": market("es", "ES", said("market-name")),
        "markets/eu/fr/market.yaml": market("fr", "FR", "France"),
        "markets/apac/kr/market.yaml": market("kr", "KR", "South Korea"),
        "markets/apac/kr/voice-care.yaml": variant(
            f"  answer_seconds: {{value: 20, because: {{type: capacity, note: {said('allowed-note')}}}}}"
        ),
    }


def market(market_id: str, country: str, name: str) -> str:
    return f"""\
kind: market
market: {market_id}
name: {name}
country: {country}
languages: [en-GB]
time_zone: Europe/Madrid
channels: [voice]
lead: lead-{market_id}@example.com
confirms:
  voice-care: {{version: 1.0.0, by: lead-{market_id}@example.com, confirmed_on: 2026-06-01}}
"""


def variant(controls: str, rest: str = "") -> str:
    return f"kind: variant\nprocess: voice-care\ncontrols:\n{controls}\n{rest}"


def breach_files(*, hostile: bool = False) -> dict[str, str]:
    """The calm ones with three breaches (one of compliance) and a minor one in Spain."""

    def said(field: str) -> str:
        return text(field, hostile=hostile)

    controls = f"""\
  answer_seconds: {{value: 2, unit: minutes, because: {{type: capacity, note: {said("note")}}}}}
  greeting: {{value: {said("local-value")}, because: {{type: capacity, note: {said("greeting-note")}}}}}
  triggers: {{value: [{said("local-member")}], because: {{type: customer_preference, note: Try out}}}}
  survey_days: {{value: 5, because: {{type: capacity, note: Later}}}}"""
    metrics = f"metrics:\n  service_level: {{target: 70, because: {{type: capacity, note: {said('metric-note')}}}}}\n"
    return calm_files(hostile=hostile) | {"markets/eu/es/voice-care.yaml": variant(controls, metrics)}


def broken_files(*, hostile: bool = False) -> dict[str, str]:
    """Breaches in Spain, and France's file cannot be read."""
    wrong = f"kind: market\n{json.dumps(HOSTILE)}: 1\n" if hostile else "kind: market\nmarket: [\n"
    return breach_files(hostile=hostile) | {"markets/eu/fr/market.yaml": wrong}


def register_files(*, hostile: bool = False) -> dict[str, str]:
    """The breaches, one of them waived until in 28 days; a duty that binds Spain and one to come."""

    def said(field: str) -> str:
        return text(field, hostile=hostile)

    return breach_files(hostile=hostile) | {
        "standards/waivers/es/W-ES-001.yaml": f"""\
kind: waiver
id: W-ES-001
market: es
process: voice-care
elements: [control:answer_seconds]
standard: ">=1.0,<2.0"
category: accepted
accepts: {{at_most: 120}}
reason: {said("waiver-reason-that-is-long-enough")}
plan: {{owner: {said("plan-owner")}, due: 2026-12-15, ticket: {said("plan-ticket")}}}
requested_by: lead-es@example.com
requested_on: 2026-10-05
approvals:
  - {{by: cx@example.com, role: process_owner, signed_on: 2026-10-12}}
expires: 2026-12-20
""",
        "standards/law/ES.yaml": f"""\
kind: law
jurisdiction: ES
checked_on: 2026-11-22
notice: {said("law-notice")}
duties:
  - {{id: ES-NOW, citation: {said("citation")}, says: {said("duty-says")}, status: enacted, scope: all,
     control: voice-care/answer_seconds, bound: max, value: 180, unit: seconds, evidence: verified, source: official}}
  - {{id: ES-SOON, citation: Ley 10, says: Answer sooner., status: enacted, scope: all, in_force_from: 2026-12-28,
     control: voice-care/answer_seconds, bound: max, value: 60, unit: seconds, evidence: unverified, source: press}}
""",
    }


def flow_files() -> dict[str, str]:
    """Spain skips the person, which breaks a rule of the flow, and adds a step that the standard does not allow."""
    rule = (
        "  rules:\n    - {id: a_person_answers, response: [welcome, answer], severity: customer, why: Nobody is left waiting.}\n"
    )
    calm = calm_files()
    standard = calm["standards/processes/voice-care/1.0.0.yaml"] + rule
    changes = (
        "flow:\n  changes:\n    - skip: answer\n    - insert: {id: hold, type: system, name: Play music}\n      after: welcome\n"
    )
    return calm | {
        "standards/processes/voice-care/1.0.0.yaml": standard,
        "markets/eu/es/voice-care.yaml": f"kind: variant\nprocess: voice-care\n{changes}",
    }


def hostile_files() -> dict[str, str]:
    """Every text field of every document says what a page must not obey; two files cannot be used."""
    return (
        register_files(hostile=True)
        | broken_files(hostile=True)
        | {
            "standards/processes/voice-care/2.0.0.yaml": f"kind: standard\nversion: {json.dumps(TAG)}\n",
            "markets/eu/<b onclick=boom()>/market.yaml": "kind: market\n",
        }
    )


def report_of(folder: Path, files: Mapping[str, str]) -> Report:
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")
    return checker.check(folder, as_of=DAY)
