"""What each format looks like, as files to review. `UPDATE_GOLDENS=1 pytest tests/formats` writes them anew."""

import json
import os
from pathlib import Path

import pytest
from workspaces import DAY, ES, ES_MARKET, EU, FR, shared_text, variant, workspace

import checker

GOLDENS = Path(__file__).parent / "goldens"
FORMATS = {
    "text": "report.txt",
    "concise": "report.concise.txt",
    "json": "report.json",
    "csv": "report.csv",
    "sarif": "report.sarif",
    "junit": "report.junit.xml",
    "github": "report.github.txt",
    "gitlab": "report.gitlab.json",
    "markdown": "report.md",
}
LAW = """\
kind: law
jurisdiction: ES
checked_on: 2026-11-01
notice: Example data, not legal advice.
duties:
  - id: ES-RECORDS
    citation: Example
    says: Records are kept for five years.
    control: refund/record_months
    bound: min
    value: 60
    unit: months
    status: enacted
    evidence: verified
"""
FILES = {
    EU: variant("controls:\n  return_days: 14  # in all of Europe"),
    ES: variant(
        "controls:\n"
        "  payout_days: {value: 7, because: {type: capacity, note: Few agents}}\n"
        "  record_months: {value: 60, because: {type: law_requires, law: ES-RECORDS}}\n"
        "  max_offers: 2\n"
        "  priority_cases: [safety, 未成年人]\n"
        "  upload_days: {value: 3, unit: calendar_days}\n"
        "  tone: =friendly\n"
        "metrics:\n"
        "  csat: {target: 80}"
    ),
    FR: variant("controls: {payout_days: 5, payout_day: 4}"),
    ES_MARKET: shared_text(
        ES_MARKET, ("  voice-care: {version: 1.0.0, by: lead-es@example.com, confirmed_on: 2026-06-01}\n", "")
    ),
    "standards/law/ES.yaml": LAW,
}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> checker.Report:
    return checker.check(workspace(tmp_path_factory.mktemp("goldens") / "workspace", FILES), as_of=DAY)


@pytest.mark.parametrize(("name", "file"), FORMATS.items())
def test_golden(report: checker.Report, name: str, file: str) -> None:
    rendered = checker.render(report, name)
    for version in (f"checker {checker.__version__}", f'"semanticVersion": "{checker.__version__}"'):
        rendered = rendered.replace(version, version.replace(checker.__version__, "VERSION"))
    golden = GOLDENS / file
    if os.environ.get("UPDATE_GOLDENS"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_bytes(rendered.encode())
    assert rendered.encode() == golden.read_bytes()


def test_every_format_has_a_golden() -> None:
    from checker.formats.registry import format_names

    assert set(format_names()) == set(FORMATS)


def test_the_golden_workspace_shows_each_kind_of_finding(report: checker.Report) -> None:
    assert {finding.level for finding in report.findings} == {"error", "warning", "info"}
    assert {finding.disposition for finding in report.findings} == {"none", "required_by_law"}
    assert json.loads(checker.render(report, "json"))["findings"]
