"""How names break into lines."""

import pytest

from checker.diagram.metrics import fits, text_width, wrap


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Ask", ("Ask",)),
        ("Verify the identity twice", ("Verify the", "identity twice")),
        (
            "No name, no card, no password, nothing else here at all, ever",
            ("No name, no card,", "no password,", "nothing else here…"),
        ),
        ("Rechtsschutzversicherungsbestätigung", ("Rechtsschutzversi-", "cherungsbestätigu-", "ng")),
        ("ご案内および録音に関する同意確認", ("ご案内および録音に", "関する同意確認")),
    ],
)
def test_a_name_takes_at_most_three_lines(text: str, lines: tuple[str, ...]) -> None:
    made = wrap(text, 112, 11.5, 3)
    assert all(text_width(line, 11.5) <= 112 for line in made)
    assert made == lines


def test_a_no_break_space_holds() -> None:
    bound = "·\N{NO-BREAK SPACE}max\N{NO-BREAK SPACE}2×"
    assert wrap(f"below the limit {bound}", 74, 11, 3)[-1] == bound


def test_what_fits_is_neither_cut_nor_broken() -> None:
    assert fits("Verify the identity", 70, 11.5, 3)
    assert not fits("Rechtsschutzversicherungsbestätigung", 112, 11.5, 3)
    assert not fits("one two three four five six seven", 40, 11.5, 3)
