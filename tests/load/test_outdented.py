"""A reason that is indented too little is one fault, at the reason, with the spaces that are missing."""

import pytest

from checker.load.document import parse_document
from checker.model.documents import Variant
from checker.model.fault import Fault

HEAD = "kind: variant\nprocess: refund\n"


def only(rest: str) -> Fault:
    found = parse_document((HEAD + rest).encode(), "markets/eu/es/refund.yaml", Variant).faults
    assert len(found) == 1, [each.message for each in found]
    return found[0]


BLOCKS = {
    "a reason in lines": ("controls:\n  days:\n    value: 3\n  because:\n    type: capacity\n    note: x\n", 6, 2),
    "a reason in brackets": ("controls:\n  days:\n    value: 3\n  because: {type: capacity, note: x}\n", 6, 2),
    "with entries below": ("controls:\n  days:\n    value: 3\n  because: {type: capacity}\n  other: 4\n", 6, 2),
    "of a metric": ("metrics:\n  csat:\n    target: 80\n  because: {type: capacity}\n", 6, 2),
    "two levels": ("controls:\n  days:\n    value: 3\nbecause: {type: capacity}\n", 6, 4),
    "four spaces a level": ("controls:\n    days:\n        value: 3\n    because: {type: capacity}\n", 6, 4),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line", "missing"), BLOCKS.values(), ids=BLOCKS)
def test_one_fault_that_names_the_indentation(text: str, line: int, missing: int) -> None:
    fault = only(text)
    assert fault.location.span.line == line
    assert "and is indented too little" in fault.message
    assert fault.remedy == f"put {missing} more spaces before `because:` and the lines that belong to it"


@pytest.mark.parametrize(("text", "line", "missing"), BLOCKS.values(), ids=BLOCKS)
def test_the_advice_makes_the_file_readable(text: str, line: int, missing: int) -> None:
    lines = (HEAD + text).split("\n")
    depth = len(lines[line - 1]) - len(lines[line - 1].lstrip())
    end = next(at for at in range(line, len(lines)) if len(lines[at]) - len(lines[at].lstrip()) <= depth)
    lines[line - 1 : end] = [" " * missing + each for each in lines[line - 1 : end]]
    assert parse_document("\n".join(lines).encode(), "markets/eu/es/refund.yaml", Variant).document is not None


def test_what_belongs_together_is_told_together() -> None:
    fault = only("controls:\n  days:\n    value: 3\n  because: {type: pilot}\n  until: 2027-03-31\n")
    assert fault.message == "`because:` and `until:` belong inside `days:` on line 4, and are indented too little"


@pytest.mark.parametrize(("entry", "shown"), [("{value: 3}", "…"), ("3", "value: …")])
def test_beside_an_entry_on_one_line_the_reason_goes_into_brackets(entry: str, shown: str) -> None:
    fault = only(f"controls:\n  days: {entry}\n  because: {{type: capacity}}\n")
    assert fault.message == "`because:` belongs inside `days:` on line 4, and stands beside it"
    assert fault.remedy == f"write `because:` in the brackets of its entry: `days: {{{shown}, because: …}}`"


def test_other_faults_are_told_beside_it() -> None:
    text = "controls:\n  days:\n    value: 3\n  because: {type: capacity}\n  other: {valeu: 3}\n"
    found = parse_document((HEAD + text).encode(), "markets/eu/es/refund.yaml", Variant).faults
    assert [fault.location.span.line for fault in found] == [6, 7]


def test_a_second_reason_is_no_matter_of_indentation() -> None:
    text = "controls:\n  days:\n    value: 3\n    because: {type: capacity}\n  because: {type: pilot}\n"
    found = parse_document((HEAD + text).encode(), "markets/eu/es/refund.yaml", Variant).faults
    assert found
    assert all("belongs inside" not in fault.message for fault in found)
