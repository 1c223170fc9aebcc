"""What each format for CI promises to the program that reads it."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from jsonschema import Draft4Validator
from made_reports import CHANGES, COMPARISON, crowded, golden_report, varied, with_findings
from reading import commands
from workspaces import DAY, ES, EU, FR_MARKET, PROJECT, shared_text, variant, workspace

import checker
from checker.formats import sarif_format
from checker.formats._grouping import Group
from checker.formats._markdown import length
from checker.formats._sections import Section, fitted
from checker.formats.text_format import Appearance
from checker.formats.text_format import render as render_text
from checker.model.finding import Finding
from checker.model.register import WaiverState
from checker.model.status import Disposition

SCHEMA = PROJECT.parent / "shared" / "reference" / "sarif-schema-2.1.0.json"
WAIVER = """\
kind: waiver
id: W-ES-001
market: es
process: refund
elements: [control:payout_days]
standard: ">=1.0,<2.0"
category: accepted
accepts: {at_most: 7}
reason: The bank of the example market settles once a week.
plan: {owner: Operations, due: 2026-12-15, ticket: EX-1}
requested_by: lead-es@example.com
requested_on: 2026-10-05
approvals:
  - {by: owner@example.com, role: process_owner, signed_on: 2026-10-12}
expires: 2026-12-31
"""


@pytest.fixture(name="golden", scope="module")
def report_of_the_goldens(tmp_path_factory: pytest.TempPathFactory) -> checker.Report:
    return golden_report(tmp_path_factory.mktemp("ci"))


def run_of(report: checker.Report) -> dict[str, Any]:
    (run,) = json.loads(checker.render(report, "sarif"))["runs"]
    assert isinstance(run, dict)
    return run


def one(report: checker.Report, **changes: Any) -> checker.Report:
    """A report of one finding, which is an error of `es` unless something else is said."""
    finding = next(each for each in report.findings if each.rule == "control-loosened" and each.market == "es")
    return with_findings(report, [replace(finding, **changes)])


# SARIF.


@pytest.mark.skipif(not SCHEMA.is_file(), reason="the schema of OASIS is not beside the project")
@pytest.mark.parametrize("kind", ["checked", "empty", "varied", "with base", "crowded"])
def test_sarif_is_valid(golden: checker.Report, kind: str) -> None:
    report = {
        "checked": golden,
        "empty": with_findings(golden, ()),
        "varied": varied(golden, has_base=False),
        "with base": varied(golden),
        "crowded": crowded(golden, 300),
    }[kind]
    schema = Draft4Validator(json.loads(SCHEMA.read_text()))
    assert [error.message for error in schema.iter_errors(json.loads(checker.render(report, "sarif")))] == []


def test_sarif_names_files_and_rules_by_their_place(golden: checker.Report) -> None:
    run = run_of(golden)
    files = [each["location"]["uri"] for each in run["artifacts"]]
    rules = [each["id"] for each in run["tool"]["driver"]["rules"]]
    assert len(set(files)) == len(files)
    for result, finding in zip(run["results"], golden.findings, strict=True):
        place = result["locations"][0]["physicalLocation"]
        assert rules[result["ruleIndex"]] == result["ruleId"] == finding.rule
        assert files[place["artifactLocation"]["index"]] == place["artifactLocation"]["uri"]
        assert unquote(place["artifactLocation"]["uri"]) == finding.location.path
        assert place["artifactLocation"]["uriBaseId"] in run["originalUriBaseIds"]
        assert tuple(place["region"].values()) == tuple(finding.location.span)


def test_sarif_columns_count_letters(golden: checker.Report) -> None:
    """`priority_cases: [safety, 未成年人]`: our columns count code points, and the run says so."""
    run = run_of(golden)
    assert run["columnKind"] == "unicodeCodePoints"
    (result,) = [each for each in run["results"] if each["ruleId"] == "control-members-missing"]
    region = result["locations"][0]["physicalLocation"]["region"]
    line = "  priority_cases: [safety, 未成年人]"
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "[safety, 未成年人]"


def test_sarif_links_to_the_standard(golden: checker.Report) -> None:
    for result, finding in zip(run_of(golden)["results"], golden.findings, strict=True):
        standard = finding.standard_location
        assert ("([the standard](1))" in result["message"]["text"]) is (standard is not None)
        related = [each["physicalLocation"]["artifactLocation"]["uri"] for each in result.get("relatedLocations", [])]
        assert related == ([standard.path] if standard is not None else [])


def test_every_rule_has_help_without_an_address() -> None:
    from checker.formats._rule_help import rule_json
    from checker.rules.registry import all_rules

    for rule in all_rules():
        page = rule_json(rule)
        assert "Mend:" in page["help"]["text"]
        assert "```yaml" in page["help"]["markdown"]
        assert page["shortDescription"]["text"]
        assert len(page["fullDescription"]["text"]) <= 1_024
        assert "helpUri" not in page
    assert rule_json("of-another-version")["help"] == {"text": "of another version"}


TWO_MEANINGS = variant("controls:\n  payout_days: 012   # soon\n")


def test_sarif_holds_the_edit_that_mends_a_finding_for_certain(tmp_path: Path) -> None:
    """What an editor applies is what `checker fix` writes: a number that every reader takes for the same."""
    report = checker.check(workspace(tmp_path, {ES: TWO_MEANINGS}), as_of=DAY)
    (result,) = [each for each in run_of(report)["results"] if each["ruleId"] == "yaml-ambiguous-scalar"]
    (fix,) = result["fixes"]
    assert fix["description"]["text"]
    (change,) = fix["artifactChanges"]
    assert change["artifactLocation"]["uri"] == ES
    (edit,) = change["replacements"]
    region, lines = edit["deletedRegion"], TWO_MEANINGS.splitlines(keepends=True)
    line = lines[region["startLine"] - 1]
    lines[region["startLine"] - 1] = (
        line[: region["startColumn"] - 1] + edit["insertedContent"]["text"] + line[region["endColumn"] - 1 :]
    )
    assert region["startLine"] == region["endLine"]
    assert "".join(lines) == TWO_MEANINGS.replace("012", "12")
    if SCHEMA.is_file():
        schema = Draft4Validator(json.loads(SCHEMA.read_text()))
        assert [error.message for error in schema.iter_errors(json.loads(checker.render(report, "sarif")))] == []


def test_sarif_offers_no_edit_where_none_is_certain_or_none_is_needed(golden: checker.Report, tmp_path: Path) -> None:
    mended = {each.fingerprint for each in golden.findings if each.fix and each.is_open}
    for result, finding in zip(run_of(golden)["results"], golden.findings, strict=True):
        assert ("fixes" in result) is (finding.fingerprint in mended and finding.is_open)
    report = checker.check(workspace(tmp_path, {ES: TWO_MEANINGS}), as_of=DAY)
    (found,) = [each for each in report.findings if each.fix]
    (result,) = run_of(with_findings(report, [replace(found, change="fixed")]))["results"]
    assert "fixes" not in result, "what only the base has is mended already"


def test_a_sarif_log_of_too_many_results_keeps_the_most_pressing(golden: checker.Report, monkeypatch: pytest.MonkeyPatch) -> None:
    """GitHub refuses a run of more than 25,000."""
    (whole,) = json.loads(checker.render(golden, "sarif"))["runs"]
    monkeypatch.setattr(sarif_format, "MOST_RESULTS", 3)
    (cut,) = json.loads(checker.render(golden, "sarif"))["runs"]
    assert len(whole["results"]) > len(cut["results"]) == 3
    assert all(each in whole["results"] and each["level"] == "error" for each in cut["results"])
    assert cut["properties"] == whole["properties"]
    said = cut["invocations"][0]["toolExecutionNotifications"][-1]["message"]["text"]
    assert said.startswith(f"{len(whole['results']) - 3} more findings are not in this log")


def test_sarif_says_what_settled_a_finding(tmp_path: Path) -> None:
    files = {
        ES: variant("controls: {payout_days: 7, return_days: 14}"),
        "standards/waivers/es/W-ES-001.yaml": WAIVER,
    }
    report = checker.check(workspace(tmp_path / "waived", files), as_of=DAY)
    assert [record.state for record in report.waivers] == [WaiverState.ACTIVE]
    waived, open_ = sorted(run_of(report)["results"], key=lambda each: -len(each["suppressions"]))
    (suppression,) = waived["suppressions"]
    assert (suppression["kind"], suppression["status"]) == ("external", "accepted")
    assert suppression["justification"].startswith("waiver W-ES-001 until 2026-12-31: The bank of the example market")
    assert suppression["properties"] == {"expires": "2026-12-31"}
    place = suppression["location"]["physicalLocation"]["artifactLocation"]
    assert place["uri"] == "standards/waivers/es/W-ES-001.yaml"
    assert waived["level"] == "note"
    assert waived["message"]["text"].startswith("Waived (W-ES-001): ")
    assert (open_["suppressions"], open_["level"]) == ([], "error")


@pytest.mark.parametrize(
    ("disposition", "status"),
    [
        (Disposition.PENDING, "underReview"),
        (Disposition.INVALID, "rejected"),
        (Disposition.EXCEEDED, "rejected"),
        (Disposition.EXPIRED, "rejected"),
        (Disposition.ONBOARDING, "accepted"),
    ],
)
def test_a_waiver_that_does_not_help_suppresses_nothing(golden: checker.Report, disposition: Disposition, status: str) -> None:
    (result,) = run_of(one(golden, disposition=disposition, waiver="W-1"))["results"]
    assert [each["status"] for each in result["suppressions"]] == [status]
    assert result["level"] == ("note" if status == "accepted" else "error")


def test_a_duty_is_cited_where_it_is_written(golden: checker.Report) -> None:
    (result,) = [each for each in run_of(golden)["results"] if each["suppressions"]]
    (suppression,) = result["suppressions"]
    assert suppression["justification"] == "required by law (ES-RECORDS: Example)"
    assert suppression["location"]["physicalLocation"]["artifactLocation"]["uri"] == "standards/law/ES.yaml"


@pytest.mark.parametrize(
    ("change", "state"),
    [("new", "new"), ("worsened", "updated"), ("improved", "updated"), ("unchanged", "unchanged"), ("fixed", "absent")],
)
def test_the_baseline_state(golden: checker.Report, change: str, state: str) -> None:
    run = run_of(replace(one(golden, change=change, cause="standard"), comparison=COMPARISON))
    (result,) = run["results"]
    assert result["baselineState"] == state
    assert (result["properties"]["change"], result["properties"]["cause"]) == (change, "standard")
    assert (run["properties"]["base"], run["properties"]["commit"]) == (COMPARISON.base, COMPARISON.commit)
    notes = [each["message"]["text"] for each in run["invocations"][0]["toolExecutionNotifications"]]
    assert notes == ["waiver W-1 is deleted"]


def test_without_a_base_there_is_no_baseline(golden: checker.Report) -> None:
    run = run_of(golden)
    assert not [each for each in run["results"] if "baselineState" in each]
    assert run["properties"]["base"] is None


def test_what_could_not_be_checked_is_a_notification(tmp_path: Path) -> None:
    report = checker.check(workspace(tmp_path / "w", {ES: "kind: variant\ncontrols: [\n"}), as_of=DAY)
    (invocation,) = run_of(report)["invocations"]
    assert (invocation["exitCode"], invocation["executionSuccessful"]) == (3, False)
    assert [each["level"] for each in invocation["toolExecutionNotifications"]] == ["error"]
    assert "es/refund was not checked" in invocation["toolExecutionNotifications"][0]["message"]["text"]


# Fingerprints.


def twice(report: checker.Report) -> checker.Report:
    """Every finding three times."""
    return with_findings(report, [each for each in report.findings for _ in range(3)])


def test_fingerprints_of_one_output_are_unique_and_stay(golden: checker.Report) -> None:
    many = twice(golden)
    alone = {each["fingerprint"] for each in json.loads(checker.render(golden, "gitlab"))}
    found = [each["fingerprint"] for each in json.loads(checker.render(many, "gitlab"))]
    assert len(set(found)) == len(found) == 3 * len(golden.findings)
    assert alone == {each.fingerprint for each in golden.findings} < set(found)
    assert found == [each["fingerprint"] for each in json.loads(checker.render(twice(golden), "gitlab"))]
    results = run_of(many)["results"]
    assert len({each["partialFingerprints"]["checker/v1"] for each in results}) == len(results)
    for result, finding in zip(results, many.findings, strict=True):
        assert result["partialFingerprints"]["primaryLocationLineHash"].partition(":")[0] == finding.fingerprint
    names = [(case.get("classname"), case.get("name")) for case in junit(many).iter("testcase")]
    assert len(set(names)) == len(names)


def test_fingerprints_do_not_move_with_lines(golden: checker.Report) -> None:
    def moved(finding: Finding) -> Finding:
        span = finding.location.span
        return replace(finding, location=finding.location._replace(span=span._replace(line=span.line + 9)))

    other = replace(golden, findings=tuple(map(moved, golden.findings)))
    for name in ("gitlab", "sarif"):
        one_, two = (checker.render(each, name) for each in (golden, other))
        assert one_ != two
    assert [each["fingerprint"] for each in json.loads(checker.render(golden, "gitlab"))] == [
        each["fingerprint"] for each in json.loads(checker.render(other, "gitlab"))
    ]


# JUnit.


def junit(report: checker.Report) -> ElementTree.Element:
    return ElementTree.fromstring(checker.render(report, "junit").encode())  # noqa: S314 (our own output)


@pytest.mark.parametrize("kind", ["checked", "varied", "unreadable"])
def test_junit_totals_are_what_is_there(golden: checker.Report, tmp_path: Path, kind: str) -> None:
    files = {ES: "kind: variant\ncontrols: [\n"}
    report = {
        "checked": lambda: golden,
        "varied": lambda: varied(golden),
        "unreadable": lambda: checker.check(workspace(tmp_path / "w", files), as_of=DAY),
    }[kind]()
    root = junit(report)
    for suite in (root, *root.iter("testsuite")):
        cases = list(suite.iter("testcase"))
        assert int(suite.get("tests", "")) == len(cases)
        for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.get(name, "")) == sum(case.find(tag) is not None for case in cases)
    processes = [case for case in root.iter("testcase") if (case.get("name") or "").endswith("could be checked")]
    assert len(processes) == len(report.pairs)
    assert sum(case.find("error") is not None for case in processes) == len(report.not_checked)


def test_junit_fails_exactly_what_fails_the_check(golden: checker.Report) -> None:
    for report in (golden, varied(golden), varied(golden, has_base=False)):
        failing = [each for each in report.open if each.level == "error" and each.blocks]
        failing = [each for each in failing if each.change not in ("improved", "unchanged")]
        root = junit(report)
        assert int(root.get("failures", "")) + int(root.get("errors", "")) == len(failing)


def test_junit_skips_what_is_settled_and_says_why(golden: checker.Report) -> None:
    (skipped,) = junit(golden).iter("skipped")
    assert skipped.get("message") == ("required by law (ES-RECORDS: Example): record_months must be 6 to 36 months, not 60")


# GitHub.


def test_annotations_are_the_worst_and_the_rest_is_counted(golden: checker.Report) -> None:
    for number in (5, 30, 31, 200, 2_000):
        report = crowded(golden, number)
        found = commands(checker.render(report, "github"))
        kinds = Counter(each.name for each in found)
        assert max(kinds.values()) <= 10
        assert kinds.total() <= 50
        shown = [each for each in found if "file" in each.properties]
        said = [each.message for each in found if "file" not in each.properties]
        hidden = len(report.open) - len(shown)
        assert [message.partition(" more")[0].replace(",", "") for message in said] == ([str(hidden)] if hidden else [])


def test_annotations_come_worst_first(golden: checker.Report) -> None:
    names = [each.name for each in commands(checker.render(golden, "github"))]
    assert names == sorted(names, key=["error", "warning", "notice"].index)
    report = replace(varied(golden), comparison=COMPARISON)
    passed_over = [
        "unchanged" in each.message or "improved" in each.message for each in commands(checker.render(report, "github"))
    ]
    assert passed_over == sorted(passed_over)


def test_what_was_there_before_is_a_notice(golden: checker.Report) -> None:
    for change, name in (("new", "error"), ("worsened", "error"), ("unchanged", "notice"), ("improved", "notice")):
        (command,) = commands(checker.render(one(golden, change=change, cause="variant"), "github"))
        assert command.name == name
        assert f"This change: {change}, from the market's file" in command.message
    (command,) = commands(checker.render(one(golden, change="new", cause="standard", blocks=False), "github"))
    assert command.name == "notice"
    assert commands(checker.render(one(golden, change="fixed"), "github")) == []
    assert commands(checker.render(one(golden, disposition=Disposition.WAIVED), "github")) == []


def test_what_a_change_brings_comes_before_what_was_there(golden: checker.Report) -> None:
    old = replace(one(golden).findings[0], change="unchanged", fingerprint="0" * 16)
    new = replace(old, change="new", level="warning", fingerprint="1" * 16)
    report = with_findings(golden, [old, new])
    assert [each.name for each in commands(checker.render(report, "github"))] == ["warning", "notice"]


def test_one_line_that_is_new_in_one_market_and_old_in_another_is_two(golden: checker.Report) -> None:
    new = replace(one(golden).findings[0], change="new")
    old = replace(new, market="fr", change="unchanged", fingerprint="1" * 16)
    report = with_findings(golden, [old, new])
    assert [each.name for each in commands(checker.render(report, "github"))] == ["error", "notice"]
    assert "What this change brings (1)" in checker.render(report, "markdown")
    assert checker.render(report, "text").count("error[control-loosened]") == 1
    assert render_text(report, Appearance(verbose=True)).count("error[control-loosened]") == 2


def test_an_annotation_says_where_what_and_what_to_do(golden: checker.Report) -> None:
    first = commands(checker.render(one(golden), "github"))[0]
    assert first.properties == {
        "file": ES,
        "line": "4",
        "endLine": "4",
        "col": "24",
        "endColumn": "25",
        "title": "control-loosened · es · refund",
    }
    assert first.message.splitlines()[0] == "payout_days must be at most 5 business days, not 7"
    assert "Do: delete the entry to follow the standard (5 business days)" in first.message
    assert "Standard: standards/processes/refund/1.0.0.yaml:15" in first.message


def test_columns_are_left_out_over_several_lines(golden: checker.Report) -> None:
    location = golden.findings[0].location
    report = one(golden, location=location._replace(span=location.span._replace(line=3, end_line=5, end_column=4)))
    (command,) = commands(checker.render(report, "github"))
    assert {"col", "endColumn"} & set(command.properties) == set()
    assert (command.properties["line"], command.properties["endLine"]) == ("3", "5")


# A region's line in many markets.


@pytest.fixture(name="twelve")
def twelve_markets(tmp_path: Path) -> checker.Report:
    files = {EU: variant("controls: {payout_days: 9}")}
    for index in range(10):
        text = shared_text(FR_MARKET, ("market: fr", f"market: m{index}"))
        files[f"markets/eu/m{index}/market.yaml"] = text
    return checker.check(workspace(tmp_path / "twelve", files), as_of=DAY)


def test_a_region_s_line_is_one_annotation_and_one_item(twelve: checker.Report) -> None:
    (command,) = commands(checker.render(twelve, "github"))
    assert "12 markets" in command.properties["title"]
    comment = checker.render(twelve, "markdown")
    assert "### To mend (12)" in comment
    assert comment.count("must be at most") == 1
    assert "12 markets: es, fr, m0, m1, m2, m3, m4, m5 and 4 more" in comment


def test_what_is_hidden_is_counted_for_each_market(twelve: checker.Report) -> None:
    """Fifteen lines of a region in twelve markets each: ten lines are shown, and five times twelve findings are not."""
    found = []
    for finding in twelve.findings:
        for line in range(1, 16):
            span = finding.location.span._replace(line=line, end_line=line)
            found.append(replace(finding, location=finding.location._replace(span=span)))
    report = with_findings(twelve, found)
    *shown, said = commands(checker.render(report, "github"))
    assert len(shown) == 10
    assert said.message.startswith("60 more findings (60 errors, 0 warnings, 0 notes)")
    assert "### To mend (180)" in checker.render(report, "markdown")


def test_programs_get_a_region_s_line_once_for_each_market(twelve: checker.Report) -> None:
    assert len(json.loads(checker.render(twelve, "gitlab"))) == len(run_of(twelve)["results"]) == 12
    assert junit(twelve).get("failures") == "12"


# GitLab.


def test_gitlab_has_what_it_asks_for(golden: checker.Report) -> None:
    entries = json.loads(checker.render(varied(golden), "gitlab"))
    assert entries
    for entry in entries:
        assert {"description", "check_name", "fingerprint", "severity", "location"} <= set(entry)
        assert entry["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert not entry["location"]["path"].startswith(("/", "./"))
        assert 1 <= entry["location"]["lines"]["begin"] <= entry["location"]["lines"]["end"]
        is_settled = entry["disposition"] in {"waived", "required_by_law", "onboarding"}
        assert entry["severity"] == (
            "info" if is_settled else {"error": "critical", "warning": "minor", "info": "info"}[entry["level"]]
        )
    assert not checker.render(golden, "gitlab").startswith("\ufeff")
    assert json.loads(checker.render(with_findings(golden, ()), "gitlab")) == []


# Markdown.


@pytest.mark.parametrize("number", [0, 1, 60, 5_000])
def test_a_comment_keeps_its_limit_and_says_what_it_hides(golden: checker.Report, number: int) -> None:
    report = crowded(golden, number)
    comment = checker.render(report, "markdown")
    assert length(comment) <= 60_000
    assert comment.startswith("<!-- checker:summary v1 -->\n")
    items = comment.count("\n- ✕ ") + comment.count("\n- △ ") + comment.count("\n- **")
    hidden = int(comment.partition("**Not all is shown:** ")[2].partition(" ")[0].replace(",", "") or 0)
    assert items + hidden == len(report.findings)
    assert (hidden > 0) is (number > 1_000)
    if hidden:
        assert "of them shown)" in comment


def test_nothing_is_shown_after_something_that_is_hidden(golden: checker.Report) -> None:
    """A note that would still have room does not stand where errors are left out."""
    first = one(golden).findings[0]
    errors, notes = Section("Errors", [Group(first, ("es",), 1)] * 3), Section("Notes", [Group(first, ("es",), 2)])
    found = fitted([errors, notes], lambda group: "x" * (1_000 if group.size == 1 else 10), 2_500)
    assert "### Errors (3, 2 of them shown)" in found.text
    assert "Notes" not in found.text
    assert [group.size for group in found.hidden] == [1, 2]
    assert "Notes (2)" in fitted([errors, notes], lambda _: "x", 2_500).text


def test_a_comment_begins_with_a_sentence_for_whoever_decides(golden: checker.Report) -> None:
    def sentence(report: checker.Report) -> str:
        return checker.render(report, "markdown").splitlines()[1]

    assert sentence(golden) == "## ✕ 6 errors are open in 2 of 2 markets"
    assert sentence(one(golden)) == "## ✕ 1 error is open in 1 of 2 markets"
    assert sentence(one(golden, level="warning")) == "## △ 1 warning is open in 1 of 2 markets"
    assert sentence(one(golden, level="info")) == "## ✓ No error and no warning is open"
    assert sentence(one(golden, change="new")) == "## ✕ This change brings 1 error in 1 of 2 markets, new or worse than before"
    assert sentence(one(golden, change="unchanged")) == "## ✓ This change brings no error and no warning"
    assert sentence(one(golden, change="new", blocks=False)) == "## ✓ This change brings no error and no warning"


def test_a_comment_names_the_commits_and_what_else_happened(golden: checker.Report) -> None:
    comment = checker.render(replace(one(golden, change="new"), comparison=COMPARISON), "markdown")
    assert "111111111111 (where main and this branch part), at 222222222222" in comment
    assert "waiver W-1 is deleted" in comment


def test_a_comment_has_each_part_under_its_title(golden: checker.Report) -> None:
    few = [replace(one(golden).findings[0], change=change, fingerprint=f"{index:016x}") for index, change in enumerate(CHANGES)]
    note = replace(few[0], level="info", fingerprint="a" * 16)
    settled = replace(few[0], disposition=Disposition.WAIVED, fingerprint="b" * 16)
    comment = checker.render(with_findings(golden, [*few, note, settled]), "markdown")
    titles = re.findall(r"^(?:### |<details><summary>)(.+ \(\d+\))", comment, re.MULTILINE)
    assert titles == [
        "What this change brings (2)",
        "Notes (1)",
        "Settled (1)",
        "Fixed by this change (1)",
        "As before this change (2)",
    ]


# The same bytes.


@pytest.mark.parametrize("name", ["sarif", "junit", "github", "gitlab", "markdown"])
def test_the_hash_seed_changes_no_byte(golden: checker.Report, tmp_path: Path, name: str) -> None:
    root = workspace(tmp_path / "w", {ES: variant("controls: {payout_days: 9, max_offers: 3, tone: warm}")})
    outputs = set()
    for seed in ("0", "4242"):
        command = [sys.executable, "-m", "checker", "check", "--root", str(root), "--as-of", str(DAY), "--format", name]
        inherited = {key: value for key, value in os.environ.items() if key != "GITHUB_STEP_SUMMARY"}
        environment = {**inherited, "PYTHONHASHSEED": seed}
        outputs.add(subprocess.run(command, capture_output=True, env=environment, check=False, cwd=root).stdout)
    assert len(outputs) == 1
    assert len(outputs.pop()) > 300


def test_lines_are_marked_where_the_repository_has_the_file(golden: checker.Report, tmp_path: Path) -> None:
    """A workspace below the top of its repository: platforms name files from the top."""
    (tmp_path / "repository/.git").mkdir(parents=True)
    nested = checker.check(workspace(tmp_path / "repository/ops/cx", {ES: variant("controls: {payout_days: 7}")}), as_of=DAY)
    top = f"ops/cx/{ES}"
    assert commands(checker.render(nested, "github"))[0].properties["file"] == top
    assert top in {each["location"]["path"] for each in json.loads(checker.render(nested, "gitlab"))}
    (run,) = json.loads(checker.render(nested, "sarif"))["runs"]
    uris = {each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in run["results"]}
    assert top in uris
    assert uris <= {each["location"]["uri"] for each in run["artifacts"]}
    for name in ("text", "json", "markdown"):
        assert top not in checker.render(nested, name)
    assert commands(checker.render(one(golden), "github"))[0].properties["file"] == ES


def test_standards_of_another_checkout_have_no_place_in_the_repository(tmp_path: Path) -> None:
    (tmp_path / "repository/.git").mkdir(parents=True)
    own = workspace(tmp_path / "repository/ops", {ES: variant("controls: {payout_days: 7}")})
    (own / "standards").rename(tmp_path / "standards")
    nested = checker.check(own, as_of=DAY, standards=tmp_path / "standards")
    assert nested.in_repository(ES) == f"ops/{ES}"
    assert nested.in_repository("standards/catalogue.yaml") == "standards/catalogue.yaml"
