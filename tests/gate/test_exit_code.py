"""What ends a comparison: only what the change made so."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from made_findings import valued

import checker
from checker.formats.json_format import render
from checker.model.comparison import Comparison
from checker.model.report import Report

PROJECT = Path(__file__).resolve().parents[2]
COMPARED = Comparison("main", "b" * 40, "c" * 40, date(2026, 11, 1))


@pytest.fixture(scope="module")
def report() -> Report:
    whole = checker.check(PROJECT, as_of=date(2026, 11, 22))
    return replace(whole, findings=(), comparison=COMPARED)


def test_open_errors_that_were_there_before_fail_nothing(report: Report) -> None:
    before = replace(valued(90), change="unchanged", blocks=False)
    compared = replace(report, findings=(before,))
    assert compared.passed
    assert compared.exit_code("error") == 0
    assert '"passed": true' in render(compared)


def test_a_new_one_fails(report: Report) -> None:
    new = replace(valued(90), change="new", blocks=True)
    compared = replace(report, findings=(new,))
    assert not compared.passed
    assert [compared.exit_code(level) for level in ("error", "warning", "never")] == [1, 1, 0]


def test_without_a_base_every_open_error_fails(report: Report) -> None:
    assert replace(report, findings=(valued(90),), comparison=None).exit_code("error") == 1


def test_a_file_that_is_readable_again_is_not_unusable(report: Report) -> None:
    mended = replace(valued(90), change="fixed", blocks=False, leaves_unchecked=True)
    assert replace(report, findings=(mended,)).exit_code("error") == 0
    assert replace(report, findings=(mended,)).totals.unusable == 0


def test_json_names_the_two_commits(report: Report) -> None:
    text = render(report)
    assert f'"commit": "{"c" * 40}", "base": "{"b" * 40}"' in text
    assert '"events": []' in text
