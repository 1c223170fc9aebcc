"""Rules are modules: each has a page, a level, and facts that it is about."""

import re

import pytest
import yaml

from checker.rules.registry import all_rules
from checker.rules.rule import Rule, read_manual

SEVERITY, ERROR, WARNING, INFO = "severity", "error", "warning", "info"
LEVELS = {  # spec 3, and docs/decisions/0004 for channel-unknown, process-not-in-catalogue, and rules about days
    ERROR: """
        yaml-syntax yaml-duplicate-key yaml-unsafe yaml-too-large document-invalid document-misplaced
        reference-unknown process-not-adopted version-unknown version-draft version-retired version-overdue
        flow-unreachable flow-dead-end flow-unbounded-loop flow-bad-branch law-conflict law-does-not-bind
        law-does-not-require waiver-unapproved waiver-self-approved waiver-too-long waiver-not-waivable
        waiver-renewed-too-often waiver-exceeded waiver-expired standard-invalid standard-breaks-own-rule
        standard-version-too-small standard-edited-after-release gate-weakened gate-scope-narrowed
    """,
    WARNING: """
        version-early control-not-comparable pilot-without-end flow-not-decided law-conflict-inherited
        law-unverified waiver-unused gate-mixed-change channel-unknown value-lapsed until-far-off
    """,
    INFO: """
        yaml-ambiguous-scalar process-unconfirmed version-behind control-redundant reason-missing step-renamed
        waiver-expiring process-not-in-catalogue unit-unclear value-early value-refused-later
    """,
    SEVERITY: """
        control-locked control-loosened control-out-of-range control-members-missing
        control-members-not-allowed control-wrong-type metric-target-loosened metric-definition-changed
        step-removed step-added step-moved step-replaced step-retyped step-changed extension-not-allowed
        flow-rule-broken
    """,
}
LEVEL_OF = {rule: level for level, rules in LEVELS.items() for rule in rules.split()}
RULES = list(all_rules().values())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_has_the_level_that_the_specification_gives_it(rule: Rule) -> None:
    assert LEVEL_OF[rule.id] == rule.level


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_has_a_whole_page(rule: Rule) -> None:
    manual = rule.manual
    assert all((manual.summary, manual.why, manual.mend, manual.bad, manual.good))
    assert manual.summary[0].isupper() or not manual.summary[0].isalpha()
    assert manual.summary.endswith(".")
    assert len(manual.summary) <= 120
    assert manual.bad != manual.good


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_s_good_example_can_be_read(rule: Rule) -> None:
    if not rule.manual.good.startswith("("):  # `(no entry)`
        assert yaml.safe_load(rule.manual.good.replace("…", "x"))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_a_kebab_case_complaint_in_the_module_of_its_name(rule: Rule) -> None:
    assert re.fullmatch("[a-z]+(-[a-z]+)+", rule.id)
    assert rule.judge.__module__ == f"checker.rules.{rule.family}.{rule.id.replace('-', '_')}"
    assert rule.about


def test_rules_come_in_the_order_of_their_ids() -> None:
    assert list(all_rules()) == sorted(all_rules())


@pytest.mark.parametrize("part", ["Why", "Mend", "Bad", "Good"])
def test_a_page_without_a_part_is_refused(part: str) -> None:
    page = "Something.\n\nWhy: a\nMend: b\nBad:\n    c\nGood:\n    d\n"
    assert read_manual(page).good == "d"
    with pytest.raises(ValueError, match=part):
        read_manual(page.replace(part, "Other"))
