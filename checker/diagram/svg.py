"""A layout becomes SVG text: lanes, lines, boxes, labels, legend, from the ground up. Part of `diagram`."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checker.diagram.arrange import layout
from checker.diagram.metrics import text_width
from checker.diagram.outlines import box_svg, sign_svg, xml_text
from checker.diagram.picture import BoxState, Lane, Layout, Picture
from checker.diagram.strokes import arrow_svg, label_svg, lane_class, start_svg, wires_in_order
from checker.diagram.style import FILE_STYLE
from checker.diagram.words import LEGEND, description

TITLE_HEIGHT, LEGEND_HEIGHT = 42, 34
MARGIN = 16
SWATCH = 26


class Key(NamedTuple):
    """One entry of the legend; no `state`: the run that is shown."""

    state: BoxState | None
    text: str


def render_svg(picture: Picture, *, standalone: bool, prefix: str = "") -> str:
    """The drawing as SVG: a whole file with its own style, or inline for a page that has STYLE once.

    `prefix` makes ids for the title and the description, so that more readers announce both; it must be unique in the
    page and a valid id. Empty: no ids at all.
    """
    placed = layout(picture)
    keys = legend(picture)
    top, margin = (TITLE_HEIGHT, MARGIN) if standalone else (0, 0)
    width = max(placed.width, _legend_width(keys), text_width(picture.title, 17) if standalone else 0) + 2 * margin
    height = top + placed.height + (LEGEND_HEIGHT if keys else 0) + (margin if not keys or not standalone else 0)
    head = _head(picture, (-margin, -top, width, height), prefix)
    style = f"<style>{FILE_STYLE.strip()}</style>" if standalone else ""
    ground = f'<rect class="flow-ground" x="{-margin}" y="{-top}" width="{width}" height="{height}"/>'
    heading = f'<text class="flow-title" x="0" y="-15">{xml_text(picture.title)}</text>' if standalone else ""
    body = "\n".join([*_drawing(placed, with_ids=not standalone), *_legend(keys, placed.height)])
    return f"{head}{style}\n{ground}{heading}\n{body}\n</svg>\n"


def legend(picture: Picture) -> tuple[Key, ...]:
    """The states that the picture has, in a fixed order."""
    found = {box.state for box in picture.boxes} | {arrow.state for arrow in picture.arrows}
    states = [Key(state, words) for state, words in LEGEND.items() if state in found]
    return (*states, *([Key(None, "the run that is shown")] if picture.lit else []))


def _head(picture: Picture, view: tuple[int, int, int, int], prefix: str) -> str:
    title_id, desc_id = (f' id="{xml_text(prefix)}-{part}"' if prefix else "" for part in ("title", "desc"))
    named = f' aria-labelledby="{prefix}-title" aria-describedby="{prefix}-desc"' if prefix else ""
    box = " ".join(map(str, view))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="flow" role="img"{named} viewBox="{box}" '
        f'width="{view[2]}" height="{view[3]}">'
        f"<title{title_id}>{xml_text(picture.title)}</title><desc{desc_id}>{xml_text(description(picture))}</desc>"
    )


def _drawing(placed: Layout, *, with_ids: bool) -> Iterator[str]:
    """`with_ids`: groups say which step or way they are, so that a page can light a run in them."""
    mark = _marked if with_ids else _unmarked
    yield from _lanes(placed.lanes)
    for wire in wires_in_order(placed.arrows):
        yield mark(arrow_svg(wire), "way", f"{wire.arrows[0].source} {wire.arrows[0].target or ''}")
    if placed.start is not None:
        yield start_svg(placed.start)
    yield from (mark(box_svg(box), "step", box.box.id) for box in placed.boxes)
    yield from (text for arrow in wires_in_order(placed.arrows) if (text := label_svg(arrow, placed.lanes)))


def _marked(group: str, name: str, value: str) -> str:
    return group.replace("<g ", f'<g data-{name}="{xml_text(value)}" ', 1)


def _unmarked(group: str, _name: str, _value: str) -> str:
    return group


def _lanes(lanes: Sequence[Lane]) -> Iterator[str]:
    for number, lane in enumerate(lanes):
        x, y, width, height = lane.rect
        yield f'<rect class="{lane_class(number)}" x="{x}" y="{y}" width="{width}" height="{height}"/>'
        yield f'<text class="flow-lane-name" x="14" y="{lane.rect.centre.y + 4}">{xml_text(lane.name)}</text>'
    for lane in lanes[1:]:
        yield f'<path class="flow-rule" d="M0 {lane.rect.y}H{lane.rect.width}"/>'
    if lanes:
        last = lanes[-1].rect
        yield f'<rect class="flow-rule" x="0" y="0" width="{last.width}" height="{last.bottom}"/>'


def _legend_width(keys: Sequence[Key]) -> int:
    return sum(_key_width(key) for key in keys)


def _key_width(key: Key) -> int:
    return SWATCH + 24 + text_width(key.text, 11.5) + 22


def _legend(keys: Sequence[Key], top: int) -> Iterator[str]:
    x, y = 1, top + 11
    for key in keys:
        if key.state is None:
            ways = (f'<path class="{css}" d="M{x + 4} {y + 6}h{SWATCH + 6}"/>' for css in ("flow-glow", "flow-line"))
            yield f'<g class="flow-is-lit">{"".join(ways)}</g>'
        else:
            swatch = f'<rect class="flow-shape" x="{x}" y="{y}" width="{SWATCH}" height="13" rx="3"/>'
            yield f'<g class="flow-is-{key.state}">{swatch}{sign_svg(key.state, x + SWATCH + 6, y + 2)}</g>'
        yield f'<text class="flow-key" x="{x + SWATCH + 21}" y="{y + 10}">{xml_text(key.text)}</text>'
        x += _key_width(key)
