"""Boxes as SVG: outline, name, sign and words of the state. Part of `diagram`."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from checker.diagram.picture import BoxState, PlacedBox, Rect
from checker.diagram.sizes import NAME_LINE, SIGN_WIDTH, SLANT
from checker.diagram.words import TYPE_WORDS

CORNER = 6
BASELINE = 4
# Signs in a square of ten pixels, drawn, since few fonts have all of them.
SIGNS: Mapping[BoxState, str] = {
    "added": "M5 1V9M1 5H9",
    "removed": "M1 5H9",
    "moved": "M1 3H9M6.6 .8L9 3L6.6 5.2M9 7.4H1M3.4 5.2L1 7.4L3.4 9.6",
    "retyped": "M8.7 5.4A3.8 3.8 0 1 1 7.3 2.2M7.6 -.6V2.5H4.5",
    "changed": "M.8 6.2C2 3 3.7 3.2 5 5S8 7 9.2 3.8",
    "replaced": "M1.5 1.5L5 5L1.5 8.5M5.5 1.5L9 5L5.5 8.5",
}


def box_svg(placed: PlacedBox) -> str:
    """One group; its tooltip has the whole name, however long."""
    box = placed.box
    classes = ["flow-box", f"flow-is-{box.state}", *(["flow-is-end"] if placed.shape in ("end", "stop") else [])]
    parts = [f'<g class="{" ".join(classes)}"><title>{xml_text(_tooltip(placed))}</title>']
    if placed.is_lit:
        parts.append(_outline(placed, placed.rect, "flow-glow"))
    parts.append(_outline(placed, placed.rect, "flow-shape"))
    if box.state == "retyped":
        parts.append(_outline(placed, _inside(placed.rect, 3), "flow-inner"))
    if placed.shape == "wait":
        parts.append(_clock(placed.rect))
    parts += [*_name(placed), *_note(placed), "</g>"]
    return "".join(parts)


def xml_text(text: str) -> str:
    """Escaped, without the control characters that XML cannot hold."""
    return escape("".join(letter if letter >= " " and letter not in "\ufffe\uffff" else " " for letter in text))


def lines_svg(lines: Sequence[str], x: int, middle: int, height: int, css: str) -> str:
    """Lines of text, centred on a height."""
    first = middle - (len(lines) - 1) * height // 2 + BASELINE
    spans = "".join(f'<tspan x="{x}" y="{first + height * i}">{xml_text(line)}</tspan>' for i, line in enumerate(lines))
    return f'<text class="{css}">{spans}</text>'


def sign_svg(state: BoxState, x: int, y: int) -> str:
    return f'<path class="flow-sign" transform="translate({x} {y})" d="{SIGNS[state]}"/>'


def _tooltip(placed: PlacedBox) -> str:
    if placed.shape == "stop":
        return "The run ends here"
    words = f" – {placed.word}" if placed.word else ""
    return f"{placed.box.name} ({TYPE_WORDS[placed.box.type]}){words}"


def _inside(rect: Rect, by: int) -> Rect:
    return Rect(rect.x + by, rect.y + by, rect.width - 2 * by, rect.height - 2 * by)


def _outline(placed: PlacedBox, rect: Rect, css: str) -> str:
    x, y, width, height = rect
    if placed.shape == "decision":
        half = height // 2
        up, down = f"l{SLANT} {-half}H{rect.right - SLANT}l{SLANT} {half}", f"l{-SLANT} {half}H{x + SLANT}"
        return f'<path class="{css}" d="M{x} {y + half}{up}{down}Z"/>'
    radius = height // 2 if placed.shape in ("end", "stop") else CORNER
    return f'<rect class="{css}" x="{x}" y="{y}" width="{width}" height="{height}" rx="{radius}"/>'


def _clock(rect: Rect) -> str:
    x, y = rect.x + 14, rect.centre.y
    return f'<path class="flow-clock" d="M{x - 6} {y}a6 6 0 1 0 12 0a6 6 0 1 0 -12 0M{x} {y - 4}V{y}L{x + 3} {y + 2}"/>'


def _name(placed: PlacedBox) -> Iterator[str]:
    if placed.lines:
        shift = 9 if placed.shape == "wait" else 0
        yield lines_svg(placed.lines, placed.rect.centre.x + shift, placed.rect.centre.y, NAME_LINE, "flow-name")


def _note(placed: PlacedBox) -> Iterator[str]:
    if placed.word and placed.box.state != "unchanged":
        x, y = placed.rect.x, placed.rect.bottom + 4
        yield sign_svg(placed.box.state, x, y)
        yield f'<text class="flow-note" x="{x + SIGN_WIDTH}" y="{y + 9}">{xml_text(placed.word)}</text>'
