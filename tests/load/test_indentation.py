"""A line that is indented otherwise than its neighbours is told at that line, once, in plain words."""

import pytest

from checker.load.document import parse_document
from checker.model.documents import Variant
from checker.model.fault import Fault

HEAD = "kind: variant\nprocess: refund\n"


def faults(rest: str) -> tuple[Fault, ...]:
    return parse_document((HEAD + rest).encode(), "markets/eu/es/refund.yaml", Variant).faults


def only(rest: str) -> Fault:
    found = faults(rest)
    assert len(found) == 1, [each.message for each in found]
    return found[0]


ODD = {
    "the value by three spaces, the reason by four": (
        "controls:\n  payout_days:\n   value: 3\n    because: {type: capacity}\n", 5, "put 4 spaces before `value:`"),
    "the reason by three spaces, the value by four": (
        "controls:\n  payout_days:\n    value: 3\n   because: {type: capacity}\n", 6, "put 4 spaces before `because:`"),
    "the reason by five spaces": (
        "controls:\n  payout_days:\n    value: 3\n     because: {type: capacity}\n", 6, "put 4 spaces before `because:`"),
    "a control by one space": ("controls:\n  payout_days: 3\n other: 4\n", 5, "put 2 spaces before `other:`"),
    "a change of the flow": ("flow:\n  changes:\n    - skip: a\n   - skip: b\n", 6, "put 4 spaces before `-`"),
    "the reason of a change": (
        "flow:\n  changes:\n    - skip: a\n     because: {type: pilot}\n", 6, "put 6 spaces before `because:`"),
    "a key of the file": (" controls:\n  payout_days: 3\n", 3, "delete the spaces before `controls:`"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line", "remedy"), ODD.values(), ids=ODD)
def test_the_odd_line_is_named_and_no_other(text: str, line: int, remedy: str) -> None:
    fault = only(text)
    assert fault.location.span.line == line
    assert fault.remedy.startswith(remedy)
    assert "what belongs together starts in the same column" in fault.message


@pytest.mark.parametrize(("text", "line", "remedy"), ODD.values(), ids=ODD)
def test_the_advice_makes_the_file_readable(text: str, line: int, remedy: str) -> None:
    lines = (HEAD + text).split("\n")
    count = 0 if remedy.startswith("delete") else int(remedy.split()[1])
    lines[line - 1] = " " * count + lines[line - 1].lstrip()
    assert not [fault for fault in faults("\n".join(lines).removeprefix(HEAD)) if fault.kind == "syntax"]


def test_keys_beside_the_empty_key_that_they_belong_into_are_one_finding() -> None:
    fault = only("controls:\n  payout_days:\n  value: 3\n  because: {type: capacity}\n")
    assert fault.location.span.line == 5
    assert fault.message.startswith("`payout_days:` is empty: `value:` and `because:` below it would belong inside")
    assert fault.remedy == "put two more spaces before `value:` and `because:`"


def test_a_reason_below_a_value_in_short_goes_into_brackets_with_it() -> None:
    fault = only("controls:\n  payout_days: 3\n    because: {type: capacity}\n")
    assert fault.location.span.line == 5
    assert fault.message == "`payout_days:` has its value on line 4 already, so that `because:` cannot stand below it"
    assert fault.remedy == "write both on one line, in brackets: `payout_days: {value: …, because: …}`"
    of_metric = only("metrics:\n  csat: {target: 80}\n    because: {type: capacity}\n")
    assert of_metric.remedy == "write both on one line, in brackets: `csat: {target: …, because: …}`"


def test_controls_at_the_edge_of_the_file_belong_inside() -> None:
    fault = only("controls:\npayout_days: 3\nother_days: 4\n")
    assert (fault.location.span.line, fault.remedy) == (4, "put two more spaces before `payout_days:` and `other_days:`")


def test_what_is_wrong_beside_it_is_still_told() -> None:
    found = faults("controls:\n  payout_days:\n  value: 3\nmetrics: 7\n")
    assert [fault.location.span.line for fault in found] == [5, 6]


@pytest.mark.parametrize(
    "text",
    [
        "controls:\n  note: a: b\n",
        'controls:\n  tone: "a\n  other: 3\n',
        "controls:\n  tone: [a\n  other: 3\n",
        "controls:\n  tone: |\n    text\n   other: 3\n",
    ],
)
def test_other_trouble_is_not_called_indentation(text: str) -> None:
    assert all("same column" not in fault.message for fault in faults(text))
    assert faults(text)
