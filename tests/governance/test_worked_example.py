"""The worked example of docs/decisions-and-numbers.md: its files give its numbers, and its arithmetic is right."""

import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from workspaces import PROJECT

import checker
from checker.model.gains import best_gains
from checker.model.numbers import percent

PAGE = PROJECT / "docs/decisions-and-numbers.md"
BLOCK = re.compile(r"```yaml\n# (later: )?(\S+)\n(.*?)```", re.DOTALL)
DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def page() -> str:
    return PAGE.read_text()


def built(page: str, root: Path, *, with_claim: bool) -> checker.Report:
    for later, path, text in BLOCK.findall(page):
        if with_claim or not later:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text)
    return checker.check(root, as_of=DAY)


def table(page: str, head: str) -> list[list[str]]:
    """The rows of the table that starts with these words, without back-ticks."""
    lines = page[page.index(f"| {head} |") :].split("\n\n", maxsplit=1)[0].splitlines()[2:]
    return [[cell.strip().replace("`", "") for cell in line.strip("|").split("|")] for line in lines]


def computed(text: str) -> float | None:
    """`30 / 43 − 30 / 46: why`, in percent."""
    parts = [Fraction(*map(int, part.split("/"))) for part in text.partition(":")[0].split("−")]
    value = parts[0] - sum(parts[1:])
    return percent(value.numerator, value.denominator)


def test_its_findings(page: str, tmp_path: Path) -> None:
    report = built(page, tmp_path, with_claim=False)
    assert sorted((each.process, each.rule, each.disposition.value) for each in report.findings) == [
        ("refund", "control-loosened", "waived"),
        ("refund", "control-out-of-range", "required_by_law"),
        ("refund", "step-added", "none"),
        ("voice", "process-not-adopted", "none"),
    ]


def test_its_elements(page: str, tmp_path: Path) -> None:
    process = built(page, tmp_path, with_claim=False).markets["aa"].processes["refund"]
    rows = {element: (status, int(weight)) for element, status, weight in table(page, "Element")}
    listed = {name: (each.status.value, each.weight) for name, each in process.elements.items()}
    assert listed == {name: row for name, row in rows.items() if row[0] != "aligned"}
    aligned = [weight for status, weight in rows.values() if status == "aligned"]
    assert (process.aligned.elements, process.aligned.weight) == (len(aligned), sum(aligned))
    assert process.numbers[:3] == (78.9, 92.1, 100.0)
    for number in ("**78.9**", "**92.1**", "**100.0**"):
        assert number in page


@pytest.mark.parametrize(("head", "with_claim"), [("Number of `aa`", False), ("Number of `aa` with the claim", True)])
def test_its_numbers(page: str, tmp_path: Path, head: str, with_claim: bool) -> None:
    numbers = built(page, tmp_path, with_claim=with_claim).markets["aa"].numbers._asdict()
    rows = table(page, head)
    assert {name: float(said) for name, _, said in rows} == numbers
    assert [computed(text) for _, text, _ in rows] == [float(said) for *_, said in rows]


def test_its_gains(page: str, tmp_path: Path) -> None:
    report = built(page, tmp_path, with_claim=False)
    rows = table(page, "Finding")
    assert {f"{each.process} {each.rule}": each.gain for each in report.findings} == {
        name: float(said) for name, _, said in rows
    }
    assert [computed(text) for _, text, _ in rows[:3]] == [float(said) for *_, said in rows[:3]]
    together = best_gains(report.markets["aa"], report.open)
    assert (len(together.findings), together.points) == (2, 23.1)
    assert "**23.1**" in page
