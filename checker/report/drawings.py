"""The flows that markets changed, drawn once each. Part of `report`."""

from collections.abc import Mapping
from typing import NamedTuple

from markupsafe import Markup

from checker.diagram import render_svg
from checker.model.picture import Picture
from checker.model.report import Report

MOST_DRAWN = 100
"""Distinct flows that are drawn; `checker diff` draws any other one."""


class Drawings(NamedTuple):
    """`symbols` stands once in the page; `shown` by (market, process) shows one of them.

    So a thousand markets with one flow weigh as much as one.
    """

    symbols: Markup
    shown: Mapping[tuple[str, str], str]


class _Parts(NamedTuple):
    """A drawing taken apart: the attributes of its size, its title and description, what is drawn."""

    size: str
    words: str
    body: str


def drawings(report: Report) -> Drawings:
    """The flows that differ from the standard's or break a rule."""
    drawn: dict[str, _Parts] = {}
    ids: dict[str, str] = {}
    shown: dict[tuple[str, str], str] = {}
    for market, process in report.pairs:
        key = process.picture
        picture = report.pictures.get(key)
        if picture is None or not _is_worth_drawing(picture):
            continue
        if key not in drawn and len(drawn) < MOST_DRAWN:
            drawn[key], ids[key] = _parts(picture), f"flow-{len(drawn) + 1}"
        if key in drawn:
            shown[market.market, process.process] = _use(ids[key], drawn[key])
    symbols = "".join(_symbol(ids[key], parts) for key, parts in drawn.items())
    page_part = f'<div hidden><svg class="flow">{symbols}</svg></div>' if symbols else ""
    return Drawings(Markup(page_part), shown)  # noqa: S704 (escaped by `diagram`)


def _is_worth_drawing(picture: Picture) -> bool:
    states = [*(box.state for box in picture.boxes), *(arrow.state for arrow in picture.arrows)]
    return bool(picture.lit) or any(state != "unchanged" for state in states)


def _parts(picture: Picture) -> _Parts:
    """All text in the drawing is escaped, so that tags are where they seem to be."""
    head, _, body = render_svg(picture, standalone=False).partition("</desc>")
    opening, _, words = head.partition(">")
    return _Parts(opening[opening.index(" viewBox=") :], f"{words}</desc>", body.strip().removesuffix("</svg>"))


def _symbol(name: str, parts: _Parts) -> str:
    view = parts.size[: parts.size.index(" width=")]
    return f'<symbol id="{name}"{view}><g class="flow-symbol">{parts.body}</g></symbol>'


def _use(name: str, parts: _Parts) -> str:
    left, top, width, height = parts.size.split('"')[1].split()
    place = f'x="{left}" y="{top}" width="{width}" height="{height}"'
    return f'<svg class="flow" role="img"{parts.size}>{parts.words}<use href="#{name}" {place}/></svg>'
