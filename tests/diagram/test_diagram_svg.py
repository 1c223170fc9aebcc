"""What stands in the SVG: well-formed, safe in a page with a strict policy, and told in words too."""

import re
from xml.etree import ElementTree as ET

import pytest
from drawn_flows import pictures, standard_pictures
from hypothesis import given, settings

from checker.diagram import STYLE, Arrow, Box, Picture, render_svg
from checker.diagram.style import DARK, FILE_STYLE, LIGHT
from checker.diagram.words import description

SVG = "{http://www.w3.org/2000/svg}"
NASTY = '<script>alert("1")</script> & \x07 \' ]]>'


def parsed(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - our own output


def changed() -> Picture:
    boxes = (
        Box("a", "Ask", "bot"),
        Box("b", "Check the consent", "system", "added"),
        Box("c", "Decide", "human", "retyped", "was: chatbot"),
        Box("d", "Close", "end", "removed"),
    )
    arrows = (
        Arrow("a", "b", None, "added"),
        Arrow("b", "c", "yes", "added"),
        Arrow("c", "a", "again", "unchanged", 2),
        Arrow("c", "d", None, "removed"),
        Arrow("c", None),
    )
    return Picture("Local", boxes, arrows, "a", ("a", "b", "c"))


@pytest.mark.parametrize("standalone", [True, False])
def test_every_text_is_escaped(standalone: bool) -> None:
    boxes = (Box("a", NASTY, "bot", "changed", NASTY), Box("b", "B", "end"))
    picture = Picture(NASTY, boxes, (Arrow("a", "b", NASTY),))
    text = render_svg(picture, standalone=standalone)
    root = parsed(text)
    assert "<script" not in text
    assert root.find(f"{SVG}title").text == NASTY.replace("\x07", " ")


@settings(max_examples=25, derandomize=True, deadline=None)
@given(picture=pictures(most=8))
def test_any_drawing_is_xml_and_the_same_each_time(picture: Picture) -> None:
    text = render_svg(picture, standalone=True)
    assert parsed(text).tag == f"{SVG}svg"
    assert text == render_svg(picture, standalone=True)


def test_inline_drawings_need_no_style_no_script_and_no_ids() -> None:
    text = render_svg(changed(), standalone=False)
    assert not re.search(r"\s(style|id|on\w+|href)=", text)
    assert not re.search(r"<(style|script|marker|use|image|foreignObject)", text)
    classes = set(re.findall(r"flow-[\w-]+", text))
    assert {name for name in classes if f".{name}" not in STYLE} <= {"flow-box", "flow-arrow", "flow-is-unchanged"}


def test_a_prefix_names_title_and_description() -> None:
    root = parsed(render_svg(changed(), standalone=False, prefix="es-voice"))
    assert root.get("aria-labelledby") == root.find(f"{SVG}title").get("id") == "es-voice-title"
    assert root.get("aria-describedby") == root.find(f"{SVG}desc").get("id") == "es-voice-desc"


def test_a_file_of_its_own_has_its_style_and_knows_the_dark() -> None:
    root = parsed(render_svg(changed(), standalone=True))
    assert root.find(f"{SVG}style").text == FILE_STYLE.strip()
    assert "prefers-color-scheme:dark" in FILE_STYLE
    assert root.get("role") == "img"


def test_each_difference_is_told_in_words() -> None:
    assert description(changed()) == (
        "A flow of 4 steps and 5 ways. Step “Check the consent” added. Step “Decide” retyped: was chatbot. "
        "Step “Close” removed. Way from “Ask” to “Check the consent” added. "
        "Way from “Check the consent” to “Decide” (yes) added. Way from “Decide” to “Close” removed. "
        "The run shown: “Ask”, then “Check the consent”, then “Decide”."
    )


def test_each_state_has_a_sign_a_word_and_a_key() -> None:
    text = render_svg(changed(), standalone=True)
    keys = {"added": "added locally", "removed": "removed locally", "retyped": "taken by another actor"}
    for state, key in keys.items():
        assert re.search(rf'<g class="flow-box flow-is-{state}[^"]*">.*?<path class="flow-sign".*?>{state}', text)
        assert key in text
    assert "changed settings" not in text
    assert "the run that is shown" in text


def test_a_long_name_ends_in_an_ellipsis_and_is_whole_in_the_tooltip() -> None:
    name = "Use the session identity and never ask for a full card number or for a password of the customer"
    text = render_svg(Picture("Long", (Box("a", name, "system"),), ()), standalone=False)
    assert "…</tspan>" in text
    assert f"<title>{name} (system)</title>" in text
    assert text.count("<tspan") == 3


def test_standards_without_differences_have_no_legend() -> None:
    picture = standard_pictures()["voice-support"]
    assert "flow-key" not in render_svg(picture, standalone=False)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_lines_and_words_stand_out_from_their_ground(colours: dict[str, str]) -> None:
    states = ("added", "removed", "moved", "amber", "replaced")
    lanes = (colours["surface"], colours["band"])
    for ground in lanes:
        for name in ("ink", "muted", "lit", *states):
            assert contrast(colours[name], ground) >= 4.5, name
        for name in ("line", "outline"):
            assert contrast(colours[name], ground) >= 3, name
    for state in states:
        assert contrast(colours[state], colours[f"{state}-ground"]) >= 3
        assert contrast(colours["ink"], colours[f"{state}-ground"]) >= 4.5
    assert contrast(colours["ink"], colours["box"]) >= 4.5
    assert contrast(colours["outline"], colours["box"]) >= 3
