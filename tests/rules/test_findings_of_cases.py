"""What every finding must be, looked at in the findings of all cases."""

import re
from pathlib import Path

import pytest
from repositories import Repo
from test_cases import CASE_FOLDERS, checked

import checker
from checker.rules.registry import all_rules

SENTENCE_END = re.compile(r"[.!]$")


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, checker.Finding]]:
    """Each finding of each case, with the workspace it is of."""
    found = []
    for number, case in enumerate(CASE_FOLDERS):
        root = tmp_path_factory.mktemp("cases") / str(number)
        found += [(root, finding) for finding in checked(case, root).findings if not finding.is_fixed]
    assert len(found) > 100
    return found


Found = list[tuple[Path, checker.Finding]]


def test_a_message_is_one_sentence_without_a_full_stop(findings: Found) -> None:
    for _, finding in findings:
        assert finding.message
        assert not SENTENCE_END.search(finding.message), finding.message
        assert not finding.message[0].isupper(), finding.message
        assert "\n" not in finding.message
        assert "None" not in finding.message


def test_whatever_fails_a_check_says_what_to_do(findings: Found) -> None:
    for _, finding in findings:
        if finding.level == "error" and all_rules()[finding.rule].family != "document":
            assert finding.remedy, finding.rule


def read(root: Path, path: str) -> str:
    """A file of the workspace; of a market that a change takes away, as it stood on the base."""
    if (root / path).exists():
        return (root / path).read_text()
    return Repo(root).git("show", f"HEAD:{path}") + "\n"


def test_a_finding_points_at_a_place_that_exists(findings: Found) -> None:
    for root, finding in findings:
        for location in (finding.location, finding.standard_location):
            if location is None:
                continue
            lines = read(root, location.path).split("\n")
            line, column, end_line, end_column = location.span
            assert 1 <= line <= end_line <= len(lines)
            assert 1 <= column <= len(lines[line - 1]) + 1
            assert (line, column) < (end_line, end_column) or location.span == (1, 1, 1, 1)
            assert end_column <= len(lines[end_line - 1]) + 1 or finding.rule == "yaml-syntax"  # of a file that ends early
            assert location.excerpt == lines[line - 1]


def test_a_finding_about_a_value_points_at_the_value(findings: Found) -> None:
    seen = 0
    for root, finding in findings:
        value = finding.actual.value if finding.actual else None
        if isinstance(value, int | float) and not isinstance(value, bool):
            line, column, _, end_column = finding.location.span
            text = (root / finding.location.path).read_text().splitlines()[line - 1][column - 1 : end_column - 1]
            assert float(text) == value
            seen += 1
    assert seen > 30


def test_a_finding_about_a_value_shows_the_standard_s_line(findings: Found) -> None:
    for _, finding in findings:
        if finding.actual is not None:
            assert finding.standard_location is not None
            assert finding.standard_location.path.startswith("standards/processes/")


def test_a_message_about_a_value_names_it_and_what_is_there(findings: Found) -> None:
    for _, finding in findings:
        if finding.rule in ("control-locked", "control-out-of-range") and finding.actual is not None:
            name = finding.element.partition(":")[2].partition("@")[0]
            assert finding.message.startswith(name)
            assert finding.data["actual"] in finding.message
            assert finding.data["expected"] in finding.message


def test_a_reason_is_never_called_an_excuse(findings: Found) -> None:
    explained = [finding for _, finding in findings if finding.because and finding.level == "error" and finding.is_open]
    assert explained
    for finding in explained:
        if finding.actual is not None:
            assert "does not excuse" in finding.remedy or "excuses only" in finding.remedy


def test_a_level_is_the_severity_s_where_the_rule_says_so(findings: Found) -> None:
    for _, finding in findings:
        if all_rules()[finding.rule].level == "severity":
            assert finding.severity is not None
            assert finding.level == ("warning" if finding.severity == "minor" else "error")


def test_a_fingerprint_is_sixteen_hex_digits_and_a_place_is_relative(findings: Found) -> None:
    for _, finding in findings:
        assert re.fullmatch("[0-9a-f]{16}", finding.fingerprint)
        assert not finding.location.path.startswith("/")


@pytest.mark.parametrize("rule", ["reference-unknown", "version-unknown"])
def test_a_wrong_name_names_the_nearest_right_one(findings: Found, rule: str) -> None:
    messages = [finding.message for _, finding in findings if finding.rule == rule]
    assert [message for message in messages if "did you mean" in message]


def test_a_renamed_control_names_its_new_name(findings: Found) -> None:
    (message,) = {finding.message for _, finding in findings if finding.element == "control:payback_days"}
    assert message == "the control `payback_days` is now called `payout_days`"
