"""The flows that markets changed, each distinct one laid out once. Part of `report`."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from checker.diagram import render_svg
from checker.model.finding import Finding
from checker.model.picture import Picture
from checker.model.report import Report

MOST_DRAWN = 100
"""Distinct flows that are drawn; `checker diff` draws any other one."""


class Drawings(NamedTuple):
    """By (market, process): inline SVG of what differs from the standard or breaks a rule.

    `left_out`: what would be drawn, were there not so many distinct flows.
    """

    shown: Mapping[tuple[str, str], Markup]
    left_out: frozenset[tuple[str, str]]


def drawings(report: Report) -> Drawings:
    """Flows that look alike are one drawing, whatever their settings are. No run is lit: the reader chooses one."""
    drawn: dict[Picture, Markup] = {}
    shown: dict[tuple[str, str], Markup] = {}
    left_out: set[tuple[str, str]] = set()
    worth = {key: picture._replace(lit=()) for key, picture in report.pictures.items() if _is_worth_drawing(picture)}
    for market, process in report.pairs:
        picture = worth.get(process.picture)
        if picture is None:
            continue
        if picture not in drawn and len(drawn) == MOST_DRAWN:
            left_out.add((market.market, process.process))
            continue
        if picture not in drawn:
            drawn[picture] = Markup(render_svg(picture, standalone=False))  # noqa: S704 (escaped by `diagram`)
        shown[market.market, process.process] = drawn[picture]
    return Drawings(shown, frozenset(left_out))


def _is_worth_drawing(picture: Picture) -> bool:
    states = [*(box.state for box in picture.boxes), *(arrow.state for arrow in picture.arrows)]
    return bool(picture.lit) or any(state != "unchanged" for state in states)


def run_in(picture: Picture | None, finding: Finding, findings: Sequence[Finding]) -> str:
    """The ids of the run's steps as the picture has them; empty where it has not all of them.

    The picture keeps the standard's id of a step that is called otherwise here. Which is which is told by the one run
    that the picture itself knows.
    """
    if picture is None or not finding.run:
        return ""
    known = {box.id for box in picture.boxes}
    names = dict(zip(_lit_run(picture, findings), picture.lit, strict=False))
    run = [names.get(step, step) for step in finding.run]
    return " ".join(run) if known.issuperset(run) else ""


def _lit_run(picture: Picture, findings: Sequence[Finding]) -> Sequence[str]:
    known = {box.id for box in picture.boxes}
    for finding in findings:
        run = finding.run or ()
        if len(run) == len(picture.lit) and all(
            here == there or here not in known for here, there in zip(run, picture.lit, strict=True)
        ):
            return run
    return ()
