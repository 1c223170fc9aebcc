"""A number with a comma, as most languages write it: the reader is told the number with a point, wherever it stands."""

from pathlib import Path

import pytest
from workspaces import DAY, ES, variant, workspace

import checker
from checker.load.document import parse_document
from checker.model.decimal_comma import meant_by_comma
from checker.model.documents import Variant
from checker.model.finding import Finding

MEANT = {
    "9,5": ("9.5",), "9,5 months": ("9.5",), "80,5%": ("80.5",), "-0,05": ("-0.05",), "1.234,5": ("1234.5",),
    "1,234,567": ("1234567",), "1,250": ("1250", "1.250"), "0,500": ("0.500",),
    "9.5": (), "3,5,7": (), "9,5:30": (), "chat, email": (), "9,": (), ",5": (), "10,2026-01": (),
}  # fmt: skip


@pytest.mark.parametrize(("written", "numbers"), MEANT.items(), ids=MEANT)
def test_the_numbers_that_may_be_meant(written: str, numbers: tuple[str, ...]) -> None:
    assert meant_by_comma(written) == numbers


def only(tmp_path: Path, body: str) -> Finding:
    found = checker.check(workspace(tmp_path / "w", {ES: variant(body)}), as_of=DAY).findings
    (finding,) = [each for each in found if each.level == "error" and "es" in each.location.path]
    return finding


POINT = ", with a point instead of the comma"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("controls: {payout_days: {value: 2,5, because: {type: capacity}}}", f"write `value: 2.5`{POINT}"),
        ("controls: {payout_days: {value: 2,5}}", f"write `value: 2.5`{POINT}"),
        ("controls: {payout_days: {value: 2,5 days}}", f"write `value: 2.5`{POINT}, and leave `days` to the key `unit`"),
        ("controls: {payout_days: 2,5}", f"write `payout_days: 2.5`{POINT}"),
        ("controls:\n  payout_days: 2,5", f"write `2.5`{POINT}, in business days"),
        ("controls:\n  payout_days:\n    value: 2,5 days", f"write `2.5`{POINT}, in business days"),
        ('controls:\n  payout_days:\n    value: "2,5"', f"write `2.5`{POINT}, in business days"),
        ("controls:\n  payout_days: 1,250", "write `1250`, or `1.250` if the comma stands before decimals, in business days"),
    ],
)
def test_the_number_is_shown_as_it_is_to_be_written(tmp_path: Path, body: str, said: str) -> None:
    assert only(tmp_path, body).remedy == said


@pytest.mark.parametrize("body", ["metrics: {csat: {target: 80,5}}", "metrics: {csat: {because: {type: pilot}, target: 80,5}}"])
def test_a_target_in_brackets(body: str) -> None:
    faults = parse_document(f"kind: variant\nprocess: p\n{body}\n".encode(), "markets/x/p.yaml", Variant).faults
    assert [fault.remedy for fault in faults] == [f"write `target: 80.5`{POINT}"]
    assert faults[0].message == "the comma in `80,5` ends the number of `target`, so that `5` is read as a key"


def test_a_number_as_a_key_is_told_as_before_where_no_number_stands_before_it() -> None:
    text = b"kind: variant\nprocess: p\ncontrols: {tone: {value: a, 5: b}}\n"
    (fault,) = parse_document(text, "markets/x/p.yaml", Variant).faults
    assert fault.message == "a key must be text, and `5` is not"
