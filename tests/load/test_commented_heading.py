"""A line whose mark was taken away while its heading kept it, as files of `checker new variant` invite to."""

import pytest

from checker.load.document import parse_document
from checker.model.documents import Variant
from checker.model.fault import Fault

HEAD = "kind: variant\nprocess: refund\n\n# What may differ:\n"
ENTRY = "  payout_days: {value: 3, because: {type: capacity}}\n"


def faults(rest: str) -> tuple[Fault, ...]:
    return parse_document((HEAD + rest).encode(), "markets/eu/es/refund.yaml", Variant).faults


def only(rest: str) -> Fault:
    found = faults(rest)
    assert len(found) == 1, [each.message for each in found]
    return found[0]


LEFT = {
    "a control": (f"# controls:\n{ENTRY}", 6, "`controls:` on line 5, which is"),
    "a control with the space left": (f"# controls:\n {ENTRY}", 6, "`controls:` on line 5, which is"),
    "the second control": (f"# controls:\n#   other_days: 4  # said\n{ENTRY}# metrics:\n", 7, "`controls:` on line 5, which is"),
    "a control in short": ("# controls:\n  payout_days: 3\n", 6, "`controls:` on line 5, which is"),
    "a metric alone": ("# metrics:\n  csat: {target: 80}\n", 6, "`metrics:` on line 5, which is"),
    "a metric below controls": (f"controls:\n{ENTRY}# metrics:\n  csat: {{target: 80}}\n", 8, "`metrics:` on line 7, which is"),
    "a change": (
        "# flow:\n#   changes:\n#     - {skip: a}\n    - skip: b\n", 8,
        "`flow:` on line 5 and `changes:` on line 6, which are"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line", "under"), LEFT.values(), ids=LEFT)
def test_the_heading_is_named_with_its_line(text: str, line: int, under: str) -> None:
    fault = only(text)
    assert fault.location.span.line == line
    assert fault.message == f"this line belongs under {under} still commented out"
    assert fault.remedy.startswith("take the `#` and the space behind it away from ")


@pytest.mark.parametrize(("text", "line", "under"), LEFT.values(), ids=LEFT)
def test_the_advice_makes_the_file_readable(text: str, line: int, under: str) -> None:
    names = [word.strip("`:") for word in under.split() if word.startswith("`")]
    for name in names:
        text = text.replace(f"# {name}:", f"{name}:").replace(f"#   {name}:", f"  {name}:")
    assert not faults(text)


def test_a_control_at_the_edge_lost_its_spaces_too() -> None:
    fault = only("# controls:\npayout_days: 3\n")
    assert fault.message == "this line belongs under `controls:` on line 5, which is still commented out"
    assert fault.remedy.endswith("and put two spaces before this line")


def test_a_heading_that_is_missing_is_named_too() -> None:
    fault = parse_document(f"kind: variant\nprocess: refund\n{ENTRY}".encode(), "x.yaml", Variant).faults[0]
    assert fault.remedy.endswith("if it belongs under a heading, like `controls:`, that line is missing above it")


@pytest.mark.parametrize(
    "text",
    [
        "# controls:\nmetrics: 7\n",
        "controls:\n  payout_days: 3\n# note:\n   other: 3\n",
        f"controls:\n{ENTRY}# controls:\n  other: {{valeu: 3}}\n",
    ],
)
def test_other_trouble_below_a_comment_is_told_as_ever(text: str) -> None:
    assert all("commented out" not in fault.message for fault in faults(text))
    assert faults(text)
