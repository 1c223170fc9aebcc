"""docs/library.md names every process, version, control and metric that there is, and no other."""

import re

from workspaces import PROJECT

import checker
from checker.model.documents import Standard

PAGE = (PROJECT / "docs/library.md").read_text()
STANDARDS = checker.read_workspace(PROJECT).programme.standards
OURS = {"refund-and-return": {"case_record_months"}}
"""What the data does not have, told on the page in a table of its own."""


def part(title: str) -> str:
    return PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def newest(process: str) -> Standard:
    """The newest version that is no draft."""
    versions = STANDARDS[process]
    return [versions[each].model for each in sorted(versions) if versions[each].model.status != "draft"][-1]


def test_the_page_lists_every_version_with_what_it_has_come_to() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| [^|]+ \| ([^|]+?) \|", part("The processes"), re.MULTILINE)
    assert dict(rows) == {
        process: ", ".join(version_of(versions[each].model) for each in sorted(versions))
        for process, versions in STANDARDS.items()
    }


def version_of(standard: Standard) -> str:
    return str(standard.version) if standard.status == "active" else f"{standard.version} ({standard.status})"


def test_the_page_says_why_each_later_version_has_its_number() -> None:
    told = set(re.findall(r"^\| `([a-z-]+)` \S+ → (\d+\.\d+\.\d+)", part("Why the versions have these numbers"), re.MULTILINE))
    assert told == {
        (process, str(versions[each].model.version)) for process, versions in STANDARDS.items() for each in sorted(versions)[1:]
    }


def test_the_tables_hold_every_control_and_metric_of_the_newest_versions() -> None:
    sections = re.split(r"^### `([a-z-]+)` \([A-Z]{3}\)$", part("Data id and ours"), flags=re.MULTILINE)[1:]
    tables = dict(zip(sections[::2], sections[1::2], strict=True))
    assert set(tables) == set(STANDARDS)
    for process, table in tables.items():
        standard = newest(process)
        controls = re.findall(r"[A-Z]{3}-\d+ \| `(\w+)`", table)
        metrics = re.findall(r"[A-Z]{3}-M\d+ \| `(\w+)`", table)
        assert {*controls, *OURS.get(process, ())} == {each.id for each in standard.controls}, process
        assert set(metrics) == {each.id for each in standard.metrics}, process


def test_the_page_counts_right() -> None:
    standards = [newest(process) for process in STANDARDS]
    versions = sum(map(len, STANDARDS.values()))
    controls, metrics = (sum(len(getattr(each, kind)) for each in standards) for kind in ("controls", "metrics"))
    assert f"{len(standards)} processes in {versions} versions: {controls} controls and {metrics} metrics" in PAGE
