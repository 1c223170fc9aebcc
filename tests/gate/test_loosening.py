"""What a catalogue, a standard or a law asks less of: each row an edit, and what a careful reader calls it."""

import pytest
from documents import catalogue, law, standard

from checker.gate.loosened_catalogue import loosened_catalogue, loosened_law
from checker.gate.loosened_standards import loosened_standard

PAYOUT = "value: 5, unit: business_days, stricter: lower, tailoring: tighten_only, severity: customer"
UPLOAD = "value: 5, unit: business_days, stricter: lower, tailoring: tighten_only, allowed: {min: 1, max: 10}"
RECORDS = "value: 24, unit: months, tailoring: within, allowed: {min: 6, max: 36}, severity: compliance"
NOTICE = "value: true, tailoring: locked, severity: compliance"
PRIORITY = "value: [safety, fraud], tailoring: superset"
TOPICS = "value: [vouchers, insurance, loyalty], tailoring: subset"
FIRST = "value: {live_chat: 1, email: 240, voice: 1}"
CSAT = "unit: percent, target: 85"
WAIT = "wait_minutes: {value: 5, unit: minutes, stricter: lower, tailoring: within, allowed: {max: 10}}"
RULE = "{id: human_after_handoff, response: [handoff, type:human], severity: compliance}"

LOOSER = {
    "a value": (PAYOUT, PAYOUT.replace("5", "7")),
    "a severity": (PAYOUT, PAYOUT.replace("customer", "minor")),
    "a tailoring": (PAYOUT, PAYOUT.replace("tighten_only", "free")),
    "a unit that does not compare": (PAYOUT, PAYOUT.replace("business_days", "months")),
    "a range of tightening": (UPLOAD, UPLOAD.replace("min: 1", "min: 0")),
    "a range": (RECORDS, RECORDS.replace("max: 36", "max: 48")),
    "a range that is open now": (RECORDS, RECORDS.replace("min: 6, ", "")),
    "a locked value, either way": (NOTICE, NOTICE.replace("true", "false")),
    "a locked value that is locked no more": (NOTICE, NOTICE.replace("locked", "free")),
    "a member that markets must have": (PRIORITY, PRIORITY.replace(", fraud", "")),
    "a member that markets may have": (TOPICS, TOPICS.replace("loyalty", "loyalty, casino")),
    "a channel of a control": (FIRST, FIRST.replace(", voice: 1", "")),
    "a value of one channel": (FIRST, FIRST.replace("240", "480")),
    "a metric's target": (CSAT, CSAT.replace("85", "80")),
    "a metric's formula": ("numerator: ratings 4 or 5", "numerator: ratings 3 or more"),
    "a control that is gone": ("  - {id: max_offers", "  # {id: max_offers"),
    "a step's parameter": (WAIT, WAIT.replace("max: 10", "max: 20")),
    "what a market may do": ("market_may: [tune]", "market_may: [tune, skip]"),
    "a step that is gone": ("    - {id: greet, type: bot, name: Greet}\n", ""),
    "a step of another type": ("{id: help, type: human", "{id: help, type: bot"),
    "a rule that is gone": (RULE, RULE.replace("human_after_handoff", "other")),
    "a rule about something else": (RULE, RULE.replace("type:human", "help")),
    "a rule that may be waived for less": (RULE, RULE.replace("compliance", "minor")),
}
AS_MUCH = {
    "a stricter value": (PAYOUT, PAYOUT.replace("5", "4")),
    "the same in other words": (PAYOUT, PAYOUT.replace("value: 5, unit: business_days", "value: 5.0, unit: business_days")),
    "a heavier severity": (PAYOUT, PAYOUT.replace("customer", "compliance")),
    "a stricter tailoring": (PAYOUT, PAYOUT.replace("tighten_only", "locked")),
    "a narrower range": (RECORDS, RECORDS.replace("max: 36", "max: 30")),
    "another value inside the same range": (RECORDS, RECORDS.replace("24", "12")),
    "one more member that markets must have": (PRIORITY, PRIORITY.replace("fraud", "fraud, minors")),
    "one member less that markets may have": (TOPICS, TOPICS.replace(", loyalty", "")),
    "a higher target": (CSAT, CSAT.replace("85", "90")),
    "wording": ("title: Payout", "title: Money back"),
    "a free value": ("value: formal", "value: warm"),
    "less that a market may do": ("market_may: [tune]", "market_may: []"),
    "one rule more": (RULE, f"{RULE}\n    - {{id: one_more, existence: help, severity: minor}}"),
}


@pytest.mark.parametrize("edit", LOOSER.values(), ids=LOOSER)
def test_a_standard_that_asks_for_less_is_loosened(edit: tuple[str, str]) -> None:
    assert list(loosened_standard(standard(), standard(edit)))


@pytest.mark.parametrize("edit", AS_MUCH.values(), ids=AS_MUCH)
def test_a_standard_that_asks_for_as_much_is_not(edit: tuple[str, str]) -> None:
    assert not list(loosened_standard(standard(), standard(edit)))


def test_a_loosening_says_what_was_and_what_would_be() -> None:
    (found,) = loosened_standard(standard(), standard((PAYOUT, PAYOUT.replace("5", "7"))))
    assert (found.what, found.was, found.now) == ("the control `payout_days`", "5 business days", "7 business days")
    assert found.key_path == ("controls", 0, "value")


CATALOGUE_EDITS = {
    "a level": ("business: {weight: 3, level: error", "business: {weight: 3, level: warning"),
    "a weight": ("customer: {weight: 5", "customer: {weight: 1"),
    "longer waivers": ("waiver_days: 90", "waiver_days: 900"),
    "a signature less": ("[process_owner, legal]", "[process_owner]"),
    "one more who may sign": ("legal: [legal@example.com]", "legal: [legal@example.com, lead-es@example.com]"),
    "renewals": ("max_renewals: 2", "max_renewals: 9"),
    "a process that is due no more": ("refund: {due: always}", "refund: {due: optional}"),
    "a process that is gone": ("  refund: {due: always}\n", ""),
    "a process that no channel makes due": ("voice-care: {due: {channels: [voice]}}", "voice-care: {due: optional}"),
    "a country less": ("EU: [ES, FR]", "EU: [FR]"),
    "an excuse": ("max_renewals: 2", "max_renewals: 2\nonboarding: {es: 2030-01-01}"),
}


@pytest.mark.parametrize("edit", CATALOGUE_EDITS.values(), ids=CATALOGUE_EDITS)
def test_a_catalogue_that_asks_for_less_is_loosened_and_the_other_way_round_is_not(edit: tuple[str, str]) -> None:
    assert len(list(loosened_catalogue(catalogue(), catalogue(edit)))) == 1
    assert not list(loosened_catalogue(catalogue(edit), catalogue()))


DUTY_EDITS = {
    "a duty that is gone": ("{id: ES-1", "{id: ES-9"),
    "a bill": ("unit: business_days, status: enacted", "unit: business_days, status: bill"),
    "a later day": ("unit: business_days, status: enacted", "unit: business_days, status: enacted, in_force_from: 2030-01-01"),
    "a higher limit": ("bound: max, value: 3", "bound: max, value: 30"),
    "the other side": ("bound: max, value: 3", "bound: min, value: 3"),
    "a member less": ("value: [minors]", "value: []"),
    "fewer companies": ("bound: max, value: 3", "bound: max, value: 3, applies_to: [staff_250]"),
    "nobody has verified it": ("applies_to: [staff_250], evidence: verified", "applies_to: [staff_250], evidence: unverified"),
}


@pytest.mark.parametrize("edit", DUTY_EDITS.values(), ids=DUTY_EDITS)
def test_a_law_that_binds_less_is_loosened(edit: tuple[str, str]) -> None:
    assert list(loosened_law(law(), law(edit)))
    assert not list(loosened_law(law(), law()))


def test_a_law_that_is_gone_binds_nobody() -> None:
    assert [each.what for each in loosened_law(law(), None)] == ["the duty `ES-1`", "the duty `ES-2`"]


def test_a_lower_limit_and_more_members_bind_as_much() -> None:
    assert not list(loosened_law(law(), law(("bound: max, value: 3", "bound: max, value: 2"), ("[minors]", "[minors, elderly]"))))
