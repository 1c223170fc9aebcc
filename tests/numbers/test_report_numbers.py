"""The numbers of spec 2.9."""

import json
import shutil
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from random_variants import Body, additions, bodies, written
from recomputed import assert_numbers_follow
from test_cases import CASE_FOLDERS, built, day_of
from workspaces import (
    CATALOGUE,
    DAY,
    ES,
    ES_MARKET,
    FR,
    PROJECT,
    REFUND,
    REGION,
    SHARED,
    VOICE_CARE,
    shared_text,
    variant,
    workspace,
)

import checker
from checker.model.numbers import percent

EXAMPLE = PROJECT.parent / "shared" / "example"
WEIGHTS = {"compliance": 10, "customer": 5, "business": 3, "minor": 1}
slow = settings(
    derandomize=True, max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def report_json(report: checker.Report) -> Any:
    return json.loads(checker.render(report, "json"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path / "workspace")


def checked(root: Path, es: Body | None = None, fr: Body | None = None) -> checker.Report:
    """Check the workspace with these variants of its two markets."""
    for path, body in ((ES, es), (FR, fr)):
        (root / path).unlink(missing_ok=True)
        if body is not None:
            (root / path).write_text(written(body))
    return checker.check(root, as_of=DAY)


# Every number can be computed again.


def test_the_numbers_of_the_sample_workspace_follow_from_its_elements() -> None:
    report = checker.check(PROJECT, as_of=DAY)
    assert report.markets
    assert_numbers_follow(report_json(report))


@pytest.mark.skipif(not EXAMPLE.exists(), reason="the example of the specification is not here")
def test_the_numbers_of_the_specification_s_example_follow_from_its_elements() -> None:
    assert_numbers_follow(report_json(checker.check(EXAMPLE, as_of=DAY)))


STATES = [case for case in CASE_FOLDERS if not (case / "base").exists()]
"""The cases that are one state of a workspace, and no change of one."""


@pytest.mark.parametrize("case", STATES[::6], ids=lambda case: f"{case.parent.name}/{case.name}")
def test_the_numbers_of_a_case_follow_from_its_elements(case: Path, tmp_path: Path) -> None:
    report = checker.check(built(case, tmp_path / "workspace"), as_of=day_of(case))
    assert_numbers_follow(report_json(report))


@slow
@given(bodies(), bodies())
def test_the_numbers_of_any_variants_follow_from_their_elements(root: Path, es: Body, fr: Body) -> None:
    assert_numbers_follow(report_json(checked(root, es, fr)))


# What elements weigh.


def weight_by_hand(path: Path, channels: set[str]) -> int:
    """What a standard weighs for a market with these channels, from its text and the table of weights."""
    standard = yaml.safe_load(path.read_text())
    total = WEIGHTS["business"]  # the adoption itself
    for control in standard.get("controls", ()):
        copies = len(channels & set(control["value"])) if control.get("per") == "channel" else 1
        total += copies * WEIGHTS[control["severity"]]
    total += sum(WEIGHTS[metric["severity"]] for metric in standard.get("metrics", ()))
    flow = standard.get("flow", {"steps": ()})
    for step in flow["steps"]:
        own = WEIGHTS[step.get("severity", "business")]
        total += own * ((step["type"] not in ("decision", "wait", "end")) + len(step.get("params", {})))
    return total + sum(WEIGHTS[rule["severity"]] for rule in flow.get("rules", ()))


@pytest.mark.parametrize("root", [PROJECT, SHARED], ids=["sample", "shared"])
def test_an_aligned_process_weighs_what_its_standard_lists(root: Path) -> None:
    report, seen = checker.check(root, as_of=DAY), 0
    heavier = {(each.market, each.process) for each in report.findings if each.rule == "step-added"}  # a refused step weighs
    for name, market in report.markets.items():
        market_file = root / "markets" / market.region / name / "market.yaml"
        channels = set(yaml.safe_load(market_file.read_text())["channels"])
        for process in market.processes.values():
            if process.version is None or (name, process.process) in heavier:
                continue
            standard = root / f"standards/processes/{process.process}/{process.version}.yaml"
            severities = {f"step:{each}" for each in weightless_steps(standard)}
            if not severities & set(process.elements):
                assert process.weight == weight_by_hand(standard, channels), f"{name}/{process.process}"
                seen += 1
    assert seen >= len(report.markets)


def weightless_steps(path: Path) -> Iterator[str]:
    for step in yaml.safe_load(path.read_text()).get("flow", {"steps": ()})["steps"]:
        if step["type"] in ("decision", "wait", "end"):
            yield step["id"]


def test_numbers_are_pooled_and_no_averages_of_averages(root: Path) -> None:
    """es runs two processes of very different weight; its number is by weight, not by process."""
    (root / "markets/eu/es/voice-care.yaml").write_text(variant("controls: {menu_levels: 3}", "voice-care"))
    es = checked(root).markets["es"]
    refund, voice = es.processes["refund"].weight, es.processes["voice-care"].weight
    assert voice == WEIGHTS["business"] + WEIGHTS["customer"]
    assert es.numbers.conformance == int(Fraction(refund + WEIGHTS["business"], refund + voice) * 1000) / 10


def test_a_step_that_decides_weighs_nothing_while_nothing_is_wrong_with_it(root: Path) -> None:
    without = shared_text(
        REFUND,
        ("      type: decision\n", "      type: wait\n"),
        ('      branches: [{label: "yes", go: done}, {label: "no", go: handoff}]\n', ""),
    )
    before = checked(root).markets["fr"].processes["refund"].weight
    (root / REFUND).write_text(without)
    assert checked(root).markets["fr"].processes["refund"].weight == before


# Truncation and null.


@settings(derandomize=True, max_examples=500)
@given(st.integers(0, 10**6), st.integers(1, 10**6))
@example(999_999, 1_000_000)
@example(9995, 10_000)
@example(2, 3)
def test_a_percentage_is_never_rounded_up(part: int, whole: int) -> None:
    part = min(part, whole)
    found = percent(part, whole)
    assert found is not None
    assert found == round(found, 1)
    exact = Fraction(str(found))
    assert exact <= Fraction(part * 100, whole) < exact + Fraction(1, 10)
    assert (found == 100.0) is (part == whole)
    assert percent(Fraction(part), Fraction(whole)) == found


def test_a_percentage_of_nothing_is_null() -> None:
    assert percent(0, 0) is None


def test_where_nothing_is_due_the_numbers_are_null_and_neither_0_nor_100(root: Path) -> None:
    text = shared_text(
        CATALOGUE, ("refund: {due: always}", "refund: {due: optional}"), ("{channels: [voice]}", "optional")
    )
    (root / CATALOGUE).write_text(text)
    report = report_json(checked(root))
    for numbers in (report["summary"], *report["markets"], *report["regions"]):
        assert [numbers[key] for key in ("conformance", "governed", "coverage", "confirmed")] == [None] * 4
    refund = report["markets"][0]["processes"][0]
    assert (refund["process"], refund["due"], refund["conformance"]) == ("refund", False, 100.0)
    assert report["regions"][0]["worst_market"] is None


def test_an_optional_process_counts_in_its_own_number_only(root: Path) -> None:
    adopts = shared_text(ES_MARKET, ("adopts: {voice-care: 1.0.0}", "adopts: {voice-care: 1.0.0, loyalty: 1.0.0}"))
    (root / ES_MARKET).write_text(adopts)
    (root / "markets/eu/es/loyalty.yaml").write_text(variant("controls: {points: 1}", "loyalty"))
    report = checked(root)
    es = report.markets["es"]
    assert es.processes["loyalty"].numbers.conformance == 75.0
    assert (es.numbers.conformance, report.numbers.conformance) == (100.0, 100.0)
    assert es.status == "minor_breach"
    assert [finding.gain for finding in report.findings if finding.rule == "control-loosened"] == [0.0]


# What is not adopted or not checked.


def test_a_process_that_is_not_adopted_keeps_the_weight_of_its_newest_version_in_effect(root: Path) -> None:
    folder = root / "standards/processes/voice-care"
    heavier = (
        "controls:\n  - {id: more, title: More, requirement: More., value: a, tailoring: free, severity: compliance}"
    )
    for version, extra in (("1.1.0", ""), ("1.2.0", "effective"), ("1.3.0", "draft")):
        text = shared_text(VOICE_CARE, ("version: 1.0.0", f"version: {version}"), ("controls:", heavier))
        text = text.replace("2026-01-01", "2027-01-01") if extra == "effective" else text
        text = text.replace("status: active", "status: draft") if extra == "draft" else text
        if extra:
            text = text.replace("controls:", heavier.replace("more", "most"))
        (folder / f"{version}.yaml").write_text(text)
    (root / ES_MARKET).write_text(shared_text(ES_MARKET, ("adopts: {voice-care: 1.0.0}", "adopts: {}")))
    es = checked(root).markets["es"]
    assert es.processes["voice-care"].status == "not_adopted"
    assert es.processes["voice-care"].weight == 3 + 5 + 10
    refund = es.processes["refund"].weight
    assert es.numbers == (percent(refund, refund + 18),) * 4 + (0.0,)


def test_a_process_that_is_not_checked_counts_in_no_number_but_the_whole(root: Path) -> None:
    (root / "markets/eu/es/voice-care.yaml").write_text("kind: variant\nprocess: voice-care\ncontrol: {}\n")
    es = checked(root).markets["es"]
    refund, voice = es.processes["refund"], es.processes["voice-care"]
    assert voice.status == "not_checked"
    assert voice.weight == 8
    assert es.numbers == (percent(refund.weight, refund.weight + 8),) * 4 + (0.0,)


def test_only_confirmed_processes_are_confirmed(root: Path) -> None:
    line = "  voice-care: {version: 1.0.0, by: lead-es@example.com, confirmed_on: 2026-06-01}\n"
    (root / ES_MARKET).write_text(shared_text(ES_MARKET, (line, "")))
    es = checked(root).markets["es"]
    refund = es.processes["refund"].weight
    assert es.numbers.confirmed == percent(refund, refund + 8)
    assert es.numbers.conformance == 100.0


# Gain.


@slow
@given(bodies())
def test_a_gain_is_what_mending_the_finding_wins(root: Path, body: Body) -> None:
    """Deleting the entry mends an element; the pair is left alone, because mending one changes the other."""
    body["controls"] = {key: entry for key, entry in body["controls"].items() if not key.startswith("answer_")}
    before = checked(root, body)
    for section, kind in (("controls", "control"), ("metrics", "metric")):
        for name in body[section]:
            address = f"{kind}:{name}"
            findings = [each for each in before.findings if each.element.partition("@")[0] == address]
            if len({each.element for each in findings}) > 1:
                continue  # one entry for several channels: deleting it mends more than one element
            rest = {key: entry for key, entry in body[section].items() if key != name}
            after = checked(root, {**body, section: rest})
            gains = [each.gain for each in findings]
            assert sum(gains) == difference(before, after)
            assert sum(gain > 0 for gain in gains) <= 1


def difference(before: checker.Report, after: checker.Report) -> float:
    old, new = before.markets["es"].tally, after.markets["es"].tally
    assert old.applicable == new.applicable
    return int(Fraction(new.conforming - old.conforming, old.applicable) * 1000) / 10


def test_the_gain_of_what_is_not_adopted_or_not_checked_is_the_whole_process(root: Path) -> None:
    whole = checked(root)
    (root / ES_MARKET).write_text(shared_text(ES_MARKET, ("adopts: {voice-care: 1.0.0}", "adopts: {}")))
    not_adopted = checked(root)
    assert [finding.gain for finding in not_adopted.findings] == [difference(not_adopted, whole)]
    (root / ES_MARKET).write_text(
        shared_text(ES_MARKET, ("adopts: {voice-care: 1.0.0}", "adopts: {voice-care: 9.0.0}"))
    )
    unknown = checked(root)
    gains = [finding.gain for finding in unknown.findings]
    assert sum(gains) == difference(unknown, whole) > 0
    assert sum(gain > 0 for gain in gains) == 1


def test_the_gain_stands_on_the_finding_that_decides_the_status(root: Path) -> None:
    """A target that does not compare stands before a changed formula, which is the worse of the two."""
    entry = "metrics: {csat: {target: 90, unit: ratio, definition: {formula: mean}}}"
    (root / ES).write_text(variant(entry))
    report = checker.check(root, as_of=DAY)
    assert [finding.rule for finding in report.findings] == ["control-not-comparable", "metric-definition-changed"]
    assert report.markets["es"].processes["refund"].elements["metric:csat"].status == "breach"
    assert [finding.gain > 0 for finding in report.findings] == [False, True]


def test_notes_win_nothing(root: Path) -> None:
    report = checked(root, {"controls": {"tone": "friendly", "payout_days": 5}})
    gains = {finding.rule: finding.gain for finding in report.findings}
    assert gains == {"control-redundant": 0.0, "reason-missing": 0.0}


# Nothing that a variant adds can raise conformance.


@slow
@given(bodies(), st.integers(1, 4))
def test_local_controls_change_no_number(root: Path, body: Body, count: int) -> None:
    plain, more = checked(root, body), checked(root, {**body, "local_controls": additions(count)})
    assert more.numbers == plain.numbers
    assert more.markets["es"].tally == plain.markets["es"].tally
    listed = set(more.markets["es"].processes["refund"].elements) - set(
        plain.markets["es"].processes["refund"].elements
    )
    assert listed == {f"control:own_{index}" for index in range(count)}


@slow
@given(bodies())
def test_no_variant_is_better_than_none(root: Path, body: Body) -> None:
    varied, plain = checked(root, body).markets["es"], checked(root).markets["es"]
    assert varied.tally.conforming <= plain.tally.conforming
    assert varied.tally.applicable == plain.tally.applicable
    assert (varied.numbers.conformance == 100.0) is (varied.status in ("aligned", "adapted"))


@slow
@given(bodies(), bodies())
def test_one_market_s_variant_changes_nothing_for_another(root: Path, es: Body, fr: Body) -> None:
    both, alone = checked(root, es, fr), checked(root, None, fr)
    assert both.markets["fr"].tally == alone.markets["fr"].tally
    assert [each for each in both.findings if each.market == "fr"] == [
        each for each in alone.findings if each.market == "fr"
    ]


@slow
@given(bodies())
def test_what_a_region_says_is_judged_as_if_each_market_said_it(root: Path, body: Body) -> None:
    """Redundance apart, which is a region's own affair."""
    (root / "markets/eu/refund.yaml").unlink(missing_ok=True)
    said_by_market = checked(root, body, body)
    checked(root)
    (root / "markets/eu/refund.yaml").write_text(written(body))
    said_by_region = checker.check(root, as_of=DAY)
    (root / "markets/eu/refund.yaml").unlink()
    for market in ("es", "fr"):
        assert said_by_region.markets[market].tally == said_by_market.markets[market].tally
        assert fingerprints(said_by_region, market) == fingerprints(said_by_market, market)


def fingerprints(report: checker.Report, market: str) -> list[str]:
    return sorted(
        each.fingerprint for each in report.findings if each.market == market and each.rule != "control-redundant"
    )


def test_removing_a_region_leaves_the_numbers_of_others_alone(root: Path) -> None:
    shutil.copytree(root / "markets/eu", root / "markets/apac")
    for path in (root / "markets/apac").rglob("*.yaml"):
        text = path.read_text().replace("region: eu", "region: apac")
        path.write_text(text.replace("market: es", "market: sg").replace("market: fr", "market: th"))
    (root / "markets/apac/es").rename(root / "markets/apac/sg")
    (root / "markets/apac/fr").rename(root / "markets/apac/th")
    (root / "markets/apac/refund.yaml").write_text(variant("controls: {payout_days: 9}"))
    report = checked(root)
    assert set(report.regions) == {"apac", "eu"}
    assert report.regions["eu"].numbers.conformance == 100.0
    assert report.regions["apac"].worst_market == "th"
    apac, whole = report.regions["apac"].tally, report.tally
    assert whole == report.regions["eu"].tally.plus(apac)
    assert (root / REGION).exists()
