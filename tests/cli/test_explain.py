"""`explain` of an element of any kind, and of any finding: what the standard says, where the value comes from, what to do."""

import json
from pathlib import Path

import pytest
from runs import checker
from workspaces import DAY, ES, ES_MARKET, PROJECT, shared_text, variant, workspace

AS_OF = ("--as-of", DAY.isoformat())


def explained(what: str, root: Path = PROJECT) -> str:
    ended = checker("explain", what, "--root", str(root), *AS_OF)
    assert ended.code == 0, ended.err
    return ended.out


def test_a_dated_value_and_a_duty_that_is_still_to_come() -> None:
    said = explained("es/voice-support/control:answer_within_percent")
    assert "Allowed     80 to 95 %" in said
    assert "→ standard  80 %" in said
    assert "markets/eu/es/voice-support.yaml:7  (from 2026-12-28; law_requires ES-SAC-WAIT; does not hold today)" in said
    assert "binds from 2026-12-28; today's value does not meet it yet" in said


def test_the_adoption_names_the_file_that_says_the_version() -> None:
    said = explained("th/ai-guardrails/process")
    assert "Standard    AI-agent guardrails: " in said
    assert "→ region    1.0.0                    markets/apac/region.yaml:" in said


def test_a_step_that_was_moved_names_its_waiver_and_the_line_that_moves_it() -> None:
    said = explained("id/refund-and-return/step:check_eligibility")
    assert "A market    locked" in said
    assert "→ market    differs here             markets/apac/id/refund-and-return.yaml:12" in said
    assert "W-ID-003 is active" in said


def test_a_parameter_shows_the_value_that_a_tune_set() -> None:
    said = explained("sg/contact-intake/step:state_wait.callback_offer_minutes")
    assert "standard  3 minutes" in said
    assert "→ market" in said
    assert "markets/apac/sg/contact-intake.yaml:" in said


def test_a_flow_rule_says_what_it_asks_and_what_to_do() -> None:
    said = explained("vn/ai-guardrails/rule:disclose_before_draft")
    assert "on every run: precedence [disclose, draft_answer]" in said
    assert "or change the flow so that no run breaks the rule" in said


@pytest.mark.parametrize(
    ("path", "text", "rule", "says"),
    [
        (ES, variant("controls: {payout_days: 7}"), "control-loosened", "→ market    7 business days"),
        (ES, variant("controls: {payout_days: [7}"), "yaml-syntax", f"Stands at   {ES}:3:"),
        (ES_MARKET, shared_text(ES_MARKET) + "notes: 8:30\n", "yaml-ambiguous-scalar", 'Do          write "8:30"'),
    ],
)
def test_every_finding_is_explained_by_its_fingerprint(tmp_path: Path, path: str, text: str, rule: str, says: str) -> None:
    root = workspace(tmp_path / "workspace", {path: text})
    found = json.loads(checker("check", "--root", str(root), *AS_OF, "--format", "json").out)["findings"]
    fingerprint = next(each["fingerprint"] for each in found if each["rule"] == rule)
    assert says in explained(fingerprint, root)


def test_all_findings_of_the_sample_are_explained() -> None:
    found = json.loads(checker("check", "--root", str(PROJECT), *AS_OF, "--format", "json").out)["findings"]
    for finding in found[::12]:
        assert finding["rule"] in explained(finding["fingerprint"])
