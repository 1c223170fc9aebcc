"""A colon without a space behind it: told where it stands, with the line as it should be."""

import pytest

from checker.load.document import parse_document
from checker.model.documents import Variant

HEAD = "kind: variant\nprocess: refund\n"
SLIPS = {
    "a block's key before brackets": (
        "controls:\n  days:{value: 9, because: {type: capacity}}\n", 4, "days", "days: {value: 9, because: {type: capacity}}"),
    "alone in the brackets": ("controls:\n  days:{value: 9}\n  other: 3\n", 4, "days", "days: {value: …}"),
    "a heading before brackets": ("controls:{days: 9}\n", 3, "controls", "controls: {days: …}"),
    "a value on its own line": ("controls:\n  days:\n    value:9\n    because: {type: capacity}\n", 5, "value", "value: 9"),
    "a value in brackets": ("controls:\n  days: {value:9, because: {type: capacity}}\n", 4, "value", "value: 9"),
    "a reason in brackets": (
        "controls:\n  days: {value: 9, because:{type: capacity}}\n", 4, "because",
        "days: {value: 9, because: {type: capacity}}"),
    "a note behind a comma": (
        "controls:\n  days:\n    value: 3\n    because: {type: capacity, note:x}\n", 6, "note", "note: x"),
    "a control before another": ("controls:\n  days:9\n  payout: 4\n", 4, "days", "days: 9"),
    "the only control": ("controls:\n  days:9\n", 4, "days", "days: 9"),
    "a list": ("controls:\n  days:[a]\n  other: 3\n", 4, "days", "days: [a]"),
    "a change of the flow": ("flow:\n  changes:\n    - skip:a\n", 5, "skip", "- skip: a"),
    "a change with its reason": (
        "flow:\n  changes:\n    - skip:a\n      because: {type: pilot}\n", 5, "skip", "- skip: a"),
    "a target": ("metrics:\n  csat:\n    target:80\n", 5, "target", "target: 80"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line", "key", "mended"), SLIPS.values(), ids=SLIPS)
def test_the_line_is_shown_as_it_should_be(text: str, line: int, key: str, mended: str) -> None:
    (fault,) = parse_document((HEAD + text).encode(), "markets/eu/es/refund.yaml", Variant).faults
    assert fault.location.span.line == line
    assert fault.message == f"a space is missing after `{key}:`; a colon ends a key only with a space after it"
    assert fault.remedy == f"write `{mended}`"


@pytest.mark.parametrize(
    "text",
    [
        "controls:\n  days: see http://example.com: there\n",
        "controls:\n  days: a: b\n",
        "controls:\n  days: {value: 3\n  other: 4\n",
        'controls:\n  a: "x\n  days: 3\n',
        "controls:\n  days: [a\n  other: 3\n",
    ],
)
def test_other_trouble_is_not_called_a_missing_space(text: str) -> None:
    faults = parse_document((HEAD + text).encode(), "markets/eu/es/refund.yaml", Variant).faults
    assert faults
    assert all("a space is missing" not in fault.message for fault in faults)


def test_a_text_with_a_colon_in_it_stays_a_text() -> None:
    text = "controls:\n  hours: {value: 09:30-18:00}\n  link: {value: https://example.com/a:b}\n"
    assert parse_document((HEAD + text).encode(), "markets/eu/es/refund.yaml", Variant).document is not None
